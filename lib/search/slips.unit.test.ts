import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestOf, oneSlipAway, slips } from './slips.ts';

test.each([
  ['dam', 'dam', 0],
  ['dam', 'damp', 1],
  ['damn', 'dam', 1],
  ['dan', 'dam', 1],
  ['dma', 'dam', 1],
  ['adm', 'dam', 1],
  ['town', 'twon', 1],
  ['', 'dam', 3],
  ['reservoirtwon', 'reservoir', 4],
])('from “%s” to “%s” it is %i slips', (typed, word, count) => {
  expect(slips(typed, word)).toBe(count);
  expect(slips(word, typed)).toBe(count);
});

test('the nearest word is at most two slips away, one if it is short', () => {
  expect(nearestOf('reservoirtwon', ['reservoir', 'reservoirtown'])).toBe('reservoirtown');
  expect(nearestOf('xylophone', ['telephone'])).toBeNull();
  expect(nearestOf('dmab', ['damp'])).toBeNull();
});

test('what is one slip away is so, and nothing is left out', () => {
  const word = fc
    .array(fc.constantFrom(...'abé1'), { minLength: 1, maxLength: 5 })
    .map((signs) => signs.join(''));
  fc.assert(
    fc.property(word, word, (one, other) => {
      const away = oneSlipAway(one);
      expect(new Set(away.map((each) => slips(one, each)))).toEqual(new Set([1]));
      const isWritten = [...other].every((sign) => one.includes(sign) || /[a-z]/.test(sign));
      if (isWritten) expect(away.includes(other)).toBe(slips(one, other) === 1);
    }),
  );
});
