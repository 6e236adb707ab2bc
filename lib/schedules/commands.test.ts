import { spawn } from 'node:child_process';
import path from 'node:path';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { dismissNotices } from '#lib/notices/commands.ts';
import { listNotices } from '#lib/notices/queries.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import { deactivateStaff } from '#lib/staff/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish, withdraw } from '#lib/versions/commands.ts';
import { readPublished } from '#lib/versions/queries.ts';
import { cancelSchedule, publishNextDue, schedulePublication } from './commands.ts';
import { readNextDue, readSchedules } from './queries.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let article: MadeArticle;

const unexpected = (message: string, error: unknown) => {
  throw new Error(message, { cause: error });
};
const work = (db = desk.db) => publishNextDue(db, unexpected);
const soon = () => new Date(Date.now() + 500);
const tomorrow = () => new Date(Date.now() + 24 * 60 * 60 * 1000);

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  checker = await desk.person('fact_checker', 'Farid');
});
beforeEach(async () => {
  article = await makeArticle(desk, editor);
});

const schedule = (
  publishAt: Date,
  { by = editor, of = article, correction = undefined as string | undefined } = {},
) => schedulePublication(by, desk.db, { articleId: of.id, publishAt, timeZone: 'Europe/Berlin', correction });
const schedules = (of = article) => readSchedules(editor, desk.db, of.id);
const seen = async (of = article) => readPublished(desk.reader, (await of.reload()).slug);
const versions = async (of = article) =>
  (await desk.owner.selectFrom('edition').select('number').where('articleId', '=', of.id).execute()).length;
const events = async (action: string, of = article) =>
  desk.owner
    .selectFrom('event')
    .selectAll()
    .where('action', '=', action)
    .where('articleId', '=', of.id)
    .execute();

/** Schedules at a moment that then passes, with nobody there to see it. */
async function letPass(options: Parameters<typeof schedule>[1] = {}) {
  expect(await schedule(soon(), options)).toEqual({ ok: true });
  await expect.poll(() => readNextDue(desk.db), { timeout: 10_000 }).toBe(0);
}

async function revise(body: string, of = article) {
  await of.reload();
  const { id: sectionId, revisionId: basedOn, heading } = of.section('After the Dam');
  await saveRevision(editor, desk.db, { sectionId, basedOn, heading, body, note: '' });
}

