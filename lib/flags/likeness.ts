/**
 * How near two claims are: `same` in the very words (white space, quotation marks and the closing stop aside), `alike`
 * in almost all of them with the same figures and denials, or null.
 */
export type Likeness = 'same' | 'alike' | null;

/** A claim taken apart once, to be compared with many. */
export type Reading = {
  words: string;
  turns: string;
  pairs: Map<string, number>;
  size: number;
  isClaim: boolean;
};

/** Below this many words with letters it is no claim but a cell or a heading: "57%" means what its table says. */
const fewestWords = 4;
/** The share of pairs of neighbouring words that two claims have in common (Dice's coefficient). */
const leastShared = 0.7;

const numberWords =
  'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|trillion|dozen|half|third|quarter|twice|double|triple|first|second';
const denials =
  "not|no|never|none|nobody|nothing|neither|nor|without|hardly|barely|cannot|\\p{L}+n't|more|less|fewer|over|under|above|below|least|most|before|after|up|down|rose|fell|increased|decreased";
/** Whatever turns what a claim says when it changes, in order: a figure with its sign and unit, a number word, a denial. */
const turning = new RegExp(
  `[$€£¥]?\\d[\\d.,:/]*(?:\\s?(?:%|‰|per ?cent|percent|[a-z]{1,3}\\b|million|billion|trillion))?|\\b(?:${numberWords})\\b|\\b(?:${denials})\\b`,
  'gu',
);

/** Reads a claim for `likeness`. */
export function readClaim(text: string): Reading {
  const words = text
    .normalize('NFKC')
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/[“”«»„]/g, '"')
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s.!?…"')\]]+$/u, '')
    .trim();
  const lower = words.toLowerCase();
  const turns = [...lower.matchAll(turning)].map(([each]) => each.replaceAll(/\s|[.,]$/g, '')).join(' ');
  const list = lower.match(/[\p{L}\p{M}\p{N}'%]+/gu) ?? [];
  const pairs = new Map<string, number>();
  for (const [at, word] of list.entries()) {
    const pair = `${list[at - 1] ?? ''} ${word}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  const isClaim = list.filter((word) => /\p{L}{2}/u.test(word)).length >= fewestWords;
  return { words, turns, pairs, size: list.length, isClaim };
}

export function likeness(a: Reading, b: Reading): Likeness {
  if (!a.isClaim || !b.isClaim || a.turns !== b.turns) return null;
  if (a.words === b.words) return 'same';
  const [shorter, longer] = a.size < b.size ? [a, b] : [b, a];
  if ((2 * shorter.size) / (shorter.size + longer.size) < leastShared) return null;
  let shared = 0;
  for (const [pair, times] of shorter.pairs) shared += Math.min(times, longer.pairs.get(pair) ?? 0);
  return (2 * shared) / (a.size + b.size) >= leastShared ? 'alike' : null;
}

/** What claims of a kind in the very words have in common; null for what is no claim. */
export function claimKey({ kind, quote }: { kind: string; quote: string }): string | null {
  const { isClaim, words } = readClaim(quote);
  return isClaim ? `${kind} ${words}` : null;
}

/** For each claim how many others of the list are like it and of its kind. */
export function countAlike(claims: { kind: string; quote: string }[]): number[] {
  const counts = claims.map(() => 0);
  const byTurns = new Map<string, { at: number; reading: Reading }[]>();
  for (const [at, { kind, quote }] of claims.entries()) {
    const reading = readClaim(quote);
    const key = `${kind} ${reading.turns}`;
    const others = byTurns.get(key) ?? [];
    for (const other of others) {
      if (!likeness(reading, other.reading)) continue;
      counts[at] = (counts[at] ?? 0) + 1;
      counts[other.at] = (counts[other.at] ?? 0) + 1;
    }
    byTurns.set(key, [...others, { at, reading }]);
  }
  return counts;
}
