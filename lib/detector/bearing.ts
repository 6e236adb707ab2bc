import { weights } from './bearing-weights.ts';
import type { Rule, Suggestion } from './model.ts';
import { takesUpThread } from './sources.ts';

/**
 * What a sentence rests on. A careful editor stops at a sentence that asserts and has nothing in it to hold on to: no
 * name, date, number or source, but judgement, abstraction or an address to the reader; the more so in a text that
 * sells. This is a linear model over such signs (logistic regression, fitted to the labelled articles in
 * e2e/bench/claims-gold by e2e/bench/bearing-fit.ts). Of words it weighs those
 * that a dozen and more of the articles share: it knows no topics, only how sentences are made.
 */

/** The article's own claim, with nothing to hold on to; found by the model and not by a pattern. */
export const bareClaimRule: Rule = {
  id: 'bare-claim',
  kind: 'unverifiable',
  category: 'vague-attribution',
  severity: 'consider',
  patterns: [],
  message: 'A claim with nothing to hold on to: no source, name, date or number. What shows it?',
  matches: [
    'We know what you love. Your skin tells our story beautifully. This is your moment. Our way truly changes everything. You deserve our best. We always believe in you.',
  ],
  misses: [
    'The mill was built in 1821. The miller Otto Hagen sold it in 1840. It burnt down on 3 May 1862. The stones were found by divers in 1990. Anna Bell of Ely bought them in 1994. They are in the museum of Hull, its list of 2001 says.',
  ],
};

