import type { Element, ElementContent, Root, Text } from 'hast';
import { bodyTree } from './markdown.ts';

/** What a run of visible text is part of. The detector and the anchors read it; the reader never sees it. */
export type BlockKind =
  | 'heading'
  | 'paragraph'
  | 'item'
  | 'cell'
  | 'header-cell'
  | 'quote'
  | 'caption'
  | 'code';

/** A run of visible text: `[start, end)` in UTF-16 code units of `SectionText.text`. */
export type Block = { kind: BlockKind; start: number; end: number };

/** A link's or footnote mark's visible text in `SectionText.text`, and where it leads. */
export type Link = { start: number; end: number; url: string };

/**
 * The visible text of one revision, as a reader sees it: the heading, then each block of the body on a line of its
 * own. Flags are anchored in it, so it is a pure function of heading and body and nothing else.
 */
export type SectionText = { text: string; blocks: Block[]; links: Link[] };

/** A text node of the body's tree and where its text starts in `SectionText.text`. */
export type PlacedText = { node: Text; start: number; ancestors: Element[] };

const blockElements = new Set(
  (
    'p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre table thead tbody tr th td hr section div dl dt dd figure figcaption ' +
    'caption'
  ).split(' '),
);

/** Containers whose own white space is layout of the source and not text. */
const layoutElements = new Set('ul ol blockquote table thead tbody tr section dl figure'.split(' '));

/**
 * Reads the visible text of a section.
 * @param heading plain text, may be empty
 * @param body Markdown
 */
export function sectionText(heading: string, body: string): SectionText {
  return placeText(heading, bodyTree(body)).visible;
}

/** Lays the text nodes of a body's tree out after its heading; see `SectionText`. */
export function placeText(heading: string, tree: Root): { visible: SectionText; placed: PlacedText[] } {
  let text = '';
  const blocks: Block[] = [];
  const links: Link[] = [];
  const placed: PlacedText[] = [];
  if (heading) {
    text = heading;
    blocks.push({ kind: 'heading', start: 0, end: heading.length });
  }
  let open = false;
  const breakLine = () => {
    open = false;
  };
  const addText = (node: Text, ancestors: Element[]) => {
    const value = node.value.replaceAll(/[\n\r\t]/g, ' ');
    if (!open) {
      if (text) text += '\n';
      blocks.push({ kind: blockKind(ancestors), start: text.length, end: text.length });
      open = true;
    }
    const start = text.length;
    text += value;
    const block = blocks.at(-1);
    if (block) block.end = text.length;
    placed.push({ node, start, ancestors });
    const link = ancestors.findLast((element) => element.tagName === 'a');
    const url = link?.properties.href;
    if (typeof url === 'string') links.push({ start, end: text.length, url });
  };
  /** A footnote's mark is no word of the text, but it cites: it counts as a link on the character before it. */
  const citeFootnote = ({ properties }: Element) => {
    const url = properties.dataFootnoteRef === undefined ? undefined : properties.href;
    if (typeof url === 'string' && text) links.push({ start: text.length - 1, end: text.length, url });
  };
  const walk = (children: ElementContent[], ancestors: Element[]) => {
    const parent = ancestors.at(-1);
    for (const [index, child] of children.entries()) {
      if (child.type === 'text') {
        const next = children[index + 1];
        const beforeBlock = next?.type === 'element' && blockElements.has(next.tagName);
        const layout = !parent || layoutElements.has(parent.tagName) || !open || beforeBlock;
        if (layout && /^\s*$/.test(child.value)) continue;
        addText(child, ancestors);
      } else if (child.type === 'element' && isFootnoteMark(child)) {
        citeFootnote(child);
      } else if (child.type === 'element' && child.tagName === 'del') {
        // Struck words are not said any more: striking one, such as a "not", changes the text around it.
      } else if (child.type === 'element') {
        const isBlock = blockElements.has(child.tagName);
        if (isBlock) breakLine();
        walk(child.children, [...ancestors, child]);
        if (isBlock) breakLine();
      }
    }
  };
  walk(tree.children as ElementContent[], []);
  return { visible: { text, blocks, links }, placed };
}

/** The marks that stand for footnotes: the number in the text, the way back, and the label above the notes. */
function isFootnoteMark({ properties }: Element): boolean {
  const { dataFootnoteRef, dataFootnoteBackref, id } = properties;
  return dataFootnoteRef !== undefined || dataFootnoteBackref !== undefined || id === 'footnote-label';
}

function blockKind(ancestors: Element[]): BlockKind {
  const has = (name: string) => ancestors.some((element) => element.tagName === name);
  if (has('th')) return 'header-cell';
  if (has('td')) return 'cell';
  if (has('pre')) return 'code';
  if (has('figcaption') || has('caption')) return 'caption';
  if (ancestors.some((element) => /^h[1-6]$/.test(element.tagName))) return 'heading';
  if (has('li')) return 'item';
  if (has('blockquote')) return 'quote';
  return 'paragraph';
}
