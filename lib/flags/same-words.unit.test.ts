import { describe, expect, test } from 'vitest';
import { findSameWords, fold } from './same-words.ts';

const found = (text: string, quote: string) => {
  const place = findSameWords(fold(text), quote);
  return place && text.slice(place.start, place.end);
};

describe('the same claim', () => {
  test.each([
    ['as it is', 'It said: the town moved uphill. Then it rained.', 'the town moved uphill'],
    ['in other capitals', 'THE TOWN Moved uphill, they say.', 'THE TOWN Moved uphill'],
    ['with other spaces', 'Slowly the\u00a0town\n  moved uphill.', 'the\u00a0town\n  moved uphill'],
    [
      'with invisible signs',
      'So the to\u200bwn mo\u00adved up\u2060hill.',
      'the to\u200bwn mo\u00adved up\u2060hill',
    ],
    ['with other punctuation', 'The “town” moved – uphill!', 'The “town” moved – uphill'],
    ['in compatible signs', 'The ｔown moved uphill', 'The ｔown moved uphill'],
  ])('is found %s', (_, text, words) => {
    expect(found(text, 'The town moved uphill.')).toBe(words);
  });

  test('is found whichever way its accents and figures are written', () => {
    expect(found('It is a cafe\u0301 of 57 %.', 'a café of 57%')).toBe('a cafe\u0301 of 57 %');
  });

  test.each([
    ['with another word', 'The town moved downhill.'],
    ['in a part of a word', 'The town moved uphillward.'],
    ['with a figure that has another point', 'It rose by 15 metres.'],
  ])('is not found %s', (_, text) => {
    expect(
      found(text, text.startsWith('It') ? 'It rose by 1.5 metres.' : 'The town moved uphill.'),
    ).toBeNull();
  });

  test('of nothing but signs is nowhere', () => {
    expect(found('“…”', '…')).toBeNull();
  });
});
