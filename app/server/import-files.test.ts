import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDesk } from '#db/test-desk.ts';
import { packLying } from '#lib/import/test-archives.ts';
import { ProgressLine } from './progress-line.ts';

const desk = testDesk();
const folder = mkdtempSync(path.join(tmpdir(), 'galley-cli-'));
const article = (title: string) => `${title}\n\n1. First\n\nThe text of ${title}.\n`;
const report = path.join(folder, 'report.json');
const addressOf = (id: string) => `${id}@staff.example`;
let editor: string;

beforeAll(async () => {
  editor = addressOf((await desk.person('editor')).id);
  mkdirSync(path.join(folder, 'in/deep'), { recursive: true });
  writeFileSync(path.join(folder, 'in/10.txt'), article('Ten'));
  writeFileSync(path.join(folder, 'in/deep/2.md'), '# Two\n\n## First\n\nText.\n');
  writeFileSync(path.join(folder, 'in/.DS_Store'), 'litter');
  const entries = ['Three', 'Four'].map((title) => ({
    name: `a/${title}.txt`,
    bytes: Buffer.from(article(title)),
  }));
  writeFileSync(path.join(folder, 'in/more.zip'), packLying(entries));
  writeFileSync(path.join(folder, 'empty.txt'), '');
  writeFileSync(path.join(folder, 'evil.zip'), packLying([{ name: '/evil.txt', bytes: Buffer.from('x') }]));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command as a person would, in the folder of the files. */
function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const script = path.resolve(import.meta.dirname, 'import-files.mjs');
  const env = { ...process.env, DATABASE_APP_URL: desk.urlFor('galley_app') };
  return new Promise((resolve) =>
    execFile(process.execPath, [script, ...args], { cwd: folder, env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    ),
  );
}

describe('npm run import', () => {
  test('imports files, folders and archives, reports on each, and ends with 0', async () => {
    const { code, out } = await run('--as', editor, '--json', report, 'in');
    expect(out.trim().split('\n').at(-1)).toBe('4 imported, 0 already there, 0 failed.');
    expect(out).toContain('in/10.txt: Ten');
    expect(code).toBe(0);
    const { files, counts } = JSON.parse(readFileSync(report, 'utf8'));
    expect(counts).toEqual({ imported: 4, unchanged: 0, failed: 0 });
    expect(files.map((line: { file: string }) => line.file).sort()).toEqual([
      'in/10.txt',
      'in/deep/2.md',
      'in/more.zip/a/Four.txt',
      'in/more.zip/a/Three.txt',
    ]);
    expect(files[0]).toEqual({
      file: expect.any(String),
      state: 'imported',
      title: expect.any(String),
      articleId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('imports nothing twice, says what failed, and ends with 1', async () => {
    const { code, out } = await run(
      '--as',
      editor.toUpperCase(),
      '--json',
      report,
      'in',
      'empty.txt',
      'evil.zip',
    );
    expect(code).toBe(1);
    expect(out.trim().split('\n').at(-1)).toBe('0 imported, 4 already there, 2 failed.');
    const { files } = JSON.parse(readFileSync(report, 'utf8'));
    expect(files.filter((line: { state: string }) => line.state === 'failed')).toEqual([
      { file: 'empty.txt', state: 'failed', message: expect.stringContaining('is empty') },
      { file: 'evil.zip', state: 'failed', message: expect.stringContaining('outside of it') },
    ]);
    const events = await desk.owner.selectFrom('event').select('action').execute();
    expect(events.filter(({ action }) => action === 'article.imported')).toHaveLength(4);
  });

  test('begins nothing for somebody who may not import, a path that is not there, or without a name', async () => {
    const checker = addressOf((await desk.person('fact_checker')).id);
    const gone = await desk.person('editor');
    await desk.owner
      .updateTable('staff')
      .set({ deactivatedAt: new Date() })
      .where('id', '=', gone.id)
      .execute();
    expect(await run('--as', checker, 'in')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Only editors import'),
    });
    expect(await run('--as', addressOf(gone.id), 'in')).toMatchObject({
      code: 2,
      err: expect.stringContaining('they have left'),
    });
    expect(await run('--as', editor, 'nowhere')).toMatchObject({
      code: 2,
      err: expect.stringContaining('nowhere'),
    });
    expect(await run('in')).toMatchObject({ code: 2, err: expect.stringContaining('--as') });
  });
});

test('on a terminal the progress is one line, with what failed above it', () => {
  const written: string[] = [];
  const terminal = { isTTY: true as const, columns: 60, write: (text: string) => written.push(text) > 0 };
  const line = new ProgressLine(terminal, 1);
  line.expect(1);
  line.show('imported a.txt', false, '1 imported');
  line.show('failed b.txt', true, '1 imported, 1 failed');
  line.end('Done.');
  expect(written.join('').split('\r\x1b[K')).toEqual([
    '',
    '[############------------] 1 of 2: 1 imported',
    'failed b.txt\n[########################] 2 of 2: 1 imported, 1 failed',
    'Done.\n',
  ]);
});
