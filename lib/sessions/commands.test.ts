import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDesk } from '#db/test-desk.ts';
import { sealingKey } from '#lib/secondfactor/seal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { hashPassword } from '#lib/staff/password.ts';
import { endSession, endSessionsOf, noteSeen, signIn } from './commands.ts';
import { listSessions, readSession } from './queries.ts';

const desk = testDesk();
const key = sealingKey('a secret for tests');
const password = 'seven quiet herons';
let passwordHash: string;
let admin: Actor;

beforeAll(async () => {
  passwordHash = await hashPassword(password);
  admin = await desk.person('admin');
});

/** Somebody with a password. */
async function somebody() {
  const actor = await desk.person('editor');
  await desk.owner.updateTable('staff').set({ passwordHash }).where('id', '=', actor.id).execute();
  return { actor, email: `${actor.id}@staff.example` };
}

const tried = (email: string, given = password, address = '192.0.2.1') =>
  signIn(desk.db, { email, password: given }, { address, browser: 'Firefox/145.0' }, key);

async function signedIn(email: string, address?: string) {
  const answer = await tried(email, password, address);
  if (!answer.ok) throw new Error(answer.message);
  return answer.sessionId;
}

const standing = async (ids: string[]) =>
  (await Promise.all(ids.map((id) => readSession(desk.db, id)))).map(Boolean);

describe('a session', () => {
  test('is begun by the right password alone, with the same answer for an account that is not there', async () => {
    const { actor, email } = await somebody();
    const id = await signedIn(email);
    expect(await readSession(desk.db, id)).toMatchObject({ id, actor });
    const [wrong, unknown] = [await tried(email, 'wrong'), await tried('nobody@staff.example')];
    expect(wrong).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(unknown).toEqual(wrong);
  });

  test('is ended by itself, and the others of the same person go on', async () => {
    const { actor, email } = await somebody();
    const ids = [await signedIn(email), await signedIn(email, '2001:db8:1:2:3::4'), await signedIn(email)];
    expect(await listSessions(actor, desk.db)).toHaveLength(3);
    expect((await listSessions(actor, desk.db)).map(({ network }) => network)).toContain('2001:db8:1:2::/64');
    const [one = '', two = ''] = ids;
    expect(await endSession(actor, desk.db, { sessionId: one })).toEqual({ ok: true });
    expect(await standing(ids)).toEqual([false, true, true]);
    expect(await endSession(actor, desk.db, { sessionId: one })).toMatchObject({ code: 'missing' });
    expect(await endSessionsOf(actor, desk.db, { staffId: actor.id, but: two })).toEqual({ ok: true });
    expect(await standing(ids)).toEqual([false, true, false]);
  });

  test('is ended by its own person or the managing editor, and by nobody else', async () => {
    const [{ actor, email }, other] = [await somebody(), await somebody()];
    const id = await signedIn(email);
    expect(await endSession(other.actor, desk.db, { sessionId: id })).toMatchObject({ code: 'missing' });
    expect(await endSession(admin, desk.db, { sessionId: id })).toMatchObject({ code: 'missing' });
    expect(await endSessionsOf(other.actor, desk.db, { staffId: actor.id })).toMatchObject({
      code: 'not-allowed',
    });
    expect(await listSessions(other.actor, desk.db)).toEqual([]);
    expect(await standing([id])).toEqual([true]);
    expect(await endSessionsOf(admin, desk.db, { staffId: actor.id })).toEqual({ ok: true });
    expect(await standing([id])).toEqual([false]);
  });

  test.each([
    ['role', { role: 'fact_checker' }],
    ['password', { passwordHash: 'another' }],
    ['access', { deactivatedAt: new Date() }],
  ])('ends with a change of the %s, also by plain SQL', async (_, change) => {
    const { actor, email } = await somebody();
    const ids = [await signedIn(email), await signedIn(email)];
    await desk.db.updateTable('staff').set({ name: 'Renamed' }).where('id', '=', actor.id).execute();
    expect(await standing(ids)).toEqual([true, true]);
    await desk.db.updateTable('staff').set(change).where('id', '=', actor.id).execute();
    const ended = await desk.owner
      .selectFrom('staffSession')
      .select('endedAt')
      .where('staffId', '=', actor.id)
      .execute();
    expect(ended.map(({ endedAt }) => endedAt !== null)).toEqual([true, true]);
    expect(await standing(ids)).toEqual([false, false]);
  });

  test('is not begun by a password that is changed in the same moment', async () => {
    const { actor, email } = await somebody();
    const [locked, change] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const changing = desk.owner.transaction().execute(async (trx) => {
      await trx.updateTable('staff').set({ passwordHash: 'x' }).where('id', '=', actor.id).execute();
      locked.resolve();
      await change.promise;
    });
    await locked.promise;
    const signing = tried(email);
    await waitsForLock();
    change.resolve();
    await changing;
    expect(await signing).toMatchObject({ ok: false });
  });

  test('ends by itself after twelve hours, and never comes back', async () => {
    const { email } = await somebody();
    const [old, ended] = [await signedIn(email), await signedIn(email)];
    await sql`alter table staff_session disable trigger kept`.execute(desk.owner);
    await desk.owner
      .updateTable('staffSession')
      .set({ expiresAt: sql`now()` })
      .where('id', '=', old)
      .execute();
    await sql`alter table staff_session enable trigger kept`.execute(desk.owner);
    expect(await standing([old, ended])).toEqual([false, true]);
    const update = (set: object) =>
      desk.db.updateTable('staffSession').set(set).where('id', '=', ended).execute();
    await update({ endedAt: new Date() });
    await expect(update({ endedAt: null })).rejects.toMatchObject({
      constraint_name: 'staff_session_never_changes',
    });
    await expect(update({ expiresAt: new Date(Date.now() + 1e9) })).rejects.toThrow('permission denied');
  });

  test('knows when it was seen last, to the minute', async () => {
    const { email } = await somebody();
    const id = await signedIn(email);
    const seen = async () => (await readSession(desk.db, id))?.seenAt.getTime() ?? 0;
    const before = await seen();
    await noteSeen(desk.db, id);
    expect(await seen()).toBe(before);
    const hourAgo = new Date(Date.now() - 3_600_000);
    await desk.db.updateTable('staffSession').set({ seenAt: hourAgo }).where('id', '=', id).execute();
    await noteSeen(desk.db, id);
    expect(await seen()).toBeGreaterThanOrEqual(before);
  });
});

