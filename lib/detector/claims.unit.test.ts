import { describe, expect, test } from 'vitest';
import { sectionText } from '#lib/sections/text.ts';
import { claimsOf } from './claims.ts';
import { detect } from './detect.ts';

const claimsIn = (body: string) => {
  const section = sectionText('', body);
  return claimsOf(section, detect(section)).map(({ kind, severity, quote }) => ({ kind, severity, quote }));
};

describe('a claim to be answered for', () => {
  test('is the whole sentence that was found something in, however much was found there', () => {
    expect(
      claimsIn(
        'The visit was short. It likely included discussions on trade, and may have encompassed talks on mining.',
      ),
    ).toEqual([
      {
        kind: 'unverifiable',
        severity: 'must',
        quote: 'It likely included discussions on trade, and may have encompassed talks on mining.',
      },
    ]);
  });

  test('is one for each kind in a sentence', () => {
    const kinds = claimsIn(
      'We are committed to excellence, and the talks likely included discussions on fish.',
    ).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['promotional', 'unverifiable']);
  });

  test('is the cell in a table', () => {
    const quotes = claimsIn('| Resource | Share |\n| - | - |\n| Oil | ~20% |').map(({ quote }) => quote);
    expect(quotes).toEqual(['~20%']);
  });

  test('names the words found and what would settle each', () => {
    const section = sectionText('', 'It likely included discussions on trade.');
    expect(claimsOf(section, detect(section))[0]?.message).toMatch(/^“likely included[^”]*”: ./);
  });
});
