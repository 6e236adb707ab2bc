import { beforeAll, describe, expect, test } from 'vitest';
import { testDesk } from '#db/test-desk.ts';
import { addStaff, deactivateStaff, endSessions, signIn } from './commands.ts';
import type { Actor } from './model.ts';
import { actorOfSession, listStaff } from './queries.ts';

const desk = testDesk();
let admin: Actor;

beforeAll(async () => {
  admin = await desk.person('admin');
});

async function added(email: string) {
  const answer = await addStaff(admin, desk.db, { name: 'Nadia', email, role: 'fact_checker' });
  if (!answer.ok) throw new Error(answer.message);
  return answer.password;
}

describe('staff', () => {
  test('are added by the managing editor and sign in with the password told once', async () => {
    const password = await added('nadia@desk.example');
    expect(await signIn(desk.db, { email: 'nadia@desk.example', password })).toMatchObject({
      name: 'Nadia',
      role: 'fact_checker',
    });
    expect(await signIn(desk.db, { email: 'nadia@desk.example', password: `${password}x` })).toBeNull();
    expect(await signIn(desk.db, { email: 'nobody@desk.example', password })).toBeNull();
    const stored = await desk.owner
      .selectFrom('staff')
      .selectAll()
      .where('email', '=', 'nadia@desk.example')
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(stored)).not.toContain(password);
    expect(stored.passwordHash).toMatch(/^\$argon2id\$/);
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
    const password = await added('leaving@desk.example');
    const person = await signIn(desk.db, { email: 'leaving@desk.example', password });
    const session = { staffId: person?.id ?? '', sessionVersion: person?.sessionVersion ?? 0 };
    expect(await actorOfSession(desk.db, session)).toMatchObject({ name: 'Nadia' });
    expect(await deactivateStaff(admin, desk.db, { staffId: session.staffId })).toEqual({ ok: true });
    expect(await actorOfSession(desk.db, session)).toBeNull();
    expect(await signIn(desk.db, { email: 'leaving@desk.example', password })).toBeNull();
    expect(await deactivateStaff(admin, desk.db, { staffId: session.staffId })).toMatchObject({
      ok: false,
      code: 'missing',
    });
  });

  test('sign out of every session at once', async () => {
    const password = await added('out@desk.example');
    const person = await signIn(desk.db, { email: 'out@desk.example', password });
    const session = { staffId: person?.id ?? '', sessionVersion: person?.sessionVersion ?? 0 };
    await endSessions(desk.db, session);
    expect(await actorOfSession(desk.db, session)).toBeNull();
    expect(await signIn(desk.db, { email: 'out@desk.example', password })).toMatchObject({ name: 'Nadia' });
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
