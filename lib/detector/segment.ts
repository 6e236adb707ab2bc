import type { Block } from '#lib/sections/text.ts';

/** A sentence of a section: `[start, end)` in UTF-16 code units of its text, and the block that it stands in. */
export type Sentence = { start: number; end: number; block: Block };

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Abbreviations that never end a sentence. */
const goesOn = new Set(
  'e.g i.e eg ie cf viz vs v approx ca vol vols pp fig figs eq eds al mr mrs ms messrs mme mlle'.split(' '),
);

/** Abbreviations that can end a sentence: it goes on only before a word that does not open one. */
const mayEnd = new Set(
  (
    'dr prof rev fr hon gen lt col maj capt cpl sgt cmdr adm gov sen rep pres st mt ft u.s u.k u.n e.u d.c u.s.a inc ' +
    'ltd co corp bros jr sr etc a.m p.m ph.d b.c a.d dept univ est ed jan feb mar apr jun jul aug sep sept oct nov dec'
  ).split(' '),
);

/** Words, and abbreviations only before a number. */
const beforeNumber = new Set('no nos art sec ch c tel ext ph mob'.split(' '));

/** Words that open a sentence far more often than they follow an abbreviation inside one. */
const openers =
  /^["“‘(]?(?:the|a|an|this|that|these|those|it|he|she|they|we|i|in|on|at|by|for|from|but|and|however|its|his|her|their|there|when|while|after|before|since|if|as|although|most|many|some|no|what|who|why|how|both|all|each|another|later|then|also|with|under|our|your|you)\b/i;

/** Text that cannot open a sentence: a lower-case letter or closing punctuation, behind at most a quotation mark. */
const cannotOpen = /^["“‘(]?[\p{Ll},;:)\]]/u;

const lastWord = /(?:^|[\s("“‘[])([\p{L}.]*\p{L})\.["”’)\]]*\s*$/u;
const initial = /^(?:\p{Lu}|(?:\p{Lu}\.)+\p{Lu})$/u;

/**
 * Splits a section into sentences, block by block; a heading or a table cell is at least one.
 * Unicode's rules (UAX #29, by `Intl.Segmenter`) come first; then pieces that were cut behind an abbreviation, an
 * initial or a quotation are put together again, and pieces glued by a missing space or a footnote mark are cut.
 * @param text `SectionText.text`
 */
export function sentences(text: string, blocks: Block[]): Sentence[] {
  const found: Sentence[] = [];
  for (const block of blocks) {
    for (const [start, end] of split(text.slice(block.start, block.end))) {
      found.push({ start: block.start + start, end: block.start + end, block });
    }
  }
  return found;
}

function split(text: string): [number, number][] {
  const pieces = /[.!?…。]["”’)\]]*[\s[\p{Lu}]/u.test(text) ? joined(text, cut(text)) : [0, text.length];
  const spans: [number, number][] = [];
  for (let i = 0; i + 1 < pieces.length; i++) {
    const start = pieces[i] ?? 0;
    const piece = text.slice(start, pieces[i + 1]);
    const lead = piece.length - piece.trimStart().length;
    const length = piece.trim().length;
    if (length) spans.push([start + lead, start + lead + length]);
  }
  return spans;
}

/** Every place where a sentence might begin, with 0 and the text's length. */
function cut(text: string): number[] {
  const cuts = new Set<number>([0, text.length]);
  for (const { index } of segmenter.segment(text)) cuts.add(index);
  // "shut.[3] The mill" and "shut.The mill": no space, so Unicode's rules see no end.
  for (const match of text.matchAll(
    /(?<=\p{Ll}{2})[.!?]["”’)]?(?:(?:\[[\w ]{1,12}\])+\s*|)(?=["“‘]?\p{Lu}\p{Ll})/gu,
  )) {
    if (!/\.\p{Lu}\p{Ll}+\.\p{L}/u.test(text.slice(match.index, match.index + 38)))
      cuts.add(match.index + match[0].length);
  }
  // "in May. 1,140 were put off": Unicode's rules see no end before a number that a small letter follows.
  for (const { index, 0: gap } of text.matchAll(
    /(?<=(?:\p{L}{2}|[\p{L},)–-] ?\d{2,4}|[%+)\]])[.!?]["”’)]{0,2})\s+(?=["“‘(]?[~≈<>]?[$€£¥]?\d)/gu,
  )) {
    cuts.add(index + gap.length);
  }
  return [...cuts].sort((a, b) => a - b);
}

/** Drops the cuts that stand inside a sentence. */
function joined(text: string, cuts: number[]): number[] {
  const kept = [0];
  for (let i = 1; i + 1 < cuts.length; i++) {
    const at = cuts[i] ?? 0;
    // The last 40 characters are enough to see the word before the cut, and keep the cost linear.
    const before = text.slice(Math.max(kept.at(-1) ?? 0, at - 40), at);
    const after = text.slice(at, at + 40).trimStart();
    if (!isInside(before, after)) kept.push(at);
  }
  kept.push(text.length);
  return kept;
}

function isInside(before: string, after: string): boolean {
  if (cannotOpen.test(after) || /[[(“‘]$/.test(before)) return true;
  const word = lastWord.exec(before)?.[1];
  if (!word) return false;
  const key = word.toLowerCase();
  if (beforeNumber.has(key)) return /^\p{N}/u.test(after);
  if (goesOn.has(key)) return true;
  if (mayEnd.has(key)) return !openers.test(after);
  return initial.test(word) && /^\p{Lu}/u.test(after) && !openers.test(after);
}
