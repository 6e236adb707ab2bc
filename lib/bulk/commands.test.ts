import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDesk } from '#db/test-desk.ts';
import { importSource } from '#lib/import/commands.ts';
import { packLying } from '#lib/import/test-archives.ts';
import type { Actor } from '#lib/staff/model.ts';
import { addFiles, cancelJob, completeJob, importNext, startJob } from './commands.ts';
import { MAX_FILES } from './model.ts';
import { listFiles, listJobs, readJob } from './queries.ts';

const desk = testDesk();
let editor: Actor;
beforeAll(async () => {
  editor = await desk.person('editor');
});

let number = 0;
function article(title = 'Bulk'): { name: string; bytes: Buffer } {
  number++;
  const text = `${title} ${number}\n\n1. First\n\nText of number ${number}.\n\n2. Second\n\nMore text.\n`;
  return { name: `${number}.txt`, bytes: Buffer.from(text) };
}

async function job(files: { name: string; bytes: Uint8Array }[], actor = editor): Promise<string> {
  const started = await startJob(actor, desk.db);
  if (!started.ok) throw new Error(started.message);
  expect(await addFiles(actor, desk.db, started.jobId, files)).toEqual({ ok: true });
  expect(await completeJob(actor, desk.db, started.jobId)).toEqual({ ok: true });
  return started.jobId;
}

async function work(db = desk.db): Promise<void> {
  while (await importNext(db));
}

const countsOf = async (jobId: string) => (await readJob(editor, desk.db, jobId))?.counts;
const filesOf = (jobId: string, state: 'imported' | 'unchanged' | 'failed') =>
  listFiles(editor, desk.db, { jobId, state, from: 0, most: 100 });

