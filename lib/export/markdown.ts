import type { PhrasingContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { outlineNumbers } from '#lib/articles/outline.ts';
import { parseMarkdown, writeMarkdown } from '#lib/sections/markdown.ts';
import { type ExportedArticle, type ExportedSection, FORM } from './model.ts';

/** The longest line that is read as a heading's Markdown, in characters: one of 300, each escaped, is shorter. */
const MAX_HEADING = 2_000;

/** First and last line of a file, counted from 1. */
type Lines = [number, number];

/** An article read from Markdown, and where each of its sections stands in the file; `body` counts from its first line. */
export type PlacedArticle = ExportedArticle & {
  lines: Lines[];
  bodyLines: number[];
  /** Lines of the front matter that no export writes. */
  more: { text: string; line: number }[];
};

/**
 * An article as Markdown with front matter. A comment before each section says what it is, so that headings in a body
 * are not taken for sections; its heading follows at its depth, with the number that the outline shows.
 */
export function toMarkdown(article: ExportedArticle): string {
  const { title, slug, tags, dek, sections } = article;
  const mark = freeMark(article);
  const labels = outlineNumbers(sections);
  const front = [
    '---',
    `galley: ${FORM}${mark === 'galley' ? '' : ` ${mark}`}`,
    `title: ${quoted(title)}`,
    `slug: ${quoted(slug)}`,
    `tags: [${tags.map(quoted).join(', ')}]`,
    '---',
  ];
  const parts = sections.flatMap((section, i) => {
    const line = headingLine(section, labels[i] ?? null);
    return [comment(mark, section, line, labels[i] ?? null), line, section.body];
  });
  return `${[front.join('\n'), dek, ...parts].filter(Boolean).join('\n\n')}\n`;
}

/** A word for the comments that begins no comment in the article itself. */
function freeMark({ dek, sections }: ExportedArticle): string {
  const texts = [dek, ...sections.map(({ body }) => body)].join('\n');
  for (let n = 1; ; n++) {
    const mark = n === 1 ? 'galley' : `galley-${n}`;
    if (!texts.includes(`<!-- ${mark} `)) return mark;
  }
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function comment(mark: string, section: ExportedSection, line: string, label: string | null): string {
  const { kind, depth, numbered, heading, tags } = section;
  const isPlain = readHeading(line, label !== null) === heading;
  // What Markdown cannot hold in a heading, such as a tab, is said here; ">" would end the comment.
  const more = { ...(tags.length > 0 && { tags }), ...(isPlain ? {} : { heading }) };
  const json = Object.keys(more).length > 0 ? ` ${JSON.stringify(more).replaceAll('>', '\\u003e')}` : '';
  return `<!-- ${mark} ${kind} ${depth}${numbered ? ' numbered' : ''}${heading ? '' : ' untitled'}${json} -->`;
}

function headingLine({ depth, heading }: ExportedSection, label: string | null): string {
  if (!heading) return '';
  const text: PhrasingContent = { type: 'text', value: label === null ? heading : `${label} ${heading}` };
  const level = (depth + 1) as 2 | 3 | 4 | 5 | 6;
  return writeMarkdown({ type: 'root', children: [{ type: 'heading', depth: level, children: [text] }] });
}

function readHeading(line: string, isNumbered: boolean): string {
  // A line of marks alone costs a parser the square of its length.
  const [node] = line.length > MAX_HEADING ? [] : parseMarkdown(line).children;
  const text = node?.type === 'heading' ? textOf(node) : line.replace(/^#+\s*/, '');
  return isNumbered ? text.replace(/^\d+(?:\.\d+)*\.?\s/, '') : text;
}

/** Reads an article that `toMarkdown` wrote, also when somebody edited it since; undefined when the text is anything else. */
export function fromMarkdown(text: string): PlacedArticle | undefined {
  const lines = text.split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0) return undefined;
  const front = new Map(
    lines.slice(1, end).map((line) => {
      const [, key = '', value = ''] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
      return [key, value.trim()] as const;
    }),
  );
  const [form, mark = 'galley'] = front.get('galley')?.split(' ') ?? [];
  if (form !== FORM || !/^galley(?:-\d+)?$/.test(mark)) return undefined;
  const pattern = new RegExp(`^<!-- ${mark} (section|faq) ([1-5])( numbered)?( untitled)?( \\{.*\\})? -->$`);
  const starts = lines.flatMap((line, at) => {
    const found = at > end ? pattern.exec(line) : null;
    return found ? [{ at, found }] : [];
  });
  const article: PlacedArticle = {
    ...{ slug: unquoted(front.get('slug')), title: unquoted(front.get('title')) },
    tags: strings(parsed(front.get('tags') ?? '')),
    dek: trimmed(lines.slice(end + 1, starts[0]?.at ?? lines.length)).text,
    ...{ sections: [], lines: [], bodyLines: [], more: [] },
  };
  for (const [i, text] of lines.slice(1, end).entries())
    if (text.trim() && !/^(?:galley|title|slug|tags):/.test(text)) article.more.push({ text, line: i + 2 });
  for (const [i, { at, found }] of starts.entries()) {
    const [, kind, depth, numbered, untitled, json = ''] = found;
    const until = starts[i + 1]?.at ?? lines.length;
    const head = untitled ? at : firstFilled(lines, at + 1, until);
    const line = untitled ? '' : (lines[head] ?? '');
    const own = (parsed(json) ?? {}) as Record<string, unknown>;
    const heading = untitled
      ? ''
      : typeof own.heading === 'string'
        ? own.heading
        : readHeading(line, Boolean(numbered));
    const body = trimmed(lines.slice(head + 1, until));
    article.sections.push({
      ...{ kind: kind as ExportedSection['kind'], depth: Number(depth), numbered: Boolean(numbered) },
      ...{ heading, body: body.text, tags: strings(own.tags) },
    });
    article.bodyLines.push(head + 2 + body.before);
    article.lines.push([at + 1, Math.max(head + 1, head + 1 + body.before + body.length)]);
  }
  return article;
}

function firstFilled(lines: string[], from: number, to: number): number {
  for (let at = from; at < to; at++) if (lines[at]?.trim()) return at;
  return to;
}

function trimmed(lines: string[]): { text: string; before: number; length: number } {
  const first = Math.max(
    0,
    lines.findIndex((line) => line.trim() !== ''),
  );
  const text = lines.slice(first).join('\n').trimEnd();
  return { text, before: first, length: text === '' ? 0 : text.split('\n').length };
}

function unquoted(value = ''): string {
  const own = parsed(value);
  return (typeof own === 'string' ? own : value).replace(/\s+/g, ' ').trim();
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
