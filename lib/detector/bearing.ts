import type { BlockKind } from '#lib/sections/text.ts';
import { weights } from './bearing-weights.ts';
import { months } from './guards.ts';
import type { Rule, Suggestion } from './model.ts';
import { bracketedSource, takesUpThread } from './sources.ts';
import { number, type Word, weighWords, wordsOf } from './words.ts';

/**
 * What a sentence rests on. A careful editor stops at a sentence that asserts and has nothing in it to hold on to: no
 * name, date, number or source, but judgement, abstraction or an address to the reader. This is a linear model
 * (logistic regression) over how a sentence is made, what stands around it, and its words and pairs of neighbouring
 * words; e2e/bench/bearing-fit.ts fits it to labelled articles. It looks no further than four sentences to either
 * side, so that an edit elsewhere changes nothing.
 */

/** Found by the model and not by a pattern; which of them says what is missing. */
const bare = {
  severity: 'consider' as const,
  patterns: [],
  among:
    'The miller Otto Hagen sold it in 1840. It burnt down on 3 May 1862. Anna Bell of Ely bought the stones in 1994. They are in the museum of Hull, its list of 2001 says. The street was renamed in 1995.',
};

export const bareFigureRule: Rule = {
  ...bare,
  id: 'bare-figure',
  kind: 'unverifiable',
  category: 'unsourced-figure',
  message: 'A figure that rests on nothing here. Whose count is it, and of when?',
  matches: ['Every third garden in the land is home to a fox these days.'],
  misses: ['The mill was built by Anna Bell of Ely in 1821.'],
};

export const barePitchRule: Rule = {
  ...bare,
  id: 'bare-pitch',
  kind: 'promotional',
  category: 'self-promotion',
  message: 'Speaks for the publisher or to the reader. Cut it, or say what somebody else can check.',
  matches: ['You deserve a night like ours.'],
  misses: ['The mill was built by Anna Bell of Ely in 1821.'],
};

export const barePraiseRule: Rule = {
  ...bare,
  id: 'bare-praise',
  kind: 'promotional',
  category: 'puffery',
  message: 'Praise or weight in the article’s own voice. Who says so, and what shows it?',
  matches: ['A glorious spirit of adventure fills the old town.'],
  misses: ['The mill was built by Anna Bell of Ely in 1821.'],
};

/** The article's own claim, with nothing to hold on to. */
export const bareClaimRule: Rule = {
  ...bare,
  id: 'bare-claim',
  kind: 'unverifiable',
  category: 'vague-attribution',
  message: 'Claimed without anything to hold on to. What shows it, or who says so?',
  matches: ['The decision surprised everyone in the capital.'],
  misses: ['The mill was built by Anna Bell of Ely in 1821.'],
};

export const bareRules: readonly Rule[] = [bareFigureRule, barePitchRule, barePraiseRule, bareClaimRule];

/**
 * From this likelihood on, a sentence is bare; a figure in a sentence from less on, because one without a source is
 * always asked for, and most of all one in digits.
 */
export function bareFrom(rule: Rule, form: Form, hasDigits: boolean): number {
  if (rule === bareFigureRule && form !== 'row') return hasDigits ? 0.05 : 0.12;
  return form === 'statement' ? 0.45 : 0.4;
}

/** From this likelihood on, a source in the sentence or the one before does not settle a figure: it speaks of another. */
export const surely = 0.3;

/**
 * With fewer sentences than this beside its headings, a section is left to the rules, unless its article has so many:
 * what a sentence leans on is known by those around it.
 */
export const fewestToWeigh = 6;
export const fewestInArticle = 20;

/**
 * Below which likelihood a rule's hit is let go, because the sentence stands on something. What blocks publishing never
 * is, nor what stands in a table, where a figure has a source or has none; elsewhere a figure, and what nobody in
 * particular says, hardly ever.
 */
export function letGoBelow(
  { severity, category }: Pick<Suggestion, 'severity' | 'category'>,
  form: Form,
): number {
  if (severity === 'must' || form === 'row') return 0;
  const isCertain = category === 'unsourced-figure' || category === 'vague-attribution';
  return severity === 'should' ? (isCertain ? 0.02 : 0.05) : isCertain ? 0.05 : 0.2;
}

