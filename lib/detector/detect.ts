import type { Block, SectionText } from '#lib/sections/text.ts';
import {
  bareFigureRule,
  bareRules,
  type Form,
  fewestInArticle,
  fewestToWeigh,
  formOf,
  isTooShort,
  letGoBelow,
  type Stop,
  stops,
  surely,
} from './bearing.ts';
import { SentenceGuards } from './guards.ts';
import { maskMonthOfMay, maskQuotations, plain } from './mask.ts';
import type { Category, DetectorContext, DetectorSettings, Rule, Severity, Suggestion } from './model.ts';
import { defaultSettings, rank, severities } from './model.ts';
import { StartPlaces } from './places.ts';
import { pitchPassageRule, publisherNameRule, publisherNamesIn, publisherPattern } from './publisher.ts';
import { rules } from './rules.ts';
import { isFlagged } from './score.ts';
import { type Sentence, sentences } from './segment.ts';

/** More than this for one sentence is noise; the strongest stay. */
const mostPerSentence = 4;

/** What a question can do too; it asserts nothing, so it is let go by the rules for what is asserted. */
const addresses = new Set<Category>(['self-promotion', 'call-to-action', 'contact']);

type Hit = Suggestion & { sentence: number };

/** Each pattern of each rule, to be run along a text and to be tried at one place of it. */
const compiled = rules.flatMap((rule) =>
  rule.patterns.map((pattern) => {
    const flags = pattern.flags.includes('u') ? 'mu' : 'm';
    return {
      rule,
      along: new RegExp(pattern.source, `g${flags}`),
      at: new RegExp(pattern.source, `y${flags}`),
    };
  }),
);
const startPlaces = new StartPlaces(compiled.map(({ rule, along }) => (rule.cased ? undefined : along)));
const casedPlaces = new StartPlaces(compiled.map(({ rule, along }) => (rule.cased ? along : undefined)));

/**
 * Suggests flags for one section: a pure function of its text, the settings and the context.
 * @param context what is known of the article around it; without it, what the section itself shows
 * @returns suggestions by position; overlapping ones of a kind are one, at most four to a sentence
 */
export function detect(
  section: SectionText,
  settings: DetectorSettings = defaultSettings,
  context: DetectorContext = {},
): Suggestion[] {
  const all = sentences(section.text, section.blocks);
  const written = onePerLine(section.text, all);
  const prepared = plain(maskMonthOfMay(maskQuotations(blanked(written, section.blocks))));
  const guards = new SentenceGuards(section, prepared, all);
  const names = [...settings.publisherNames, ...(context.publisherNames ?? publisherNamesIn(section.text))];
  const ownName = publisherPattern(names);
  const allowed = allowedSpans(written, settings.allowedPhrases);
  const off = new Set(settings.rulesOff);
  const kinds = new Set(section.blocks.map((block) => block.kind));
  const hits: Hit[] = [];
  const places = startPlaces.in(prepared);
  const placesAsWritten = casedPlaces.in(written);
  const isOn = (rule: Rule) =>
    !off.has(rule.id) &&
    (!rule.blocks || rule.blocks.some((kind) => kinds.has(kind))) &&
    (!rule.needs || rule.needs.test(prepared));
  const add = (rule: Rule, match: RegExpExecArray) => {
    const hit = hitFor(rule, match, section, all, prepared, guards, settings);
    if (hit && !allowed.some(([start, end]) => start < hit.end && end > hit.start)) hits.push(hit);
  };
  for (const [which, { rule, along, at }] of compiled.entries()) {
    const tried = (rule.cased ? placesAsWritten : places)[which] ?? [];
    if (tried.length === 0 || !isOn(rule)) continue;
    const searched = rule.cased ? written : prepared;
    if (tried === 'everywhere') matchAlong(along, searched, (match) => add(rule, match));
    else matchAt(at, searched, tried, (match) => add(rule, match));
  }
  if (ownName && isOn(publisherNameRule))
    matchAlong(ownName, written, (match) => add(publisherNameRule, match));
  if (!off.has(pitchPassageRule.id)) hits.push(...pitchPassage(section, all, hits, guards, settings));
  const fewestUnits = (context.sentences ?? 0) >= fewestInArticle ? 0 : fewestToWeigh;
  const weighed = bareRules.every((rule) => off.has(rule.id))
    ? merged(hits)
    : weigh(section, all, merged(hits), guards, settings, allowed, fewestUnits);
  return fewest(weighed).map(({ sentence: _, ...suggestion }) => suggestion);
}

/** All matches; `exec` and not `matchAll`, which copies the pattern each time: a third of the cost of a short section. */
function matchAlong(pattern: RegExp, text: string, found: (match: RegExpExecArray) => void): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (!match[0]) pattern.lastIndex++;
    found(match);
  }
}

/** The same for a sticky pattern of which it is known where it can begin. */
function matchAt(
  pattern: RegExp,
  text: string,
  places: number[],
  found: (match: RegExpExecArray) => void,
): void {
  let free = 0;
  for (const place of places) {
    if (place < free) continue;
    pattern.lastIndex = place;
    const match = pattern.exec(text);
    if (!match) continue;
    free = place + match[0].length;
    found(match);
  }
}

