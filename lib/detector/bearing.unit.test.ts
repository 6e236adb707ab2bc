import { expect, test } from 'vitest';
import {
  bareClaimRule,
  bareFigureRule,
  bareFrom,
  barePitchRule,
  barePraiseRule,
  formOf,
  letGoBelow,
  signsInText,
  signsOf,
  stops,
  type Weighed,
} from './bearing.ts';
import type { Rule } from './model.ts';
import { wordsOf } from './words.ts';

const weighed = (text: string, form: Weighed['form'] = 'statement', attributed = false): Weighed => ({
  text,
  form,
  attributed,
  flagged: false,
});
const stop = (text: string, form?: Weighed['form']) => stops([weighed(text, form)])[0];

const signsIn = (each: Weighed) => signsOf(each, wordsOf(each.text));
const allSigns = (all: Weighed[]) =>
  signsInText(
    all,
    all.map(({ text }) => wordsOf(text)),
  );

test('a sentence that names nothing is bare', () => {
  const signs = signsIn(weighed('You will love our strategy.'));
  expect([...signs.keys()]).toEqual(expect.arrayContaining(['you', 'we', 'bare']));
});

test('a name, a date and a number are something to hold on to', () => {
  const signs = signsIn(weighed('The mill was sold to Anna Bell on 3 May 1862.'));
  expect([...signs.keys()]).toEqual(expect.arrayContaining(['names', 'numbers', 'date']));
  expect(signs.has('bare')).toBe(false);
});

test('what is not a statement has its signs once more, under its form', () => {
  expect(signsIn(weighed('Lithium | 57%', 'row')).get('row: number')).toBe(1);
  expect(signsIn(weighed('Lithium makes up 57%.')).has('row: number')).toBe(false);
});

test.each([
  ['heading', 'Who Won?', 'title'],
  ['cell', '57%', 'row'],
  ['paragraph', 'Who won?”', 'question'],
  ['item', 'Nobody won.', 'statement'],
  ['item', 'Nobody', 'line'],
] as const)('in a %s “%s” is a %s', (kind, text, form) => {
  expect(formOf(kind, text)).toBe(form);
});

test('only the four sentences to either side count', () => {
  const claim = weighed('Hidden fees eat into the profits of the town.');
  const quiet = Array.from({ length: 4 }, () => weighed('The mill was sold in 1862.'));
  const loud = { ...weighed('You deserve a life of truly lasting confidence.'), flagged: true };
  const near = (all: Weighed[]) => allSigns(all)[all.indexOf(claim)]?.get('near flagged');
  expect(near([loud, ...quiet, claim, ...quiet, loud])).toBe(near([...quiet, claim, ...quiet]));
  expect(near([...quiet, claim, loud])).toBeGreaterThan(near([...quiet, claim, ...quiet]) ?? 1);
});

test('a source in the head of a table, before it or below it holds for its rows', () => {
  const row = weighed('Lithium | 57%', 'row');
  const isSourced = (...around: [Weighed[], Weighed[]]) => {
    const all = [...around[0], row, ...around[1]];
    return allSigns(all)[all.indexOf(row)]?.has('table sourced');
  };
  expect(isSourced([weighed('Metal | Share (USGS, 2024)', 'row')], [])).toBe(true);
  expect(isSourced([], [weighed('Source: USGS.')])).toBe(true);
  expect(isSourced([weighed('The USGS counted them.', 'statement', true)], [])).toBe(true);
  expect(isSourced([weighed('Metal | Share', 'row')], [weighed('It is mined.')])).toBe(false);
});

test.each([
  ['Nobody in the ministry believed a word of it.', bareClaimRule],
  ['Every third garden in the land is home to a fox these days.', bareFigureRule],
  ['A glorious spirit of adventure fills the old town.', barePraiseRule],
  ['You deserve a night like ours.', barePitchRule],
])('“%s” is stopped at, and it is said why', (text, rule) => {
  expect(stop(text)?.rule.id).toBe(rule.id);
  expect(stop(text)?.isBare).toBe(true);
});

test.each([
  'The mill was sold to Anna Bell of Ely on 3 May 1862.',
  'An invoice lists the goods, the price and the tax.',
  'The valve closes when the pressure falls.',
])('“%s” is not stopped at', (text) => {
  expect(stop(text)?.likelihood).toBeLessThan(0.2);
});

test('a figure is asked for from less on than anything else, and most of all in digits', () => {
  const from = (rule: Rule, hasDigits: boolean) => bareFrom(rule, 'statement', hasDigits);
  expect(from(bareFigureRule, true)).toBeLessThan(from(bareFigureRule, false));
  expect(from(bareFigureRule, false)).toBeLessThan(from(bareClaimRule, true));
});

test('what is quoted is not weighed', () => {
  const said = (words: string) => stop(`In the evening she called it “${words}”.`)?.likelihood;
  expect(said('a glorious spirit of adventure')).toBe(said('a dry list of all the items'));
});

test('what blocks publishing is never let go, nor what stands in a table', () => {
  const hedge = { severity: 'should', category: 'hedge' } as const;
  expect(letGoBelow(hedge, 'statement')).toBeGreaterThan(0);
  expect(letGoBelow({ ...hedge, severity: 'must' }, 'statement')).toBe(0);
  expect(letGoBelow(hedge, 'row')).toBe(0);
  expect(letGoBelow({ ...hedge, category: 'unsourced-figure' }, 'statement')).toBeLessThan(
    letGoBelow(hedge, 'statement'),
  );
});
