import { expect, test } from 'vitest';
import { bareFrom, letGoBelow, signsOf, stops } from './bearing.ts';

const weighed = (text: string, attributed = false, flagged = false) => ({ text, attributed, flagged });
const selling = Array.from({ length: 6 }, () =>
  weighed('You deserve a life of truly lasting confidence.', false, true),
);
const telling = Array.from({ length: 6 }, () =>
  weighed('Anna Bell sold the mill to the town of Ely on 3 May 1862, the register shows.', true),
);

test('the signs of a sentence are counted up to twice', () => {
  const signs = signsOf(weighed('You and you and you will truly love our strategy.'));
  expect(signs.get('you')).toBe(2);
  expect(signs.get('we')).toBe(1);
  expect(signs.get('absolute')).toBe(1);
  expect(signs.get('bare')).toBe(1);
});

test('a name, a date and a number are something to hold on to', () => {
  const signs = signsOf(weighed('The mill was sold to Anna Bell on 3 May 1862.'));
  expect([...signs.keys()]).toEqual(expect.arrayContaining(['names', 'numbers', 'date']));
  expect(signs.has('bare')).toBe(false);
});

test('the same sentence counts for more in a text that sells than in one that tells', () => {
  const claim = weighed('Hidden fees eat into your profits.');
  const among = (others: typeof selling) => stops([...others, claim, ...others])[others.length] ?? 0;
  expect(among(selling)).toBeGreaterThan(0.55);
  expect(among(telling)).toBeLessThan(among(selling));
  expect(stops([...selling, ...telling.slice(0, 1), ...selling])[6]).toBeLessThan(bareFrom);
});

test('what blocks publishing or speaks for the publisher is never let go', () => {
  expect(letGoBelow({ severity: 'must', category: 'speculation' })).toBe(0);
  expect(letGoBelow({ severity: 'should', category: 'call-to-action' })).toBe(0);
  expect(letGoBelow({ severity: 'should', category: 'unsourced-figure' })).toBeGreaterThan(0);
});
