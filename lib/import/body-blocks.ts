import type { Definition, FootnoteDefinition, Root, RootContent } from 'mdast';
import { visit } from 'unist-util-visit';
import { parseMarkdown, writeMarkdown } from '#lib/sections/markdown.ts';
import { settle } from './body.ts';

/** What a reader of Markdown looks up by its name; it belongs to the blocks that cite it, wherever it stands. */
type Cited = FootnoteDefinition | Definition;

/** The blocks of a body, each as Markdown of its own together with the footnotes that it cites. */
export function bodyBlocks(body: string): string[] {
  const { blocks, cited } = taken(body);
  return blocks.map((block) => writeMarkdown(rootOf([block], cited)));
}

/**
 * Parts a body before one of its blocks. Where that block is a line in bold, as `joinBodies` leaves a heading, it
 * becomes the heading of the second part. Footnotes go with the part that cites them, or with both.
 * @param at the index of the block, as in `bodyBlocks`
 * @returns nothing when either part would be empty
 */
export function splitBody(
  body: string,
  at: number,
): { first: string; heading: string; second: string } | undefined {
  const { blocks, cited } = taken(body);
  const block = blocks[at];
  if (!block || at < 1) return undefined;
  const heading = headingIn(block);
  const uncited = cited.filter((note) => !citedBy(blocks, cited).has(note));
  const first = settle(writeMarkdown(rootOf(blocks.slice(0, at), cited, uncited)));
  const second = settle(writeMarkdown(rootOf(blocks.slice(heading ? at + 1 : at), cited)));
  return { first, heading, second };
}

/**
 * Joins two bodies; the heading of the second stays as a line in bold between them. Where both call different notes by
 * one name, those of the second get another, so that each mark leads to the note that it led to.
 */
export function joinBodies(first: string, heading: string, second: string): string {
  const [above, below] = [taken(first), taken(second)];
  rename(below, above.cited);
  const children = [...above.blocks];
  if (heading) {
    const strong = { type: 'strong' as const, children: [{ type: 'text' as const, value: heading }] };
    children.push({ type: 'paragraph', children: [strong] });
  }
  const written = new Set(above.cited.map(asText));
  const others = below.cited.filter((note) => !written.has(asText(note)));
  children.push(...below.blocks, ...above.cited, ...others);
  return settle(writeMarkdown({ type: 'root', children }));
}

function taken(body: string): { blocks: RootContent[]; cited: Cited[] } {
  const { children } = parseMarkdown(body);
  return { blocks: children.filter((node) => !isCited(node)), cited: children.filter(isCited) };
}

/** Gives the notes of a body new names where others have theirs and say something else. */
function rename({ blocks, cited }: { blocks: RootContent[]; cited: Cited[] }, others: Cited[]): void {
  const used = new Set([...cited, ...others].map(({ identifier }) => identifier));
  const written = new Set(others.map(asText));
  const names = new Map<string, string>();
  for (const note of cited) {
    const isTaken = others.some(
      ({ type, identifier }) => type === note.type && identifier === note.identifier,
    );
    if (!isTaken || written.has(asText(note))) continue;
    let number = 1;
    while (used.has(String(number))) number++;
    used.add(String(number));
    names.set(`${note.type} ${note.identifier}`, String(number));
  }
  if (names.size === 0) return;
  visit({ type: 'root', children: [...blocks, ...cited] } as Root, (node) => {
    if (!('identifier' in node)) return;
    const kind = node.type.startsWith('footnote') ? 'footnoteDefinition' : 'definition';
    const name = names.get(`${kind} ${node.identifier}`);
    if (!name) return;
    // What is called by its own words goes on saying them.
    if ('referenceType' in node) node.referenceType = 'full';
    Object.assign(node, { identifier: name, label: name });
  });
}

function isCited(node: RootContent): node is Cited {
  return node.type === 'footnoteDefinition' || node.type === 'definition';
}

function rootOf(blocks: RootContent[], cited: Cited[], more: Cited[] = []): Root {
  const wanted = citedBy(blocks, cited);
  return {
    type: 'root',
    children: [...blocks, ...cited.filter((note) => wanted.has(note) || more.includes(note))],
  };
}

/** What blocks cite, and what that cites. */
function citedBy(blocks: RootContent[], cited: Cited[]): Set<Cited> {
  const found = new Set<Cited>();
  if (cited.length === 0) return found;
  const look = (root: RootContent) =>
    visit(root, (node) => {
      if (
        node.type !== 'footnoteReference' &&
        node.type !== 'linkReference' &&
        node.type !== 'imageReference'
      )
        return;
      const kind = node.type === 'footnoteReference' ? 'footnoteDefinition' : 'definition';
      const note = cited.find((other) => other.type === kind && other.identifier === node.identifier);
      if (!note || found.has(note)) return;
      found.add(note);
      if (note.type === 'footnoteDefinition') for (const child of note.children) look(child);
    });
  for (const block of blocks) look(block);
  return found;
}

function asText(note: Cited): string {
  return writeMarkdown({ type: 'root', children: [note] });
}

/** The longest line in bold that is taken for a heading, in characters: no heading is longer (lib/sections/schema.ts). */
const MAX_HEADING = 300;

function headingIn(block: RootContent): string {
  const only = block.type === 'paragraph' && block.children.length === 1 ? block.children[0] : undefined;
  if (only?.type !== 'strong' || !only.children.every((child) => child.type === 'text')) return '';
  const text = only.children.map((child) => ('value' in child ? child.value : '')).join('');
  const heading = text.replace(/\s+/g, ' ').trim();
  return heading.length <= MAX_HEADING ? heading : '';
}
