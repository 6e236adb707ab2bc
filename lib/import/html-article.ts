import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { parseFragment } from 'parse5';
import type { Block } from './blocks.ts';
import { type PageBlock, readPageBlocks, visibleText } from './html-blocks.ts';

/** What a page says of its article. */
export type PageFacts = { title: string; byline: string; date: string };

type Found = PageFacts & { texts: string[] };

/** Below so many characters an article is short, and what was found may be something else on the page. */
const SHORT = 2_000;

/**
 * The texts that Mozilla Readability takes for the article, in order, and what the page says of it. It is content with
 * 250 characters, so that short articles are found; where it found few, it looks again for more than its usual 500,
 * and that counts if it holds several times as much running text.
 */
export function readability(html: string): Found {
  const first = find(html, 250);
  if (lengthOf(first.texts) >= SHORT) return first;
  const second = find(html, 500);
  return running(second.texts) > 3 * running(first.texts) ? second : first;
}

function find(html: string, charThreshold: number): Found {
  const { document } = parseHTML(html);
  const found = new Readability(document as unknown as Document, { charThreshold }).parse();
  const { title, byline, publishedTime: date } = found ?? {};
  const texts = readPageBlocks(parseFragment(found?.content ?? '')).map(({ text }) => text);
  return { title: title ?? '', byline: byline ?? '', date: date ?? '', texts };
}

function lengthOf(texts: string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/** How many characters stand in paragraphs of running text. */
function running(texts: string[]): number {
  return lengthOf(texts.filter((text) => text.length > 140));
}

/** Words this long together, without spaces, are not in a page twice by chance. */
const TELLING = 30;
/** How far apart, in characters, what follows in the article may stand. */
const NEAR = 80;

/** For each block of a page whether it is among the article's texts, in step with their order. */
export function findInArticle(blocks: PageBlock[], texts: string[]): boolean[] {
  const article = texts.map(letters).join('');
  const includes = blocks.map(({ text }) => text.length >= TELLING && article.includes(letters(text)));
  const isNear = (i: number) =>
    includes.slice(Math.max(0, i - 4), i).includes(true) && includes.slice(i + 1, i + 5).includes(true);
  let cursor = 0;
  return blocks.map(({ block, text }, i) => {
    const own = letters(text);
    if (!own) return false;
    const at = article.indexOf(own, cursor);
    if (at < 0)
      return (
        own.length >= TELLING &&
        (article.includes(own) || (isNear(i) && (isQuote(block) || areMostIn(partsOf(block), article))))
      );
    if (at - cursor > NEAR && own.length < TELLING) return false;
    cursor = at + own.length;
    return true;
  });
}

/** A quote amid an article is its own: posts from elsewhere are set in as quotes. */
function isQuote(block: Block): boolean {
  return block.kind === 'other' && block.node.type === 'blockquote';
}

/** Whether most of a block's words stand in the article, though some of its parts were taken out. */
function areMostIn(parts: string[], article: string): boolean {
  const all = parts.map(letters).filter(Boolean);
  const size = (some: string[]) => some.reduce((sum, part) => sum + part.length, 0);
  return size(all.filter((part) => article.includes(part))) >= 0.6 * size(all);
}

function partsOf(block: Block): string[] {
  if (block.kind === 'list') return block.list.children.map((item) => visibleText([item as never]));
  if (block.kind === 'table')
    return block.table.children.flatMap((row) => row.children.map((cell) => visibleText([cell as never])));
  if (block.kind === 'other' && 'children' in block.node)
    return block.node.children.map((child) => visibleText([child as never]));
  return [];
}

/** The letters and digits of a text, all else left out. */
export function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}
