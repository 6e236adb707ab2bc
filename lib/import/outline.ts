import type { FootnoteDefinition, PhrasingContent, RootContent } from 'mdast';
import { startNumbering } from '#lib/articles/outline.ts';
import { tooIntricate } from '#lib/sections/intricacy.ts';
import { type Block, caption, nodeOf } from './blocks.ts';
import { writeBody } from './body.ts';
import { collectFootnotes } from './footnotes.ts';
import type { Mark } from './heading-text.ts';
import type { DraftItem, Lines, SetAside } from './model.ts';
import type { AsidePiece, Piece } from './pieces.ts';
import { type Address, addressesIn } from './words.ts';

type Building = Omit<DraftItem, 'body'> & { nodes: RootContent[] };
type Aside = Omit<SetAside, 'id' | 'item'> & { depth: number; nodes: RootContent[] };

/** What the outline is built of, beside its pieces. */
export type Source = {
  /** The source's lines, for the words of what is set aside. */
  lines: string[];
  title: { text: string; addresses: Address[]; lines: Lines };
};

/**
 * Builds the outline of an article from its pieces: every heading and question begins an item, what follows is its
 * body. A number is left to the outline where the outline would give the same; else it stays in the heading.
 */
export function buildOutline(
  pieces: Piece[],
  source: Source,
): { items: DraftItem[]; asides: Omit<SetAside, 'id'>[] } {
  const items: Building[] = [];
  const asides: Aside[] = [];
  const numbering = startNumbering();
  const start = (kind: DraftItem['kind'], text: string, depth: number, lines: Lines, mark?: Mark) => {
    const label = mark?.style === 'decimal' && mark.rest ? mark.parts.join('.') : undefined;
    const numbered = label !== undefined && numbering.peek(depth).replace(/\.$/, '') === label;
    numbering.next({ depth, numbered });
    const heading = numbered && mark ? mark.rest : text;
    const id = `i${items.length + 1}`;
    items.push({ id, kind, depth, numbered, heading, lines: [...lines], nodes: [], places: [] });
  };
  const setAside = (text: string, reason: string, lines: Lines, nodes: RootContent[]) => {
    const last = items.at(-1);
    asides.push({ text, reason, lines, after: last?.id ?? null, depth: last?.depth ?? 1, nodes });
  };
  const setAddressesAside = (addresses: Address[], heading: string, lines: Lines) => {
    for (const address of addresses) {
      const text = [address.url, address.title].filter(Boolean).join(' ');
      setAside(text, `Link of the heading “${heading}”`, lines, [linkTo(address)]);
    }
  };
  const add = (node: RootContent, lines: Lines, apart?: number) => {
    if (apart || items.length === 0) start('section', '', apart ?? 1, lines);
    const item = items.at(-1) as Building;
    if (node.type === 'thematicBreak' && item.nodes.length === 0) return;
    item.nodes.push(node);
    item.places.push(lines);
    item.lines[1] = Math.max(item.lines[1], lines[1]);
  };
  setAddressesAside(source.title.addresses, source.title.text, source.title.lines);
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] as Piece;
    if (piece.role === 'aside') {
      const group = groupAt(pieces, at);
      const lines: Lines = [piece.block.lines[0], group.at(-1)?.block.lines[1] ?? piece.block.lines[1]];
      const text = source.lines
        .slice(lines[0] - 1, lines[1])
        .join('\n')
        .trim();
      setAside(
        text,
        piece.reason,
        lines,
        group.flatMap(({ block }) => nodesOf(block)),
      );
      at += group.length - 1;
    } else if (piece.role === 'heading') {
      const { text, lines } = piece.block;
      if (text) start('section', text, piece.depth, lines, piece.mark);
      setAddressesAside(addressesOf(piece.block), text, lines);
    } else if (piece.role === 'question') {
      start('faq', piece.text, piece.depth, piece.lines, piece.mark);
      setAddressesAside(piece.addresses, piece.text, piece.lines);
    } else if (piece.role === 'caption') {
      add(caption(piece.block.children), piece.block.lines);
    } else if (piece.block.kind === 'rule') {
      if (items.length > 0) add(nodeOf(piece.block), piece.block.lines);
    } else if (!isFootnote(piece.block)) {
      add(nodeOf(piece.block), piece.block.lines, piece.apart);
    }
  }
  return finish(pieces, items, asides, source);
}

