import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDesk } from '#db/test-desk.ts';
import type { Actor } from '#lib/staff/model.ts';
import { hashPassword } from '#lib/staff/password.ts';
import { endSession, endSessionsOf, noteSeen, signIn } from './commands.ts';
import { listSessions, readSession } from './queries.ts';

const desk = testDesk();
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
  signIn(desk.db, { email, password: given }, { address, browser: 'Firefox/145.0' });

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

/** Until a statement of this desk waits for another's lock. */
async function waitsForLock() {
  for (;;) {
    const { rows } = await sql<{ waiting: boolean }>`select exists (select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock') as waiting`.execute(desk.db);
    if (rows[0]?.waiting) return;
  }
}
