import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { parse } from '#lib/import/parse.ts';
import { parseMarkdown } from './markdown.ts';

const parser = unified().use(remarkParse).use(remarkGfm).freeze();
const seed = '../shared/seed/why-is-biden-in-peru.txt';

test('text without a mark has the tree that the parser gives it', () => {
  const words = fc.constantFrom(
    ...[
      'Rain',
      'fell',
      'in',
      '1954',
      '“quoted”',
      'it’s',
      "it's",
      'north-west',
      '(aside)',
      '$40',
      '50%',
      'a:b',
      'Ém',
      '日本',
    ],
    ...[
      '-',
      '+',
      '=',
      '1.',
      '1)',
      '--',
      '---',
      '...',
      '!',
      '?',
      ';',
      ',',
      '/',
      '"x"',
      'http',
      'www',
      'a.b',
      '😀',
      ' ',
      '  ',
      '\t',
    ],
    ...[
      '\n',
      '\n\n',
      '*',
      '_a_',
      '`',
      '[x]',
      '<b>',
      '&amp;',
      '|',
      '~',
      '#',
      '@',
      'a@b.c',
      'www.a.b',
      'http://a.b',
      '\\',
      '\r',
    ],
    ...['mailto:a', 'xmpp:a', '\u00a0', '\u200b', '\u2028', '\0', '\ud800', 'ab:c.d', 'HTTP', 'WWW.A.B'],
  );
  const text = fc.array(fc.tuple(words, fc.constantFrom(' ', ' ', ' ', '', '\n\n')), { maxLength: 14 });
  fc.assert(
    fc.property(text, (parts) => {
      const markdown = parts.flat().join('');
      // HTML, and what GFM alone takes for an address, become text in `parseMarkdown`.
      if (!/<|@\S*_/.test(markdown)) expect(parseMarkdown(markdown)).toEqual(parser.parse(markdown));
    }),
    { numRuns: Number(process.env.GALLEY_PROPERTY_RUNS ?? 2_000) },
  );
});

test('so have the bodies of the seed', ({ skip }) => {
  if (!existsSync(seed)) return skip('the seed article is not beside the repository');
  const parsed = parse(readFileSync(seed, 'utf8'));
  if (!parsed.ok) throw new Error(parsed.problem.message);
  for (const { body } of parsed.draft.items) expect(parseMarkdown(body)).toEqual(parser.parse(body));
});
