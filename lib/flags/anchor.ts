import { type Carried, placeAnchor } from './place.ts';
import { traceWords } from './trace.ts';
import { readWords } from './words.ts';

export type { Carried } from './place.ts';

/**
 * A span of `SectionText.text`: the TextQuoteSelector and TextPositionSelector of the W3C Web Annotation Data Model
 * (https://www.w3.org/TR/annotation-model/#selectors), in UTF-16 code units. `prefix` and `suffix` hold at most 32.
 */
export type Selector = { quote: string; prefix: string; suffix: string; start: number; end: number };

const contextLength = 32;

/**
 * Describes a span by its words and what stands around them.
 * @throws RangeError if the span is empty or not within the text
 */
export function selectorAt(text: string, start: number, end: number): Selector {
  checkSpan(text, { start, end });
  let from = Math.max(0, start - contextLength);
  let to = Math.min(text.length, end + contextLength);
  if (splitsPair(text, from)) from = Math.min(from + 1, start);
  if (splitsPair(text, to)) to = Math.max(to - 1, end);
  return {
    quote: text.slice(start, end),
    prefix: text.slice(from, start),
    suffix: text.slice(end, to),
    start,
    end,
  };
}

/**
 * Finds the span that a selector, made by a browser on this same text, means. The quote has to stand there word for
 * word; white space may differ where a selection in a page shows it otherwise, and may be missing at line breaks. Of
 * several places the one with the right words around it is meant, then the one clearly nearest to `start`.
 * @returns null if the words do not stand in the text, or if two places fit as well: never a guess
 */
export function locate(text: string, selector: Selector): { start: number; end: number } | null {
  const { quote, start, end } = selector;
  const whole = densed(text);
  const prefix = densed(selector.prefix).text;
  const suffix = densed(selector.suffix).text;
  const fits = (span: { start: number; end: number }) => {
    const before = densed(text.slice(Math.max(0, span.start - 4 * contextLength), span.start)).text;
    const after = densed(text.slice(span.end, span.end + 4 * contextLength)).text;
    return sharedEnd(before, prefix) + sharedStart(after, suffix);
  };
  const asked = { start, end };
  const full = prefix.length + suffix.length;
  if (quote.trim() && text.slice(start, end) === quote && fits(asked) === full) return asked;
  const places = standing(text, whole, quote).map((span) => ({ span, fit: fits(span) }));
  const bestFit = Math.max(...places.map(({ fit }) => fit));
  const best = places.filter(({ fit }) => fit === bestFit).map(({ span }) => span);
  const [nearest, next] = best.toSorted((a, b) => Math.abs(a.start - start) - Math.abs(b.start - start));
  if (!nearest) return null;
  // White space that the browser counted otherwise shifts the hint a little; twice as near is no accident.
  const isClear = !next || 2 * Math.abs(nearest.start - start) < Math.abs(next.start - start);
  return isClear ? nearest : null;
}

/**
 * Carries anchors from one text of a section to the next one. An edit elsewhere leaves an anchor and its verdict in
 * place; a change of its words, or of the word right before or right after them in the same sentence, voids the
 * verdict; removed words leave an orphan. See `Carried` for the answers. If `holds` is true, the text at the new place
 * is the old quote, character for character, and no two anchors are held at one place.
 * @param anchors spans of `before` in UTF-16 code units
 * @returns one answer per anchor, in the same order
 * @throws RangeError if a span is empty or not within `before`
 */
export function carry(
  before: string,
  after: string,
  anchors: readonly { start: number; end: number }[],
): Carried[] {
  for (const anchor of anchors) checkSpan(before, anchor);
  if (before === after) {
    return anchors.map(({ start, end }) => ({ place: 'exact', start, end, holds: true }));
  }
  const trace = traceWords(readWords(before), readWords(after));
  return anchors.map((anchor) => placeAnchor(trace, anchor));
}

function checkSpan(text: string, { start, end }: { start: number; end: number }): void {
  if (start >= 0 && start < end && end <= text.length) return;
  throw new RangeError(`no span ${start}–${end} in a text of ${text.length} characters`);
}

function splitsPair(text: string, at: number): boolean {
  return at > 0 && /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '');
}

/** A text without its white space, and where each of its characters stands in the text. */
function densed(text: string): { text: string; places: number[] } {
  const places: number[] = [];
  let dense = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (/\s/.test(sign)) continue;
    dense += sign;
    places.push(at);
  }
  return { text: dense, places };
}

/** Every place where a quote stands, white space aside; a line break in the text may be missing from the quote. */
function standing(text: string, whole: { text: string; places: number[] }, quote: string) {
  const dense = densed(quote);
  const found: { start: number; end: number }[] = [];
  if (dense.text === '') return found;
  for (let at = whole.text.indexOf(dense.text); at >= 0; at = whole.text.indexOf(dense.text, at + 1)) {
    const gapsAgree = dense.places.every((place, k) => {
      if (k === 0) return true;
      const from = (whole.places[at + k - 1] as number) + 1;
      const gap = text.slice(from, whole.places[at + k]);
      const isSpaced = place > (dense.places[k - 1] as number) + 1;
      return isSpaced ? gap !== '' : gap === '' || gap.includes('\n');
    });
    const last = whole.places[at + dense.text.length - 1] as number;
    if (gapsAgree) found.push({ start: whole.places[at] as number, end: last + 1 });
  }
  return found;
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
  return length;
}

function sharedEnd(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
}
