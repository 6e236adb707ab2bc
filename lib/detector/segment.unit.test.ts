import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sectionText } from '#lib/sections/text.ts';
import { sentences } from './segment.ts';

const split = (markdown: string) => {
  const { text, blocks } = sectionText('', markdown);
  return sentences(text, blocks).map(({ start, end }) => text.slice(start, end));
};

describe('a sentence ends where a reader would say so', () => {
  test.each([
    ['The port opened. Ships came.', ['The port opened.', 'Ships came.']],
    ['Dr. Mead met Mr. Ito. They talked.', ['Dr. Mead met Mr. Ito.', 'They talked.']],
    [
      'J. R. R. Tolkien wrote it. W. H. Auden read it.',
      ['J. R. R. Tolkien wrote it.', 'W. H. Auden read it.'],
    ],
    ['The U.S. Senate voted. It passed.', ['The U.S. Senate voted.', 'It passed.']],
    ['He moved to the U.S. The firm followed.', ['He moved to the U.S.', 'The firm followed.']],
    ['It cost 3.5 million. It paid.', ['It cost 3.5 million.', 'It paid.']],
    [
      'See No. 5 for details. Is it there? No. It is gone.',
      ['See No. 5 for details.', 'Is it there?', 'No.', 'It is gone.'],
    ],
    ['Fruit, e.g. Apples from Kent, sold well.', ['Fruit, e.g. Apples from Kent, sold well.']],
    ['“Is it safe?” she asked. Nobody knew.', ['“Is it safe?” she asked.', 'Nobody knew.']],
    ['She said: “It is safe.” Nobody agreed.', ['She said: “It is safe.”', 'Nobody agreed.']],
    ['The mill shut.[3] The owner left.', ['The mill shut.[3]', 'The owner left.']],
    ['The mill shut.The owner left.', ['The mill shut.', 'The owner left.']],
    ['Acme Inc. Chairman Bo Lee left. So did Jo.', ['Acme Inc. Chairman Bo Lee left.', 'So did Jo.']],
    ['It opened on 3 Jan. 1990 in Bonn. Rain fell.', ['It opened on 3 Jan. 1990 in Bonn.', 'Rain fell.']],
    ['Visit WHY.EDU.VN today. Then go.', ['Visit WHY.EDU.VN today.', 'Then go.']],
    ['It shut in May. 1,140 were put off.', ['It shut in May.', '1,140 were put off.']],
    [
      'It ran until 2019. 5% of it was lost. $3 is left.',
      ['It ran until 2019.', '5% of it was lost.', '$3 is left.'],
    ],
    ['Tel. 01 555 01 23', ['Tel. 01 555 01 23']],
    ['Wait... What? Yes!', ['Wait...', 'What?', 'Yes!']],
  ])('%s', (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  test('a heading, a cell and an item are sentences of their own, full stop or not', () => {
    const { text, blocks } = sectionText('Why now', '- one\n- two. three\n\n| a | b |\n| - | - |\n| 1 | 2 |');
    expect(sentences(text, blocks).map(({ start, end }) => text.slice(start, end))).toEqual([
      'Why now',
      'one',
      'two. three',
      'a',
      'b',
      '1',
      '2',
    ]);
  });
});

test('sentences are in order, inside their block, without white space at the ends, and cover all the words', () => {
  const word = fc.constantFrom(
    'Dr.',
    'U.S.',
    'The',
    'mill',
    'shut.',
    '“No.”',
    'e.g.',
    '3.5',
    'A.',
    'etc.',
    'x?!',
    '[2]',
    'é.',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(fc.array(word, { maxLength: 20 }), { maxLength: 4 }), (paragraphs) => {
      const { text, blocks } = sectionText('', paragraphs.map((words) => words.join(' ')).join('\n\n'));
      let at = 0;
      let covered = '';
      for (const { start, end, block } of sentences(text, blocks)) {
        expect(start).toBeGreaterThanOrEqual(Math.max(at, block.start));
        expect(end).toBeLessThanOrEqual(block.end);
        expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
        covered += text.slice(start, end);
        at = end;
      }
      expect(covered.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
    }),
  );
});
