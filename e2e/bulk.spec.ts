import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { docx, p, packLying } from '#lib/import/test-archives.ts';
import { inspect, signIn } from './desk.ts';
import { startGalley } from './server.ts';

const article = (title: string) =>
  `${title}\n\n1. First\n\nThe text of ${title}.\n\n2. Second\n\nMore of it.\n`;
const file = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

/** The number of articles on the desk. */
async function articles(page: Page): Promise<number> {
  await page.goto('/desk');
  return Number((await page.locator('h1 .count').textContent())?.replace(',', ''));
}

test('several files, an archive and a Word document are imported with progress, and nothing twice', async ({
  browser,
}) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const before = await articles(editor);
  const chosen = [
    file('one.txt', article('The First Lock')),
    file('two.md', `# The Second Lock\n\n## Gates\n\nOak, says the archive.\n`),
    file(
      'three.docx',
      docx(`${p('The Third Lock', 'Title')}${p('Built', 'Heading1')}${p('It was built in 1931.')}`),
    ),
    file(
      'rest.zip',
      packLying([4, 5].map((n) => ({ name: `rest/${n}.txt`, bytes: Buffer.from(article(`Lock ${n}`)) }))),
    ),
    file('evil.zip', packLying([{ name: '../evil.txt', bytes: Buffer.from('x') }])),
    file('photo.png', Buffer.from('\u0089PNG', 'latin1')),
  ];
  await editor.goto('/desk/import');
  await editor.getByRole('link', { name: 'import many' }).click();
  await expect(editor).toHaveTitle('Import many · Galley');
  await inspect(editor, 'bulk-choose');
  await editor.getByLabel('Files or archives').setInputFiles(chosen);
  await editor.getByRole('button', { name: 'Import them' }).click();
  await expect(editor.getByRole('heading', { name: 'Import done' })).toBeVisible({ timeout: 30_000 });
  await expect(editor.getByRole('status')).toHaveText('7 of 7 done · 5 imported · 2 failed');
  await expect(editor.getByText('would lie outside of it')).toBeVisible();
  await expect(editor.getByText('image (PNG)')).toBeVisible();
  await inspect(editor, 'bulk-done');
  await editor.getByRole('link', { name: '5 imported' }).click();
  await expect(editor.getByRole('link', { name: 'The Third Lock' })).toBeVisible();
  await inspect(editor, 'bulk-imported');
  await editor.getByRole('link', { name: 'The Third Lock' }).click();
  await expect(editor.getByText('It was built in 1931.')).toBeVisible();
  await editor.getByRole('link', { name: 'Source', exact: true }).click();
  await expect(editor.getByRole('region', { name: 'The source' })).toContainText('It was built in 1931.');
  await expect(editor.getByText('three.docx: a Word document')).toBeVisible();
  await inspect(editor, 'source');
  const download = editor.waitForEvent('download');
  await editor.getByRole('link', { name: 'The file as it came' }).click();
  expect((await download).suggestedFilename()).toBe('three.docx');
  expect(await articles(editor)).toBe(before + 5);

  await editor.goto('/desk/import/many');
  await expect(editor.getByText('5 imported')).toBeVisible();
  await editor.getByLabel('Files or archives').setInputFiles(chosen.slice(0, 4));
  await editor.getByRole('button', { name: 'Import them' }).click();
  await expect(editor.getByRole('heading', { name: 'Import done' })).toBeVisible({ timeout: 60_000 });
  await expect(editor.getByRole('status')).toHaveText('5 of 5 done · 5 already there');
  expect(await articles(editor)).toBe(before + 5);
});

test('a folder is imported with its folders, and can be cancelled on the way', async ({ browser }) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const folder = mkdtempSync(path.join(tmpdir(), 'galley-folder-'));
  mkdirSync(path.join(folder, 'deep'));
  for (let n = 0; n < 200; n++) writeFileSync(path.join(folder, 'deep', `${n}.txt`), article(`Weir ${n}`));
  // The last of four portions is held back, so that the import is still arriving however fast it goes.
  let portions = 0;
  let release = () => {};
  const cancelled = new Promise<void>((resolve) => {
    release = resolve;
  });
  await editor.route('**/desk/import/many/files', async (route) => {
    if (++portions === 4) await cancelled;
    await route.continue();
  });
  await editor.goto('/desk/import/many');
  await editor.getByLabel('Or a folder').setInputFiles(folder);
  await editor.getByRole('button', { name: 'Import them' }).click();
  await expect(editor.getByText('150 of 200 files sent.')).toBeVisible({ timeout: 30_000 });

  const beside = await editor.context().newPage();
  await beside.goto('/desk/import/many');
  await beside.locator('a[href^="/desk/import/many/"]').first().click();
  await expect(beside.getByRole('heading', { name: 'Importing…' })).toBeVisible();
  await beside.getByRole('button', { name: 'Cancel' }).click();
  await beside.getByRole('button', { name: 'Leave out the files that wait' }).click();
  await expect(beside.getByRole('heading', { name: 'Import cancelled' })).toBeVisible();
  await inspect(beside, 'bulk-cancelled');
  release();
  await expect(editor.getByRole('alert').first()).toContainText('150 files had been sent before.');
});

test('an address inside is not fetched, and the editor is told why', async ({ browser }) => {
  const editor = await signIn(browser, 'editor@galley.example');
  await editor.goto('/desk/import');
  await editor.getByLabel('Or give its address').fill('http://127.0.0.1:5432/');
  await inspect(editor, 'import-address');
  await editor.getByRole('button', { name: 'Show what it contains' }).click();
  await expect(editor.getByText('127.0.0.1 is not in the public internet')).toBeVisible();
});

test('a request of another site’s page is turned away, and so is a fact-checker', async ({ browser }) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const refused = await editor.request.post('/desk/import/many/files', {
    headers: { 'sec-fetch-site': 'cross-site' },
    multipart: { jobId: 'x' },
  });
  expect(refused.status()).toBe(403);
  const checker = await signIn(browser, 'checker@galley.example');
  await checker.goto('/desk/import/many');
  await expect(checker.getByText('Editors import articles.')).toBeVisible();
});

test('a server that is killed in the middle goes on at its next start, and imports nothing twice', async ({
  browser,
}) => {
  const data = mkdtempSync(path.join(tmpdir(), 'galley-bulk-'));
  const first = await startGalley({ GALLEY_DATA: data });
  const editor = await signIn(browser, 'editor@galley.example', first);
  const files = Array.from({ length: 150 }, (_, n) => file(`${n}.txt`, article(`Canal ${n}`)));
  await editor.goto(`${first.url}/desk/import/many`);
  await editor.getByLabel('Files or archives').setInputFiles(files);
  await editor.getByRole('button', { name: 'Import them' }).click();
  await expect(editor.getByRole('heading', { name: 'Importing…' })).toBeVisible({ timeout: 60_000 });
  const job = new URL(editor.url()).pathname;
  first.kill('SIGKILL');
  await first.ended;

  const again = await startGalley({ GALLEY_DATA: data });
  const back = await signIn(browser, 'editor@galley.example', { ...again, accounts: first.accounts });
  await back.goto(`${again.url}${job}`);
  await expect(back.getByRole('heading', { name: 'Import done' })).toBeVisible({ timeout: 120_000 });
  await expect(back.getByRole('status')).toHaveText('150 of 150 done · 150 imported');
  // The demonstration article is there as well.
  expect(await articles(back)).toBe(151);
  await again.stop();
  rmSync(data, { recursive: true, force: true });
});
