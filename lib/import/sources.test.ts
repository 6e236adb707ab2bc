import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testDesk } from '#db/test-desk.ts';
import type { Actor } from '#lib/staff/model.ts';
import { importSource } from './commands.ts';
import { readOriginal, readSources } from './queries.ts';
import { docx, p } from './test-archives.ts';

const desk = testDesk();
let editor: Actor;
beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
});

async function bring(name: string, content: string | Buffer, url?: string): Promise<string> {
  const answer = await importSource(editor, desk.db, { bytes: Buffer.from(content), name, url }, []);
  if (!answer.ok) throw new Error(answer.message);
  return answer.articleId;
}

test('a page is kept with its type, hash, byline, date and addresses, and its text beside it', async () => {
  const page = `<!doctype html><html><head><title>Bread Prices</title><link rel="canonical" href="https://paper.example/bread">
    <meta name="author" content="Ada Baker"><meta property="article:published_time" content="2024-05-01"></head>
    <body><article><h1>Bread Prices</h1><p>What a loaf costs, by town and by year, in every province of the country.</p>
    <h2>By town</h2><p>In Lyon a loaf is 1.45 and in Lille it is 1.30, says the guild of bakers in its yearly report.</p></article></body></html>`;
  const articleId = await bring('bread.html', page, 'https://paper.example/bread?from=feed');
  const [source, ...others] = await readSources(editor, desk.db, articleId);
  expect(others).toEqual([]);
  expect(source).toMatchObject({
    ...{ name: 'bread.html', type: 'text/html', encoding: 'UTF-8', size: Buffer.byteLength(page) },
    ...{
      importedBy: 'Edith',
      importer: expect.stringMatching(/^galley\/\d+$/),
      byline: 'Ada Baker',
      dated: '2024-05-01',
    },
    ...{ url: 'https://paper.example/bread?from=feed', canonicalUrl: 'https://paper.example/bread' },
    ...{
      sha256: createHash('sha256').update(page).digest('hex'),
      text: expect.stringContaining('In Lyon a loaf is 1.45'),
    },
  });
  const original = await readOriginal(editor, desk.db, source?.id ?? '');
  expect(original).toEqual({ name: 'bread.html', bytes: Buffer.from(page) });
});

test('front matter tells the byline, the date and the address of a text', async () => {
  const text =
    '---\ntitle: The Weir\nauthors:\n  - Ada\n  - "Bo"\ndate: 2023-01-02\nsource: https://weir.example/a\n---\n\n## One\n\nText.\n';
  const [source] = await readSources(editor, desk.db, await bring('weir.md', text));
  expect(source).toMatchObject({
    type: 'text/markdown',
    byline: 'Ada, Bo',
    dated: '2023-01-02',
    canonicalUrl: 'https://weir.example/a',
    url: null,
  });
});

test('an address that is none of the web is not kept as one', async () => {
  const text = '---\ntitle: The Gate\nurl: javascript:alert(1)\n---\n\n## One\n\nText.\n';
  const [source] = await readSources(editor, desk.db, await bring('gate.md', text));
  expect(source).toMatchObject({ canonicalUrl: null });
});

test('a Word document is kept as it came and shown as text', async () => {
  const bytes = docx(`${p('The Sluice', 'Title')}${p('Built', 'Heading1')}${p('It was built in 1931.')}`);
  const [source] = await readSources(editor, desk.db, await bring('sluice.docx', bytes));
  expect(source).toMatchObject({
    encoding: 'DOCX',
    type: expect.stringContaining('wordprocessingml'),
    text: 'The Sluice\nBuilt\nIt was built in 1931.',
  });
  expect((await readOriginal(editor, desk.db, source?.id ?? ''))?.bytes.equals(bytes)).toBe(true);
});
