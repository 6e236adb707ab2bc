import { diffArrays } from 'diff';
import { matchSentences } from './align.ts';
import { findRewrites } from './rewrites.ts';
import type { Reading, Sentence, Word } from './words.ts';

/** Above this many single edits in one rewritten passage the passage counts as replaced as a whole. */
const mostEdits = 500;

/** Where the words of one text went in another. All arrays run over the old words and hold indices of new ones. */
export type Trace = {
  before: Reading;
  after: Reading;
  /** The same word, when as much as possible is aligned from the start of each passage; -1 if none. */
  early: Int32Array;
  /** The same, aligned from the end. Where the two differ, either reading is as good. */
  late: Int32Array;
  /** For a word that is gone: the first and last of the words that stand in its place; -1 if none. */
  insteadFrom: Int32Array;
  insteadTo: Int32Array;
  /** For each old sentence the same one in the new text; see `matchSentences`. */
  sentences: Int32Array;
  /** For each old sentence that was rewritten the passage that it is part of. */
  passageOf: Map<number, Passage>;
};

/** The words of a rewritten passage before and after; indices in order. */
export type Passage = { old: number[]; now: number[] };

/** Follows every word of a text into another: by equal sentences first, then word by word in the rewritten ones. */
export function traceWords(before: Reading, after: Reading): Trace {
  const sentences = matchSentences(before.sentences, after.sentences);
  const passages = findRewrites(before, after, sentences).map((rewrite) => ({
    sentences: rewrite.old,
    words: { old: wordsOf(before, rewrite.old), now: wordsOf(after, rewrite.now) },
  }));
  const blank = () => new Int32Array(before.words.length).fill(-1);
  const trace: Trace = {
    before,
    after,
    early: blank(),
    late: blank(),
    insteadFrom: blank(),
    insteadTo: blank(),
    sentences,
    passageOf: new Map(passages.flatMap(({ sentences, words }) => sentences.map((i) => [i, words] as const))),
  };
  for (const [i, j] of sentences.entries()) {
    if (j < 0) continue;
    const { from, to } = before.sentences[i] as Sentence;
    const shift = (after.sentences[j] as Sentence).from - from;
    for (let word = from; word < to; word++) trace.early[word] = trace.late[word] = word + shift;
  }
  for (const { words } of passages) tracePassage(trace, words);
  return trace;
}

/** The indices of the words of some sentences. */
function wordsOf(reading: Reading, sentences: readonly number[]): number[] {
  return sentences.flatMap((index) => {
    const { from, to } = reading.sentences[index] as Sentence;
    return Array.from({ length: to - from }, (_, at) => from + at);
  });
}

function tracePassage(trace: Trace, { old, now }: Passage): void {
  const textOf = (words: Word[], index: number) => words[index]?.text ?? '';
  const a = old.map((index) => textOf(trace.before.words, index));
  const b = now.map((index) => textOf(trace.after.words, index));
  const early = alignWords(a, b);
  const late = alignWords(a.toReversed(), b.toReversed())
    .map((at) => (at < 0 ? -1 : b.length - 1 - at))
    .toReversed();
  const place = (at: number) => (at < 0 ? -1 : (now[at] as number));
  for (const [at, word] of old.entries()) {
    trace.early[word] = place(early[at] as number);
    trace.late[word] = place(late[at] as number);
  }
  for (let at = 0; at < a.length; ) {
    let end = at;
    while (end < a.length && (early[end] as number) < 0) end++;
    const from = at === 0 ? 0 : (early[at - 1] as number) + 1;
    const to = end === a.length ? b.length : (early[end] as number);
    // As many words as before: each stands for one. Otherwise all of them stand for each.
    const each = to - from === end - at;
    for (let gone = at; gone < end && to > from; gone++) {
      trace.insteadFrom[old[gone] as number] = place(each ? from + gone - at : from);
      trace.insteadTo[old[gone] as number] = place(each ? from + gone - at : to - 1);
    }
    at = end + 1;
  }
}

/** For each of `a` the place of the same word in `b`, in order (Myers' shortest edit script); -1 if it is gone. */
function alignWords(a: string[], b: string[]): Int32Array {
  const places = new Int32Array(a.length).fill(-1);
  const parts = diffArrays(a, b, { maxEditLength: mostEdits });
  let i = 0;
  let j = 0;
  for (const { added, removed, count } of parts ?? []) {
    if (!added && !removed) for (let at = 0; at < count; at++) places[i + at] = j + at;
    if (!added) i += count;
    if (!removed) j += count;
  }
  return places;
}
