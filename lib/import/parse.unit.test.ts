import { describe, expect, test } from 'vitest';
import { sectionText } from '#lib/sections/text.ts';
import { lostWords } from './lossless.ts';
import { parse } from './parse.ts';
import { readFixture, readFixtures, written } from './test-fixtures.ts';

const fixtures = readFixtures();
const files = [...new Set(fixtures.map(({ file }) => file))];

describe.each(files)('%s', (file) => {
  const cases = fixtures.filter((fixture) => fixture.file === file);
  test.each(cases.map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
    const draft = readFixture(fixture);
    expect(written(draft)).toBe(fixture.outline);
    if (!file.endsWith('.html.txt')) expect(lostWords(fixture.source, draft)).toEqual([]);
  });
});

test('the documents are at least fifty of text and twenty of HTML', () => {
  const [html, text] = [true, false].map((isHtml) =>
    fixtures.filter(({ file }) => file.endsWith('.html.txt') === isHtml),
  );
  expect(text?.length).toBeGreaterThanOrEqual(50);
  expect(html?.length).toBeGreaterThanOrEqual(20);
});

test('a dek is kept word for word, also where it looks like Markdown', () => {
  const parsed = parse(
    '# The Dam\n\nIt cost 5\\*3 and [so on] in snake\\_case.\n\n## One\n\nText.\n\n## Two\n\nMore.',
  );
  expect(parsed.ok && sectionText('', parsed.draft.dek).text).toBe('It cost 5*3 and [so on] in snake_case.');
});
