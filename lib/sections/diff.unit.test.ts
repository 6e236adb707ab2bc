import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffWords, type Part } from './diff.ts';

/** A comparison in one line: [-removed-] and {+added+}. */
function shown(parts: Part[]): string {
  const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const;
  return parts.map(({ type, text }) => marks[type].join(text)).join('');
}

describe('what changed is shown by words', () => {
  test.each<[string, string, string, string]>([
    ['nothing', 'One two.', 'One two.', 'One two.'],
    ['a word', 'It grew by half.', 'It fell by half.', 'It [-grew-]{+fell+} by half.'],
    ['a number', 'It grew by 40% then.', 'It grew by 4% then.', 'It grew by [-40-]{+4+}% then.'],
    [
      'short words between changes are not picked out',
      'It is one of the best.',
      'It is some in the worst.',
      'It is [-one of the best-]{+some in the worst+}.',
    ],
    [
      'a number between changes is',
      'a bold 7 fold claim',
      'a mild 7 part claim',
      'a [-bold-]{+mild+} 7 [-fold-]{+part+} claim',
    ],
    ['formatting', 'It is approved.', 'It is **approved**.', 'It is {+**+}approved{+**+}.'],
    [
      'the address of a link',
      'See [this](https://a.org/x) page.',
      'See [this](https://a.org/y) page.',
      'See [this](https://a.org/[-x-]{+y+}) page.',
    ],
    ['a paragraph put in', 'One.\n\nTwo.', 'One.\n\nNew here.\n\nTwo.', 'One.\n\n{+New here.\n\n+}Two.'],
    [
      'a paragraph with nothing in common',
      'It was the best of times.',
      'Quite another thing altogether.',
      '[-It was the best of times.-]{+Quite another thing altogether.+}',
    ],
    [
      'a paragraph with one small word in common',
      'It was the best of times.',
      'She left the town.',
      '[-It was the best of times.-]{+She left the town.+}',
    ],
    ['a cell', '| a | 30% |\n| b | 40% |', '| a | 30% |\n| b | 50% |', '| a | 30% |\n| b | [-40-]{+50+}% |'],
    [
      'a row taken out',
      '| a | 1 |\n| b | 2 |\n| c | 3 |',
      '| a | 1 |\n| c | 3 |',
      '| a | 1 |\n[-| b | 2 |\n-]| c | 3 |',
    ],
    [
      'an item among changed ones',
      '- red old car\n- big old house\n',
      '- red new car\n- a dog\n- big new house\n',
      '- red [-old-]{+new+} car\n{+- a dog\n+}- big [-old-]{+new+} house\n',
    ],
    [
      'a paragraph split',
      'One two. Three four.',
      'One two.\n\nThree four.',
      'One two.[- Three four.-]{+\n\nThree four.+}',
    ],
    ['everything', '', 'One.', '{+One.+}'],
  ])('%s', (_, before, after, expected) => {
    expect(shown(diffWords(before, after))).toBe(expected);
  });
});

describe('a comparison has every character of both texts', () => {
  const word = fc.constantFrom(
    'a',
    'of',
    'word',
    '30%',
    'é',
    '|',
    '**',
    '\n',
    '\n\n',
    ' ',
    '  ',
    '\t',
    '_',
    "'",
    '🦊',
    '\ud83e',
  );
  const text = fc.oneof(
    fc.array(word, { maxLength: 40 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  );

  test('whatever the texts', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffWords(before, after);
        const side = (other: Part['type']) =>
          parts.flatMap(({ type, text }) => (type === other ? [] : [text])).join('');
        expect(side('added')).toBe(before);
        expect(side('removed')).toBe(after);
        expect(parts.every((part, n) => part.text !== '' && part.type !== parts[n + 1]?.type)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