describe('at its time', () => {
  test('and not before, the article is published as it stands then', async () => {
    await schedule(soon());
    expect(await work()).toBe(false);
    expect(await schedules()).toMatchObject({ pending: { by: 'Edith', timeZone: 'Europe/Berlin' } });
    await revise('The valley filled after it was scheduled.');
    await article.answerAll(checker);
    await expect.poll(() => readNextDue(desk.db), { timeout: 10_000 }).toBe(0);
    expect(await work()).toBe(true);
    expect((await seen())?.sections.map(({ body }) => body)).toContain(
      'The valley filled after it was scheduled.',
    );
    expect(await schedules()).toEqual({ pending: null, failed: null });
    expect(await events('version.published')).toMatchObject([{ actorId: editor.id }]);
    expect(await work()).toBe(false);
  });

  test('the version carries the correction that was scheduled with it', async () => {
    await article.answerAll(checker);
    expect(await schedule(tomorrow(), { correction: 'Too early.' })).toMatchObject({ code: 'invalid' });
    await publish(editor, desk.db, article.id);
    await revise('The valley filled in 1955.');
    await article.answerAll(checker);
    await letPass({ correction: 'It was 1955, not 1954.' });
    expect(await work()).toBe(true);
    expect((await seen())?.versions[0]).toMatchObject({ number: 2, correction: 'It was 1955, not 1954.' });
  });

  test('nothing is published while the gate is closed, and the people concerned are told', async () => {
    const author = await desk.person('editor', 'Olu');
    const other = await desk.person('editor', 'Uninvolved');
    await article.answerAll(checker);
    const { id: sectionId, revisionId: basedOn, heading } = article.section('After the Dam');
    await saveRevision(author, desk.db, { sectionId, basedOn, heading, body: 'Nobody read this.', note: '' });
    const scheduler = await desk.person('admin', 'Amara');
    await letPass({ by: scheduler });
    expect(await work()).toBe(true);
    expect(await seen()).toBeNull();
    expect(await schedules()).toMatchObject({
      pending: null,
      failed: {
        by: 'Amara',
        reason: '1 thing stands in the way of publishing.',
        blockers: [{ blocker: 'unsigned', section: '2. After the Dam', author: 'Olu' }],
      },
    });
    expect(await events('schedule.failed')).toMatchObject([{ actorId: scheduler.id }]);
    for (const person of [scheduler, author, editor])
      expect(await listNotices(person, desk.db, { open: true })).toContainEqual(
        expect.objectContaining({ kind: 'schedule.failed', articleId: article.id }),
      );
    for (const person of [checker, other])
      expect(await listNotices(person, desk.db, { open: false })).toEqual([]);

    // Put right and published by hand, the failure is history; the notice stays until it is put away.
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    expect((await schedules()).failed).toBeNull();
    const failures = async (open: boolean) =>
      (await listNotices(author, desk.db, { open })).filter(({ kind }) => kind === 'schedule.failed');
    const [notice] = await failures(true);
    expect(await dismissNotices(editor, desk.db, [notice?.id ?? ''])).toMatchObject({ code: 'missing' });
    expect(await dismissNotices(author, desk.db, [notice?.id ?? ''])).toEqual({ ok: true });
    expect(await failures(true)).toEqual([]);
    expect(await failures(false)).toMatchObject([{ dismissed: true }]);
  });

  test('it makes no difference that no instance ran when the time passed', async () => {
    await article.answerAll(checker);
    await letPass();
    expect(await seen()).toBeNull();
    expect(await work()).toBe(true);
    expect(await seen()).toMatchObject({ number: 1 });
  });

  test.each([
    ['has no access any more', 'deactivated', 'Left, who scheduled it, has no access any more.'],
    ['may not publish any more', 'demoted', 'Only editors publish.'],
  ])('nothing is published for somebody who %s', async (_, change, reason) => {
    const admin = await desk.person('admin', 'Amara');
    const left = await desk.person('editor', 'Left');
    await article.answerAll(checker);
    await letPass({ by: left });
    if (change === 'deactivated') await deactivateStaff(admin, desk.db, { staffId: left.id });
    else
      await desk.owner.updateTable('staff').set({ role: 'fact_checker' }).where('id', '=', left.id).execute();
    expect(await work()).toBe(true);
    expect(await seen()).toBeNull();
    expect(await schedules()).toMatchObject({ failed: { by: 'Left', reason, blockers: [] } });
    const told = async (person: Actor) => (await listNotices(person, desk.db, { open: true })).length > 0;
    expect(await told(editor)).toBe(true);
    expect([await told(admin), await told(left)]).toEqual(
      change === 'deactivated' ? [true, false] : [false, true],
    );
  });

  test('what goes wrong on the server is undone, logged and told, and keeps no other article from its time', async () => {
    await article.answerAll(checker);
    await letPass();
    await sql`create function break() returns trigger language plpgsql as 'begin raise ''broken''; end'`.execute(
      desk.owner,
    );
    await sql`create trigger broken after insert on publication for each row execute function break()`.execute(
      desk.owner,
    );
    const logged: unknown[] = [];
    const done = await publishNextDue(desk.db, (_, error) => logged.push(error)).finally(() =>
      sql`drop function break() cascade`.execute(desk.owner),
    );
    expect(done).toBe(true);
    expect(logged).toMatchObject([{ message: 'broken' }]);
    expect((await schedules()).failed?.reason).toContain('Something went wrong on the server');
    const left = await desk.owner
      .selectFrom('version')
      .select('id')
      .where('articleId', '=', article.id)
      .execute();
    expect(left).toEqual([]);
  });

  test('what somebody published by hand before is not published again, and nobody is bothered with it', async () => {
    await article.answerAll(checker);
    await letPass();
    await publish(editor, desk.db, article.id);
    expect(await work()).toBe(true);
    expect(await versions()).toBe(1);
    expect(await schedules()).toEqual({ pending: null, failed: null });
    const told = await listNotices(editor, desk.db, { open: false });
    expect(told.filter((one) => one.articleId === article.id && one.kind === 'schedule.failed')).toEqual([]);
  });
});

const instanceThatWorks = `
  const { openDb } = await import('#db/client.ts');
  const { publishNextDue } = await import('#lib/schedules/commands.ts');
  await publishNextDue(openDb(process.env.URL, 10, { application_name: 'dying' }));`;

