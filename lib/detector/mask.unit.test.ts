import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskMonthOfMay, maskQuotations, plain } from './mask.ts';

test.each([
  ['He called it “a gem” twice.', 'He called it ······· twice.'],
  ['He called it "a gem" twice.', 'He called it ······· twice.'],
  ['She said ‘it’s a gem’ twice.', 'She said ············ twice.'],
  ['The boys’ club, the firm’s ‘motto', 'The boys’ club, the firm’s ‘motto'],
  ['A 6" pipe and a 5" pipe', 'A 6" pipe and a 5" pipe'],
  ['Not “closed', 'Not “closed'],
])('quotations are blanked out and apostrophes are not: %s', (text, masked) => {
  expect(maskQuotations(text)).toBe(masked);
});

test.each([
  ['They met in May 1990.', false],
  ['On 3 May the fair opens.', false],
  ['May 3, 1990 was a Thursday.', false],
  ['Theresa May resigned.', false],
  ['It may rain.', true],
  ['May it rain.', true],
])('“May” is a hedge only as a verb: %s', (text, verb) => {
  expect(/\bmay\b/i.test(maskMonthOfMay(text))).toBe(verb);
});

test('no text changes its length', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('İ', 'ß', '“', '”', '"', '‘', '’', 'May ', 'A', ' ', '\n', '😀', '3'),
      }),
      (text) => {
        expect(maskQuotations(text)).toHaveLength(text.length);
        expect(maskMonthOfMay(text)).toHaveLength(text.length);
        expect(plain(text)).toHaveLength(text.length);
      },
    ),
  );
});

test('lower case keeps the offsets behind a letter that would grow', () => {
  expect(plain('İzmir’s PORT').slice(8)).toBe('port');
});
