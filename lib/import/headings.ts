import type { ListItem } from 'mdast';
import { MAX_DEPTH } from '#lib/articles/outline.ts';
import type { Heading, ListBlock, Paragraph } from './blocks.ts';
import {
  ANSWER_MARK,
  isCapitals,
  isCaptionLine,
  isCommonHeading,
  isFaqHeading,
  isTitleCase,
  looksLikeHeading,
  type Mark,
  QUESTION_MARK,
  readMark,
} from './heading-text.ts';
import { lineOf, neighbours, type Piece } from './pieces.ts';

/** The longest words behind a number, or in bold, that are a heading. */
const MAX_HEADING = 180;

/**
 * Decides which pieces are headings and how deep, which are captions, and which numbered lines are a list.
 * Headings that the source marks come first; only a source with fewer than two of those (besides its title) has its
 * numbered lines, bold lines and short lines looked at as headings.
 */
export function findHeadings(pieces: Piece[]): Piece[] {
  const marked = pieces.filter((piece) => piece.role === 'body' && piece.block.kind === 'heading').length;
  const isMarked = marked >= 2;
  const numbered = findNumbered(pieces, !isMarked);
  const bold = findBold(numbered);
  const short = isMarked ? bold : findShort(bold);
  return withCaptions(withDepths(short));
}

/** The depth of a heading that has none yet, because it depends on the ones before it. */
const BELOW = 0;

function heading(block: Heading | Paragraph, depth: number, mark?: Mark): Piece {
  return { role: 'heading', block, depth, mark };
}

/** A source's lines with their marks, as `findNumbered` looks at them. */
type Numbered = {
  pieces: Piece[];
  marks: (Mark | undefined)[];
  /** For each index the number of the next single decimal mark at or behind it. */
  nextTop: (number | undefined)[];
  /** Whether numbered lines can be headings at all. */
  areHeadings: boolean;
};

/** How far the headings have counted: at the top, and where they began again at 1 below that. */
type Count = { top: number; sub: number };

/** Numbered lines: a list if one follows the other, else headings. */
function findNumbered(pieces: Piece[], areHeadings: boolean): Piece[] {
  const dialogue = findDialogue(pieces);
  const marks = pieces.map((piece) =>
    piece.role === 'body' && piece.block.kind === 'paragraph' && !dialogue.has(piece) && !cites(piece.block)
      ? readMark(piece.block.text)
      : undefined,
  );
  const lines: Numbered = { pieces, marks, nextTop: nextTopNumbers(marks), areHeadings };
  const count: Count = { top: 0, sub: 0 };
  const out: Piece[] = [];
  for (let at = 0, end = 0; at < pieces.length; at = end) {
    end = at + 1;
    while (end < pieces.length && follows(marks[end - 1], marks[end])) end++;
    const listEnd = listEndIn(lines, at, end, count);
    if (listEnd > at && marks[at]?.style === 'decimal')
      out.push({ role: 'body', block: numberedList(pieces.slice(at, listEnd), marks.slice(at, listEnd)) });
    else out.push(...pieces.slice(at, listEnd));
    for (let i = listEnd; i < end; i++) out.push(numberedHeading(lines, i, count) ?? (pieces[i] as Piece));
  }
  return out;
}

/**
 * Where the list ends that a run of consecutive numbers is; its start if the run is none. A run that goes on where
 * the headings stopped counting is headings without text; one whose last line goes on there ends in a heading.
 */
function listEndIn(lines: Numbered, at: number, end: number, { top }: Count): number {
  const [first, last] = [lines.marks[at], lines.marks[end - 1]];
  if (end - at < 2 || !first || !last) return at;
  const [from, to] = [first.parts[0] as number, last.parts[0] as number];
  const goesOn = from === top + 1 && (top > 0 || lines.nextTop[end] === to + 1);
  const run = Array.from({ length: end - at }, (_, i) => at + i);
  if (goesOn && run.every((index) => isLikely(lines, index))) return at;
  const endsInHeading = top > 0 && to === top + 1 && from !== top + 1;
  return endsInHeading && isLikely(lines, end - 1) && isText(lines.pieces[end]) ? end - 1 : end;
}

function isLikely({ pieces, marks, areHeadings }: Numbered, index: number): boolean {
  const block = pieces[index]?.block as Paragraph;
  return areHeadings && looksLikeHeading(marks[index]?.rest || block.text, MAX_HEADING);
}