describe('attempts to sign in', () => {
  /** Tries wrong passwords at once; how many were looked at and how many were refused. */
  async function guess(times: number, at: (i: number) => { email: string; address: string }) {
    const answers = await Promise.all(
      Array.from({ length: times }, (_, i) => {
        const { email, address } = at(i);
        return tried(email, `guess ${i}`, address);
      }),
    );
    const codes = answers.map((answer) => (answer.ok ? 'in' : answer.code));
    return {
      looked: codes.filter((code) => code === 'not-allowed').length,
      refused: codes.filter((code) => code === 'too-often').length,
    };
  }

  test('are ten from one place at one account, however many come at once, and the same where there is none', async () => {
    const { email } = await somebody();
    const words = [];
    for (const [at, address] of [
      [email, '198.51.100.1'],
      ['nobody.there@staff.example', '198.51.100.2'],
    ] as const) {
      expect(await guess(14, () => ({ email: at, address }))).toEqual({ looked: 10, refused: 4 });
      words.push(await tried(at, password, address));
    }
    expect(words[0]).toMatchObject({ code: 'too-often', message: expect.stringMatching(/in 1[45] minutes/) });
    expect(words[1]).toEqual(words[0]);
    expect(await tried(email, password, '198.51.100.3')).toMatchObject({ ok: true });
  });

  test('are sixty from one place at any accounts, an IPv6 place being its /64', async () => {
    const { email } = await somebody();
    expect(
      await guess(64, (i) => ({ email: `nobody${i}@staff.example`, address: `2001:db8:9:9::${i}` })),
    ).toEqual({ looked: 60, refused: 4 });
    expect(await tried(email, password, '2001:db8:9:9:ffff::1')).toMatchObject({ code: 'too-often' });
    expect(await tried(email, password, '2001:db8:9:a::1')).toMatchObject({ ok: true });
  });

  test('are fifty at one account from anywhere, but not where its person has signed in of late', async () => {
    const { email } = await somebody();
    await signedIn(email, '203.0.113.200');
    expect(await guess(55, (i) => ({ email, address: `203.0.113.${i}` }))).toEqual({
      looked: 50,
      refused: 5,
    });
    expect(await tried(email, password, '203.0.113.201')).toMatchObject({
      code: 'too-often',
      message: expect.stringMatching(/in (59|60) minutes/),
    });
    expect(await tried(email, password, '203.0.113.200')).toMatchObject({ ok: true });
    expect(await guess(10, () => ({ email, address: '203.0.113.200' }))).toEqual({ looked: 10, refused: 0 });
    expect(await tried(email, password, '203.0.113.200')).toMatchObject({ code: 'too-often' });
  });

  test('are not spent by those that succeed, and are forgotten when their time is over', async () => {
    const { email } = await somebody();
    for (let i = 0; i < 12; i++) await signedIn(email, '198.51.100.9');
    expect(await guess(11, () => ({ email, address: '198.51.100.9' }))).toEqual({ looked: 10, refused: 1 });
    await desk.owner.updateTable('signInAttempt').set({ until: sql`now() - interval '1 second'` }).execute();
    expect(await tried(email, password, '198.51.100.9')).toMatchObject({ ok: true });
    await desk.owner.updateTable('signInAttempt').set({ until: sql`now() - interval '2 hours'` }).execute();
    // A hundred are swept away with each attempt.
    for (let i = 0; i < 4; i++) await tried('somebody.else@staff.example', 'wrong', '198.51.100.10');
    const left = await desk.owner.selectFrom('signInAttempt').selectAll().execute();
    expect(left).toHaveLength(3);
    expect(JSON.stringify(left)).not.toContain('staff.example');
  });
});

/** Until a statement of this desk waits for another's lock. */
async function waitsForLock() {
  for (;;) {
    const { rows } = await sql<{ waiting: boolean }>`select exists (select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock') as waiting`.execute(desk.db);
    if (rows[0]?.waiting) return;
  }
}
