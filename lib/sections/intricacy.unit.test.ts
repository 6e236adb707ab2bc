import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tooIntricate } from './intricacy.ts';
import { bodyTree, normalise } from './markdown.ts';

const many = (text: string, size: number) => text.repeat(Math.ceil(size / text.length)).slice(0, size);

describe('what no parser can read in time is refused at once, with a reason', () => {
  test.each<[string, string, RegExp]>([
    ['bold that never ends', '**a'.repeat(20_000), /marks/],
    ['quotes in quotes', '>'.repeat(5_000), /nests too deep/],
    ['quotes of lists', '> - '.repeat(5_000), /nests too deep/],
    ['lists in lists', '- '.repeat(5_000), /nests too deep/],
    [
      'lists by indentation',
      Array.from({ length: 500 }, (_, i) => `${'  '.repeat(i)}- x`).join('\n'),
      /nests too deep/,
    ],
    ['brackets', ']'.repeat(60_000), /marks/],
    ['brackets over many lines', '[a]\n'.repeat(15_000), /marks/],
    ['bold in a paragraph that looks like a list', `a\n${'2. **a\n'.repeat(8_000)}`, /marks/],
    ['bold in a paragraph that looks like a table', `a\n${'**a |\n'.repeat(8_000)}`, /marks/],
    ['lines that go on a quote', '> a\nb\n'.repeat(10_000), /quote/],
    ['lines without end', 'a  \n'.repeat(15_000), /lines/],
    [
      'a wide table of short rows',
      `${'|a'.repeat(1_000)}|\n${'|-'.repeat(1_000)}|\n${'|b|\n'.repeat(1_000)}`,
      /cells/,
    ],
    ['headings that are underlined', 'a\n===\n\n'.repeat(1_100), /underlined/],
    ['a fence that is none', `\`\`\` a\`b\n${'**a'.repeat(20_000)}`, /marks/],
    ['what follows a fence', `\`\`\`\n**\n\`\`\`\n${'**a'.repeat(20_000)}`, /marks/],
  ])('%s', (_, markdown, reason) => {
    const start = performance.now();
    expect(tooIntricate(markdown)).toMatch(reason);
    expect(tooIntricate(markdown)).toMatch(/^This text .*\(line \d+\)\.$/);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('what people write is not', () => {
  test.each<[string, string]>([
    ['60 kB of plain text', many('The ferry leaves at nine. It comes back at six.\n\n', 60_000)],
    [
      'a long list with bold words',
      many('- **Lima**: the [capital](https://example.org), *old* and new\n', 60_000),
    ],
    [
      'a table of 10,000 cells with bold words',
      `|a|b|c|d|\n|-|-|-|-|\n${'|**a**|*b*|[c](d)|d|\n'.repeat(2_500)}`,
    ],
    [
      'thousands of footnotes',
      Array.from({ length: 2_000 }, (_, i) => `a[^${i}]\n\n[^${i}]: b`).join('\n\n'),
    ],
    ['a long block of code', `\`\`\`\n${'a = b * c[1] * d[2]\n'.repeat(2_900)}\`\`\``],
    ['marks that are written as text', many('\\*a \\[b\\] \\_c ', 60_000)],
    ['nested lists', Array.from({ length: 2_000 }, (_, i) => `${'  '.repeat(i % 20)}- a *b* c`).join('\n')],
  ])('%s', (_, markdown) => {
    expect(tooIntricate(markdown)).toBeUndefined();
  });
});

/** Pieces of Markdown that cost a parser the most when there are many of them. */
const piece = fc.constantFrom(
  ...[
    '**a',
    '*a ',
    '_a',
    '~~a',
    '[',
    ']',
    '[a](',
    '![',
    '`a',
    '<a ',
    '<!--',
    '&amp;',
    'http://a.b ',
    'a@b',
    'www.a',
    '\\',
    '> ',
    '- ',
    '1. ',
    '2) ',
  ],
  ...[
    '    ',
    '\t',
    '|',
    '|a|b|\n|-|-|\n',
    '|c|',
    '[^1]',
    '[^1]: a',
    '[a]: b',
    '***',
    '\n',
    '\n',
    '\n\n',
    '  \n',
    '```',
    '~~~\n',
    '===\n',
    '---\n',
    '# ',
    'word ',
    '- [ ] ',
    '$',
    ':',
    '"',
  ],
);

/** Milliseconds for 60 kB of plain text on this machine, now. */
function plainTime(): number {
  const plain = many('The ferry leaves at nine. It comes back at six.\n\n', 60_000);
  normalise(plain);
  const start = performance.now();
  normalise(plain);
  return performance.now() - start;
}

test('what is within the limits is read in time that grows with its length', { timeout: 300_000 }, () => {
  const most = Math.max(1_500, 10 * plainTime());
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
      const markdown = longestWithin(pieces.join(''), 10_000);
      const start = performance.now();
      const body = normalise(markdown);
      expect(performance.now() - start).toBeLessThan(most);
      bodyTree(body);
    }),
    { numRuns: 30, seed: 6 },
  );
});

test('thousands of lists, quotes and footnotes are read in time that grows with their number', {
  timeout: 120_000,
}, () => {
  const time = (count: number) => {
    const markdown = Array.from({ length: count }, (_, i) => `a[^${i}]\n\n> b\n\n- c\n\n[^${i}]: d`).join(
      '\n\n',
    );
    const start = performance.now();
    normalise(markdown);
    return performance.now() - start;
  };
  time(300);
  // Of six times as many, six times the time; thirty-six times is what grows with the square.
  expect(time(1_800)).toBeLessThan(18 * Math.max(time(300), time(300), 30));
});

/** As much of a repeated text, up to a size, as is not refused. */
function longestWithin(text: string, size: number): string {
  let length = size;
  while (length > 0 && tooIntricate(many(text, length))) length = Math.floor(length / 2);
  return many(text, length);
}
