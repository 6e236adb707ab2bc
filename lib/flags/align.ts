import type { Sentence } from './words.ts';

/** No sentence of the other text has these words, as far as this step can tell. */
export const unmatched = -1;
/** Two or more places have as good a claim: nobody can tell which is which. */
export const undecided = -2;

/** Words from which on a sentence or quote that stands once in both texts is itself, wherever it went. */
export const telling = 4;

/**
 * Pairs the sentences of two texts whose words are exactly the same. The method is patience diff's (Bram Cohen):
 * first the sentences that stand exactly once in both texts, then, from these outwards, what stands next to them in
 * both. A short line (a table cell) counts only together with a neighbour, so that "30%" in one row is never taken for
 * the "30%" of another. A repeated sentence that could be either of two is `undecided`.
 * @returns for each old sentence the index of the new one, `unmatched` or `undecided`; never one new sentence twice
 */
export function matchSentences(before: readonly Sentence[], after: readonly Sentence[]): Int32Array {
  const { old, now, count } = numbered(before, after);
  const match = new Int32Array(old.length).fill(unmatched);
  const taken = new Uint8Array(now.length);
  const pair = (i: number, j: number) => {
    match[i] = j;
    taken[j] = 1;
  };
  const same = (i: number, j: number) =>
    i >= 0 && j >= 0 && i < old.length && j < now.length && old[i] === now[j];
  const placeOf = new Map(now.map((key, j) => [key, j]));
  for (const [i, key] of old.entries()) {
    const j = placeOf.get(key);
    if (j === undefined || count.old[key] !== 1 || count.now[key] !== 1) continue;
    if ((before[i]?.size ?? 0) >= telling || same(i - 1, j - 1) || same(i + 1, j + 1)) pair(i, j);
  }
  extend(before, old, now, match, taken, count);
  return match;
}

type Counts = { old: number[]; now: number[] };

/** Gives equal sentences equal numbers and counts them. */
function numbered(before: readonly Sentence[], after: readonly Sentence[]) {
  const keys = new Map<string, number>();
  const count: Counts = { old: [], now: [] };
  const number = (sentence: Sentence, side: 'old' | 'now') => {
    const key = keys.get(sentence.text) ?? keys.size;
    keys.set(sentence.text, key);
    count.old[key] ??= 0;
    count.now[key] ??= 0;
    count[side][key] = (count[side][key] ?? 0) + 1;
    return key;
  };
  const old = before.map((sentence) => number(sentence, 'old'));
  const now = after.map((sentence) => number(sentence, 'now'));
  return { old, now, count };
}

/** Grows the pairs forwards and backwards over repeated sentences, and tells apart or gives up where both meet. */
function extend(
  before: readonly Sentence[],
  old: number[],
  now: number[],
  match: Int32Array,
  taken: Uint8Array,
  count: Counts,
): void {
  const forward = new Int32Array(old.length).fill(unmatched);
  const backward = new Int32Array(old.length).fill(unmatched);
  const forwardOf = new Int32Array(now.length).fill(unmatched);
  const backwardOf = new Int32Array(now.length).fill(unmatched);
  const free = (i: number, j: number) => match[i] === unmatched && !taken[j] && old[i] === now[j];
  for (let i = 0; i < old.length; i++) {
    const j = i === 0 ? 0 : ((match[i - 1] === unmatched ? forward[i - 1] : match[i - 1]) as number);
    const next = i === 0 ? 0 : j + 1;
    if ((i > 0 && j < 0) || next >= now.length || !free(i, next)) continue;
    forward[i] = next;
    forwardOf[next] = i;
  }
  for (let i = old.length - 1; i >= 0; i--) {
    const isLast = i === old.length - 1;
    const j = isLast ? now.length : ((match[i + 1] === unmatched ? backward[i + 1] : match[i + 1]) as number);
    if (j <= 0 || !free(i, j - 1)) continue;
    backward[i] = j - 1;
    backwardOf[j - 1] = i;
  }
  // What stands before a sentence decides if none was taken out (as many as before), and in the cells of a table, which
  // follow the name of their row. Between two copies that stand side by side it decides nothing.
  const leftDecides = (i: number) => {
    const [f, b] = [forward[i] as number, backward[i] as number];
    if (count.old[old[i] as number] === count.now[old[i] as number]) return true;
    const rival = backwardOf[f] as number;
    return before[i]?.isLine && !(rival >= 0 && inOneRun(old, i, rival)) && !(b >= 0 && inOneRun(now, f, b));
  };
  const decided = new Int32Array(old.length).fill(unmatched);
  for (let i = 0; i < old.length; i++) {
    const f = forward[i] as number;
    const b = backward[i] as number;
    if (f === unmatched && b === unmatched) continue;
    const rivalOfF = f >= 0 ? (backwardOf[f] as number) : unmatched;
    const rivalOfB = b >= 0 ? (forwardOf[b] as number) : unmatched;
    const fIsClear = f >= 0 && (rivalOfF === unmatched || rivalOfF === i);
    const bIsClear = b >= 0 && (rivalOfB === unmatched || rivalOfB === i);
    if (f === b || (fIsClear && b === unmatched)) decided[i] = f;
    else if (bIsClear && f === unmatched) decided[i] = b;
    else if (f >= 0 && leftDecides(i)) decided[i] = f;
    else if (f === unmatched && leftDecides(rivalOfB)) continue;
    else decided[i] = undecided;
  }
  for (let i = 0; i < old.length; i++) {
    const j = decided[i] as number;
    if (j === unmatched) continue;
    match[i] = j;
    if (j >= 0) taken[j] = 1;
  }
}

/** Whether only the same sentence, over and over, stands between two sentences. */
function inOneRun(keys: number[], i: number, k: number): boolean {
  for (let at = Math.min(i, k); at < Math.max(i, k); at++) if (keys[at] !== keys[at + 1]) return false;
  return true;
}
