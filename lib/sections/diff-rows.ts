import { compare, diffBlock, likeness, type Part, pairs, wordBag } from './diff.ts';

/**
 * A line of the old text, of the new one, or of both, for reading side by side. A line that was moved stands in both
 * places and has the same `move` in both; `parts` of the place where it is now say what was changed on the way.
 */
export type DiffRow =
  | { type: 'same' | 'removed' | 'added'; text: string }
  | { type: 'changed'; parts: Part[] }
  | { type: 'moved-away'; text: string; move: number }
  | { type: 'moved-here'; parts: Part[]; move: number };

/** A line of fewer words than this is not said to have moved: "Yes." stands in many places. */
const fewestMoved = 4;
/** A line counts as moved and reworded when it has at least this much in common with the one that is gone. */
const alikeMoved = 0.8;
/** Above this many pairs of lines only those that are the very same are looked for in other places. */
const mostPairs = 40_000;

type Line = { text: string; index: number };
type Hunk = { same: string[]; removed: Line[]; added: Line[] };

/**
 * Compares two Markdown texts line by line: a line is a paragraph, an item of a list or a row of a table. Read in
 * order, the rows but those that are new are the old text, and the rows but those that are gone the new one.
 */
export function diffRows(before: string, after: string): DiffRow[] {
  const hunks = hunksOf(linesOf(before), linesOf(after));
  const paired = hunks.map(({ removed, added }) =>
    pairs(
      removed.map(({ text }) => text),
      added.map(({ text }) => text),
    ),
  );
  const moves = findMoves(hunks, paired);
  return hunks.flatMap(({ same, removed, added }, n): DiffRow[] => {
    const rows = same.map((text): DiffRow => ({ type: 'same', text }));
    const gone = (lines: Line[]) => {
      for (const { text, index } of lines) {
        const move = moves.away.get(index);
        rows.push(move === undefined ? { type: 'removed', text } : { type: 'moved-away', text, move });
      }
    };
    const come = (lines: Line[]) => {
      for (const { text, index } of lines) {
        const move = moves.here.get(index);
        if (!move) rows.push({ type: 'added', text });
        else rows.push({ type: 'moved-here', parts: diffBlock(move.before, text), move: move.number });
      }
    };
    let [i, j] = [0, 0];
    for (const [oldAt, newAt] of paired[n] ?? []) {
      const [old, now] = [removed[oldAt] as Line, added[newAt] as Line];
      if (moves.away.has(old.index) || moves.here.has(now.index)) continue;
      gone(removed.slice(i, oldAt));
      come(added.slice(j, newAt));
      rows.push({ type: 'changed', parts: diffBlock(old.text, now.text) });
      [i, j] = [oldAt + 1, newAt + 1];
    }
    gone(removed.slice(i));
    come(added.slice(j));
    return rows;
  });
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function hunksOf(before: string[], after: string[]): Hunk[] {
  const hunks: Hunk[] = [];
  let open: Hunk = { same: [], removed: [], added: [] };
  let [i, j] = [0, 0];
  for (const { value, removed, added } of compare(before, after)) {
    if (removed) open.removed.push(...value.map((text) => ({ text, index: i++ })));
    else if (added) open.added.push(...value.map((text) => ({ text, index: j++ })));
    else {
      hunks.push(open);
      open = { same: value, removed: [], added: [] };
      i += value.length;
      j += value.length;
    }
  }
  return [...hunks, open];
}

type Moves = {
  /** By the place in the old text: the number of the move. */
  away: Map<number, number>;
  /** By the place in the new text. */
  here: Map<number, { number: number; before: string }>;
};

/** The very same lines first, wherever they went; then those that were reworded on the way and are alike enough. */
function findMoves(hunks: Hunk[], paired: [number, number][][]): Moves {
  const moves: Moves = { away: new Map(), here: new Map() };
  const isLong = ({ text }: Line) => wordBag(text).size >= fewestMoved;
  const removed = hunks.flatMap((hunk) => hunk.removed).filter(isLong);
  const added = hunks.flatMap((hunk) => hunk.added).filter(isLong);
  const take = (old: Line, now: Line) => {
    const number = moves.away.size + 1;
    moves.away.set(old.index, number);
    moves.here.set(now.index, { number, before: old.text });
  };
  const gone = Map.groupBy(removed, ({ text }) => text);
  for (const now of added) {
    const old = gone.get(now.text)?.shift();
    if (old) take(old, now);
  }
  const inPlace = { old: new Set<number>(), now: new Set<number>() };
  for (const [n, hunk] of hunks.entries())
    for (const [oldAt, newAt] of paired[n] ?? []) {
      inPlace.old.add(hunk.removed[oldAt]?.index ?? -1);
      inPlace.now.add(hunk.added[newAt]?.index ?? -1);
    }
  const others = removed.filter(({ index }) => !moves.away.has(index) && !inPlace.old.has(index));
  const news = added.filter(({ index }) => !moves.here.has(index) && !inPlace.now.has(index));
  if (others.length * news.length > mostPairs) return moves;
  const bags = others.map(({ text }) => wordBag(text));
  for (const now of news) {
    const bag = wordBag(now.text);
    const scores = bags.map((other, n) =>
      moves.away.has(others[n]?.index ?? -1) ? 0 : likeness(bag, other),
    );
    const best = Math.max(0, ...scores);
    const old = others[scores.indexOf(best)];
    if (old && best >= alikeMoved) take(old, now);
  }
  return moves;
}

/** The cells of a row of a table, each with its changes; null for a line that is none. */
export function cellsOf(parts: Part[]): Part[][] | null {
  const whole = parts.map(({ text }) => text).join('');
  if (!/^\s*\|.*\|\s*$/s.test(whole)) return null;
  const cells: Part[][] = [];
  for (const { type, text } of parts) {
    for (const [n, piece] of text.split(/(?<!\\)\|/).entries()) {
      if (n > 0 || cells.length === 0) cells.push([]);
      if (piece) cells.at(-1)?.push({ type, text: piece });
    }
  }
  // Before the first bar and behind the last there is nothing.
  return cells.slice(1, -1);
}

/**
 * Whether a row only says that the one above it is the head of a table, which says nothing to a reader; also where the
 * table has another column now. How columns are aligned is said.
 */
export function isTableRule(row: DiffRow): boolean {
  if ('text' in row) return isRule(row.text);
  const side = (other: Part['type']) =>
    row.parts.map(({ type, text }) => (type === other ? '' : text)).join('');
  const [older, newer] = [side('added'), side('removed')];
  return isRule(older) && isRule(newer) && !`${older}${newer}`.includes(':');
}

function isRule(text: string): boolean {
  return /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/.test(text);
}
