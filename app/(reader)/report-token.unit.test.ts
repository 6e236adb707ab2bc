import { expect, test } from 'vitest';
import { addressHash, isOldEnough, tokenFor } from './report-token.ts';

process.env.NEXTAUTH_SECRET = 'a secret for tests';
const article = { slug: 'the-dam', version: '2' };
const now = Date.parse('2026-11-24T12:00:00Z');

test.each([
  ['at once', 0, false],
  ['after a second', 1000, false],
  ['after a moment', 1500, true],
  ['the next morning', 20 * 3_600_000, true],
  ['the next week', 7 * 24 * 3_600_000, false],
  ['before it was given', -5000, false],
])('a token that comes back %s counts or not', (_, later, counts) => {
  expect(isOldEnough(article, tokenFor(article, now), now + later)).toBe(counts);
});

test('a token that was made up, or is for another article, does not count', () => {
  const later = now + 5000;
  const [given, signed] = tokenFor(article, now).split('.');
  for (const token of ['', '.', `${given}.`, `${Number(given) - 1}.${signed}`, `${given}.${signed}x`])
    expect(isOldEnough(article, token, later)).toBe(false);
  expect(isOldEnough({ ...article, slug: 'other' }, tokenFor(article, now), later)).toBe(false);
});

test('addresses are told apart by a hash, those of one IPv6 network are one', () => {
  expect(addressHash('203.0.113.9')).toHaveLength(32);
  expect(addressHash('203.0.113.9')).not.toEqual(addressHash('203.0.113.10'));
  expect(addressHash('2001:db8:1:2::7')).toEqual(addressHash('2001:db8:1:2:ffff::9'));
  expect(addressHash('2001:db8:1:2::7')).not.toEqual(addressHash('2001:db8:1:3::7'));
  expect(addressHash('::1')).not.toEqual(addressHash('2001:db8::1'));
});