/** What a sentence is by its place and its end mark. */
export type Form = 'statement' | 'question' | 'line' | 'title' | 'row';

/** Fewer words than these state too little to be asked for. */
export function isTooShort(form: Form, text: string): boolean {
  return form === 'statement' && !/\S \S+ \S/.test(text);
}

/** The form of a sentence in a block of this kind; a table's row counts as one sentence. */
export function formOf(kind: BlockKind, text: string): Form {
  if (kind === 'cell' || kind === 'header-cell') return 'row';
  if (kind === 'heading') return 'title';
  if (/\?["”’)\]]*$/.test(text)) return 'question';
  return /[.!…]["”’)\]]*$/.test(text) ? 'statement' : 'line';
}

/** A sentence and what the rules made of it. */
export type Weighed = { text: string; form: Form; attributed: boolean; flagged: boolean };

const you = new Set('you your yours yourself'.split(' '));
const we = new Set('we our ours us ourselves'.split(' '));
const numerals = new Set(
  (
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
    'eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half ' +
    'first second third fourth fifth quarter twice double doubles doubled triple triples tripled halves halved dozen'
  ).split(' '),
);

const monthNames = new Set(months.split('|'));
const dated =
  /\b(?:January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|\b(?:1[5-9]|20)\d\d\b/;
const passive =
  /\b(?:is|are|was|were|be|been|being) (?:not |also |then |now |still |only )?(?:\w{2,}ed|\w{2,}en|made|built|held|kept|set|put|sold|bought|paid|sent|found|laid|led|read|run|cut|shut|split|drawn|worn|known|shown|grown|sown|born|lent|spent|bound|wound|won|told|met|left|lost|said|taught|sought|fought|brought|caught)\b/;
const series = /\w, [\w' -]{2,40}(?:, [\w' -]{2,40})*,? (?:and|or) \w/;
const defines = /^(?:[A-Za-z'’-]+ ){1,3}(?:is|are) (?:an?|the) \w+ (?:of|that|which|in|for|to|made|with)\b/;

/** A dated work, as tables name their sources. */
const datedWork =
  /\b(?:[Rr]eport|[Ss]urvey|[Cc]ensus|[Ll]ist|[Rr]egister|[Aa]ccounts|[Ss]tatistics|[Yy]earbook|Act|Code|Law|Regulation|Directive)s?\b[^.]{0,40}\d/u;

/** The signs of one sentence and what each counts; `words` are its own. */
export function signsOf({ text, form, attributed }: Weighed, words: Word[]): Map<string, number> {
  const signs = new Map<string, number>();
  const add = (sign: string) => signs.set(sign, 1);
  let [capitals, digits] = [0, 0];
  for (const [i, { name, isNumber, isCapital }] of words.entries()) {
    if (isNumber) {
      digits++;
      const isDay = monthNames.has(words[i - 1]?.name ?? '') || monthNames.has(words[i + 1]?.name ?? '');
      if (name === number && !isDay) add('figure');
    }
    if (isCapital && i > 0) capitals++;
    else if (you.has(name)) add('you');
    else if (we.has(name)) add('we');
    else if (numerals.has(name)) add('numeral');
  }
  const date = dated.test(text);
  if (attributed) add('attributed');
  if (date) add('date');
  if (attributed && (date || digits)) add('grounded');
  if (digits) add('number');
  if (digits > 1) add('numbers');
  if (capitals) add('name');
  if (capitals > 1) add('names');
  if (!attributed && !date && !digits && !capitals) add('bare');
  if (/["“”«»]/.test(text)) add('quotation');
  if (text.endsWith('!')) add('exclamation');
  if (text.includes(':')) add('colon');
  if (words.length <= 4) add('short');
  else if (words.length <= 8) add('brief');
  else if (words.length > 24) add('long');
  if (/^(?:The|An?) /.test(text)) add('article first');
  if (passive.test(text)) add('passive');
  if (series.test(text)) add('series');
  if (/^(?:Yes|No)\b/.test(text)) add('answer');
  if (defines.test(text)) add('definition');
  if (bracketedSource.test(text) || datedWork.test(text)) add('reference');
  if (form === 'statement') return signs;
  return new Map([
    [form, 1],
    ...signs,
    ...[...signs].map(([sign, much]) => [`${form}: ${sign}`, much] as const),
  ]);
}

/** So many sentences to either side count. */
const reach = 4;

/**
 * The signs of each sentence and what those around add: which share of them the rules flagged, which share says where
 * it comes from, and which speaks of you or us.
 * @param all the sentences of a text in order, a table's rows and headings among them
 * @param words those of each sentence
 */
export function signsInText(all: Weighed[], words: Word[][]): Map<string, number>[] {
  const signs = all.map((each, i) => signsOf(each, words[i] ?? []));
  const flagged = all.map((each) => Number(each.flagged));
  const sourced = signs.map((each) =>
    Number(each.has('attributed') || (each.has('date') && each.has('name'))),
  );
  const addressed = signs.map((each) => Number(each.has('you') || each.has('we')));
  const sourcedRows = rowsWithSource(all, signs);
  for (const [i, each] of signs.entries()) {
    const before = all[i - 1];
    if (before && (sourced[i - 1] || before.attributed) && takesUpThread(all[i]?.text ?? ''))
      each.set('thread', 1);
    if (before?.attributed) each.set('after attributed', 1);
    if (before?.text.endsWith('?')) each.set('reply', 1);
    if (each.has('number') && [i - 1, i - 2].some((at) => signs[at]?.has('number') && all[at]?.attributed))
      each.set('run', 1);
    const near: number[] = [];
    for (let at = Math.max(0, i - reach); at <= i + reach && at < all.length; at++) {
      const form = all[at]?.form;
      if (at !== i && (form === 'statement' || form === 'line')) near.push(at);
    }
    if (sourcedRows.has(i)) each.set('table sourced', 1);
    each.set('near flagged', share(flagged, near, 0.4));
    each.set('near sourced', share(sourced, near, 0.3));
    each.set('near addressed', share(addressed, near, 0.1));
  }
  return signs;
}

/** The rows of tables of which the head names a source, the sentence before or the line after. */
function rowsWithSource(all: Weighed[], signs: Map<string, number>[]): Set<number> {
  const rows = new Set<number>();
  for (let first = 0, next = 0; first < all.length; first = Math.max(next, first + 1)) {
    for (next = first; all[next]?.form === 'row'; ) next++;
    const isSourced =
      signs[first]?.has('reference') ||
      all[first - 1]?.attributed ||
      /^sources?\b/i.test(all[next]?.text ?? '');
    if (isSourced) for (let row = first; row < next; row++) rows.add(row);
  }
  return rows;
}

/** How likely a careful editor stops at a sentence, between 0 and 1, whether that is enough, and the rule that says why. */
export type Stop = { likelihood: number; isBare: boolean; rule: Rule };

/** Weighs each sentence of a text, apart from the rules' hits in that sentence. */
export function stops(all: Weighed[]): Stop[] {
  const words = all.map(({ text }) => wordsOf(text));
  const signs = signsInText(all, words);
  return all.map(({ form }, i) => {
    let [stopping, selling] = weighWords(words[i] ?? []);
    const own = signs[i] ?? new Map<string, number>();
    for (const [sign, much] of own.set('constant', 1)) {
      const weight = weights[sign];
      stopping += (weight?.[0] ?? 0) * much;
      selling += (weight?.[1] ?? 0) * much;
    }
    const likelihood = 1 / (1 + Math.exp(-stopping));
    const rule = ruleFor(own, form, selling > 0);
    return { likelihood, isBare: likelihood > bareFrom(rule, form, own.has('figure')), rule };
  });
}

/** What is missing in a sentence with these signs. */
export function ruleFor(signs: Map<string, number>, form: Form, sells: boolean): Rule {
  if (sells)
    return signs.has('you') || signs.has('we') || form !== 'statement' ? barePitchRule : barePraiseRule;
  return signs.has('figure') || signs.has('numeral') ? bareFigureRule : bareClaimRule;
}

/** The share of those at `places` that are 1; it leans to `usual` where there is little to go by. */
function share(all: number[], places: number[], usual: number): number {
  let part = 2 * usual;
  for (const at of places) part += all[at] ?? 0;
  return part / (places.length + 2);
}
