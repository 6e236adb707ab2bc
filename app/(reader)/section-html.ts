import type { Element, ElementContent, Root, Text } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { visit } from 'unist-util-visit';
import { bodyTree } from '#lib/sections/markdown.ts';
import { scrollTables } from '#lib/sections/render.ts';
import { type PlacedText, placeText } from '#lib/sections/text.ts';
import type { Html } from './html.ts';

/** A claim that was verified, in a section's visible text; `number` is its place in the list of all. */
export type NumberedClaim = { number: number; start: number; end: number };

type SectionHtml = { heading: Html; body: Html };

/** The sections made last. From a version to the next most stay as they are, and Markdown is slow to read. */
const made = new Map<string, SectionHtml>();
const mostMade = 2000;

/**
 * Heading and body of a section as readers get them: each verified claim ends in a mark that leads to its sources,
 * and the section's footnotes stand at its end.
 * @param anchor the section's own id, which makes the ids inside it its own
 */
export function sectionHtml(
  { heading, body }: { heading: string; body: string },
  claims: NumberedClaim[],
  anchor: string,
): SectionHtml {
  const key = JSON.stringify([
    ...[heading, body, anchor],
    ...claims.map(({ number, start, end }) => [number, start, end]),
  ]);
  const known = made.get(key);
  made.delete(key);
  const section = known ?? makeSectionHtml({ heading, body }, claims, anchor);
  made.set(key, section);
  const oldest = made.keys().next().value;
  if (made.size > mostMade && oldest !== undefined) made.delete(oldest);
  return section;
}

function makeSectionHtml(
  section: { heading: string; body: string },
  claims: NumberedClaim[],
  anchor: string,
): SectionHtml {
  const tree = bodyTree(section.body, `${anchor}-`);
  const { placed } = placeText(section.heading, tree);
  markClaims(tree, placed, claims);
  labelFootnotes(tree, anchor);
  scrollTables(tree.children as ElementContent[]);
  const title = marked(section.heading, 0, claims);
  return {
    heading: { html: toHtml({ type: 'root', children: title }) },
    body: { html: toHtml(tree) },
  };
}

function markClaims(tree: Root, placed: PlacedText[], claims: NumberedClaim[]) {
  for (const { node, start, ancestors } of placed) {
    const end = start + node.value.length;
    if (!claims.some((claim) => claim.start < end && claim.end > start)) continue;
    const siblings = (ancestors.at(-1) ?? tree).children as ElementContent[];
    const parts = marked(node.value, start, claims);
    const link = ancestors.findIndex(({ tagName }) => tagName === 'a');
    if (link < 0) {
      siblings.splice(siblings.indexOf(node), 1, ...parts);
      continue;
    }
    // No link stands inside another: the marks come after it.
    siblings.splice(siblings.indexOf(node), 1, ...parts.filter((part) => !isMark(part)));
    const around = (ancestors[link - 1] ?? tree).children as ElementContent[];
    around.splice(around.indexOf(ancestors[link] as Element) + 1, 0, ...parts.filter(isMark));
  }
}

/** A run of text with its claims in spans, and a mark behind each claim that ends in it. */
function marked(value: string, start: number, claims: NumberedClaim[]): ElementContent[] {
  const end = start + value.length;
  const here = claims.filter((claim) => claim.start < end && claim.end > start);
  const edges = here.flatMap((claim) => [Math.max(start, claim.start), Math.min(end, claim.end)]);
  const cuts = [...new Set([start, ...edges, end])].sort((a, b) => a - b);
  return cuts.slice(0, -1).flatMap((from, index): ElementContent[] => {
    const to = cuts[index + 1] ?? end;
    const text: Text = { type: 'text', value: value.slice(from - start, to - start) };
    const isClaim = here.some((claim) => claim.start < to && claim.end > from);
    const ending = here.filter((claim) => claim.end === to);
    return [isClaim ? element('span', { className: ['claim'] }, [text]) : text, ...ending.map(mark)];
  });
}

function mark({ number }: NumberedClaim): Element {
  const link = element(
    'a',
    {
      ...{ href: `#claim-${number}`, id: `checked-${number}`, dataClaim: number },
      ariaLabel: `Checked: sources of claim ${number}`,
    },
    [{ type: 'text', value: '✓' }],
  );
  return element('sup', { className: ['check'] }, [link]);
}

const isMark = (node: ElementContent) =>
  node.type === 'element' && node.tagName === 'sup' && String(node.properties.className) === 'check';

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}

/** The label of a list of footnotes is no heading, which would stand at a level of its own in the page's outline. */
function labelFootnotes(tree: Root, anchor: string) {
  const id = `${anchor}-footnote-label`;
  visit(tree, 'element', ({ tagName, properties, children: [label] }) => {
    if (properties.ariaDescribedBy) properties.ariaDescribedBy = [id];
    if (tagName === 'section' && label?.type === 'element')
      Object.assign(label, { tagName: 'p', properties: { id, className: ['hidden'] } });
  });
}
