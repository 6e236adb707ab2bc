import { expect, test } from 'vitest';
import { checklists, claimTypes, guessClaimType } from './claim-types.ts';

test.each([
  ['About 40% of the mills closed.', 'quantity'],
  ['More than 3,000 people live there.', 'quantity'],
  ['Millions visit the lake.', 'quantity'],
  ['The dam was finished in 1954.', 'event'],
  ['The town moved uphill.', 'event'],
  ['“We did not know,” the mayor said.', 'quotation'],
  ['According to the Water Authority, it leaks.', 'quotation'],
  ['The town moved because the valley filled.', 'causation'],
  ['Smoking leads to 40% of cases.', 'causation'],
  ['Prices will rise by 4% next year.', 'prediction'],
  ['It is expected to open in 2031.', 'prediction'],
  ['The lake is deeper than the bay.', 'comparison'],
  ['It is the largest dam in Europe.', 'comparison'],
  ['The valley is quiet.', 'description'],
])('“%s” is a %s', (quote, type) => {
  expect(guessClaimType(quote)).toBe(type);
});

test('each kind of claim has a list of its own, in which nothing stands twice', () => {
  for (const type of claimTypes) {
    const ids = checklists[type].map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(ids.length);
  }
});