describe('with several instances', () => {
  test('each article is published once, however they race', async () => {
    const articles = [];
    for (let i = 0; i < 8; i++) {
      const of = await makeArticle(desk, editor);
      await of.answerAll(checker);
      articles.push(of);
    }
    const at = new Date(Date.now() + 2000);
    for (const of of articles) expect(await schedule(at, { of })).toEqual({ ok: true });
    await expect.poll(() => readNextDue(desk.db), { timeout: 10_000 }).toBe(0);
    let done = 0;
    const instance = async () => {
      while ((await readNextDue(desk.db)) === 0) if (await work()) done++;
    };
    await Promise.all([instance(), instance(), instance(), instance()]);
    expect(done).toBe(8);
    for (const of of articles) {
      expect(await versions(of)).toBe(1);
      expect(await events('version.published', of)).toHaveLength(1);
    }
  });

  test('one that dies in the middle of publishing leaves it to the next, whole', async () => {
    await article.answerAll(checker);
    await letPass();
    // Holds the end of the audit log, so that the publication is written and its event waits.
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let holds = () => {};
    const holding = new Promise<void>((resolve) => {
      holds = resolve;
    });
    const holder = desk.owner.transaction().execute(async (trx) => {
      await sql`select from event_head for update`.execute(trx);
      holds();
      await held;
    });
    await holding;
    const dying = spawn(process.execPath, ['--input-type=module', '--eval', instanceThatWorks], {
      env: { ...process.env, URL: desk.urlFor('galley_app') },
      cwd: path.resolve(import.meta.dirname, '../..'),
    });
    const died = new Promise((resolve) => dying.once('exit', (_, signal) => resolve(signal)));
    const waiting = async () => {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from pg_stat_activity
        where wait_event_type = 'Lock' and application_name = 'dying'`.execute(desk.owner);
      return rows[0]?.n;
    };
    await expect.poll(waiting, { timeout: 10_000 }).toBe(1);
    expect(await work(), 'nobody else takes it meanwhile').toBe(false);
    dying.kill('SIGKILL');
    expect(await died).toBe('SIGKILL');
    release();
    await holder;
    expect(await seen()).toBeNull();
    expect((await schedules()).pending).not.toBeNull();
    await expect.poll(() => work()).toBe(true);
    expect(await versions()).toBe(1);
    expect(await events('version.published')).toHaveLength(1);
    expect((await schedules()).pending).toBeNull();
  });
});

describe('what is scheduled', () => {
  test('can be moved and cancelled, and only the last time counts', async () => {
    await article.answerAll(checker);
    await schedule(soon());
    const later = tomorrow();
    expect(await schedule(later)).toEqual({ ok: true });
    expect((await schedules()).pending?.at).toEqual(later);
    expect(await cancelSchedule(checker, desk.db, article.id)).toMatchObject({ code: 'not-allowed' });
    expect(await cancelSchedule(editor, desk.db, article.id)).toEqual({ ok: true });
    expect(await cancelSchedule(editor, desk.db, article.id)).toMatchObject({ code: 'missing' });
    expect(await schedules()).toEqual({ pending: null, failed: null });
    expect(await readNextDue(desk.db)).toBeNull();
    expect(await work()).toBe(false);
    expect(await events('schedule.made')).toHaveLength(2);
    expect(await events('schedule.cancelled')).toHaveLength(1);
  });

  test.each(['unpublished', 'retracted'] as const)('is cancelled when the article is %s', async (kind) => {
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    await schedule(tomorrow());
    expect(await withdraw(editor, desk.db, { articleId: article.id, kind, reason: 'Wrong.' })).toEqual({
      ok: true,
    });
    expect((await schedules()).pending).toBeNull();
    expect(await events(`article.${kind}`)).toMatchObject([{ detail: { cancelled: expect.any(String) } }]);
    expect(await schedule(tomorrow())).toMatchObject({ ok: kind === 'unpublished' });
    await cancelSchedule(editor, desk.db, article.id);
  });

  test('is refused to a fact-checker, for a moment that has passed and for no article', async () => {
    expect(await schedule(tomorrow(), { by: checker })).toMatchObject({ code: 'not-allowed' });
    expect(await schedule(new Date(Date.now() - 1000))).toMatchObject({ code: 'invalid' });
    const nowhere = {
      articleId: '019330c0-0000-7000-8000-000000000000',
      publishAt: tomorrow(),
      timeZone: 'UTC',
    };
    expect(await schedulePublication(editor, desk.db, nowhere)).toMatchObject({ code: 'missing' });
  });

  test('cannot be said to be done before its time, without a version of its own, or twice, not even by raw SQL', async () => {
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    const { versionId } = await desk.owner
      .selectFrom('publication')
      .select('versionId')
      .where('articleId', '=', article.id)
      .executeTakeFirstOrThrow();
    const end = (set: object) =>
      desk.db.updateTable('schedule').set(set).where('articleId', '=', article.id).execute();
    await schedule(tomorrow());
    await expect(end({ outcome: 'failed', reason: 'No.' })).rejects.toMatchObject({
      constraint_name: 'schedule_before_time',
    });
    await cancelSchedule(editor, desk.db, article.id);
    await expect(end({ outcome: 'cancelled', endedBy: editor.id })).rejects.toMatchObject({
      constraint_name: 'schedule_never_changes',
    });
    await desk.owner.executeQuery(
      sql`alter table schedule disable trigger never_changes`.compile(desk.owner),
    );
    await desk.owner.deleteFrom('schedule').where('articleId', '=', article.id).execute();
    await desk.owner.executeQuery(sql`alter table schedule enable trigger never_changes`.compile(desk.owner));
    await letPass();
    await expect(end({ outcome: 'published', versionId })).rejects.toMatchObject({
      constraint_name: 'schedule_published_version',
    });
    await expect(
      desk.db
        .updateTable('schedule')
        .set({ publishAt: tomorrow() } as never)
        .execute(),
    ).rejects.toThrow('permission denied');
    await cancelSchedule(editor, desk.db, article.id);
  });
});
