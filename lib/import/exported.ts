import { fromHtml } from '#lib/export/html.ts';
import { fromJson } from '#lib/export/json.ts';
import { fromMarkdown, type PlacedArticle, toMarkdown } from '#lib/export/markdown.ts';
import { tooIntricate } from '#lib/sections/intricacy.ts';
import { parseMarkdown } from '#lib/sections/markdown.ts';
import { taggedSection } from '#lib/tags/schema.ts';
import { settle } from './body.ts';
import { isUnreadable } from './html-limits.ts';
import type { DraftItem, Lines, SetAside } from './model.ts';
import { MAX_ITEMS, type Parsed, refuse } from './parse.ts';

/**
 * Reads an article that was exported from here, in any of the formats of lib/export: nothing is guessed, so what comes
 * back is what went out.
 * @returns the draft, and the article as Markdown, to which the draft's line numbers belong; undefined for a source
 *   of any other kind
 */
export function readExported(text: string, name: string): { parsed: Parsed; text: string } | undefined {
  const own = fromMarkdown(text);
  if (own) return { parsed: draftOf(own), text };
  const html = isUnreadable(text) ? undefined : fromHtml(text);
  const article = fromJson(text) ?? (html === 'edited' ? undefined : html);
  if (article) {
    const markdown = toMarkdown(article);
    const placed = fromMarkdown(markdown);
    return placed && { parsed: draftOf(placed), text: markdown };
  }
  if (!/\.json$/i.test(name)) return undefined;
  const message = `“${name}” is not an article that was exported from Galley. Import its text as .txt, .md or .html.`;
  return { parsed: refuse('binary', message), text: '' };
}

function draftOf(article: PlacedArticle): Parsed {
  const { title, tags, dek, sections, more } = article;
  if (sections.length > MAX_ITEMS) {
    const message = `This article has ${sections.length} sections; one can have ${MAX_ITEMS}.`;
    return refuse('too-many-sections', message);
  }
  const bodies = [dek, ...sections.map(({ body }) => body)];
  if (bodies.some((body) => tooIntricate(body)))
    return refuse('too-deep', 'Marks in this article nest too deeply. Copy its text and paste that.');
  const items = sections.map((section, i): DraftItem => {
    const lines = article.lines[i] as Lines;
    const body = settle(section.body);
    const own = section.tags.flatMap(tagIn);
    return {
      id: `i${i + 1}`,
      ...section,
      body,
      tags: own,
      lines,
      places: placesIn(section.body, article.bodyLines[i] as number),
    };
  });
  const setAside = more.map(({ text, line }, i): SetAside => {
    const lines: Lines = [line, line];
    const form = { kind: 'section' as const, depth: 1, numbered: false, heading: '' };
    const item = { id: `s${i + 1}`, ...form, body: settle(text), lines, places: [] };
    return { id: item.id, text, reason: 'Front matter', lines, after: null, item };
  });
  return {
    ok: true,
    draft: { title, dek, tags: tags.flatMap(tagIn), items, setAside, notes: [] },
  };
}

function tagIn(tag: string): string[] {
  const name = taggedSection.shape.tag.safeParse(tag);
  return name.success ? [name.data] : [];
}

/** Where the blocks of a body stand that begins at a line. */
function placesIn(body: string, first: number): Lines[] {
  return parseMarkdown(body).children.flatMap((node): Lines[] => {
    const isCited = node.type === 'footnoteDefinition' || node.type === 'definition';
    if (isCited || !node.position) return [];
    return [[first + node.position.start.line - 1, first + node.position.end.line - 1]];
  });
}
