import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Outlined, outlineNumbers, startNumbering } from './outline.ts';

const at = (depth: number, numbered = true): Outlined => ({ depth, numbered });

test.each<[string, Outlined[], (string | null)[]]>([
  ['nothing', [], []],
  ['one level', [at(1), at(1)], ['1.', '2.']],
  ['two levels', [at(1), at(2), at(2), at(1), at(2)], ['1.', '1.1', '1.2', '2.', '2.1']],
  ['only numbered items count', [at(1), at(1, false), at(1)], ['1.', null, '2.']],
  ['below an item without a number it starts again', [at(1, false), at(2), at(2)], [null, '1.', '2.']],
  ['a skipped level is no error', [at(1), at(4), at(4)], ['1.', '1.1', '1.2']],
  ['coming up between two levels', [at(1), at(4), at(2)], ['1.', '1.1', '1.2']],
  ['the first item may be deep', [at(3), at(1)], ['1.', '2.']],
])('%s', (_, items, labels) => {
  expect(outlineNumbers(items)).toEqual(labels);
});

test('no two numbered items with the same numbered parents have one label', () => {
  const outlines = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 60 });
  fc.assert(
    fc.property(outlines, (depths) => {
      const labels = outlineNumbers(depths.map((depth) => at(depth)));
      expect(new Set(labels).size).toBe(depths.length);
    }),
  );
});

test('peek says what next would give and changes nothing', () => {
  const outlines = fc.array(fc.record({ depth: fc.integer({ min: 1, max: 5 }), numbered: fc.boolean() }));
  fc.assert(
    fc.property(outlines, (items) => {
      const numbering = startNumbering();
      for (const item of items) {
        const expected = numbering.peek(item.depth);
        expect(numbering.peek(item.depth)).toBe(expected);
        expect(numbering.next(item)).toBe(item.numbered ? expected : null);
      }
    }),
  );
});
