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

/**
 * Everything that is one slip away from a word, most of which is no word. Letters that are missing or wrong are taken from
 * the Latin alphabet and from the word itself.
 */
export function oneSlipAway(word: string): string[] {
  const signs = [...word];
  const alphabet = new Set([...'abcdefghijklmnopqrstuvwxyz', ...signs]);
  const found = new Set<string>();
  for (let at = 0; at <= signs.length; at++) {
    const [before, after] = [signs.slice(0, at).join(''), signs.slice(at)];
    const [one = '', two = '', ...rest] = after;
    for (const sign of alphabet) found.add(before + sign + after.join(''));
    if (after.length === 0) break;
    found.add(before + after.slice(1).join(''));
    for (const sign of alphabet) found.add(before + sign + after.slice(1).join(''));
    if (two) found.add(before + two + one + rest.join(''));
  }
  found.delete(word);
  found.delete('');
  return [...found];
}
