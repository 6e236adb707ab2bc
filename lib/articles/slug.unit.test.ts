import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSlug, MAX_SLUG_LENGTH, RESERVED, slugOf } from './slug.ts';

test.each([
  ['Why Is the Sea Salt?', 'why-is-the-sea-salt'],
  ['Crème brûlée, again', 'creme-brulee-again'],
  ['Straße nach Łódź', 'strasse-nach-lodz'],
  ['Don’t look', 'dont-look'],
  ['100 % wool', '100-wool'],
  ['東京の夜', 'untitled'],
  ['!!!', 'untitled'],
  ['Desk', 'desk-article'],
  ['  many   spaces -- and dashes ', 'many-spaces-and-dashes'],
])('%s becomes %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test('it is cut between words', () => {
  const slug = slugOf('seventeen words of a title '.repeat(10));
  expect(slug.length).toBeLessThanOrEqual(MAX_SLUG_LENGTH);
  expect(slug).toMatch(/(?:seventeen|words|of|a|title)$/);
});

test('one endless word is cut inside', () => {
  expect(slugOf('x'.repeat(500))).toBe('x'.repeat(MAX_SLUG_LENGTH));
});

test('every title has a slug that is one', () => {
  const titles = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(...RESERVED),
    fc.constantFrom(...RESERVED).map((word) => word.toUpperCase()),
  );
  fc.assert(
    fc.property(titles, (title) => {
      expect(isSlug(slugOf(title))).toBe(true);
    }),
  );
});

test.each(['desk', 'Upper', 'a--b', '-a', 'a-', '', 'a b', 'é', 'a/b', 'x'.repeat(MAX_SLUG_LENGTH + 1)])(
  '“%s” is no slug',
  (text) => {
    expect(isSlug(text)).toBe(false);
  },
);
