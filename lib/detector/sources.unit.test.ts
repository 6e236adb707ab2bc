import { describe, expect, test } from 'vitest';
import { bracketedSource, hasLink, isAttributed, isCited, takesUpThread } from './sources.ts';

describe('a named speaker or body with a reporting verb is a source', () => {
  test.each([
    'Ann Reeve, who moved the motion, said the roof leaked.',
    'The roof leaked, Ann Reeve said.',
    'The ministry reported a loss of 3 million.',
    'The roof leaks, according to the town council.',
    'According to Eurostat, sales fell.',
    'A 2021 study by Lund University found no effect.',
    'The union’s annual report put the number at 40.',
    'Huss and colleagues estimate a loss of two metres.',
    '“We knew,” said Mette Holm.',
    'He told the court that he knew.',
    'Article 5 sets a limit of 40 tonnes.',
    'The authors say that roofs leak.',
    'Ann Reeve adds that roofs leak.',
    'Ann Reeve adds: roofs leak.',
    'Officials at NATO say that roofs leak.',
    'Scientists from the University of Oslo conclude that roofs leak.',
    'Kent Police say that roofs leak.',
    'UNICEF and the World Health Organization estimate it at five.',
    'The Act sets annual limits of 5 tonnes.',
    'These prices are taken from the list of the National Theatre.',
  ])('%s', (sentence) => {
    expect(isAttributed(sentence)).toBe(true);
  });
});

describe('a group that is nobody is no source', () => {
  test.each([
    'Experts said the roof leaked.',
    'Many say the roof leaks.',
    'Studies show that roofs leak.',
    'It is said that the roof leaks.',
    'According to experts, roofs leak.',
    'The roof leaks.',
    'I said that roofs leak.',
    'Damp sets in up to 40 percent faster.',
    'Rust adds around 3 percent to the cost.',
    'Damp shows up on the wall first.',
    'Diplomats say that roofs leak.',
    'Moscow wanted to punish the roofers.',
    'RoofWise tells you why roofs leak.',
    'Prices ranged from Monday to Friday.',
    'These figures are from March 2024.',
    'Experts at Harvard say that roofs leak.',
    'The charity for people without hope has 40 beds.',
  ])('%s', (sentence) => {
    expect(isAttributed(sentence)).toBe(false);
  });
});

test.each([
  ['The mill shut.[3]', true],
  ['The mill shut (Reeve et al., 2019).', true],
  ['The mill shut (in May).', false],
])('a footnote mark or a bracketed reference cites: %s', (sentence, cited) => {
  expect(isCited(sentence, 0, [])).toBe(cited);
});

test('a link counts only where it stands', () => {
  const links = [
    { start: 5, end: 9, url: 'https://example.org' },
    { start: 30, end: 34, url: 'https://example.org' },
  ];
  expect(
    [
      [0, 5],
      [0, 6],
      [9, 30],
      [9, 31],
      [34, 99],
    ].map(([start = 0, end = 0]) => hasLink(links, start, end)),
  ).toEqual([false, true, false, true, false]);
});

test.each([
  ['It covers 40 towns.', true],
  ['The authors asked for more.', true],
  ['Some residents object.', false],
  ['Hotels fill up.', false],
])('only a sentence that goes on with the last one shares its source: %s', (sentence, goesOn) => {
  expect(takesUpThread(sentence)).toBe(goesOn);
});

test.each([
  ['Dog | 9 percent (Sueda, 2008)', true],
  ['Cod liver oil | 250 µg (USDA)', true],
  ['Year | High (USD per ounce)', false],
  ['Plant | Output (GWh)', false],
  ['Plant | Output (gross)', false],
  ['Plant | Cost (US$ million)', false],
  ['Road | Length (Kilometres)', false],
])('a source in brackets, and not a unit: %s', (row, isSource) => {
  expect(bracketedSource.test(row)).toBe(isSource);
});
