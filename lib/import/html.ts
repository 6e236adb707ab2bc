import {
  parseFragment,
  parse as parsePage,
  serialize,
  type DefaultTreeAdapterTypes as Tree,
  defaultTreeAdapter as tree,
} from 'parse5';
import { type Block, caption, nodeOf, paragraph } from './blocks.ts';
import { writeBody } from './body.ts';
import { TURNS, turnNotes } from './decode.ts';
import type { SourceFacts } from './facts.ts';
import type { Entry } from './front-matter.ts';
import { findInArticle, letters, readability } from './html-article.ts';
import { CAPTION, findPageDek, isPopup, OUTSIDE, POPUP, settleArticle } from './html-beside.ts';
import { type PageBlock, readPageBlocks, visibleText } from './html-blocks.ts';
import { type Asked, type Facts, readFacts } from './html-facts.ts';
import { isUnreadable, sizeOf } from './html-limits.ts';
import { findNotes, withoutNotes } from './html-notes.ts';
import { withoutControls } from './html-tree.ts';
import type { Lines, SetAside } from './model.ts';
import { draftOf, type Parsed, refuse } from './parse.ts';
import type { Piece } from './pieces.ts';
import { markAside } from './setaside.ts';

/** The roles of the heading that is the article's title, and of the lines below it that sum it up. */
const TITLE = 'title';
const DEK = 'dek';

/**
 * A page as blocks, each with what it is (`true` for the article's text, `title`, `dek`, `caption`, or why it is set
 * aside), and what the page says of itself.
 */
export type Page = {
  blocks: PageBlock[];
  roles: (true | string)[];
  title: string;
  /** The questions of a FAQ that the page marks as such. */
  questions: Set<string>;
  /** The questions that it gives as data. */
  asked: Asked[];
  notes: string[];
  facts: SourceFacts;
};

/**
 * Reads a web page, or a piece of one from the clipboard, as the draft of an article. The article is what Mozilla
 * Readability takes for it, less what stands in between; every other visible word is set aside.
 * @param isPiece the whole of it was chosen by a person: nothing is looked for, all is the article
 * @returns the draft, and the page's visible text, a line for each block, to which the draft's line numbers belong
 */
export function parseHtml(
  html: string,
  isPiece = false,
): { parsed: Parsed; text: string; facts?: SourceFacts } {
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
  const entries: Entry[] = [];
  if (!page.roles.includes(TITLE) && page.title)
    entries.push({ key: 'title', value: page.title, lines: [1, 1] });
  const dek = page.roles.indexOf(DEK);
  if (dek >= 0)
    entries.push({ key: 'dek', value: page.blocks[dek]?.text ?? '', lines: blocks[dek]?.lines ?? [1, 1] });
  const { questions } = page;
  // Decoding a source counts those that it holds as characters; here are those that stand as references (`&#x202e;`).
  const notes = TURNS.test(html) ? page.notes : [...page.notes, ...turnNotes(text)];
  const unseen = unseenQuestions(page, text, lines);
  const parsed = draftOf(piecesOf(blocks, page.roles), { lines, entries, notes, questions, unseen });
  return { parsed, text: lines.join('\n'), facts: page.facts };
}

/** The questions and answers that a page gives as data but does not show; adds them to its lines. */
function unseenQuestions({ asked }: Page, text: string, lines: string[]): Omit<SetAside, 'id'>[] {
  const shown = letters(text);
  const seen = new Set<string>();
  return asked.flatMap(({ question, answer }) => {
    const blocks = readPageBlocks(parseFragment(answer)).map(({ block }) => block);
    const isShown = [question, ...blocks.flatMap(partsOf)].every((part) => shown.includes(letters(part)));
    if (isShown || seen.has(question)) return [];
    seen.add(question);
    const from = lines.length + 1;
    lines.push(question, ...blocks.flatMap(partsOf));
    const span: Lines = [from, lines.length];
    const body = writeBody(blocks.map(nodeOf));
    const item = {
      id: '',
      kind: 'faq' as const,
      depth: 1,
      numbered: false,
      heading: question,
      body,
      places: blocks.map(() => span),
      lines: span,
    };
    const reason = 'Question in the data of the page that it does not show';
    return [{ text: lines.slice(from - 1).join('\n'), reason, lines: span, after: null, item }];
  });
}

