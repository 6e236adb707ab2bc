import { undecided, unmatched } from './align.ts';
import { gapsOf } from './skeleton.ts';
import type { Reading, Sentence, Word } from './words.ts';

/** Sentences that were rewritten, split or joined, and the ones that they became; indices in order. */
export type Rewrite = { old: number[]; now: number[] };

/** A word that more of the changed sentences have tells none of them apart. */
const mostHolders = 40;

type Candidate = { i: number; j: number; score: number; held: number };

/**
 * Finds which of the new sentences the changed ones became. A pair in the same place of the text needs less in common
 * than one that also moved. A sentence with no likeness left became what stands in its place, if anything does.
 * Repeated sentences of which only some were changed are marked `undecided` in `match`.
 * @param match from `matchSentences`; read, and marked
 */
export function findRewrites(before: Reading, after: Reading, match: Int32Array): Rewrite[] {
  const taken = new Set(match.filter((j) => j >= 0));
  const undecidedTexts = new Set(
    before.sentences.filter((_, i) => match[i] === undecided).map((sentence) => sentence.text),
  );
  const olds = before.sentences.flatMap((_, i) => (match[i] === unmatched ? [i] : []));
  const news = after.sentences.flatMap((sentence, j) =>
    taken.has(j) || undecidedTexts.has(sentence.text) ? [] : [j],
  );
  if (olds.length === 0 || news.length === 0) return [];
  const gaps = gapsOf(before.sentences, match, after.sentences.length);
  const candidates = likely(before, after, olds, news, gaps);
  const rewrites = pairUp(before.sentences, after.sentences, match, candidates);
  attach(rewrites, candidates, match);
  return [...rewrites, ...replaced(before.sentences, after.sentences, match, olds, news, rewrites)].map(
    (rewrite) => ({
      old: rewrite.old.toSorted((a, b) => a - b),
      now: rewrite.now.toSorted((a, b) => a - b),
    }),
  );
}

type Bag = Map<string, number>;

/** All pairs with enough words in common (Dice's coefficient), the most alike first. */
function likely(
  before: Reading,
  after: Reading,
  olds: number[],
  news: number[],
  gaps: { old: Int32Array; now: Int32Array },
): Candidate[] {
  const oldBags = olds.map((i) => bagOf(before, i));
  const newBags = news.map((j) => bagOf(after, j));
  const holders = Map.groupBy(
    newBags.flatMap((bag, at) => [...bag].map(([word, n]) => ({ word, at, n }))),
    ({ word }) => word,
  );
  const candidates: Candidate[] = [];
  for (const [index, bag] of oldBags.entries()) {
    const shared = new Map<number, number>();
    for (const [word, mine] of bag) {
      const found = holders.get(word) ?? [];
      if (found.length > mostHolders) continue;
      for (const { at, n } of found) shared.set(at, (shared.get(at) ?? 0) + Math.min(mine, n));
    }
    const i = olds[index] as number;
    const own = before.sentences[i]?.size ?? 0;
    for (const [at, common] of shared) {
      const j = news[at] as number;
      const other = after.sentences[j]?.size ?? 0;
      const alike = (2 * common) / (own + other);
      const held = common / Math.min(own, other);
      const samePlace = gaps.old[i] === gaps.now[j];
      if (samePlace ? alike >= 0.3 || held >= 0.6 : alike >= 0.6) {
        candidates.push({ i, j, score: alike + (samePlace ? 0.3 : 0), held: samePlace ? held : 0 });
      }
    }
  }
  return candidates.sort((a, b) => b.score - a.score || a.i - b.i || a.j - b.j);
}

/** The words of a sentence with how often each stands in it. */
function bagOf({ sentences, words }: Reading, index: number): Bag {
  const { from, to } = sentences[index] as Sentence;
  const bag: Bag = new Map();
  for (let at = from; at < to; at++) {
    const { text, isWord } = words[at] as Word;
    if (!isWord) continue;
    const word = text.toLowerCase();
    bag.set(word, (bag.get(word) ?? 0) + 1);
  }
  return bag;
}

