import { telling } from './align.ts';
import { edges, keepsItsLine } from './neighbours.ts';
import type { Trace } from './trace.ts';
import type { Reading, Word } from './words.ts';

/**
 * Where the words of an anchor are in a later text, and whether a verdict on them still holds.
 * `exact`: the same words at the same offsets. `moved`: the same words elsewhere. `changed`: other words stand there
 * now, or the same ones with another word next to them; `start` and `end` cover what they became. `orphan`: they are
 * gone, or nobody can tell which of several equal passages they are. A verdict holds for `exact` and `moved` only.
 */
export type Carried =
  | { place: 'exact' | 'moved'; start: number; end: number; holds: true }
  | { place: 'changed'; start: number; end: number; holds: false }
  | { place: 'orphan'; start: null; end: null; holds: false };

export const orphan: Carried = { place: 'orphan', start: null, end: null, holds: false };

type Span = { start: number; end: number };
/** Words `[from, to)` of the old text. */
type Run = { from: number; to: number };

/** Finds the place of one anchor, given where every word of its text went. */
export function placeAnchor(trace: Trace, anchor: Span): Carried {
  const run = runAt(trace.before.words, anchor);
  if (run.from === run.to) return orphan;
  const at = standsAt(trace, run);
  if (at === 'undecided') return orphan;
  if (at !== 'nowhere') return standing(trace, anchor, run, at);
  const moved = onlyPlace(trace, anchor, run);
  return moved === undefined ? changedTo(trace, run) : standing(trace, anchor, run, moved);
}

/** Where a quote of some length stands that has one place in each text, though its sentence is another one now. */
function onlyPlace({ before, after }: Trace, { start, end }: Span, run: Run): number | undefined {
  if (before.words.slice(run.from, run.to).filter((word) => word.isWord).length < telling) return undefined;
  const quote = before.text.slice(start, end);
  const at = after.text.indexOf(quote);
  const isOnly =
    at >= 0 &&
    at === after.text.lastIndexOf(quote) &&
    before.text.indexOf(quote) === before.text.lastIndexOf(quote);
  if (!isOnly) return undefined;
  const place = runAt(after.words, { start: at, end: at + quote.length });
  return place.to - place.from === run.to - run.from ? place.from : undefined;
}

function runAt(words: Word[], { start, end }: Span): Run {
  const firstWhere = (test: (word: Word) => boolean) => {
    let low = 0;
    let high = words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (test(words[middle] as Word)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const from = firstWhere((word) => word.end > start);
  return {
    from,
    to: Math.max(
      from,
      firstWhere((word) => word.start >= end),
    ),
  };
}

/** The index of the first of the same words in the new text. */
function standsAt(trace: Trace, run: Run): number | 'undecided' | 'nowhere' {
  const early = unbroken(trace.early, run);
  const late = unbroken(trace.late, run);
  if (early !== undefined && early === late) return early;
  const passage = trace.passageOf.get(trace.before.words[run.from]?.sentence ?? -1);
  if (!passage) return 'nowhere';
  const olds = occurrences(trace, run, trace.before, passage.old);
  const news = occurrences(trace, run, trace.after, passage.now);
  if (news.length === 0 || !olds.includes(run.from)) return 'nowhere';
  const size = run.to - run.from;
  const mine = edges(trace.before, run.from, size);
  const alike = news.filter((at) => edges(trace.after, at, size) === mine);
  const [only] = alike;
  if (only !== undefined && alike.length === 1) {
    if (olds.filter((at) => edges(trace.before, at, size) === mine).length === 1) return only;
  }
  const isPlain = olds.length === 1 && news.length === 1;
  if (early !== undefined || late !== undefined) {
    return isPlain ? (news[0] as number) : 'undecided';
  }
  const words = trace.before.words.slice(run.from, run.to).filter((word) => word.isWord).length;
  return isPlain && words >= 3 ? (news[0] as number) : 'nowhere';
}

function unbroken(places: Int32Array, { from, to }: Run): number | undefined {
  const first = places[from] as number;
  if (first < 0) return undefined;
  for (let at = from; at < to; at++) if (places[at] !== first + at - from) return undefined;
  return first;
}

function occurrences(trace: Trace, { from, to }: Run, reading: Reading, among: number[]): number[] {
  const size = to - from;
  return among.filter((at, index) => {
    if (among[index + size - 1] !== at + size - 1) return false;
    for (let k = 0; k < size; k++) {
      if (reading.words[at + k]?.text !== trace.before.words[from + k]?.text) return false;
    }
    return true;
  });
}

function standing(trace: Trace, anchor: Span, run: Run, at: number): Carried {
  const { before, after } = trace;
  const size = run.to - run.from;
  const first = after.words[at] as Word;
  const last = after.words[at + size - 1] as Word;
  const start = first.start + anchor.start - (before.words[run.from] as Word).start;
  const end = last.end + anchor.end - (before.words[run.to - 1] as Word).end;
  const isSame = start >= 0 && after.text.slice(start, end) === before.text.slice(anchor.start, anchor.end);
  if (!isSame) return { place: 'changed', start: first.start, end: last.end, holds: false };
  const stands =
    edges(before, run.from, size) === edges(after, at, size) && keepsItsLine(trace, run.from, at);
  if (!stands) return { place: 'changed', start, end, holds: false };
  return { place: start === anchor.start ? 'exact' : 'moved', start, end, holds: true };
}

/** The smallest span that covers what the words became; their place is given up if nothing took it. */
function changedTo({ before, after, early, insteadFrom, insteadTo }: Trace, { from, to }: Run): Carried {
  type Stretch = { first: number; last: number; words: number };
  const stretches: Stretch[] = [];
  for (let word = from; word < to; word++) {
    const kept = early[word] as number;
    const first = kept >= 0 ? kept : (insteadFrom[word] as number);
    if (first < 0) continue;
    const last = kept >= 0 ? kept : (insteadTo[word] as number);
    // A comma that happens to stand in both texts is no trace of the words; what replaced a word is one.
    const weight = kept < 0 || before.words[word]?.isWord ? 1 : 0;
    const stretch = stretches.at(-1);
    if (stretch && first >= stretch.first && last >= stretch.last) {
      stretch.last = last;
      stretch.words += weight;
    } else stretches.push({ first, last, words: weight });
  }
  // Pieces that went to different places are not covered by one span: the largest piece is what is left.
  const best = stretches.reduce<Stretch | undefined>(
    (top, next) => (top && top.words >= next.words ? top : next),
    undefined,
  );
  if (!best?.words) return orphan;
  const start = after.words[best.first]?.start as number;
  return { place: 'changed', start, end: after.words[best.last]?.end as number, holds: false };
}