/** Reads a page as blocks and finds its article; `undefined` when its elements nest too deeply or are too many. */
export function readPage(html: string, isPiece = false): Page | undefined {
  if (isUnreadable(html)) return undefined;
  const document = parsePage(html);
  const size = sizeOf(document);
  if (size === 'too much') return undefined;
  const root = document.childNodes.find(tree.isElementNode) as Tree.Element;
  const body = root.childNodes.filter(tree.isElementNode).find((child) => child.tagName === 'body');
  withoutControls(document);
  const facts = readFacts(document);
  const footnotes = findNotes(document);
  const unplaced: string[] = [];
  const blocks = body ? readPageBlocks(body, { base: facts.address, notes: footnotes, unplaced }) : [];
  const { questions, asked, notes } = facts;
  const own: SourceFacts = {
    ...{ byline: storable(facts.author), dated: storable(facts.published) },
    canonicalUrl: facts.address ?? null,
  };
  if (unplaced.length > 0) notes.push(unplacedNote(unplaced));
  if (isPiece || isDocument(facts, blocks)) {
    const all = blocks.map((block): true | string => (isPopup(block) ? POPUP : true));
    settleNotes(blocks, all);
    return { blocks, roles: withoutAsides(blocks, all), title: '', questions, asked, notes, facts: own };
  }
  if (size === 'large') {
    notes.push(
      'This page is too large for its article to be found in it: all of it is taken for the article.',
    );
    return {
      blocks,
      roles: withoutAsides(blocks, blocks.map(withoutArticle)),
      title: facts.title,
      questions,
      asked,
      notes,
      facts: own,
    };
  }
  const article = readability(withoutNotes(footnotes, () => serialize(document)));
  own.byline = storable(article.byline ?? '') || own.byline;
  own.dated = storable(article.date ?? '') || own.dated;
  const title = article.title || facts.title;
  const found = findInArticle(blocks, article.texts);
  const top = topHeading(blocks, found, title);
  const roles = found.includes(true)
    ? settleArticle(blocks, found, top, questions)
    : blocks.map(withoutArticle);
  if (article.byline) notes.push(`The page names as author: ${article.byline.replace(/\s+/g, ' ').trim()}.`);
  if (article.date) notes.push(`The page gives as date: ${article.date}.`);
  if (top >= 0) roles[top] = TITLE;
  settleNotes(blocks, roles);
  const dek = findPageDek(blocks, roles, top);
  if (dek >= 0) roles[dek] = DEK;
  return { blocks, roles: withoutAsides(blocks, roles), title, questions, asked, notes, facts: own };
}

/** Programs that write documents, of which all is the article. */
const WRITERS =
  /word|office|google docs|pages|pandoc|asciidoctor|writer|typora|markdown|scrivener|ulysses|tiptap/i;
/** The most of a document's text that is links; a page on the web has more around its article. */
const MOST_LINKED = 0.2;

/**
 * Whether a page is a document that somebody wrote and kept as HTML, and not a page of a web site: a program for
 * writing says that it made it, or it has none of the parts around an article, no names for them and few links.
 */
function isDocument({ generator }: Facts, blocks: PageBlock[]): boolean {
  if (WRITERS.test(generator) && !/wordpress/i.test(generator)) return true;
  const sum = (numbers: number[]) => numbers.reduce((all, number) => all + number, 0);
  const isUnnamed = (names: string) => names.split(' / ').every((name) => !name.trim().includes(' '));
  const isBare = blocks.every(({ landmark, names }) => !landmark && isUnnamed(names));
  const whole = sum(blocks.map(({ text }) => text.length));
  return isBare && sum(blocks.map(({ linked }) => linked)) <= MOST_LINKED * whole;
}

