import type { List, PhrasingContent, RootContent, Table } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { parseMarkdown } from '#lib/sections/markdown.ts';
import type { Lines } from './model.ts';
import type { Address } from './words.ts';

/**
 * A block of a source. Every kind of source (text, Markdown, later HTML and DOCX) is read into these; what they make
 * together, headings, FAQs, what is set aside, is decided from them alone.
 */
export type Block = Heading | Paragraph | ListBlock | TableBlock | Rule | Other;

/** A heading that the source marks as one, by `#`, an underline or an element. */
export type Heading = {
  kind: 'heading';
  level: number;
  text: string;
  /** Addresses of links and images in it: a heading is plain text and cannot keep them. */
  addresses: Address[];
  lines: Lines;
};

/** A run of text; in a source without marks it may be a heading, a caption or a question all the same. */
export type Paragraph = {
  kind: 'paragraph';
  /** What a reader sees, on one line. */
  text: string;
  children: PhrasingContent[];
  /** All of it stands in bold. */
  bold: boolean;
  lines: Lines;
};

export type ListBlock = { kind: 'list'; list: List; itemLines: Lines[]; lines: Lines };
export type TableBlock = { kind: 'table'; table: Table; lines: Lines };
/** A line between blocks, without words. */
export type Rule = { kind: 'rule'; lines: Lines };
/** Code, a quote and the like: part of a body and nothing else. */
export type Other = { kind: 'other'; node: RootContent; lines: Lines };

/** How the characters of a line are read: as they stand, or as Markdown. */
export type Inline = 'text' | 'markdown';

/** Makes a paragraph block of a source's words. */
export function paragraph(children: PhrasingContent[], lines: Lines): Paragraph {
  const text = plain(children);
  const only = children.length === 1 ? children[0] : undefined;
  return { kind: 'paragraph', text, children, bold: only?.type === 'strong', lines };
}

/** The visible text of inline content on one line, with the alternative text of images. */
export function plain(children: PhrasingContent[]): string {
  return children.map(written).join('').replace(/\s+/g, ' ').trim();
}

function written(node: PhrasingContent): string {
  if (node.type === 'break') return ' ';
  return 'children' in node ? node.children.map(written).join('') : textOf(node);
}

/** Characters that can begin or end a mark of inline Markdown. */
const MARKS = /[*_[\]`<&~\\^]|:\/\/|www\.|@/i;

/** Reads one line's (or paragraph's) characters as inline content. */
export function phrasing(text: string, inline: Inline): PhrasingContent[] {
  const asText: PhrasingContent[] = [{ type: 'text', value: text }];
  if (inline === 'text' || !MARKS.test(text)) return asText;
  const blocks = parseMarkdown(asParagraph(text)).children;
  const only = blocks.length === 1 ? blocks[0] : undefined;
  return only?.type === 'paragraph' ? only.children : asText;
}

/** Escapes what would make a list, heading or quote of a line that is known to be none. */
function asParagraph(text: string): string {
  return text.replace(/^(\d+)(?=[.)])|^(?=[-+*#>=~|])/, '$1\\');
}

/** Wraps a caption in emphasis: that is how a body keeps it, see `bodyTree` in lib/sections/markdown.ts. */
export function caption(children: PhrasingContent[]): RootContent {
  const only = children.length === 1 ? children[0] : undefined;
  const emphasised: PhrasingContent = only?.type === 'emphasis' ? only : { type: 'emphasis', children };
  return { type: 'paragraph', children: [emphasised] };
}

/** The node that a block is in a body; a heading that ends up in one is a paragraph in bold. */
export function nodeOf(block: Block): RootContent {
  switch (block.kind) {
    case 'heading':
      return {
        type: 'paragraph',
        children: [{ type: 'strong', children: [{ type: 'text', value: block.text }] }],
      };
    case 'paragraph':
      return { type: 'paragraph', children: block.children };
    case 'list':
      return block.list;
    case 'table':
      return block.table;
    case 'rule':
      return { type: 'thematicBreak' };
    case 'other':
      return block.node;
  }
}