function hitFor(
  rule: Rule,
  match: RegExpExecArray,
  section: SectionText,
  all: Sentence[],
  prepared: string,
  guards: SentenceGuards,
  settings: DetectorSettings,
): Hit | undefined {
  const lead = match[0].length - match[0].replace(/^[\s.,:;!?|]+/, '').length;
  const start = match.index + lead;
  const index = sentenceAt(all, start);
  const sentence = all[index];
  if (!sentence) return undefined;
  const softer = softening(rule, sentence.block);
  if (softer === undefined) return undefined;
  const end = Math.min(endOfWord(section.text, match.index + match[0].trimEnd().length), sentence.end);
  if (end <= start) return undefined;
  if (rule.unless?.test(prepared.slice(sentence.start, sentence.end))) return undefined;
  if (rule.guards?.some((guard) => guards.holds(guard, index, start))) return undefined;
  if (rule.severity !== 'must' && !addresses.has(rule.category) && guards.holds('asking', index, start))
    return undefined;
  const soft = rule.softens?.some((guard) => guards.holds(guard, index, start));
  const own = settings.severities[rule.id] ?? rule.severity;
  const severity = soft ? 'consider' : (severities[Math.max(0, rank(own) - softer)] ?? own);
  return suggestion(rule, severity, section, start, end, index);
}

/** The end of the word in which `at` lies, where a pattern stopped within it; otherwise `at`. */
function endOfWord(text: string, at: number): number {
  const isInWord = (index: number) => /[\p{L}\p{N}]/u.test(text[index] ?? '');
  let end = at;
  while (isInWord(at - 1) && isInWord(end)) end++;
  return end;
}

/** How many steps a rule's severity sinks in this kind of block; undefined where the rule does not read. */
function softening(rule: Rule, block: Block): number | undefined {
  if (rule.blocks) return rule.blocks.includes(block.kind) ? 0 : undefined;
  switch (block.kind) {
    case 'heading':
      return rule.kind === 'promotional' ? 1 : undefined;
    case 'cell':
    case 'header-cell':
      return rule.kind === 'promotional' ? 0 : undefined;
    case 'quote':
    case 'code':
      return undefined;
    default:
      return 0;
  }
}

function suggestion(
  rule: Rule,
  severity: Severity,
  section: SectionText,
  start: number,
  end: number,
  sentence: number,
): Hit {
  return {
    ruleId: rule.id,
    kind: rule.kind,
    category: rule.category,
    severity,
    message: rule.message,
    start,
    end,
    quote: section.text.slice(start, end),
    sentence,
  };
}

/** The sentences between the pitches of a passage belong to it: in a paragraph that is mostly pitch, or between two. */
function pitchPassage(
  section: SectionText,
  all: Sentence[],
  hits: Hit[],
  guards: SentenceGuards,
  settings: DetectorSettings,
): Hit[] {
  const pitched = new Set(
    hits.filter((hit) => hit.severity === 'must' && hit.kind === 'promotional').map((hit) => hit.sentence),
  );
  if (pitched.size < 2) return [];
  const inBlock = new Map<Block, { all: number; pitched: number }>();
  for (const [index, { block }] of all.entries()) {
    const counts = inBlock.get(block) ?? { all: 0, pitched: 0 };
    counts.all++;
    if (pitched.has(index)) counts.pitched++;
    inBlock.set(block, counts);
  }
  const severity = settings.severities[pitchPassageRule.id] ?? pitchPassageRule.severity;
  const found: Hit[] = [];
  for (const [index, { block, start, end }] of all.entries()) {
    if (pitched.has(index) || (block.kind !== 'paragraph' && block.kind !== 'item')) continue;
    const counts = inBlock.get(block);
    const mostly = counts && counts.all > 2 && counts.pitched / counts.all >= 0.6;
    const between = pitched.has(index - 1) && pitched.has(index + 1);
    if ((mostly || between) && !guards.holds('sourced', index, start))
      found.push(suggestion(pitchPassageRule, severity, section, start, end, index));
  }
  return found;
}