/** A numbered line as a heading, counted; `undefined` if it is none. */
function numberedHeading(lines: Numbered, index: number, count: Count): Piece | undefined {
  const mark = lines.marks[index];
  if (!mark || !isLikely(lines, index) || isWeak(mark, count.top, lines.pieces[index + 1])) return undefined;
  return heading(lines.pieces[index]?.block as Paragraph, numberedDepth(mark, count), mark);
}

/** The depth that a heading's number says, counting it. */
function numberedDepth(mark: Mark, count: Count): number {
  if (mark.style !== 'decimal') return count.top > 0 ? BELOW : mark.style === 'letter' ? 2 : 1;
  const number = mark.parts[0] as number;
  if (mark.parts.length > 1) return mark.parts.filter((part, i) => i === 0 || part > 0).length;
  const beginsAgain = number === 1 ? count.top > 0 : count.sub > 0 && number === count.sub + 1;
  if (beginsAgain && number !== count.top + 1) {
    count.sub = number;
    return 2;
  }
  count.top = number;
  count.sub = 0;
  return 1;
}

/** Lines marked "Q:" that ask, and the lines marked "A:" below them: neither is a heading, a "Q." or "A." no letter. */
function findDialogue(pieces: Piece[]): Set<Piece> {
  const found = new Set<Piece>();
  let last: Piece | undefined;
  for (const piece of pieces) {
    if (piece.role === 'aside') continue;
    const text = piece.role === 'body' && piece.block.kind === 'paragraph' ? piece.block.text : '';
    const isAnswer = last !== undefined && found.has(last) && ANSWER_MARK.test(text);
    if (isAnswer || (QUESTION_MARK.test(text) && text.includes('?'))) found.add(piece);
    last = piece;
  }
  return found;
}

/** A letter, Roman number or "Step 3" is a heading's mark only where text follows it. */
function isWeak(mark: Mark, top: number, next: Piece | undefined): boolean {
  if (mark.style === 'decimal')
    return mark.parts.length > 1 && top > 0 && Math.abs((mark.parts[0] as number) - top) > 1 && !isText(next);
  return next?.role !== 'body';
}

function isText(piece: Piece | undefined): boolean {
  return piece?.role === 'body' && piece.block.kind !== 'heading' && !readMark(lineOf(piece.block));
}

function follows(before: Mark | undefined, mark: Mark | undefined): boolean {
  if (before?.style !== mark?.style || !before || !mark) return false;
  return (
    before.parts.length === 1 && mark.parts.length === 1 && mark.parts[0] === (before.parts[0] as number) + 1
  );
}

/** For each index the number of the next single decimal mark at or behind it. */
function nextTopNumbers(marks: (Mark | undefined)[]): (number | undefined)[] {
  const next: (number | undefined)[] = [];
  let number: number | undefined;
  for (let i = marks.length - 1; i >= 0; i--) {
    const mark = marks[i];
    if (mark?.style === 'decimal' && mark.parts.length === 1) number = mark.parts[0];
    next[i] = number;
  }
  return next;
}

function numberedList(pieces: Piece[], marks: (Mark | undefined)[]): ListBlock {
  const blocks = pieces.map((piece) => piece.block as Paragraph);
  const children = blocks.map((block): ListItem => {
    const [first, ...others] = block.children;
    const length = block.text.length - (readMark(block.text)?.rest.length ?? 0);
    const text = first?.type === 'text' ? first.value.trimStart().slice(length).trimStart() : '';
    const inline =
      first?.type === 'text' ? [...(text ? [{ ...first, value: text }] : []), ...others] : block.children;
    return { type: 'listItem', spread: false, children: [{ type: 'paragraph', children: inline }] };
  });
  const list = {
    type: 'list' as const,
    ordered: true,
    start: marks[0]?.parts[0] ?? 1,
    spread: false,
    children,
  };
  const lines: [number, number] = [blocks[0]?.lines[0] ?? 1, blocks.at(-1)?.lines[1] ?? 1];
  return { kind: 'list', list, itemLines: blocks.map((block) => block.lines), lines };
}

/** Whether a line refers to a footnote: as a heading, which is plain text, it could not. */
function cites({ children }: Paragraph): boolean {
  return children.some(({ type }) => type === 'footnoteReference');
}