/** Puts footnotes where they are cited, sets aside those that nothing cites, and writes the bodies. */
function finish(pieces: Piece[], items: Building[], asides: Aside[], source: Source) {
  const footnotes = collectFootnotes(pieces);
  const written = items.map(({ nodes, ...item }): DraftItem => {
    while (nodes.at(-1)?.type === 'thematicBreak') {
      nodes.pop();
      item.places.pop();
    }
    return { ...item, body: writeBody([...nodes, ...footnotes.citedIn(nodes)]) };
  });
  const all = asides.map((aside) => ({
    ...aside,
    nodes: [...aside.nodes, ...footnotes.citedIn(aside.nodes)],
  }));
  for (const { block } of pieces) {
    if (!isFootnote(block) || footnotes.isCited(block.node)) continue;
    const text = source.lines.slice(block.lines[0] - 1, block.lines[1]).join('\n');
    const after = written.findLast((item) => item.lines[0] <= block.lines[0])?.id ?? null;
    const nodes = [...block.node.children, ...footnotes.citedIn(block.node.children)];
    const note = { lines: block.lines, after, depth: 1, nodes };
    all.push({ text, reason: 'Footnote that nothing refers to', ...note });
  }
  all.sort((a, b) => a.lines[0] - b.lines[0]);
  return { items: written, asides: all.map(asAside) };
}

function asAside({ nodes, depth, ...aside }: Aside): Omit<SetAside, 'id'> {
  const written = writeBody(nodes);
  // What is no part of the article must not keep it from being imported: its words are enough.
  const body = tooIntricate(written) ? writeBody(plainNodes(aside.text)) : written;
  const item: DraftItem = {
    id: '',
    kind: 'section',
    depth,
    numbered: false,
    heading: '',
    body,
    lines: aside.lines,
    places: [],
  };
  return { ...aside, item };
}

/** Lines of text as paragraphs without marks. */
function plainNodes(text: string): RootContent[] {
  return text.split('\n').map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] }));
}

/** The pieces set aside together, from an index on. */
function groupAt(pieces: Piece[], at: number): AsidePiece[] {
  const first = pieces[at] as AsidePiece;
  const group = [first];
  for (let i = at + 1; i < pieces.length; i++) {
    const piece = pieces[i];
    if (piece?.role !== 'aside' || piece.group !== first.group) break;
    group.push(piece);
  }
  return group;
}

function isFootnote(block: Block): block is Block & { kind: 'other'; node: FootnoteDefinition } {
  return block.kind === 'other' && block.node.type === 'footnoteDefinition';
}

function addressesOf(block: Block): Address[] {
  if (block.kind === 'heading') return block.addresses;
  return block.kind === 'paragraph' ? addressesIn(block.children) : [];
}

/** A block as part of what is set aside: a heading is its first link, and keeps further ones behind it. */
function nodesOf(block: Block): RootContent[] {
  if (block.kind !== 'heading') return [nodeOf(block)];
  const [first, ...others] = block.addresses;
  if (!first) return [nodeOf(block)];
  const text: PhrasingContent = { type: 'text', value: block.text };
  const link: PhrasingContent = {
    type: 'link',
    url: first.url,
    title: first.title ?? null,
    children: [text],
  };
  const further = others.filter(({ url, title }) => url !== first.url || title !== first.title);
  return [{ type: 'paragraph', children: [{ type: 'strong', children: [link] }] }, ...further.map(linkTo)];
}

function linkTo({ url, title }: Address): RootContent {
  return {
    type: 'paragraph',
    children: [{ type: 'link', url, title: title ?? null, children: [{ type: 'text', value: url }] }],
  };
}