/** Whether a sentence states something: three words or more, and a full stop or an exclamation mark. */
export function isStatement(text: string): boolean {
  return /\S \S+ \S/.test(text) && /[.!…]["”’)\]]*$/.test(text);
}

/** With fewer sentences than this around it, a sentence is left to the rules. */
export const fewestToWeigh = 6;

/** From this likelihood on, a sentence is a bare claim. */
export const bareFrom = 0.5;

/**
 * Below which likelihood a rule's hit is let go, because the sentence stands on something. What blocks publishing and
 * what speaks for the publisher never is; what nobody in particular says, and what is guessed, hardly ever.
 */
export function letGoBelow({ severity, category }: Pick<Suggestion, 'severity' | 'category'>): number {
  if (severity === 'must') return 0;
  if (severity === 'consider') return 0.2;
  switch (category) {
    case 'self-promotion':
    case 'call-to-action':
    case 'contact':
      return 0;
    case 'unsourced-figure':
      return 0.03;
    case 'vague-attribution':
    case 'speculation':
      return 0.01;
    default:
      return 0.1;
  }
}

/** A sentence and what the rules made of it. */
export type Weighed = { text: string; attributed: boolean; flagged: boolean };

/** Words that are a sign by themselves, by the name of the sign. */
const signWords: Record<string, string> = {
  you: 'you your yours yourself',
  we: 'we our ours us ourselves',
  past: 'was were had did been',
  perfect: 'has have',
  future: 'will would shall going',
  modal: 'can could may might',
  duty: 'must should needs need ought',
  negation: 'not no without neither nor',
  absolute:
    'never always every everyone everything everybody nobody nothing all any only ever entire entirely completely truly simply literally absolutely whole single forever anyone anything anywhere everywhere',
  more: 'more better greater less easier faster stronger further higher lower deeper safer cheaper healthier smarter closer longer',
  most: 'most best greatest biggest largest finest worst',
  many: 'many some several few countless numerous various plenty thousands millions hundreds others',
  this: 'this these such',
  that: 'that which',
  who: 'who whose whom',
  time: 'now today tomorrow soon recently currently nowadays still already yet lately again',
  cause: 'because thus therefore hence so thanks',
  degree: 'even just really very quite too much far well almost nearly',
  filler:
    'way ways thing things role step key part heart core power force sign matter reason moment chance lot kind sense',
  abstract:
    'future world life time trust confidence hope growth success value quality impact influence change changes challenge challenges opportunity opportunities progress potential benefits benefit experience approach strategy solution solutions innovation vision commitment passion dream dreams choice choices importance significance attention tension tensions concern concerns debate pressure interest interests',
  place: 'in at on near between from to until',
  agent: 'by',
  person: 'he she his her him',
  when: 'when after before since during until',
  condition: 'if unless whether',
  numeral:
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand half first second third fourth fifth',
  unit: 'year years month months week weeks day days hour hours minute minutes seconds metre metres kilometre kilometres gram grams kilo kilos litre litres degree degrees euro euros dollar dollars pound pounds percent cent page pages',
  pair: 'both each other another either same',
  matter:
    'air water oil gas blood bone bones muscle muscles nerve nerves cell cells tissue gland glands filter motor engine wheel wheels brake brakes pump valve pipe pipes wire cable cables screen battery sensor sensors tank lamp glass steel iron copper wood stone stones sand clay rock ice snow salt acid metal plastic paper leaf leaves root roots seed seeds flower flowers bark egg eggs milk flour sugar dough wave waves light heat sound dust river lake sea coast island bay hill valley road rail track bridge tower wall roof floor door gate shaft deck tooth teeth jaw knee hip spine lung lungs liver kidney stomach bacteria virus spores molecule molecules atom atoms server servers disk file files row column',
  works:
    'consists consist contains contain includes include measures measure weighs weigh joins join lies lie sits sit stands stand belongs belong begins begin ends end holds hold covers cover carries carry pulls pull pushes push absorbs absorb scatters scatter blocks block converts convert turns turn runs run spreads stores store sends send flows flow melts melt boils boil freezes freeze grows feeds feed breeds breed eats digests digest moves move rotates rotate bends bend stretches press presses connects connect separates separate parts mixes mix ferments dissolves dissolve evaporates falls rises leads lead leaves faces takes asks',
  told: 'called named found kept held made built used taken paid shown set left run given stood won lost went came took gave told began became wrote met sold bought sent rose fell grew spoke broke chose drew drove led lay saw sat spent brought thought taught fought sought knew',
};

const signOf = new Map(
  Object.entries(signWords).flatMap(([sign, words]) => words.split(' ').map((word) => [word, sign] as const)),
);

/** Endings that are a sign in words of six letters or more. */
const endings: [string, RegExp][] = [
  ['-ness', /(?:tion|sion|ness|ment|ance|ence|ity|ism|ship)s?$/],
  ['-ly', /ly$/],
  ['-ing', /ing$/],
  ['-ed', /ed$/],
  ['-ful', /(?:ful|ive|able|ible|less|ous|ical|ic|al|ant|ent)$/],
  ['-ers', /(?:ers|ors|ists|ians)$/],
];

const dated =
  /\b(?:January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|\b(?:1[5-9]|20)\d\d\b/;
const passive =
  /\b(?:is|are|was|were|be|been|being) (?:not |also |then |now |still |only )?(?:\w{2,}ed|\w{2,}en|made|built|held|kept|set|put|sold|bought|paid|sent|found|laid|led|read|run|cut|shut|split|drawn|worn|known|shown|grown|sown|born|lent|spent|bound|wound|won|told|met|left|lost|said|taught|sought|fought|brought|caught)\b/;
const series = /\w, [\w' -]{2,40}(?:, [\w' -]{2,40})*,? (?:and|or) \w/;
const defines = /^(?:[A-Za-z'’-]+ ){1,3}(?:is|are) (?:an?|the) \w+ (?:of|that|which|in|for|to|made|with)\b/;

/** What a word is a sign of. */
type Word = { sign: string | undefined; own: string | undefined; number: boolean; capital: boolean };

/** The words met so far, so that each is looked at once. */
const met = new Map<string, Word>();
const mostMet = 20_000;

function wordOf(written: string): Word {
  const known = met.get(written);
  if (known) return known;
  const lower = written.toLowerCase().replace(/[.,-]+$/, '');
  const ending = lower.length > 5 ? endings.find(([, pattern]) => pattern.test(lower))?.[0] : undefined;
  const number = /\d/.test(lower);
  const word = {
    sign: signOf.get(lower) ?? ending,
    own: /^[a-z']+$/.test(lower) ? `word ${lower}` : undefined,
    number,
    capital: !number && written[0] !== lower[0] && written !== 'I',
  };
  if (met.size >= mostMet) met.clear();
  met.set(written, word);
  return word;
}

/** The signs of one sentence: how often each occurs, up to twice. */
export function signsOf({ text, attributed }: Weighed): Map<string, number> {
  const signs = new Map<string, number>();
  const add = (sign: string) => signs.set(sign, signs.has(sign) ? 2 : 1);
  let [capitals, digits, words] = [0, 0, 0];
  for (const written of text.match(/[A-Za-z0-9À-ɏ][A-Za-z0-9À-ɏ.,-]*/g) ?? []) {
    const { sign, own, number, capital } = wordOf(written);
    words++;
    if (number) digits++;
    else if (capital && words > 1) capitals++;
    if (sign) add(sign);
    if (own) signs.set(own, 1);
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
  if (words <= 4) add('short');
  else if (words <= 8) add('brief');
  else if (words > 24) add('long');
  if (/^(?:The|An?) /.test(text)) add('article first');
  if (passive.test(text)) add('passive');
  if (series.test(text)) add('series');
  if (/^(?:Yes|No)\b/.test(text)) add('answer');
  if (defines.test(text)) add('definition');
  return signs;
}

/**
 * The signs of each sentence and what those around add: which share of them the rules flagged, and which share says
 * where it comes from, in the whole text and among the two before and the two after.
 * @param all the sentences of a text that are prose, in order; at least two
 */
export function signsInText(all: Weighed[]): Map<string, number>[] {
  const signs = all.map(signsOf);
  const flagged = all.map((each) => Number(each.flagged));
  const sourced = signs.map((each) =>
    Number(each.has('attributed') || (each.has('date') && each.has('name'))),
  );
  const addressed = signs.map((each) => Number(each.has('you') || each.has('we')));
  const [allFlagged, allSourced, allAddressed] = [sum(flagged), sum(sourced), sum(addressed)];
  for (const [i, each] of signs.entries()) {
    const before = all[i - 1];
    if (before && (sourced[i - 1] || before.attributed) && takesUpThread(all[i]?.text ?? ''))
      each.set('thread', 1);
    if (before && all[i - 1]?.text.endsWith('?')) each.set('reply', 1);
    if (each.has('number') && [i - 1, i - 2].some((at) => signs[at]?.has('number') && all[at]?.attributed))
      each.set('run', 1);
    const near = [i - 2, i - 1, i + 1, i + 2].filter((at) => at >= 0 && at < all.length);
    // What says who and when stands on that, however much the text around it sells.
    const around = share(allFlagged - (flagged[i] ?? 0), all.length - 1, 0.4);
    each.set('text flagged', each.has('grounded') ? Math.min(around, 0.4) : around);
    each.set('text sourced', share(allSourced - (sourced[i] ?? 0), all.length - 1, 0.3));
    each.set('text addressed', share(allAddressed - (addressed[i] ?? 0), all.length - 1, 0.1));
    each.set('near flagged', sum(near.map((at) => flagged[at] ?? 0)) / near.length);
    each.set('near sourced', sum(near.map((at) => sourced[at] ?? 0)) / near.length);
  }
  return signs;
}

/** How likely a careful editor stops at each sentence, between 0 and 1, apart from the rules' hits in that sentence. */
export function stops(all: Weighed[]): number[] {
  return signsInText(all).map((signs) => {
    let sum = weights.constant ?? 0;
    for (const [sign, much] of signs) sum += (weights[sign] ?? 0) * much;
    return 1 / (1 + Math.exp(-sum));
  });
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** A share that leans to `usual` where there is little to go by. */
function share(part: number, whole: number, usual: number): number {
  return (part + 2 * usual) / (whole + 2);
}
