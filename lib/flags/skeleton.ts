/**
 * The heaviest chain of pairs that stand in the same order in both texts: which pairs stayed in their place, and so
 * which ones moved.
 * @param pairs `[old, new, weight]`, each old index once, ascending; each new index at most once
 * @returns for each pair whether it is in the chain
 */
export function inOrder(pairs: readonly (readonly [number, number, number])[]): boolean[] {
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
