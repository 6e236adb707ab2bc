import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inPlace, rematch } from './rematch.ts';

const section = (heading: string, body: string, kind = 'section') => ({ kind, heading, body });
const before = [
  section('Before the Dam', 'Floods came in the spring of each year and took the bridges with them.'),
  section('The Plan', 'The plan was drawn up in 1949 by three engineers from the capital.'),
  section('After the Dam', 'The valley filled with water. The town moved uphill, church and all.'),
  section('Who paid for it?', 'The province paid for it, from the tax on salt.', 'faq'),
  section('Summary', 'A dam changes more than a river.'),
];
const [floods, plan, after, paid, summary] = before as [
  (typeof before)[0],
  (typeof before)[0],
  (typeof before)[0],
  (typeof before)[0],
  (typeof before)[0],
];

describe('finds a section again', () => {
  test.each<[string, typeof before, (number | null)[]]>([
    ['that is the same', before, [0, 1, 2, 3, 4]],
    ['that was moved', [summary, paid, after, plan, floods], [4, 3, 2, 1, 0]],
    ['that was renamed', [floods, section('How It Was Drawn', plan.body), after], [0, 1, 2]],
    [
      'whose text was revised',
      [floods, section('The Plan', 'The plan was drawn up in 1951 by five engineers from the coast.'), after],
      [0, 1, 2],
    ],
    [
      'whose text is another under its heading',
      [floods, section('The Plan', 'Nobody remembers.'), after],
      [0, 1, 2],
    ],
    ['that became a FAQ', [floods, section('Who paid?', paid.body), after], [0, 3, 2]],
    [
      'that was renamed, revised and moved',
      [section('Uphill', 'The town moved uphill, church, school and all. The valley filled.'), floods],
      [2, 0],
    ],
    [
      'that was parted, by its greater part',
      [
        section('The Plan', 'In 1949.'),
        section('The Engineers', 'The plan was drawn up by three engineers from the capital.'),
      ],
      [null, 1],
    ],
  ])('%s', (_, now, expected) => {
    expect(rematch(before, now)).toEqual(expected);
  });

  test('and takes no other one for it', () => {
    const now = [
      section('The Turbines', 'Eight of them turn day and night.'),
      section('Fish', 'A ladder helps the trout.'),
    ];
    expect(rematch(before, now)).toEqual([null, null]);
  });
});

test('no section is found twice, and the same outline always finds itself', () => {
  const word = fc.constantFrom('dam', 'river', 'town', 'plan', 'water', 'salt', 'year', 'church');
  const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
  const sections = fc.array(
    fc.record({ kind: fc.constantFrom('section', 'faq'), heading: text, body: text }),
  );
  fc.assert(
    fc.property(sections, sections, (one, other) => {
      const found = rematch(one, other).filter((index) => index !== null);
      expect(new Set(found).size).toBe(found.length);
      expect(rematch(one, one).toSorted((a, b) => Number(a) - Number(b))).toEqual(one.map((_, i) => i));
    }),
    { seed: 3 },
  );
});

test('a thousand sections of which all were revised are found in less than two seconds', () => {
  const many = Array.from({ length: 1_000 }, (_, i) =>
    section(
      `Part ${i}`,
      `The ${i}th ferry of route ${i * 7} leaves the harbour at nine and comes back at six o’clock. `.repeat(
        5,
      ),
    ),
  );
  const now = many
    .map(({ heading, body }) => section(`${heading} anew`, body.replace('nine', 'ten')))
    .toReversed();
  const start = performance.now();
  expect(rematch(many, now)).toEqual(many.map((_, i) => 999 - i));
  expect(performance.now() - start).toBeLessThan(2_000);
});

test('what stays in place is one of the longest rising runs', () => {
  expect([...inPlace([0, 1, 2, 3])].toSorted()).toEqual([0, 1, 2, 3]);
  expect([...inPlace([3, 0, 1, 2])].toSorted()).toEqual([0, 1, 2]);
  expect(inPlace([])).toEqual(new Set());
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50)), (numbers) => {
      const stay = numbers.filter((number) => inPlace(numbers).has(number));
      expect(stay).toEqual(stay.toSorted((a, b) => a - b));
      expect(stay.length > 0).toBe(numbers.length > 0);
    }),
  );
});
