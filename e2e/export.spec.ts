import { readFileSync } from 'node:fs';
import { expect, request, test } from '@playwright/test';
import { inspect, signIn } from './desk.ts';
import { running } from './server.ts';

const rope = `# Rope

How it is made.

## 1. Hemp

It is combed.

- Twice
- By hand

FAQ

- Does it last?
- Ten years.
`;

test('an article goes out in every format and comes in again as it was; everything goes out in an archive', async ({
  browser,
}) => {
  const editor = await signIn(browser, 'editor@galley.example');
  await editor.goto('/desk/import');
  await editor.getByLabel('Paste the article').fill(rope);
  await editor.getByRole('button', { name: 'Show what it contains' }).click();
  await editor.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(editor).toHaveURL(/\/desk\/articles\//);
  await editor.getByRole('link', { name: 'Export' }).click();
  await expect(editor.getByRole('heading', { name: 'Rope' })).toBeVisible();
  await inspect(editor, 'export');
  const exportUrl = editor.url();

  for (const format of ['Markdown with front matter', 'HTML', 'JSON']) {
    await editor.goto(exportUrl);
    const saved = editor.waitForEvent('download');
    await editor.getByRole('link', { name: format }).first().click();
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/^rope\.(md|html|json)$/);
    const file = await download.path();
    await editor.goto('/desk/import');
    await editor.getByLabel('Or choose a file').setInputFiles({
      ...{ name: download.suggestedFilename(), mimeType: 'text/plain', buffer: readFileSync(file) },
    });
    await editor.getByRole('button', { name: 'Show what it contains' }).click();
    await expect(
      editor.getByText('2 sections, 1 FAQ, 0 sections with a table, 0 parts set aside'),
    ).toBeVisible();
    await expect(editor.getByText('This may be a newer edition of “Rope”')).toBeVisible();
    await expect(editor.getByRole('treeitem', { name: '1. Hemp' })).toBeVisible();
    editor.once('dialog', (dialog) => dialog.accept());
  }

  await editor.goto(exportUrl);
  const saved = editor.waitForEvent('download');
  await editor.getByRole('link', { name: 'Markdown with front matter' }).last().click();
  const archive = readFileSync(await (await saved).path());
  expect(archive.subarray(0, 2).toString()).toBe('PK');
  expect(archive.readUInt32LE(archive.length - 22)).toBe(0x06054b50);
  expect(archive.includes('rope.md')).toBe(true);

  const stranger = await request.newContext({ baseURL: running().url });
  for (const path of ['/desk/export/all', new URL(editor.url()).searchParams.get('article')].map((part) =>
    part?.startsWith('/') ? part : `/desk/articles/${part}/export`,
  ))
    expect((await stranger.get(path)).status(), path).toBe(401);
  await stranger.dispose();
  expect((await editor.request.get('/desk/export/all?format=pdf')).status()).toBe(400);
});
