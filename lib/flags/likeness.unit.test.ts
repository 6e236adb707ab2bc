import { describe, expect, test } from 'vitest';
import { claimKey, countAlike, likeness, readClaim } from './likeness.ts';

const like = (a: string, b: string) => likeness(readClaim(a), readClaim(b));

describe('two claims', () => {
  test.each([
    ['Experts believe that 57% of the boats were late.', 'Experts believe that 57% of the boats were late'],
    ['Critics call it “the people’s canal” today.', 'Critics call it "the people\'s  canal" today.'],
  ])('are the same: %s', (a, b) => {
    expect(like(a, b)).toBe('same');
  });

  test.each([
    [
      'Experts believe that 57% of the boats were late.',
      'Many experts believe that 57% of the boats were late.',
    ],
    [
      'The visit was perceived by some as a belated effort in the region.',
      'The visit was perceived by some as a late effort in the region.',
    ],
    ['EXPERTS believe that the boats were late.', 'Experts believe that the boats were late.'],
  ])('are alike: %s', (a, b) => {
    expect(like(a, b)).toBe('alike');
  });

  test.each([
    [
      'another percentage',
      'Experts believe that 57% of the boats were late.',
      'Experts believe that 37% of the boats were late.',
    ],
    ['another currency', 'The new lock cost the town $5 million.', 'The new lock cost the town €5 million.'],
    [
      'another unit',
      'The new lock cost the town 5 million euros.',
      'The new lock cost the town 5 billion euros.',
    ],
    [
      'a decimal',
      'Some say the lock is 1.5 metres deep there.',
      'Some say the lock is 15 metres deep there.',
    ],
    [
      'a number word',
      'Two of the boats were late in that year.',
      'Three of the boats were late in that year.',
    ],
    [
      'a denial',
      'Experts believe that the lock was safe then.',
      'Experts believe that the lock was not safe then.',
    ],
    [
      'a contracted denial',
      'Critics say that the lock was safe then.',
      'Critics say that the lock wasn’t safe then.',
    ],
    [
      'the other direction',
      'Critics say that tolls rose by 4% in May.',
      'Critics say that tolls fell by 4% in May.',
    ],
    ['too few words to be a claim', '57%', '57%'],
    [
      'other words',
      'Experts believe that the boats were late.',
      'Locals claim the barge trade was in decline.',
    ],
  ])('are not, with %s', (_, a, b) => {
    expect(like(a, b)).toBeNull();
    expect(like(b, a)).toBeNull();
  });
});

test('a list of claims tells how many others are like each, within its kind', () => {
  const quote = 'Experts believe that 57% of the boats were late.';
  expect(
    countAlike([
      { kind: 'unverifiable', quote },
      { kind: 'unverifiable', quote: `Many ${quote.toLowerCase()}` },
      { kind: 'promotional', quote },
      { kind: 'unverifiable', quote: quote.replace('57', '37') },
    ]),
  ).toEqual([1, 1, 0, 0]);
});

test('claims in the very words have one key, and what is no claim has none', () => {
  const key = (quote: string, kind = 'unverifiable') => claimKey({ kind, quote });
  const quote = 'Experts believe that 57% of the boats were late.';
  expect(key(quote)).not.toBeNull();
  expect(key(quote.slice(0, -1))).toBe(key(quote));
  expect(key(quote.replace('57', '37'))).not.toBe(key(quote));
  expect(key(`Many ${quote}`)).not.toBe(key(quote));
  expect(key(quote, 'promotional')).not.toBe(key(quote));
  expect(key('57%')).toBeNull();
});