function unplacedNote(alts: string[]): string {
  const named = alts
    .slice(0, 3)
    .map((alt) => `“${alt.slice(0, 80)}”`)
    .join(', ');
  const some = alts.length === 1 ? 'One image has' : `${alts.length} images have`;
  return `${some} no address on the web and could not be taken over: ${named}${alts.length > 3 ? ' and more' : ''}.`;
}

/** Footnotes belong to what refers to them, wherever they stand; a heading that has only them below it goes. */
function settleNotes(blocks: PageBlock[], roles: (true | string)[]): void {
  for (const [i, { block }] of blocks.entries()) {
    if (!isFootnote(block)) continue;
    roles[i] = true;
    let before = i - 1;
    while (blocks[before]?.block.kind === 'rule') before--;
    let after = i + 1;
    while (after < blocks.length && isFootnote(blocks[after]?.block as Block)) after++;
    const isLast =
      after === blocks.length || blocks[after]?.block.kind === 'heading' || roles[after] !== true;
    if (blocks[before]?.block.kind === 'heading' && isLast && roles[before] !== TITLE)
      roles[before] = 'Heading of the footnotes';
  }
}

function isFootnote(block: Block): boolean {
  return block.kind === 'other' && block.node.type === 'footnoteDefinition';
}

/** Has what is in the article looked at for what is set aside in any source: contact blocks, prompts and the like. */
function withoutAsides(blocks: PageBlock[], roles: (true | string)[]): (true | string)[] {
  const isIn = (i: number) => roles[i] === true || roles[i] === TITLE || roles[i] === CAPTION;
  const marked = markAside(blocks.flatMap(({ block }, i) => (isIn(i) ? [block] : [])));
  let next = 0;
  return roles.map((role, i) => {
    const piece = isIn(i) ? marked[next++] : undefined;
    return piece?.role === 'aside' && role === true ? piece.reason : role;
  });
}

/** What a page's script says of it may hold characters that cannot be stored. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '').replace(/\s+/g, ' ').trim().slice(0, 500);
}

/** Where no article was found all is, but what the page itself says is none. */
function withoutArticle({ landmark }: PageBlock): true | string {
  return landmark && landmark !== 'header' ? OUTSIDE : true;
}

/** The longest heading that is a title, in characters. */
const MAX_TITLE = 250;

/**
 * The heading that is the article's title, also where it stands outside: of level 1 and in the page's title, the
 * longest if several are; else one of any level that is the page's title word for word; else the first of level 1 above the text.
 */
function topHeading(blocks: PageBlock[], found: boolean[], title: string): number {
  const headings = blocks.flatMap(({ block, text }, i) =>
    block.kind === 'heading' && text.length <= MAX_TITLE ? [{ i, text, level: block.level }] : [],
  );
  const tops = headings.filter(({ level }) => level === 1);
  const longest = tops
    .filter(({ text }) => title.includes(text) && 2 * text.length >= title.length)
    .sort((a, b) => b.text.length - a.text.length)[0];
  const same = headings.find(({ text }) => text === title);
  const begins = blocks.findIndex(
    ({ block, text }, i) => found[i] && block.kind === 'paragraph' && text.length > 140,
  );
  const above = tops.filter(({ i }) => begins < 0 || i < begins);
  const first = above.find(({ i }) => found[i]) ?? (above.length === 1 ? above[0] : undefined);
  return (longest ?? same ?? first)?.i ?? -1;
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
  let group = 0;
  return blocks.flatMap((block, i): Piece[] => {
    const role = roles[i];
    if (role === true || role === TITLE) return [{ role: 'body', block }];
    if (role === CAPTION) return [{ role: 'body', block: asCaption(block) }];
    if (role !== roles[i - 1] || role === POPUP) group++;
    const isNothing = role === DEK || block.kind === 'rule';
    return isNothing ? [] : [{ role: 'aside', block, reason: role as string, group }];
  });
}

/** A caption is kept as a paragraph in emphasis. */
function asCaption(block: Block): Block {
  if (block.kind !== 'paragraph' || block.children.some((child) => child.type === 'image')) return block;
  const node = caption(block.children);
  return node.type === 'paragraph' ? paragraph(node.children, block.lines) : block;
}
