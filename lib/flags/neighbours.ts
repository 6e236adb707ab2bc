import type { Trace } from './trace.ts';
import type { Reading, Sentence, Word } from './words.ts';

/**
 * The words next to a quote on both sides, within its sentence. "Not" before a quote, "up to" before a number or "of
 * men" after one turn its meaning without touching it, so a verdict holds only while these neighbours are the same.
 * Commas and full stops between do not count.
 * @param from the index of the first word of the quote, which has `size` words
 */
export function edges({ words, sentences }: Reading, from: number, size: number): string {
  const { from: first } = sentences[words[from]?.sentence ?? 0] as Sentence;
  const { to: end } = sentences[words[from + size - 1]?.sentence ?? 0] as Sentence;
  const before: string[] = [];
  for (let at = from - 1; at >= first; at--) {
    const word = words[at] as Word;
    if (!/^[,;:.!…]$/.test(word.text)) before.unshift(word.text);
    if (word.isWord) break;
  }
  const after: string[] = [];
  for (let at = from + size; at < end; at++) {
    const word = words[at] as Word;
    if (!/^[,;:.!…]$/.test(word.text)) after.push(word.text);
    if (word.isWord) break;
  }
  return `${before.join(' ')}\n${after.join(' ')}`;
}

/**
 * A bare "30%" or "Yes" in a cell says what the cell before it names. It keeps its meaning while that cell stands
 * before it, or while the row's next cell still follows it and the one before is not gone from the text. A name that
 * still stands before its number is the first cell of its row, and what was before it does not matter.
 * @param from the index of its word in the old text; `at` the one in the new text
 */
export function keepsItsLine(trace: Trace, from: number, at: number): boolean {
  const i = trace.before.words[from]?.sentence ?? 0;
  const j = trace.after.words[at]?.sentence ?? 0;
  if (!trace.before.sentences[i]?.isFragment || !trace.before.sentences[i - 1]?.isLine) return true;
  const label = trace.sentences[i - 1] as number;
  const keepsNext = trace.sentences[i + 1] === j + 1;
  if (keepsNext && namesNumber(trace.before.sentences[i], trace.before.sentences[i + 1])) return true;
  if (label < 0) return false;
  if (keepsNext) return true;
  return label < j && !trace.sentences.some((place) => place > label && place < j);
}

function namesNumber(name: Sentence | undefined, next: Sentence | undefined): boolean {
  return !/\p{N}/u.test(name?.text ?? '') && next?.isFragment === true && /\p{N}/u.test(next.text);
}