/** Lines in bold that have text below them. */
function findBold(pieces: Piece[]): Piece[] {
  const { after } = neighbours(pieces);
  const dialogue = findDialogue(pieces);
  return pieces.map((piece, i) => {
    if (dialogue.has(piece)) return piece;
    if (piece.role !== 'body' || piece.block.kind !== 'paragraph' || !piece.block.bold) return piece;
    const { text } = piece.block;
    const next = after[i];
    const isLead = text.endsWith(':') && next?.block.kind === 'list';
    const hasText = next?.role === 'body' && next.block.kind !== 'heading';
    const isHeading = looksLikeHeading(text, MAX_HEADING) && hasText && !isLead;
    return isHeading ? heading(piece.block, BELOW, readMark(text)) : piece;
  });
}

/** Short lines in a source that marks its headings in no other way, or by numbers. */
function findShort(pieces: Piece[]): Piece[] {
  const { before, after } = neighbours(pieces);
  const dialogue = findDialogue(pieces);
  const headings = pieces.filter((piece) => piece.role === 'heading').length;
  const hasStyle = headings >= 2;
  const out = [...pieces];
  for (let i = pieces.length - 1; i >= 0; i--) {
    const piece = pieces[i] as Piece;
    if (piece.role !== 'body' || piece.block.kind !== 'paragraph' || dialogue.has(piece)) continue;
    const { block } = piece;
    if (cites(block)) continue;
    const { text } = block;
    const nextAt = pieces.indexOf(after[i] as Piece, i + 1);
    const next = after[i] && (out[nextAt] as Piece);
    const prior = before[i];
    const isAfterText = prior?.role === 'body' && prior.block.kind !== 'heading';
    if (isFaqHeading(text) && next) {
      out[i] = heading(block, 1);
    } else if (isCaptionLine(text) && (next?.block.kind === 'table' || !/[.!?]$/.test(text))) {
      out[i] = { role: 'caption', block };
    } else if (isCommonHeading(text) && isBody(next)) {
      out[i] = heading(block, 1);
    } else if (looksLikeHeading(text) && !/[:!…]$/.test(text) && next) {
      if (next.role === 'heading' || next.role === 'caption') {
        const isEmptyHeading = !hasStyle && isTitleCase(text) && next.role === 'heading';
        if (isAfterText && !isEmptyHeading && !text.endsWith('?')) out[i] = { role: 'caption', block };
        else if (isEmptyHeading) out[i] = heading(block, 1);
      } else if (isBody(next)) {
        if (!hasStyle) out[i] = heading(block, 1);
        else if (isCapitals(text)) out[i] = heading(block, 1);
        else if (next.block.kind === 'table') out[i] = { role: 'caption', block };
        else if (text.endsWith('?')) out[i] = heading(block, BELOW);
        else if (isTitleCase(text)) out[i] = heading(block, BELOW);
        else if (isAfterText) out[i] = { role: 'caption', block };
      }
    }
  }
  return out;
}

/** Whether a piece is text that a heading can stand above, and not one more short line. */
function isBody(piece: Piece | undefined): boolean {
  if (piece?.role !== 'body' || piece.block.kind === 'heading' || piece.block.kind === 'rule') return false;
  if (piece.block.kind !== 'paragraph') return true;
  return piece.block.text.length > 110 || /[.:!…]["”’)]?$/.test(piece.block.text);
}

/** Gives every heading its depth: marked ones from their levels, the others from their numbers or their place. */
function withDepths(pieces: Piece[]): Piece[] {
  const levels: number[] = [];
  let depth = 0;
  let hasUpper = false;
  return pieces.map((piece) => {
    if (piece.role === 'body' && piece.block.kind === 'heading') {
      const { level } = piece.block;
      while (levels.length > 0 && (levels.at(-1) as number) >= level) levels.pop();
      levels.push(level);
      depth = Math.min(levels.length, MAX_DEPTH);
      hasUpper = true;
      return heading(piece.block, depth, readMark(piece.block.text));
    }
    if (piece.role !== 'heading') return piece;
    if (piece.depth !== BELOW) {
      hasUpper = true;
      depth = Math.min(piece.depth, MAX_DEPTH);
      return { ...piece, depth };
    }
    return { ...piece, depth: hasUpper ? Math.min(depth + 1, MAX_DEPTH) : 1 };
  });
}

/** A line that names a table, or stands above one, is its caption. */
function withCaptions(pieces: Piece[]): Piece[] {
  const { after } = neighbours(pieces);
  return pieces.map((piece, i) => {
    if (piece.role !== 'body' || piece.block.kind !== 'paragraph') return piece;
    const isCaption = after[i]?.block.kind === 'table' && isCaptionLine(piece.block.text);
    return isCaption ? { role: 'caption', block: piece.block } : piece;
  });
}
