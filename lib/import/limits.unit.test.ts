import { describe, expect, test } from 'vitest';
import { MAX_SOURCE_BYTES } from './decode.ts';
import { parse } from './parse.ts';
import { readSource } from './read.ts';

const sentence = 'The ferry leaves the harbour at nine and comes back at six. ';
const time = (source: string) => {
  const start = performance.now();
  parse(source);
  return performance.now() - start;
};

/** Milliseconds for one paragraph of plain text, warm. */
function paragraphTime(): number {
  const plain = `A Title\n\n${`${sentence}\n\n`.repeat(5_000)}`;
  time(plain);
  return Math.min(time(plain), time(plain)) / 5_000;
}

/** The most that one mark, cell or line of an overloaded source may take, as a multiple of a paragraph of plain text. */
const MOST = 60;
/** Milliseconds below which a time says nothing. */
const FLOOR = 300;

describe('answers in time that grows with the marks alone', () => {
  test.each<[string, number, string]>([
    ['headings', 5_000, '# h\n'.repeat(5_000)],
    ['lines of two cells', 10_000, `T\n\n${'a | b\n'.repeat(5_000)}`],
    ['a table of 100 by 100', 10_000, `# T\n\n${`|${' c |'.repeat(100)}\n`.repeat(100)}`],
    ['levels of quotes', 100_000, `# T\n\n${'>'.repeat(100_000)} deep`],
    ['levels of lists', 100_000, `# T\n\n${'- '.repeat(100_000)}deep`],
    [
      'levels of indentation',
      1_000,
      Array.from({ length: 1_000 }, (_, i) => `${'  '.repeat(i)}- x`).join('\n'),
    ],
    ['opening brackets', 100_000, `# T\n\n${'['.repeat(100_000)}`],
    ['stars', 100_000, `# T\n\n${'*a '.repeat(100_000)}`],
    ['backticks', 80_000, `# T\n\n${Array.from({ length: 400 }, (_, i) => '`'.repeat(i)).join(' ')}`],
    ['unclosed tags', 100_000, `# T\n\n${'<a '.repeat(100_000)}`],
    ['one line without a space', MAX_SOURCE_BYTES / 20, 'x'.repeat(MAX_SOURCE_BYTES - 10)],
    ['one line of words', 35_000, sentence.repeat(35_000)],
    ['short lines', 20_000, 'Short Line\n\n'.repeat(20_000)],
    ['numbered lines', 9_000, Array.from({ length: 9_000 }, (_, i) => `${(i % 999) + 1}. Line`).join('\n')],
    ['questions', 2_000, `FAQ\n\n${'Is it so?\n\nYes.\n\n'.repeat(2_000)}`],
    [
      'footnotes',
      1_000,
      `# T\n\n## A\n\n${Array.from({ length: 1_000 }, (_, i) => `w[^${i}]\n\n[^${i}]: n`).join('\n\n')}`,
    ],
  ])('%s', { timeout: 120_000 }, (_, count, source) => {
    expect(time(source)).toBeLessThan(FLOOR + MOST * paragraphTime() * count);
  });
});

test('900,000 words of 5 MB are read', { timeout: 60_000 }, () => {
  const text = `A Title\n\n${'word '.repeat(100)}\n\n`.concat(
    `${'ferry '.repeat(8).trim()}.\n`.repeat(105_000),
  );
  const reading = readSource({ bytes: new TextEncoder().encode(text), name: 'a.txt' });
  expect(reading.ok).toBe(true);
});

test.each<[string, string, string]>([
  ['a million headings', '# h\n'.repeat(1_000_000), 'too-many-lines'],
  ['5,001 headings', '# h\n\ntext\n\n'.repeat(5_002), 'too-many-sections'],
  ['nothing', ' \n \n', 'no-text'],
])('%s: a message, and no article', (_, source, code) => {
  const parsed = parse(source);
  expect(parsed).toMatchObject({ ok: false, problem: { code, message: expect.stringMatching(/\.$/) } });
});
