import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { addStaff } from '#lib/staff/commands.ts';
import { runCommand } from './test-command.ts';

const desk = testDesk();
const email = 'export@staff.example';
let folder: string;

beforeAll(async () => {
  const added = await addStaff(await desk.person('admin'), desk.db, {
    email,
    name: 'Ex',
    role: 'fact_checker',
  });
  if (!added.ok) throw new Error(added.message);
  folder = await mkdtemp(path.join(tmpdir(), 'galley-export-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (args: string[]) =>
  runCommand('export.mjs', args, { DATABASE_APP_URL: desk.urlFor('galley_app') });

test('every article is written into the folder, as somebody of the staff', async () => {
  await makeArticle(desk, await desk.person('editor'));
  await makeArticle(desk, await desk.person('editor'));
  for (const format of ['md', 'html', 'json']) {
    const { code, output } = await run(['--as', email, '--format', format, folder]);
    expect(output).toContain(`2 articles written to ${folder}`);
    expect(code).toBe(0);
  }
  expect((await readdir(folder)).toSorted()).toEqual(
    ['', '-2']
      .flatMap((end) => ['html', 'json', 'md'].map((ending) => `why-was-the-dam-built${end}.${ending}`))
      .toSorted(),
  );
  expect(await readFile(path.join(folder, 'why-was-the-dam-built.md'), 'utf8')).toContain(
    '## 1. Before the Dam',
  );
});

test('nothing is written for a stranger, an unknown format or no folder', async () => {
  const other = path.join(folder, 'other');
  expect(await run(['--as', 'x@staff.example', other])).toEqual({
    ...{ code: 1, output: 'Nobody on the staff has the address x@staff.example, or they have left.\n' },
  });
  for (const args of [['--as', email, '--format', 'pdf', other], ['--as', email], [other]])
    expect(await run(args)).toMatchObject({
      code: 1,
      output: expect.stringContaining('npm run export'),
    });
  expect(await readdir(folder)).not.toContain('other');
});
