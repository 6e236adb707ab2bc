import { type Block, type Inline, paragraph, phrasing, plain } from './blocks.ts';
import { isRule, readBullet, readList } from './lists.ts';
import { readTable } from './tables.ts';
import { addressesIn } from './words.ts';

/** The longest line of text that can be one of several that a writer's screen, and not the writer, broke. */
const MAX_WRAPPED = 120;
const MIN_WRAPPED = 40;

/**
 * Reads lines as blocks, each line a paragraph of its own unless it is plainly part of a list, a table, an
 * underlined heading or a paragraph broken at a fixed width.
 * @param lines the lines to read
 * @param offset line number of the first one in its source
 */
export function readLines(lines: string[], offset: number, inline: Inline): Block[] {
  const blocks: Block[] = [];
  const wraps = wrappedLines(lines);
  const continues = (index: number) => wraps[index] === true;
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] as string;
    const text = line.trim();
    if (text === '') {
      at++;
      continue;
    }
    const mark = inline === 'markdown' ? /^#{1,6}(?=\s)/.exec(text)?.[0] : undefined;
    const underline = readUnderline(lines, at);
    const read = readTable(lines, at, offset, inline);
    const list = read || isRule(line) ? undefined : readList(lines, at, offset, inline, continues);
    if (mark) {
      const content = text.slice(mark.length).replace(/\s#+$/, '').trim();
      blocks.push(heading(content, mark.length, [at + offset, at + offset], inline));
      at++;
    } else if (underline) {
      blocks.push(heading(text, underline, [at + offset, at + 1 + offset], inline));
      at += 2;
    } else if (read ?? list) {
      const { block, end } = (read ?? list) as { block: Block; end: number };
      blocks.push(block);
      at = end;
    } else if (isRule(line)) {
      blocks.push({ kind: 'rule', lines: [at + offset, at + offset] });
      at++;
    } else {
      const start = at;
      const parts = [text];
      while (continues(at)) parts.push((lines[++at] as string).trim());
      at++;
      blocks.push(paragraph(phrasing(parts.join(' '), inline), [start + offset, at - 1 + offset]));
    }
  }
  return blocks;
}

function heading(text: string, level: number, lines: [number, number], inline: Inline): Block {
  const children = phrasing(text, inline);
  return { kind: 'heading', level, text: plain(children), addresses: addressesIn(children), lines };
}

/** The level of a heading that is underlined in the next line (`===` 1, `---` 2), if it is. */
function readUnderline(lines: string[], at: number): number | undefined {
  const text = (lines[at] as string).trim();
  const below = lines[at + 1]?.trim() ?? '';
  if (!/^(?:={3,}|-{3,})$/.test(below) || text.length > MAX_WRAPPED || text.includes('|')) return undefined;
  if (!/[\p{L}\p{N}]/u.test(text) || readBullet(text)) return undefined;
  return below.startsWith('=') ? 1 : 2;
}

/**
 * Finds the lines that run on in the next one: in a run of lines that none is longer than a page's width, a line
 * runs on when the next line's first word would not have fitted on it. One break inside a sentence must show that
 * the run is broken by width at all.
 */
function wrappedLines(lines: string[]): boolean[] {
  const wraps: boolean[] = [];
  let start = 0;
  while (start < lines.length) {
    let end = start;
    let width = 0;
    while (end < lines.length && lines[end]?.trim())
      width = Math.max(width, (lines[end++] as string).trimEnd().length);
    if (width >= MIN_WRAPPED && width <= MAX_WRAPPED) markWrapped(lines, start, end, width, wraps);
    start = end + 1;
  }
  return wraps;
}

function markWrapped(lines: string[], start: number, end: number, width: number, wraps: boolean[]): void {
  const found: number[] = [];
  let isBroken = false;
  for (let i = start; i < end - 1; i++) {
    const line = (lines[i] as string).trimEnd();
    const next = (lines[i + 1] as string).trim();
    const word = /^\S+/.exec(next)?.[0] ?? '';
    const isBlockStart = readBullet(next) || /^(?:\d{1,3}[.)]|#{1,6})\s|\|/.test(next) || line.includes('|');
    if (isBlockStart || isRule(next) || line.length + 1 + word.length <= width) continue;
    found.push(i);
    if (/^\p{Ll}/u.test(word) && !/[.?!:]$/.test(line)) isBroken = true;
  }
  if (isBroken) for (const i of found) wraps[i] = true;
}
