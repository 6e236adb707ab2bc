import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDesk } from '#db/test-desk.ts';
import { hashOf } from '#lib/previews/token.ts';
import { sealingKey } from '#lib/secondfactor/seal.ts';
import { signIn } from '#lib/sessions/commands.ts';
import { readSession } from '#lib/sessions/queries.ts';
import {
  addStaff,
  changePassword,
  changeRole,
  deactivateStaff,
  makeLink,
  setPasswordByLink,
} from './commands.ts';
import type { Actor, Role } from './model.ts';
import { listStaff, readLink } from './queries.ts';

const desk = testDesk();
const key = sealingKey('a secret for tests');
let admin: Actor;

beforeAll(async () => {
  admin = await desk.person('admin');
});

const password = 'seven quiet herons';

/** The token of somebody's invitation. */
async function invited(email: string) {
  const answer = await addStaff(admin, desk.db, { name: 'Nadia', email, role: 'fact_checker' });
  if (!answer.ok) throw new Error(answer.message);
  return answer.token;
}

/** Somebody who was invited and has set their password. */
async function added(email: string) {
  const answer = await setPasswordByLink(desk.db, { token: await invited(email), password });
  if (!answer.ok) throw new Error(answer.message);
}

/** The session that an address and a password begin, or null. */
async function signedIn(email: string, password: string) {
  const answer = await signIn(desk.db, { email, password }, { address: '192.0.2.1', browser: '' }, key);
  return answer.ok ? readSession(desk.db, answer.sessionId) : null;
}

const staffIdOf = async (email: string) =>
  (await desk.owner.selectFrom('staff').select('id').where('email', '=', email).executeTakeFirstOrThrow()).id;

async function linkFor(email: string) {
  const answer = await makeLink(admin, desk.db, { staffId: await staffIdOf(email) });
  if (!answer.ok) throw new Error(answer.message);
  return answer.token;
}

test('a link goes out by e-mail, to the person alone, where that is set up', async () => {
  const person = { name: 'Noor', email: 'noor@desk.example', role: 'editor' as const };
  const added = await addStaff(admin, desk.db, person, 'https://desk.example');
  if (!added.ok) throw new Error(added.message);
  const staffId = await staffIdOf(person.email);
  const again = await makeLink(admin, desk.db, { staffId }, 'https://desk.example');
  if (!again.ok) throw new Error(again.message);
  const mails = await desk.owner.selectFrom('mail').select(['recipient', 'text']).orderBy('id').execute();
  expect(mails.map(({ recipient }) => recipient)).toEqual([person.email, person.email]);
  expect(mails.map(({ text }) => /link\/(\S+)/.exec(text ?? '')?.[1])).toEqual([added.token, again.token]);
});

