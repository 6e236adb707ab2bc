import { checkworthiness } from '#lib/detector/checkworthy.ts';
import { contextOf } from '#lib/detector/context.ts';
import { uncertaintyCues } from '#lib/detector/cues.ts';
import { detect } from '#lib/detector/detect.ts';
import { maskMonthOfMay, plain } from '#lib/detector/mask.ts';
import type { DetectorContext, DetectorSettings, Suggestion } from '#lib/detector/model.ts';
import { isFlagged } from '#lib/detector/score.ts';
import type { BlockKind, SectionText } from '#lib/sections/text.ts';
import type { GoldRow } from './claims-sets.ts';

/** A gold sentence beside what the detector says of it. */
export type Outcome = { gold: GoldRow; suggestions: Suggestion[]; flagged: boolean; overlaps: boolean };

/** Whether a sentence carries a cue of doubt, whoever is speaking: what the set's labels ask for. */
export function isUncertain(text: string): boolean {
  return uncertaintyCues(plain(maskMonthOfMay(text))).length > 0;
}

/** Whether the detector would tell an editor that the sentence is hedged, guessed or vague. */
export function isUncertainWithGuards(text: string): boolean {
  const kinds = new Set(['hedge', 'speculation', 'prediction', 'vague-attribution']);
  return detect(oneSentence(text)).some((suggestion) => kinds.has(suggestion.category));
}

/** Whether the detector makes a suggestion of the promotional kind, faint ones included. */
export function isPromotional(text: string): boolean {
  return detect(oneSentence(text)).some((suggestion) => suggestion.kind === 'promotional');
}

/** For the ranking. */
export function checkScore(text: string): number {
  return checkworthiness(plain(text));
}

/** Runs the detector over an article given sentence by sentence, and parts its suggestions by sentence. */
export function goldOutcome(
  rows: GoldRow[],
  settings?: DetectorSettings,
  context?: DetectorContext,
): Outcome[] {
  const { section, starts } = asSection(rows);
  const all = detect(section, settings, context ?? contextOf(section.text));
  return rows.map((gold, i) => {
    const start = starts[i] ?? 0;
    const end = start + gold.text.length;
    const suggestions = all.filter((each) => each.start < end && each.end > start);
    const overlaps = gold.spans.some((span) => {
      const at = gold.text.indexOf(span.text);
      if (at < 0) return false;
      return suggestions.some((each) => each.start < start + at + span.text.length && each.end > start + at);
    });
    return { gold, suggestions, flagged: isFlagged(suggestions), overlaps };
  });
}

/** The same for an article that is cut at its headings, as the product reads it. */
export function goldOutcomeBySection(rows: GoldRow[]): Outcome[] {
  const context = contextOf(asSection(rows).section.text);
  const isHeading = (row: GoldRow | undefined) => row !== undefined && kindOf(row.text) === 'heading';
  const sections: GoldRow[][] = [];
  for (const [i, row] of rows.entries()) {
    if (i === 0 || (isHeading(row) && !isHeading(rows[i - 1]))) sections.push([]);
    sections.at(-1)?.push(row);
  }
  return sections.flatMap((section) => goldOutcome(section, undefined, context));
}

/** Sentences in a row stand in one paragraph; what has no full stop is a heading, an item or a table row of its own. */
function asSection(rows: GoldRow[]): { section: SectionText; starts: number[] } {
  const section: SectionText = { text: '', blocks: [], links: [] };
  const starts: number[] = [];
  for (const { text } of rows) {
    const last = section.blocks.at(-1);
    const own = kindOf(text);
    const kind = own === 'cell' && opensTable(text, last?.kind) ? 'header-cell' : own;
    const goesOn = kind === 'paragraph' && last?.kind === 'paragraph' && /[.!?]["”’)]?$/.test(section.text);
    if (section.text) section.text += goesOn ? ' ' : '\n';
    const start = section.text.length;
    starts.push(start);
    section.text += text;
    if (goesOn && last) last.end = section.text.length;
    else section.blocks.push({ kind, start, end: section.text.length });
  }
  return { section, starts };
}

/** Whether a table's row is its head: the first, and without a figure outside brackets but for that of a unit. */
function opensTable(text: string, before: BlockKind | undefined): boolean {
  return (
    before !== 'cell' &&
    before !== 'header-cell' &&
    !/\d/.test(text.replaceAll(/\([^()]*\)|\[[^[\]]*\]|\b(?:per|over|after|within) \d+\b/g, ''))
  );
}

/** A line without an end mark is a heading when it has a number or its words are capitalised, and an item otherwise. */
export function kindOf(text: string): BlockKind {
  if (/\S \| \S|^\|/.test(text) || /^[~≈<>$€£]?[\d.,]+ ?%?$/.test(text)) return 'cell';
  const isShort = text.split(' ').length <= 14;
  if (isShort && /^\d+(?:\.\d+)*\.? .*[^.!…]$/.test(text)) return 'heading';
  if (/[.!?:…]["”’)\]]*$/.test(text) || text.includes('@')) return 'paragraph';
  if (isShort && isCapitalised(text)) return 'heading';
  return isShort && !text.includes(':') ? 'item' : 'paragraph';
}

function isCapitalised(text: string): boolean {
  const long = text.match(/\p{L}[\p{L}'’-]{3,}/gu) ?? [];
  return long.filter((word) => /^\p{Lu}/u.test(word)).length > long.length * 0.6;
}

function oneSentence(text: string): SectionText {
  return { text, blocks: [{ kind: 'paragraph', start: 0, end: text.length }], links: [] };
}