async function count(table: 'article' | 'source' | 'event'): Promise<number> {
  const row = await desk.owner
    .selectFrom(table)
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

describe('a bulk import', () => {
  test('imports each file as an article, says what was there and what failed, and forgets the bytes', async () => {
    const known = article();
    await importSource(editor, desk.db, known, []);
    const fresh = article('Fresh');
    const jobId = await job([fresh, known, { name: 'photo.png', bytes: Buffer.from('\u0089PNG', 'latin1') }]);
    expect(await readJob(editor, desk.db, jobId)).toMatchObject({
      total: 3,
      arriving: false,
      counts: { waiting: 3 },
    });
    await work();
    expect(await countsOf(jobId)).toEqual({ waiting: 0, imported: 1, unchanged: 1, failed: 1, cancelled: 0 });
    expect(await filesOf(jobId, 'imported')).toMatchObject([
      { name: fresh.name, article: { title: expect.stringContaining('Fresh') } },
    ]);
    expect(await filesOf(jobId, 'failed')).toMatchObject([
      { name: 'photo.png', message: expect.stringContaining('image (PNG)'), article: null },
    ]);
    const kept = await desk.owner
      .selectFrom('importFile')
      .select('bytes')
      .where('jobId', '=', jobId)
      .execute();
    expect(kept.map((row) => row.bytes)).toEqual([null, null, null]);
    const events = await desk.owner
      .selectFrom('event')
      .select(['action', 'actorId'])
      .orderBy('seq', 'desc')
      .limit(2)
      .execute();
    expect(events).toEqual([
      { action: 'article.imported', actorId: editor.id },
      { action: 'import.started', actorId: editor.id },
    ]);
  });

  test('makes a file of each file in an archive; an archive that is refused is one that failed', async () => {
    const inside = [article(), article()].map((file) => ({ ...file, name: `deep/${file.name}` }));
    const jobId = await job([
      {
        name: 'all.zip',
        bytes: packLying([...inside, { name: 'nested.zip', bytes: packLying([article()]) }]),
      },
      { name: 'evil.zip', bytes: packLying([article(), { ...article(), name: '../evil.txt' }]) },
      {
        name: 'bomb.zip',
        bytes: packLying([{ name: 'a.txt', bytes: Buffer.alloc(4_000_000, 'a'), says: 10 }]),
      },
      { name: 'empty.zip', bytes: packLying([]) },
    ]);
    await work();
    expect((await filesOf(jobId, 'imported')).map((file) => file.name)).toEqual(
      inside.map((file) => file.name),
    );
    expect((await filesOf(jobId, 'failed')).map(({ name, message }) => [name, message])).toEqual([
      ['nested.zip', expect.stringContaining('archive')],
      ['evil.zip', expect.stringContaining('outside of it')],
      ['bomb.zip', expect.stringContaining('far more than it should')],
      ['empty.zip', expect.stringContaining('no files')],
    ]);
  });

  test('imports a file once, however many work on it at once', async () => {
    const before = await count('article');
    const same = article();
    const jobId = await job([same, same, ...Array.from({ length: 10 }, () => article('One title'))]);
    await Promise.all([work(), work(), work(), work()]);
    expect(await countsOf(jobId)).toMatchObject({ imported: 11, unchanged: 1, waiting: 0 });
    expect(await count('article')).toBe(before + 11);
  });

  test('goes on after the process that worked on it was killed, without a duplicate', async () => {
    const before = await count('article');
    const jobId = await job(Array.from({ length: 60 }, () => article('Killed')));
    const script = `
      const { openDb } = await import('#db/client.ts');
      const { importNext } = await import('#lib/bulk/commands.ts');
      const db = openDb(process.argv[1], 2);
      const work = async () => { while (await importNext(db)) process.stdout.write('.'); };
      await Promise.all([work(), work()]);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, desk.urlFor('galley_app')], {
      cwd: path.resolve(import.meta.dirname, '../..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let done = 0;
    child.stdout.on('data', (chunk) => {
      done += chunk.length;
      // At any moment: in the middle of one file or of two.
      if (done >= 20) child.kill('SIGKILL');
    });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    const left = (await countsOf(jobId))?.waiting ?? 0;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(40);
    await work();
    expect(await countsOf(jobId)).toMatchObject({ imported: 60, unchanged: 0, failed: 0, waiting: 0 });
    expect(await count('article')).toBe(before + 60);
  });

  test('can be cancelled: what waits is left, and nothing is added to it any more', async () => {
    const jobId = await job([article(), article(), article()]);
    await importNext(desk.db);
    expect(await cancelJob(editor, desk.db, jobId)).toEqual({ ok: true, left: 2 });
    await work();
    expect(await countsOf(jobId)).toEqual({ waiting: 0, imported: 1, unchanged: 0, failed: 0, cancelled: 2 });
    expect(await readJob(editor, desk.db, jobId)).toMatchObject({
      cancelledBy: editor.name,
      arriving: false,
    });
    expect(await addFiles(editor, desk.db, jobId, [article()])).toMatchObject({
      ok: false,
      code: 'conflict',
    });
    expect(await cancelJob(editor, desk.db, jobId)).toMatchObject({ ok: false, code: 'conflict' });
    const [event] = await desk.owner
      .selectFrom('event')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(1)
      .execute();
    expect(event).toMatchObject({
      action: 'import.cancelled',
      actorId: editor.id,
      subjectId: jobId,
      detail: { left: 2 },
    });
  });

  test('that is over cannot be cancelled, and one that does not exist neither', async () => {
    const jobId = await job([article()]);
    await work();
    expect(await cancelJob(editor, desk.db, jobId)).toMatchObject({ ok: false, code: 'conflict' });
    expect(await cancelJob(editor, desk.db, editor.id)).toMatchObject({ ok: false, code: 'missing' });
  });

  test('is for editors: a fact-checker starts none, adds nothing, cancels nothing and sees none', async () => {
    const checker = await desk.person('fact_checker');
    const jobId = await job([article()]);
    expect(await startJob(checker, desk.db)).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await addFiles(checker, desk.db, jobId, [article()])).toMatchObject({
      ok: false,
      code: 'not-allowed',
    });
    expect(await completeJob(checker, desk.db, jobId)).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await cancelJob(checker, desk.db, jobId)).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await listJobs(checker, desk.db)).toEqual([]);
    expect(await readJob(checker, desk.db, jobId)).toBeNull();
    await work();
  });

  test('takes files from the person who started it only', async () => {
    const started = await startJob(editor, desk.db);
    const other = await desk.person('editor');
    const { jobId } = started as { jobId: string };
    expect(await addFiles(other, desk.db, jobId, [article()])).toMatchObject({ ok: false, code: 'missing' });
  });

  test('stops importing for a person who has left, or may not import any more', async () => {
    const leaver = await desk.person('editor');
    const mover = await desk.person('editor');
    const jobs = [await job([article()], leaver), await job([article()], mover)];
    await desk.owner
      .updateTable('staff')
      .set({ deactivatedAt: new Date() })
      .where('id', '=', leaver.id)
      .execute();
    await desk.owner.updateTable('staff').set({ role: 'fact_checker' }).where('id', '=', mover.id).execute();
    const before = await count('article');
    await work();
    expect(await count('article')).toBe(before);
    for (const jobId of jobs) expect(await countsOf(jobId)).toMatchObject({ failed: 1, waiting: 0 });
  });

  test('takes 20,000 files at most', async () => {
    const { jobId } = (await startJob(editor, desk.db)) as { jobId: string };
    await desk.owner
      .insertInto('importFile')
      .values({ jobId, position: MAX_FILES - 1, name: 'last', state: 'cancelled', doneAt: new Date() })
      .execute();
    expect(await addFiles(editor, desk.db, jobId, [article()])).toMatchObject({ ok: false, code: 'invalid' });
    expect((await readJob(editor, desk.db, jobId))?.total).toBe(1);
  });
});

describe('raw SQL as the application’s role', () => {
  test('neither does a file again that is done, nor deletes it', async () => {
    const jobId = await job([article()]);
    await work();
    const again = desk.db
      .updateTable('importFile')
      .set({ state: 'waiting', articleId: null, doneAt: null, bytes: Buffer.from('x') });
    await expect(again.where('jobId', '=', jobId).execute()).rejects.toMatchObject({
      constraint_name: 'import_file_done_once',
    });
    await expect(desk.db.deleteFrom('importFile').execute()).rejects.toMatchObject({ code: '42501' });
  });
});
