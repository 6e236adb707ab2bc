import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from './model.ts';
import { align, editBetween, readSource, shiftSpans } from './source-spans.ts';
import { suggestWhileWriting } from './writing.ts';

/** The parts of the source for some visible words. */
function sourceOf(body: string, words: string, heading = 'Heading') {
  const { visible, spansOf } = readSource(heading, body);
  const start = visible.text.indexOf(words);
  expect(start).toBeGreaterThanOrEqual(0);
  return spansOf(start, start + words.length).map((span) => body.slice(span.start, span.end));
}

describe('visible words in their Markdown source', () => {
  test.each([
    ['plain words', 'One two three.', 'two', ['two']],
    ['emphasis inside', 'One *two* three.', 'One two three', ['One ', 'two', ' three']],
    ['a link', 'See [the report](https://a.example/x_y) now.', 'the report now', ['the report', ' now']],
    [
      'escapes',
      String.raw`A 5\*5 grid \\ here`,
      String.raw`5*5 grid \ here`,
      [String.raw`5\*5 grid \\ here`],
    ],
    [
      'character references',
      'Salt &amp; pepper &eacute;t&eacute; &#x1F600; end',
      'pepper été 😀 end',
      ['pepper &eacute;t&eacute; &#x1F600; end'],
    ],
    ['an ampersand', 'R&D; is & was &amp; will', 'D; is & was & will', ['D; is & was &amp; will']],
    ['a quotation over two lines', '> Some say\n> that it is so.', 'say that', ['say\n> that']],
    ['a list item', '- one\n- some say\n  so', 'some say so', ['some say\n  so']],
    ['a table cell', '| a | b |\n| --- | --- |\n| some say | 57% |', '57%', ['57%']],
    ['code', 'Call `some say` now.', 'some say', ['some say']],
    ['the second of two', 'so so *so*', 'so so so', ['so so ', 'so']],
  ])('are found behind %s', (_, body, words, parts) => {
    expect(sourceOf(body, words)).toEqual(parts);
  });

  test('of the heading have no place in the body', () => {
    const { spansOf } = readSource('Some say so', 'A body.');
    expect(spansOf(0, 8)).toEqual([]);
  });

  test('are the very words, whatever plain text they stand in', () => {
    const word = fc.stringMatching(/^[a-zé]{1,8}$/);
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 1 }), { minLength: 1 }), (paragraphs) => {
        const body = paragraphs.map((words) => words.join(' ')).join('\n\n');
        const { visible, spansOf } = readSource('', body);
        for (const { start, end } of visible.blocks)
          expect(spansOf(start, end).map((span) => body.slice(span.start, span.end))).toEqual([
            visible.text.slice(start, end),
          ]);
      }),
    );
  });

  test('that do not stand in the source are not placed', () => {
    expect(align('abc', 'ab')).toBeNull();
  });
});

describe('after an edit', () => {
  const before = 'One two three two.';
  test.each([
    ['behind it', 'One two three two!', [4, 7], [4, 7]],
    ['before it', 'Oh one two three two.', [4, 7], [7, 10]],
    ['inside it', 'One two thXree two.', [8, 13], null],
    ['of nothing', before, [4, 7], [4, 7]],
    ['that deletes it', 'One  three two.', [4, 7], null],
  ])('%s a span is where its words are', (_, after, [start = 0, end = 0], moved) => {
    expect(shiftSpans([{ start, end }], editBetween(before, after))).toEqual(
      moved && [{ start: moved[0], end: moved[1] }],
    );
  });

  test('the edit between any two texts makes the second of the first, and is no larger than it must be', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'ab'.repeat(3000)), { maxLength: 8 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, text, text, (head, cut, put, tail) => {
        const [before, after] = [head + cut + tail, head + put + tail];
        const { start, end, shift } = editBetween(before, after);
        const replaced = after.slice(start, end + shift);
        expect(before.slice(0, start) + replaced + before.slice(end)).toBe(after);
        const inner = before.slice(start, end);
        expect(inner !== '' && replaced !== '' && inner[0] === replaced[0]).toBe(false);
        expect(inner !== '' && replaced !== '' && inner.at(-1) === replaced.at(-1)).toBe(false);
      }),
    );
  });
});

test('suggestions while writing leave out what a fact-checker let stand', () => {
  const body = 'It *likely* included discussions on trade. Some say that the water was low.';
  const context = { settings: defaultSettings, article: {}, answered: [] };
  const all = suggestWhileWriting('', body, context);
  expect(all.map(({ spans }) => spans.map((span) => body.slice(span.start, span.end)).join(''))).toEqual([
    'likely included',
    'Some say',
  ]);
  const quote = 'Some say that the water was low.';
  const rest = suggestWhileWriting('', body, { ...context, answered: [{ kind: 'unverifiable', quote }] });
  expect(rest).toHaveLength(1);
});
