import { expect, test } from 'vitest';
import { checkworthiness } from './checkworthy.ts';
import { uncertaintyCues } from './cues.ts';
import type { Severity, Suggestion } from './model.ts';
import { isFlagged } from './score.ts';

test.each([
  ['unemployment fell from 8 percent to 5 percent last year.', 'i think we should all be proud tonight.'],
  ['she voted against the tax bill in 2012.', 'what would you do about taxes?'],
  ['the deficit is twice as large as it was in 1990.', 'we need a strong economy.'],
])('“%s” is worth checking before “%s”', (first, second) => {
  expect(checkworthiness(first)).toBeGreaterThan(checkworthiness(second));
});

test.each([
  ['it is possible that the wall was moved.', ['hedge']],
  ['the wall is believed to be old.', ['belief']],
  ['if it rains, the wall leaks.', ['condition']],
  ['nobody knows whether it leaks.', ['open-question']],
  ['the wall was built in 1720.', []],
])('cues of doubt: %s', (text, kinds) => {
  expect(uncertaintyCues(text).map(({ kind }) => kind)).toEqual(kinds);
});

const suggestion = (ruleId: string, category: Suggestion['category'], severity: Severity): Suggestion => ({
  ruleId,
  category,
  severity,
  kind: 'promotional',
  message: '',
  start: 0,
  end: 1,
  quote: 'x',
});

test.each([
  ['nothing', [], false],
  ['one faint rule', [suggestion('praise', 'puffery', 'consider')], false],
  [
    'two faint words',
    [suggestion('praise', 'puffery', 'consider'), suggestion('volume', 'puffery', 'consider')],
    true,
  ],
  ['a faint rule made stricter by the site', [suggestion('praise', 'puffery', 'should')], true],
  ['one rule that is not faint', [suggestion('undated', 'undated', 'consider')], true],
] as const)('a sentence with %s is flagged: %#', (_, suggestions, flagged) => {
  expect(isFlagged([...suggestions])).toBe(flagged);
});
