import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lostFromPage } from './lossless.ts';
import { RICH_PASTE, readSource } from './read.ts';
import { readFixtures } from './test-fixtures.ts';
import { pages, pageWords } from './test-pages.ts';

/** The words of a page, or of a piece of one, that its draft lacks or has in another order; none of one that is refused. */
function lost(html: string, name: string): string[] {
  const reading = readSource({ bytes: new TextEncoder().encode(html), name });
  return reading.ok ? lostFromPage(pageWords(html), reading.draft) : [];
}

test('a draft that lacks a word, or has one elsewhere, is found out', () => {
  const html = '<h1>Title</h1><h2>One</h2><p>Some words of text.</p><h2>Two</h2><p>More of them.</p>';
  const reading = readSource({ bytes: new TextEncoder().encode(html), name: RICH_PASTE });
  if (!reading.ok) throw new Error(reading.problem.message);
  const { draft } = reading;
  expect(lostFromPage(pageWords(html), draft)).toEqual([]);
  const without = draft.items.map((item) => ({ ...item, body: item.body.replace('words', '') }));
  expect(lostFromPage(pageWords(html), { ...draft, items: without })).toContain('words');
  expect(lostFromPage(pageWords(html), { ...draft, items: draft.items.toReversed() })).not.toEqual([]);
});

test('no word of anything pasted is lost', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(pages, (html) => {
      expect(lost(html, RICH_PASTE)).toEqual([]);
    }),
    { numRuns: 300, seed: 3 },
  );
});

test('no word of any page is lost', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(pages, (html) => {
      expect(lost(`<!doctype html><title>T</title><nav>Home</nav>${html}`, 'page.html')).toEqual([]);
    }),
    { numRuns: 80, seed: 3 },
  );
});

test('no word of the documents in fixtures is lost', () => {
  const failed = readFixtures()
    .filter(({ file }) => file.endsWith('.html.txt'))
    .map(({ name, source }) => ({
      name,
      words: lost(source, name.includes('page') ? 'page.html' : RICH_PASTE),
    }));
  expect(failed.filter(({ words }) => words.length > 0)).toEqual([]);
});

const shared = '../shared/import';
const sets: [string, () => [string, string][]][] = [
  [
    'readability-pages',
    () =>
      readdirSync(`${shared}/readability-pages`)
        .flatMap((name) =>
          ['source', 'expected'].map((part) => `${shared}/readability-pages/${name}/${part}.html`),
        )
        .filter(existsSync)
        .map((file) => [file, readFileSync(file, 'utf8')]),
  ],
  [
    'article-pages',
    () =>
      readdirSync(`${shared}/article-pages/html`).map((name) => {
        const file = path.join(shared, 'article-pages/html', name);
        return [file, gunzipSync(readFileSync(file)).toString('utf8')];
      }),
  ],
];

for (const [name, files] of sets) {
  const isThere = existsSync(`${shared}/${name}`);
  if (!isThere) console.log(`${shared}/${name} is not there: its test is left out.`);
  test.skipIf(!isThere)(`no word of ${name} is lost`, { timeout: 300_000 }, () => {
    const failed = files().flatMap(([file, html]) => {
      const missing = lost(html, 'page.html');
      return missing.length ? [{ file, count: missing.length, missing: missing.slice(0, 12) }] : [];
    });
    expect(failed).toEqual([]);
  });
}
