import { beforeAll, expect, test } from 'vitest';
import { newId } from '#db/id.ts';
import { testDesk } from '#db/test-desk.ts';
import { changeRole, deactivateStaff } from '#lib/staff/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { signInByProvider, unbindProvider } from './commands.ts';
import { readSession } from './queries.ts';

const desk = testDesk();
let admin: Actor;

beforeAll(async () => {
  admin = await desk.person('admin');
});

const issuer = 'https://id.example';
const from = { address: '192.0.2.1', browser: 'Firefox/145.0' };

/** What comes of the provider's word that it has this subject before it. */
const vouched = (subject: string, email: string, isEmailVerified = true) =>
  signInByProvider(desk.db, { issuer, subject, email, isEmailVerified }, from);

async function actorOf(subject: string, email: string) {
  const answer = await vouched(subject, email);
  return 'sessionId' in answer ? (await readSession(desk.db, answer.sessionId))?.actor : answer.refusal;
}

const addressOf = ({ id }: Actor) => `${id}@staff.example`;
const staff = async () =>
  (
    await desk.owner
      .selectFrom('staff')
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirst()
  )?.n;

test('somebody on the staff is let in by the address that the provider has verified, and bound to their subject', async () => {
  const nadia = await desk.person('editor', 'Nadia');
  const subject = newId();
  expect(await actorOf(subject, addressOf(nadia))).toEqual(nadia);
  // From then on the subject counts, whatever the address there has become.
  expect(await actorOf(subject, 'nadia@elsewhere.example')).toEqual(nadia);
  expect('sessionId' in (await vouched(subject, '', false))).toBe(true);
  const events = await desk.owner
    .selectFrom('event')
    .select('action')
    .where('subjectId', '=', nadia.id)
    .execute();
  expect(events).toEqual([{ action: 'staff.provider-bound' }]);
});

test('nobody else is: not a stranger, nor an address that is not verified, nor an empty one; and no account is made', async () => {
  const nadia = await desk.person('editor');
  const before = await staff();
  expect(await vouched(newId(), 'stranger@desk.example')).toEqual({ refusal: 'unknown' });
  expect(await vouched(newId(), '')).toEqual({ refusal: 'unknown' });
  expect(await vouched(newId(), addressOf(nadia), false)).toEqual({ refusal: 'unverified' });
  expect(await staff()).toBe(before);
});

test('another subject with the same address does not take an account over', async () => {
  const nadia = await desk.person('editor');
  const [subject, other] = [newId(), newId()];
  await vouched(subject, addressOf(nadia));
  expect(await vouched(other, addressOf(nadia))).toEqual({ refusal: 'other-account' });
  expect(await unbindProvider(await desk.person('editor'), desk.db, nadia.id)).toMatchObject({
    code: 'not-allowed',
  });
  expect(await unbindProvider(admin, desk.db, nadia.id)).toEqual({ ok: true });
  expect(await actorOf(other, addressOf(nadia))).toEqual(nadia);
  expect(await vouched(subject, addressOf(nadia))).toEqual({ refusal: 'other-account' });
});

test('of two subjects that come at once with one address, one is bound', async () => {
  const nadia = await desk.person('editor');
  const answers = await Promise.all([1, 2, 3, 4].map(() => vouched(newId(), addressOf(nadia))));
  expect(answers.filter((answer) => 'sessionId' in answer)).toHaveLength(1);
  const same = newId();
  const greta = await desk.person('editor');
  const twice = await Promise.all([1, 2, 3].map(() => vouched(same, addressOf(greta))));
  expect(twice.filter((answer) => 'sessionId' in answer)).toHaveLength(3);
});

test('whose access has ended is not let in, and what ends sessions ends these', async () => {
  const nadia = await desk.person('editor');
  const subject = newId();
  const begun = async () => {
    const answer = await vouched(subject, addressOf(nadia));
    if ('refusal' in answer) throw new Error(answer.refusal);
    return answer.sessionId;
  };
  const first = await begun();
  await changeRole(admin, desk.db, { staffId: nadia.id, role: 'fact_checker' });
  expect(await readSession(desk.db, first)).toBeNull();
  const second = await begun();
  expect((await readSession(desk.db, second))?.actor.role).toBe('fact_checker');
  await unbindProvider(admin, desk.db, nadia.id);
  expect(await readSession(desk.db, second)).toBeNull();
  const third = await begun();
  await deactivateStaff(admin, desk.db, { staffId: nadia.id });
  expect(await readSession(desk.db, third)).toBeNull();
  expect(await vouched(subject, addressOf(nadia))).toEqual({ refusal: 'closed' });
  expect(await vouched(newId(), addressOf(nadia))).toEqual({ refusal: 'closed' });
});

test('whom a subject belongs to never changes under it', async () => {
  const [nadia, greta] = [await desk.person('editor'), await desk.person('editor')];
  const subject = newId();
  await vouched(subject, addressOf(nadia));
  const rebound = desk.owner
    .updateTable('staffIdentity')
    .set({ staffId: greta.id })
    .where('subject', '=', subject)
    .execute();
  await expect(rebound).rejects.toThrow();
});
