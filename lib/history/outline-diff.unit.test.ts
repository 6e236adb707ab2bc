import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MomentSection } from './model.ts';
import { compareOutlines } from './outline-diff.ts';

const section = (sectionId: string): MomentSection => ({
  ...{ sectionId, kind: 'section', depth: 1, numbered: false, number: 1, heading: sectionId, body: '' },
  tags: [],
});
const outline = (names: string) => [...names].map(section);
/** Each section with what became of it: + came, − gone, ~ moved. */
const told = (before: string, after: string) =>
  compareOutlines(outline(before), outline(after))
    .map(
      ({ sectionId, was, is, isMoved }) =>
        `${was ? '' : '+'}${is ? '' : '−'}${isMoved ? '~' : ''}${sectionId}`,
    )
    .join(' ');

test.each([
  ['abc', 'abc', 'a b c'],
  ['abc', 'abxc', 'a b +x c'],
  ['abcd', 'ad', 'a −b −c d'],
  ['abcd', 'dabc', '~d a b c'],
  ['abcd', 'acdb', 'a c d ~b'],
  ['ab', 'cd', '−a −b +c +d'],
  ['', 'a', '+a'],
])('from %s to %s', (before, after, says) => {
  expect(told(before, after)).toBe(says);
});

test('every section of either is there once, those of the second in its order, and the fewest are moved', () => {
  const some = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 });
  fc.assert(
    fc.property(some, some, (before, after) => {
      const changes = compareOutlines(before.map(section), after.map(section));
      expect(changes.map(({ sectionId }) => sectionId).toSorted()).toEqual(
        [...new Set([...before, ...after])].sort(),
      );
      expect(changes.filter(({ is }) => is).map(({ sectionId }) => sectionId)).toEqual(after);
      const kept = changes
        .filter(({ was, is, isMoved }) => was && is && !isMoved)
        .map(({ sectionId }) => before.indexOf(sectionId));
      expect(kept).toEqual(kept.toSorted((a, b) => a - b));
      const common = after.filter((id) => before.includes(id)).map((id) => before.indexOf(id));
      expect(kept.length).toBe(rising(common));
    }),
  );
});

/** How long the longest rising part is, by trying each end. */
function rising(numbers: number[]): number {
  const best: number[] = [];
  for (const [i, number] of numbers.entries())
    best.push(
      1 + Math.max(0, ...numbers.slice(0, i).map((other, j) => (other < number ? (best[j] ?? 0) : 0))),
    );
  return Math.max(0, ...best);
}