/** Lets weak hits go where the sentence stands on something, and adds the sentences that stand on nothing. */
function weigh(
  section: SectionText,
  all: Sentence[],
  hits: Hit[],
  guards: SentenceGuards,
  settings: DetectorSettings,
  allowed: [number, number][],
  fewestUnits: number,
): Hit[] {
  const units = unitsToWeigh(section, all);
  if (units.filter(({ form }) => form !== 'title').length < fewestUnits) return hits;
  const unitOf = new Map(units.flatMap(({ sentences }, unit) => sentences.map((i) => [i, unit])));
  const inUnit = Map.groupBy(hits, (hit) => unitOf.get(hit.sentence) ?? -1);
  const weighed = stops(
    units.map(({ sentences, text, form }, unit) => ({
      text,
      form,
      attributed: sentences.some((i) => guards.holds('attributed', i, 0)),
      flagged: isFlagged(inUnit.get(unit) ?? []),
    })),
  );
  const off = new Set(settings.rulesOff);
  for (const [unit, { sentences, text, form }] of units.entries()) {
    const { likelihood, isBare, rule } = weighed[unit] as Stop;
    const stays = (inUnit.get(unit) ?? []).filter((hit) => likelihood >= letGoBelow(hit, form));
    inUnit.set(unit, stays);
    const last = sentences.at(-1) ?? 0;
    const { start, end, block } = all[last] as Sentence;
    if (!isBare || off.has(rule.id) || isFlagged(stays) || isTooShort(form, text)) continue;
    if (block.kind === 'header-cell' && rule !== bareFigureRule) continue;
    if (allowed.some(([from, to]) => from < end && to > start)) continue;
    const settled = rule === bareFigureRule && likelihood < surely ? 'sourced' : 'cited';
    if (sentences.some((i) => guards.holds(settled, i, 0))) continue;
    const severity = settings.severities[rule.id] ?? rule.severity;
    inUnit.set(unit, [
      ...stays.filter((hit) => hit.sentence !== last || hit.kind !== rule.kind),
      suggestion(rule, severity, section, start, end, last),
    ]);
  }
  return [...inUnit.values()].flat();
}

/** What is weighed as one: a sentence, a heading, or the cells of a table's row. */
type Unit = { sentences: number[]; text: string; form: Form };

/** A table's cells are parted into rows by the number of its header cells. */
function unitsToWeigh(section: SectionText, all: Sentence[]): Unit[] {
  const units: Unit[] = [];
  let [columns, cells] = [0, 0];
  for (const [i, { start, end, block }] of all.entries()) {
    if (block.kind === 'quote' || block.kind === 'code') continue;
    const last = units.at(-1);
    const before = all[last?.sentences.at(-1) ?? -1]?.block;
    const isHead = block.kind === 'header-cell';
    if (isHead) columns = before?.kind === 'header-cell' && cells === columns ? columns + 1 : 1;
    else if (block.kind !== 'cell') columns = 0;
    const isSameHeading = block.kind === 'heading' && block === before;
    const text = section.text.slice(start, end);
    if (last && (cells < columns || isSameHeading)) {
      last.sentences.push(i);
      last.text += isSameHeading ? ` ${text}` : ` | ${text}`;
      cells++;
    } else {
      units.push({ sentences: [i], text, form: formOf(block.kind, text) });
      cells = 1;
    }
  }
  return units;
}

/** Hits by position; of those of a kind that overlap, the strongest stays, and of equals the longest. */
function merged(hits: Hit[]): Hit[] {
  const kept: Hit[] = [];
  const strongestFirst = [...hits].sort(
    (a, b) => rank(b.severity) - rank(a.severity) || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const bySentence = new Map<number, Hit[]>();
  for (const hit of strongestFirst) {
    const others = bySentence.get(hit.sentence) ?? [];
    if (others.some((other) => other.kind === hit.kind && other.start < hit.end && other.end > hit.start))
      continue;
    others.push(hit);
    bySentence.set(hit.sentence, others);
    kept.push(hit);
  }
  return kept;
}

/** At most `mostPerSentence` to a sentence, from hits sorted by strength; in order of position. */
function fewest(strongestFirst: Hit[]): Hit[] {
  const count = new Map<number, number>();
  return strongestFirst
    .filter((hit) => {
      const soFar = count.get(hit.sentence) ?? 0;
      count.set(hit.sentence, soFar + 1);
      return soFar < mostPerSentence;
    })
    .sort((a, b) => a.start - b.start || a.end - b.end || a.ruleId.localeCompare(b.ruleId));
}

/** The text with a line for each sentence, in the same length, so that `^` and `$` in a pattern mean a sentence’s. */
function onePerLine(text: string, all: Sentence[]): string {
  let out = '';
  let at = 0;
  for (const { start } of all) {
    if (start > at && /\s/.test(text[start - 1] ?? '')) {
      out += `${text.slice(at, start - 1)}\n`;
      at = start;
    }
  }
  return out + text.slice(at);
}

/** Quoted and code blocks blanked out, in the same length. */
function blanked(text: string, blocks: Block[]): string {
  let out = '';
  let at = 0;
  for (const block of blocks) {
    if (block.kind !== 'quote' && block.kind !== 'code') continue;
    out += text.slice(at, block.start) + '·'.repeat(block.end - block.start);
    at = block.end;
  }
  return out + text.slice(at);
}

function sentenceAt(all: Sentence[], at: number): number {
  let low = 0;
  let high = all.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((all[middle]?.start ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const sentence = all[low];
  return sentence && at >= sentence.start && at < sentence.end ? low : -1;
}

function allowedSpans(text: string, phrases: string[]): [number, number][] {
  const spans: [number, number][] = [];
  const lower = plain(text);
  for (const phrase of phrases) {
    const wanted = plain(phrase.trim());
    if (!wanted) continue;
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
      spans.push([at, at + wanted.length]);
    }
  }
  return spans;
}