/** Pairs each sentence with at most one other, the most alike first. */
function pairUp(old: Sentence[], now: Sentence[], match: Int32Array, candidates: Candidate[]): Rewrite[] {
  const usedOld = new Set<number>();
  const usedNow = new Set<number>();
  const rewrites: Rewrite[] = [];
  const open = ({ i, j }: Candidate) => match[i] === unmatched && !usedOld.has(i) && !usedNow.has(j);
  for (const [index, candidate] of candidates.entries()) {
    if (!open(candidate)) continue;
    const { i, j, score } = candidate;
    // Of several equal sentences fewer are left, or more, than there were: nobody can tell which this one is.
    const rivals: Candidate[] = [];
    for (let at = index; candidates[at]?.score === score; at++) {
      const other = candidates[at] as Candidate;
      if (open(other) && sameText(old, i, other.i) && sameText(now, j, other.j)) rivals.push(other);
    }
    const rivalOlds = new Set(rivals.map((rival) => rival.i));
    if (rivalOlds.size !== new Set(rivals.map((rival) => rival.j)).size) {
      for (const rival of rivalOlds) match[rival] = undecided;
      continue;
    }
    usedOld.add(i);
    usedNow.add(j);
    rewrites.push({ old: [i], now: [j] });
  }
  return rewrites;
}

function sameText(sentences: Sentence[], a: number, b: number): boolean {
  return sentences[a]?.text === sentences[b]?.text;
}

/** Adds what was split off a sentence or joined to it: a piece next to it that is mostly contained in the other side. */
function attach(rewrites: Rewrite[], candidates: Candidate[], match: Int32Array): void {
  const byOld = new Map(rewrites.map((rewrite) => [rewrite.old[0], rewrite]));
  const byNow = new Map(rewrites.map((rewrite) => [rewrite.now[0], rewrite]));
  for (const { i, j, held } of candidates) {
    if (held < 0.6 || match[i] !== unmatched) continue;
    const mine = byOld.get(i);
    const theirs = byNow.get(j);
    if (mine && !theirs && mine.now.some((k) => Math.abs(k - j) === 1)) {
      mine.now.push(j);
      byNow.set(j, mine);
    } else if (theirs && !mine && theirs.old.some((k) => Math.abs(k - i) === 1)) {
      theirs.old.push(i);
      byOld.set(i, theirs);
    }
  }
}

/** Sentences without a likeness, and the new ones that stand in their place. */
function replaced(
  before: Sentence[],
  after: Sentence[],
  match: Int32Array,
  olds: number[],
  news: number[],
  rewrites: Rewrite[],
): Rewrite[] {
  const usedOld = new Set(rewrites.flatMap((rewrite) => rewrite.old));
  const usedNow = new Set(rewrites.flatMap((rewrite) => rewrite.now));
  const placed = Int32Array.from(match);
  for (const { old, now } of rewrites) placed[Math.min(...old)] = Math.min(...now);
  const gaps = gapsOf(before, placed, after.length);
  const byGap = new Map<number, Rewrite>();
  for (const i of olds) {
    if (usedOld.has(i) || match[i] !== unmatched) continue;
    const gap = gaps.old[i] as number;
    byGap.set(gap, { old: [...(byGap.get(gap)?.old ?? []), i], now: [] });
  }
  for (const j of news) if (!usedNow.has(j)) byGap.get(gaps.now[j] as number)?.now.push(j);
  return [...byGap.values()].filter(({ now }) => now.length > 0).flatMap((rewrite) => oneByOne(rewrite));
}

/** As many as before: each became the one that stands where it stood. */
function oneByOne({ old, now }: Rewrite): Rewrite[] {
  if (old.length !== now.length) return [{ old, now }];
  return old.map((i, at) => ({ old: [i], now: [now[at] as number] }));
}
