/**
 * How many slips turn one word into another: a letter too many, too few, wrong, or two neighbours swapped (the optimal
 * string alignment distance).
 */
export function slips(typed: string, word: string): number {
  const [a, b] = [[...typed], [...word]];
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const wrong = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + wrong);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? least) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The candidate that is the fewest slips away, the first of several; null when all are more than a slip or two away. */
export function nearestOf(typed: string, candidates: string[]): string | null {
  const allowed = typed.length < 6 ? 1 : 2;
  const [nearest] = candidates
    .map((word) => ({ word, distance: slips(typed, word) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((x, y) => x.distance - y.distance);
  return nearest?.word ?? null;
}
