/**
 * Blanks out quotations, so that a quoted person's tone is not held against the article: each character inside
 * quotation marks becomes `·`. The length stays the same. Apostrophes are not quotation marks, and a mark that is not
 * closed on its line quotes nothing.
 */
export function maskQuotations(text: string): string {
  if (!/[“"‘«]/.test(text)) return text;
  return text.replace(
    /“[^“”\n]{1,600}”|(?<![\p{L}\p{N}])"[^"\n]{1,600}"(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])‘[^‘’\n]{1,300}(?:’[^‘’\n]{1,100}){0,3}’(?!\p{L})|«[^«»\n]{1,600}»/gu,
    (quotation) => '·'.repeat(quotation.length),
  );
}

/** Lower case and straight apostrophes, in the same length: offsets found in it hold for the text. */
export function plain(text: string): string {
  const lower = text.toLowerCase().replaceAll('’', "'").replaceAll('\u00a0', ' ');
  if (lower.length === text.length) return lower;
  let out = '';
  for (const unit of text.replaceAll('’', "'").replaceAll('\u00a0', ' ')) {
    const small = unit.toLowerCase();
    out += small.length === unit.length ? small : unit;
  }
  return out;
}

/**
 * Blanks out "May" where it is a month or a name: written with a capital inside a sentence, or before a number.
 * @param text with a line for each sentence
 */
export function maskMonthOfMay(text: string): string {
  return text.replace(/(?<=[\p{L}\p{N},;)–-] ?)May\b|\bMay(?=,? \d|[–-])/gu, '···');
}
