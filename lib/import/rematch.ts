import { words } from './words.ts';

/** What is compared of a section or FAQ, on either side. */
export type Matchable = { kind: string; heading: string; body: string };

/** How much text, heading and place count in the likeness of two sections; together 1. */
const TEXT = 0.6;
const HEADING = 0.3;
const PLACE = 0.1;
/** Where there is nothing else to compare. */
const ALONE = TEXT + HEADING;
/** What a section that became a FAQ, or the other way round, is less alike. */
const OTHER_KIND = 0.05;
/** Two sections less alike than this are not one: the same heading not far off is enough, a third of the words is not. */
const LEAST = 0.35;
/** Words in more than this part of a long outline's sections say nothing, and cost most of the time. */
const COMMON = 1 / 3;
const LONG = 40;

/**
 * Finds which section of the last edition each one of a newer edition is, also when it was renamed, moved, revised or
 * became a FAQ. Sections that say the same are paired first; of the others the most alike pair, then the most alike of
 * those left, and so on down to `LEAST`.
 *
 * Likeness is the cosine of the words' weights, which are higher the fewer sections have the word (tf-idf; Salton and
 * Buckley, "Term-weighting approaches in automatic text retrieval", 1988), of texts and of headings, and how near the
 * places are. Taking the best pair first gives a matching of at least half of the greatest likeness in all (Avis,
 * "A survey of heuristics for the weighted matching problem", 1983), and unlike the optimal one never parts two
 * sections that are most alike to each other.
 * @returns for each section of the newer edition the index of the earlier one, null where it is new
 */
export function rematch(before: readonly Matchable[], after: readonly Matchable[]): (number | null)[] {
  const matched: (number | null)[] = after.map(() => null);
  const taken = new Set<number>();
  const pair = (from: number, to: number) => {
    matched[to] = from;
    taken.add(from);
  };
  for (const [from, to] of samePairs(before, after)) pair(from, to);
  const openBefore = before.flatMap((_, i) => (taken.has(i) ? [] : [i]));
  const openAfter = after.flatMap((_, i) => (matched[i] === null ? [i] : []));
  for (const [from, to] of likePairs(before, after, openBefore, openAfter))
    if (!taken.has(from) && matched[to] === null) pair(from, to);
  return matched;
}

/** Sections of the same words: the first with the first where several say the same. */
function samePairs(before: readonly Matchable[], after: readonly Matchable[]): [number, number][] {
  const key = ({ kind, heading, body }: Matchable) => JSON.stringify([kind, heading, body]);
  const waiting = new Map<string, number[]>();
  for (const [i, section] of before.entries())
    waiting.set(key(section), [...(waiting.get(key(section)) ?? []), i]);
  return after.flatMap((section, i): [number, number][] => {
    const from = waiting.get(key(section))?.shift();
    return from === undefined ? [] : [[from, i]];
  });
}

/** Pairs that are alike enough, the most alike first; of equals the ones that stand first. */
function likePairs(
  before: readonly Matchable[],
  after: readonly Matchable[],
  openBefore: number[],
  openAfter: number[],
): [number, number][] {
  if (openBefore.length === 0 || openAfter.length === 0) return [];
  const texts = cosines(
    openBefore.map((i) => before[i]?.body ?? ''),
    openAfter.map((i) => after[i]?.body ?? ''),
  );
  const headings = cosines(
    openBefore.map((i) => before[i]?.heading ?? ''),
    openAfter.map((i) => after[i]?.heading ?? ''),
  );
  const found: { from: number; to: number; likeness: number }[] = [];
  for (const [a, to] of openAfter.entries()) {
    const near = new Set([...(texts[a]?.keys() ?? []), ...(headings[a]?.keys() ?? [])]);
    for (const b of near) {
      const from = openBefore[b] as number;
      const [old, now] = [before[from] as Matchable, after[to] as Matchable];
      const text = texts[a]?.get(b) ?? 0;
      const heading = headings[a]?.get(b) ?? 0;
      const hasText = old.body !== '' || now.body !== '';
      const hasHeading = old.heading !== '' || now.heading !== '';
      const words = !hasText ? ALONE * heading : !hasHeading ? ALONE * text : TEXT * text + HEADING * heading;
      const apart = Math.abs(from / Math.max(1, before.length - 1) - to / Math.max(1, after.length - 1));
      const likeness = words + PLACE * (1 - apart) - (old.kind === now.kind ? 0 : OTHER_KIND);
      if (likeness >= LEAST) found.push({ from, to, likeness });
    }
  }
  found.sort((x, y) => y.likeness - x.likeness || x.to - y.to || x.from - y.from);
  return found.map(({ from, to }) => [from, to]);
}

/** For each text of the second list the cosine with each of the first that it shares a word with. */
function cosines(first: string[], second: string[]): Map<number, number>[] {
  const bags = [first, second].map((texts) => texts.map(bag)) as [Bag[], Bag[]];
  const seenIn = new Map<string, number>();
  const total = first.length + second.length;
  for (const counts of bags.flat())
    for (const word of counts.keys()) seenIn.set(word, (seenIn.get(word) ?? 0) + 1);
  const weigh = (counts: Bag): Bag => {
    const weights = new Map<string, number>();
    let square = 0;
    for (const [word, n] of counts) {
      const seen = seenIn.get(word) ?? 1;
      if (total > LONG && seen > total * COMMON) continue;
      const weight = (1 + Math.log(n)) * Math.log(1 + total / seen);
      weights.set(word, weight);
      square += weight * weight;
    }
    const length = Math.sqrt(square);
    for (const [word, weight] of weights) weights.set(word, weight / length);
    return weights;
  };
  const postings = new Map<string, [number, number][]>();
  for (const [i, counts] of bags[0].entries())
    for (const [word, weight] of weigh(counts)) {
      const list = postings.get(word);
      if (list) list.push([i, weight]);
      else postings.set(word, [[i, weight]]);
    }
  return bags[1].map((counts) => {
    const sums = new Map<number, number>();
    for (const [word, weight] of weigh(counts))
      for (const [i, other] of postings.get(word) ?? []) sums.set(i, (sums.get(i) ?? 0) + weight * other);
    return sums;
  });
}

type Bag = Map<string, number>;

function bag(text: string): Bag {
  const counts: Bag = new Map();
  for (const word of words(text.toLowerCase())) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/**
 * Which of the numbers stay in place when the list is put in order: one of the longest rising runs in it (Schensted's
 * algorithm, "Longest increasing and decreasing subsequences", 1961). The others are what moved.
 */
export function inPlace(numbers: readonly number[]): Set<number> {
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [i, number] of numbers.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] as number] as number) < number) low = middle + 1;
      else high = middle;
    }
    previous[i] = ends[low - 1] ?? -1;
    ends[low] = i;
  }
  const stay = new Set<number>();
  for (let i = ends.at(-1) ?? -1; i >= 0; i = previous[i] ?? -1) stay.add(numbers[i] as number);
  return stay;
}
