import type { Sentence } from './words.ts';

/**
 * Numbers the gaps between pairs of sentences that kept their order: two sentences with the same number stand in the
 * same place of the two texts.
 * @param match for each old sentence the new one; below 0 for none
 * @param length how many new sentences there are
 */
export function gapsOf(before: readonly Sentence[], match: Int32Array, length: number) {
  const pairs = [...match.entries()]
    .filter(([, j]) => j >= 0)
    .map(([i, j]) => [i, j, (before[i]?.size ?? 0) + 1] as const);
  const kept = inOrder(pairs);
  const stays = { old: new Uint8Array(match.length), now: new Uint8Array(length) };
  for (const [index, [i, j]] of pairs.entries()) {
    if (!kept[index]) continue;
    stays.old[i] = 1;
    stays.now[j] = 1;
  }
  const numberGaps = (marks: Uint8Array) => {
    let gap = 0;
    return Int32Array.from(marks, (mark) => (mark ? ++gap : gap));
  };
  return { old: numberGaps(stays.old), now: numberGaps(stays.now) };
}

/**
 * The heaviest chain of pairs that stand in the same order in both texts: which pairs stayed in their place, and so
 * which ones moved.
 * @param pairs `[old, new, weight]`, each old index once, ascending; each new index at most once
 * @returns for each pair whether it is in the chain
 */
function inOrder(pairs: readonly (readonly [number, number, number])[]): boolean[] {
  // A Fenwick tree over the new indices holds the heaviest chain that ends at or before each: O(n log n).
  const size = pairs.reduce((max, [, to]) => Math.max(max, to), -1) + 1;
  const best = new Int32Array(size + 1).fill(-1);
  const total: number[] = [];
  const before: number[] = [];
  for (const [index, [, to, weight]] of pairs.entries()) {
    let previous = -1;
    for (let at = to; at > 0; at -= at & -at) {
      const candidate = best[at] ?? -1;
      if (candidate >= 0 && (previous < 0 || (total[candidate] ?? 0) > (total[previous] ?? 0)))
        previous = candidate;
    }
    before[index] = previous;
    total[index] = weight + (previous < 0 ? 0 : (total[previous] ?? 0));
    for (let at = to + 1; at <= size; at += at & -at) {
      const held = best[at] ?? -1;
      if (held < 0 || (total[held] ?? 0) < total[index]) best[at] = index;
    }
  }
  const chain = new Array<boolean>(pairs.length).fill(false);
  let at = total.reduce((top, value, index) => (value > (total[top] ?? -1) ? index : top), -1);
  while (at >= 0) {
    chain[at] = true;
    at = before[at] ?? -1;
  }
  return chain;
}
