/**
 * One word, number or sign of a text, at `[start, end)` in UTF-16 code units; `sentence` is the index of the sentence
 * that it belongs to. White space is never part of one.
 */
export type Word = { text: string; start: number; end: number; isWord: boolean; sentence: number };

/**
 * A run of words `[from, to)` that the anchors treat as one: a sentence, or a line that has no sentence in it (a table
 * cell, a heading, a list item).
 */
export type Sentence = {
  text: string;
  from: number;
  to: number;
  /** How many words and numbers it has; signs do not count. */
  size: number;
  /** A whole line that ends without a full stop. */
  isLine: boolean;
  /**
   * A line of numbers, signs and at most one word with letters: "30%", "€4.5m", "Yes". It says nothing by itself; what
   * it says hangs on the line before it.
   */
  isFragment: boolean;
};

/** A text with its words and sentences in order. */
export type Reading = { text: string; words: Word[]; sentences: Sentence[] };

const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}\p{N}_]+(?:['’]\p{L}+)*|\S/gu;
const endMark = /^[.!?…。！？]$/u;
const closers = /^["'”’»)\]]$/u;
const abbreviations = new Set(
  'mr mrs ms dr prof st no nos vs approx ca jr sr inc ltd co gen sen gov rep'.split(' '),
);

/** Splits a text into words and sentences. A line break always ends a sentence. */
export function readWords(text: string): Reading {
  const words: Word[] = [];
  const sentences: Sentence[] = [];
  let from = 0;
  let lineBefore = true;
  const close = (lineAfter: boolean) => {
    sentences.push(sentenceOf(text, words, from, lineBefore && lineAfter));
    from = words.length;
    lineBefore = lineAfter;
  };
  for (const match of text.matchAll(wordPattern)) {
    const start = match.index;
    const last = words.at(-1);
    if (last && from < words.length) {
      const gap = text.slice(last.end, start);
      if (gap.includes('\n')) close(true);
      else if (endsSentence(words, from, gap, match[0])) close(false);
    }
    const isWord = /[\p{L}\p{N}]/u.test(match[0]);
    words.push({ text: match[0], start, end: start + match[0].length, isWord, sentence: sentences.length });
  }
  if (from < words.length) close(true);
  return { text, words, sentences };
}

function endsSentence(words: Word[], from: number, gap: string, next: string): boolean {
  let at = words.length - 1;
  while (at > from && closers.test(words[at]?.text ?? '')) at--;
  const mark = words[at]?.text ?? '';
  if (!endMark.test(mark)) return false;
  if (/[。！？]/u.test(mark)) return !closers.test(next);
  if (gap === '' || /^\p{Ll}/u.test(next)) return false;
  const before = words[at - 1]?.text ?? '';
  return mark !== '.' || !(abbreviations.has(before.toLowerCase()) || /^\p{Lu}$/u.test(before));
}

function sentenceOf(text: string, words: Word[], from: number, wholeLine: boolean): Sentence {
  const own = words.slice(from);
  const lettered = own.filter((word) => /\p{L}/u.test(word.text)).length;
  const size = own.filter((word) => word.isWord).length;
  let last = own.length - 1;
  while (last > 0 && closers.test(own[last]?.text ?? '')) last--;
  const isLine = wholeLine && !endMark.test(own[last]?.text ?? '');
  return {
    text: text.slice(own[0]?.start, own.at(-1)?.end),
    from,
    to: words.length,
    size,
    isLine,
    isFragment: isLine && lettered <= 1 && own.length <= 8,
  };
}