describe('staff', () => {
  test('are invited by the managing editor and sign in with a password that nobody else has seen', async () => {
    const token = await invited('nadia@desk.example');
    for (const guess of ['null', '', 'none']) expect(await signedIn('nadia@desk.example', guess)).toBeNull();
    expect(await readLink(desk.db, token)).toMatchObject({ name: 'Nadia', purpose: 'invitation' });
    expect(await setPasswordByLink(desk.db, { token, password })).toEqual({ ok: true });
    expect(await signedIn('nadia@desk.example', password)).toMatchObject({
      actor: { name: 'Nadia', role: 'fact_checker' },
    });
    expect(await signedIn('nadia@desk.example', `${password}x`)).toBeNull();
    expect(await signedIn('nobody@desk.example', password)).toBeNull();
    const [staff, links, events] = await Promise.all([
      desk.owner.selectFrom('staff').selectAll().where('email', '=', 'nadia@desk.example').execute(),
      sql<{ all: string }>`select string_agg(l::text, ' ') as all from staff_link l`.execute(desk.owner),
      desk.owner.selectFrom('event').selectAll().execute(),
    ]);
    expect(staff[0]?.passwordHash).toMatch(/^\$argon2id\$/);
    const stored = JSON.stringify([staff, links.rows, events]);
    expect(stored).not.toContain(password);
    expect(stored).not.toContain(token);
    expect(stored).toContain(hashOf(token).toString('hex'));
    expect(events.map(({ action }) => action)).toContain('staff.password-set');
  });

  test('have one account to an address', async () => {
    await added('twice@desk.example');
    const again = await addStaff(admin, desk.db, {
      name: 'Other',
      email: 'twice@desk.example',
      role: 'editor',
    });
    expect(again).toMatchObject({ ok: false, code: 'taken' });
  });

  test('lose their sessions at once when their access ends', async () => {
    await added('leaving@desk.example');
    const session = await signedIn('leaving@desk.example', password);
    const staffId = session?.actor.id ?? '';
    expect(await deactivateStaff(admin, desk.db, { staffId })).toEqual({ ok: true });
    expect(await readSession(desk.db, session?.id ?? '')).toBeNull();
    expect(await signedIn('leaving@desk.example', password)).toBeNull();
    expect(await deactivateStaff(admin, desk.db, { staffId })).toMatchObject({ ok: false, code: 'missing' });
  });

  test('are managed by nobody else, and the managing editor does not lock themselves out', async () => {
    for (const role of ['editor', 'fact_checker'] as const) {
      const person = await desk.person(role);
      expect(
        await addStaff(person, desk.db, { name: 'X', email: `${role}@desk.example`, role: 'admin' }),
      ).toMatchObject({ code: 'not-allowed' });
      expect(await deactivateStaff(person, desk.db, { staffId: admin.id })).toMatchObject({
        code: 'not-allowed',
      });
      expect(await listStaff(person, desk.db)).toEqual([]);
    }
    expect(await deactivateStaff(admin, desk.db, { staffId: admin.id })).toMatchObject({
      ok: false,
      code: 'invalid',
    });
  });

  test('get another role, which ends what they were signed in to by the right of the old one', async () => {
    await added('moving@desk.example');
    const session = await signedIn('moving@desk.example', password);
    const change = async (actor: Actor, role: Role) =>
      changeRole(actor, desk.db, { staffId: await staffIdOf('moving@desk.example'), role });
    expect(await change(await desk.person('editor'), 'admin')).toMatchObject({ code: 'not-allowed' });
    expect(await change(admin, 'fact_checker')).toMatchObject({ code: 'invalid' });
    expect(await change(admin, 'editor')).toEqual({ ok: true });
    expect(await readSession(desk.db, session?.id ?? '')).toBeNull();
    expect(await signedIn('moving@desk.example', password)).toMatchObject({ actor: { role: 'editor' } });
    expect(await changeRole(admin, desk.db, { staffId: admin.id, role: 'editor' })).toMatchObject({
      code: 'invalid',
    });
    await deactivateStaff(admin, desk.db, { staffId: await staffIdOf('moving@desk.example') });
    expect(await change(admin, 'admin')).toMatchObject({ code: 'missing' });
  });

  test('keep a managing editor, when two take the role from each other at the same moment', async () => {
    const [one, two] = [await desk.person('admin'), await desk.person('admin')];
    const answers = await Promise.all([
      changeRole(one, desk.db, { staffId: two.id, role: 'editor' }),
      changeRole(two, desk.db, { staffId: one.id, role: 'editor' }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('never lose their last managing editor, when two end each other’s access at the same moment', async () => {
    const pairs = await Promise.all(
      [0, 1, 2].map(async () => [await desk.person('admin'), await desk.person('admin')]),
    );
    for (const [one, other] of pairs as [Actor, Actor][]) {
      const answers = await Promise.all([
        deactivateStaff(one, desk.db, { staffId: other.id }),
        deactivateStaff(other, desk.db, { staffId: one.id }),
      ]);
      expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    }
  });
});

describe('a link', () => {
  test('is good once, also for two who follow it at the same moment', async () => {
    const token = await invited('once@desk.example');
    const answers = await Promise.all(
      ['the first of two words', 'the second of two words'].map((password) =>
        setPasswordByLink(desk.db, { token, password }),
      ),
    );
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await readLink(desk.db, token)).toBeNull();
    expect(await setPasswordByLink(desk.db, { token, password })).toMatchObject({ code: 'missing' });
  });

  test('voids the one made before it, and is listed for the managing editor alone', async () => {
    const first = await invited('again@desk.example');
    const second = await linkFor('again@desk.example');
    expect(await setPasswordByLink(desk.db, { token: first, password })).toMatchObject({ code: 'missing' });
    const listed = async () =>
      (await listStaff(admin, desk.db)).find(({ email }) => email === 'again@desk.example');
    expect(await listed()).toMatchObject({ invited: true, linkUntil: expect.any(Date) });
    expect(await setPasswordByLink(desk.db, { token: second, password })).toEqual({ ok: true });
    expect(await listed()).toMatchObject({ invited: false, linkUntil: null });
  });

  test('is no longer good when it has expired, and the application cannot lengthen it', async () => {
    await added('late@desk.example');
    const token = await linkFor('late@desk.example');
    expect(await readLink(desk.db, token)).toMatchObject({ purpose: 'reset' });
    await expect(desk.db.updateTable('staffLink').set({ expiresAt: new Date() }).execute()).rejects.toThrow(
      'permission denied',
    );
    await sql`alter table staff_link disable trigger kept`.execute(desk.owner);
    await desk.owner
      .updateTable('staffLink')
      .set({ madeAt: sql`now() - interval '2 days'`, expiresAt: sql`now() - interval '1 second'` })
      .where('tokenHash', '=', hashOf(token))
      .execute();
    await sql`alter table staff_link enable trigger kept`.execute(desk.owner);
    expect(await readLink(desk.db, token)).toBeNull();
    expect(await setPasswordByLink(desk.db, { token, password })).toMatchObject({ code: 'missing' });
    await expect(
      desk.db
        .updateTable('staffLink')
        .set({ usedAt: new Date() })
        .where('tokenHash', '=', hashOf(token))
        .execute(),
    ).rejects.toMatchObject({ constraint_name: 'staff_link_never_changes' });
  });

  test('ends with the access of whom it was made for, and whoever guesses finds nothing', async () => {
    const token = await invited('gone@desk.example');
    await deactivateStaff(admin, desk.db, { staffId: await staffIdOf('gone@desk.example') });
    for (const other of [token, `${token}x`, '', 'a'.repeat(43)])
      expect(await setPasswordByLink(desk.db, { token: other, password })).toMatchObject({ code: 'missing' });
    expect(await makeLink(admin, desk.db, { staffId: await staffIdOf('gone@desk.example') })).toMatchObject({
      code: 'missing',
    });
    for (const role of ['editor', 'fact_checker'] as const)
      expect(await makeLink(await desk.person(role), desk.db, { staffId: admin.id })).toMatchObject({
        code: 'not-allowed',
      });
  });

  test('sets no password that anybody would try', async () => {
    const token = await invited('weak@desk.example');
    expect(await setPasswordByLink(desk.db, { token, password: 'weak@desk.example' })).toMatchObject({
      code: 'invalid',
    });
    expect(await readLink(desk.db, token)).not.toBeNull();
  });
});

test('a password is changed by whoever knows the old one', async () => {
  await added('change@desk.example');
  const session = await signedIn('change@desk.example', password);
  if (!session) throw new Error('Nobody signed in.');
  const person = session.actor;
  const changed = 'nine loud bitterns';
  const change = (old: string, password = changed) => changePassword(person, desk.db, { old, password });
  expect(await change('not the old one')).toMatchObject({ code: 'invalid' });
  expect(await change(password, password)).toMatchObject({ code: 'invalid' });
  expect(await change(password, 'short')).toMatchObject({ code: 'invalid' });
  const link = await linkFor('change@desk.example');
  expect(await change(password)).toEqual({ ok: true });
  expect(await readLink(desk.db, link)).toBeNull();
  expect(await signedIn('change@desk.example', password)).toBeNull();
  expect(await signedIn('change@desk.example', changed)).toMatchObject({ actor: person });
  expect(await readSession(desk.db, session.id)).toBeNull();
});

test('the old password is not guessed on a screen left unlocked', async () => {
  await added('open@desk.example');
  const session = await signedIn('open@desk.example', password);
  if (!session) throw new Error('Nobody signed in.');
  const change = (old: string) =>
    changePassword(session.actor, desk.db, { old, password: 'nine loud bitterns' });
  for (let i = 0; i < 10; i++) expect(await change(`guess ${i}`)).toMatchObject({ code: 'invalid' });
  expect(await change(password)).toMatchObject({ code: 'too-often' });
});
