/** A text reduced to what it says, and where each of its code units comes from. */
export type Folded = { text: string; from: number[] };

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const invisible = /^\p{Cf}+$/u;
const letters = /^[\p{L}\p{N}\p{M}]+$/u;
const symbol = /^\p{S}|%|‰/u;

/**
 * Reduces a text to its words and symbols in small letters, a space between them: without capitals, punctuation,
 * invisible signs and the different ways to encode the same sign (Unicode normalisation form KC).
 */
export function fold(text: string): Folded {
  let out = '';
  const from: number[] = [];
  const put = (sign: string, at: number) => {
    if (sign === ' ' && (out === '' || out.endsWith(' '))) return;
    out += sign;
    for (let unit = 0; unit < sign.length; unit++) from.push(at);
  };
  for (const { segment, index } of graphemes.segment(text)) {
    const plain = segment.normalize('NFKC').toLowerCase();
    if (invisible.test(plain)) continue;
    if (letters.test(plain)) put(plain, index);
    else {
      put(' ', index);
      if (!symbol.test(plain)) continue;
      put(plain, index);
      put(' ', index + segment.length);
    }
  }
  from.push(text.length);
  return { text: out, from };
}

/**
 * Finds words that say the same as a quote: other capitals, spaces, quotation marks or stops make no other claim.
 * Only whole words count.
 * @returns the first place, in UTF-16 code units of the text that was folded; null where there is none
 */
export function findSameWords(text: Folded, quote: string): { start: number; end: number } | null {
  const wanted = fold(quote).text.trim();
  if (wanted === '') return null;
  const isEdge = (at: number) =>
    at === 0 || at === text.text.length || / /.test(text.text.slice(at - 1, at + 1));
  for (let at = text.text.indexOf(wanted); at >= 0; at = text.text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    if (isEdge(at) && isEdge(end)) return { start: text.from[at] ?? 0, end: text.from[end] ?? 0 };
  }
  return null;
}
