import { describe, expect, test } from 'vitest';
import { lostWords } from './lossless.ts';
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
