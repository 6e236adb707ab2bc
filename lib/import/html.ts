import {
  parse as parsePage,
  serialize,
  type DefaultTreeAdapterTypes as Tree,
  defaultTreeAdapter as tree,
} from 'parse5';
import { type Block, caption, paragraph } from './blocks.ts';
import { findInArticle, OUTSIDE, readability, settleArticle } from './html-article.ts';
import { type PageBlock, readPageBlocks, visibleText } from './html-blocks.ts';
import { readFacts } from './html-facts.ts';
import type { Lines } from './model.ts';
import { draftOf, type Parsed, refuse } from './parse.ts';
import type { Piece } from './pieces.ts';
import { markAside } from './setaside.ts';

/** The deepest nesting of elements, and the most of them, that are read. */
const MAX_ELEMENTS_DEEP = 400;
const MAX_ELEMENTS = 200_000;

/** The role of the heading that is the article's title. */
const TITLE = 'title';

/** A page as blocks, each with what it is (`true` for the article's text, `title`, `caption`, or why it is set aside), and what the page says of itself. */
export type Page = {
  blocks: PageBlock[];
  roles: (true | string)[];
  title: string;
  /** The questions of a FAQ that the page marks as such. */
  questions: Set<string>;
  notes: string[];
};

/**
 * Reads a web page, or a piece of one from the clipboard, as the draft of an article. The article is what Mozilla
 * Readability takes for it, less what stands in between; every other visible word is set aside.
 * @param isPiece the whole of it was chosen by a person: nothing is looked for, all is the article
 * @returns the draft, and the page's visible text, a line for each block, to which the draft's line numbers belong
 */
export function parseHtml(html: string, isPiece = false): { parsed: Parsed; text: string } {
  const page = readPage(html, isPiece);
  if (!page) {
    const message =
      'The elements of this page nest too deeply, or are too many. Copy its text and paste that.';
    return { parsed: refuse('too-deep', message), text: '' };
  }
  const lines: string[] = [];
  const blocks = page.blocks.map(({ block }) => placed(block, lines));
  const text = lines.join('\n');
  if (!text.trim()) {
    const message = 'There is no text in this page. Choose another file, or paste the text.';
    return { parsed: refuse('no-text', message), text };
  }
  const title =
    !page.roles.includes(TITLE) && page.title
      ? [{ key: 'title', value: page.title, lines: [1, 1] as Lines }]
      : [];
  const parsed = draftOf(piecesOf(blocks, page.roles), title, lines, page.notes, page.questions);
  return { parsed, text };
}

/** Reads a page as blocks and finds its article; `undefined` when its elements nest too deeply or are too many. */
export function readPage(html: string, isPiece = false): Page | undefined {
  if (opensTooDeep(html)) return undefined;
  const document = parsePage(html);
  if (isOverloaded(document)) return undefined;
  const root = document.childNodes.find(tree.isElementNode) as Tree.Element;
  const body = root.childNodes.filter(tree.isElementNode).find((child) => child.tagName === 'body');
  const facts = readFacts(document);
  const blocks = body ? readPageBlocks(body, facts.address) : [];
  const { questions, notes } = facts;
  if (isPiece) return { blocks, roles: blocks.map(() => true), title: '', questions, notes };
  const article = readability(serialize(document));
  const found = findInArticle(blocks, article.texts);
  const roles = found.includes(true) ? settleArticle(blocks, found) : blocks.map(withoutArticle);
  if (article.byline) notes.push(`The page names as author: ${article.byline.replace(/\s+/g, ' ').trim()}.`);
  if (article.date) notes.push(`The page gives as date: ${article.date}.`);
  const title = article.title || facts.title;
  const top = topHeading(blocks, roles, title);
  if (top >= 0) roles[top] = TITLE;
  return { blocks, roles, title, questions, notes };
}

/** Where no article was found all is, but what the page itself says is none. */
function withoutArticle({ landmark }: PageBlock): true | string {
  return landmark && landmark !== 'header' ? OUTSIDE : true;
}

/** The heading that is the article's title, also where it stands outside: the only one of level 1, or the page's title. */
function topHeading(blocks: PageBlock[], roles: (true | string)[], title: string): number {
  const tops = blocks.flatMap(({ block }, i) => (block.kind === 'heading' && block.level === 1 ? [i] : []));
  const named = tops.find((i) => title.includes(blocks[i]?.text ?? '\0'));
  const first = tops.find((i) => roles[i] === true);
  return named ?? first ?? (tops.length === 1 ? (tops[0] as number) : -1);
}

/** Gives a block its lines in the page's visible text, and adds them to that. */
function placed(block: Block, lines: string[]): Block {
  const parts = partsOf(block);
  const from = lines.length + 1;
  lines.push(...parts);
  const span: Lines = [Math.min(from, Math.max(lines.length, 1)), Math.max(lines.length, 1)];
  if (block.kind === 'list')
    return { ...block, lines: span, itemLines: parts.map((_, i): Lines => [from + i, from + i]) };
  return { ...block, lines: span };
}

function partsOf(block: Block): string[] {
  if (block.kind === 'list') return block.list.children.map((item) => visibleText([item as never]));
  if (block.kind === 'table')
    return block.table.children.map((row) =>
      row.children.map((cell) => visibleText([cell as never])).join(' | '),
    );
  if (block.kind === 'rule') return [];
  if (block.kind === 'other') return visibleText([block.node]).split('\n');
  return [
    block.kind === 'heading' ? block.text : visibleText([{ type: 'paragraph', children: block.children }]),
  ];
}

function piecesOf(blocks: Block[], roles: (true | string)[]): Piece[] {
  const isIn = (i: number) => roles[i] === true || roles[i] === TITLE || roles[i] === 'caption';
  const inside = markAside(
    blocks.flatMap((block, i) => (isIn(i) ? [roles[i] === 'caption' ? asCaption(block) : block] : [])),
  );
  let group = 0;
  let next = 0;
  return blocks.flatMap((block, i): Piece[] => {
    if (isIn(i)) {
      const piece = inside[next++] as Piece;
      return [piece];
    }
    if (roles[i] !== roles[i - 1]) group--;
    return block.kind === 'rule' ? [] : [{ role: 'aside', block, reason: roles[i] as string, group }];
  });
}

/** A caption is kept as a paragraph in emphasis. */
function asCaption(block: Block): Block {
  if (block.kind !== 'paragraph' || block.children.some((child) => child.type === 'image')) return block;
  const node = caption(block.children);
  return node.type === 'paragraph' ? paragraph(node.children, block.lines) : block;
}

/** Elements that stand empty, or that the next one of their kind closes. */
const CLOSED =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|tbody|thead|tfoot|option|optgroup|colgroup|html|head|body)$/i;

/** Whether tags open far deeper than any page, seen without parsing: a parser's time grows with the square of that. */
export function opensTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, close, name] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    if (CLOSED.test(name as string)) continue;
    depth = close ? Math.max(0, depth - 1) : depth + 1;
    if (depth > 10 * MAX_ELEMENTS_DEEP) return true;
  }
  return false;
}

function isOverloaded(document: Tree.Document): boolean {
  const open: [Tree.ParentNode, number][] = [[document, 0]];
  let count = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next;
    if (depth > MAX_ELEMENTS_DEEP || ++count > MAX_ELEMENTS) return true;
    for (const child of node.childNodes) if (tree.isElementNode(child)) open.push([child, depth + 1]);
  }
  return false;
}
