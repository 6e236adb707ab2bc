import { expect, test } from 'vitest';
import { testDesk } from '#db/test-desk.ts';
import { signIn } from '#lib/sessions/commands.ts';
import { hashPassword } from '#lib/staff/password.ts';
import {
  beginSecondFactor,
  checkSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  removeSecondFactor,
} from './commands.ts';
import { readSecondFactor } from './queries.ts';
import { open, sealingKey } from './seal.ts';
import { base32, codeOf, stepAt } from './totp.ts';

const desk = testDesk();
const key = sealingKey('a secret for tests');

async function stored(staffId: string) {
  return desk.owner
    .selectFrom('secondFactor')
    .selectAll()
    .where('staffId', '=', staffId)
    .executeTakeFirstOrThrow();
}

/** The code that somebody's app shows, in this or a later step. */
const shown = async (staffId: string, later = 0) =>
  codeOf(open((await stored(staffId)).secret, key, staffId), stepAt(Date.now()) + later);

/** Somebody whose account asks for codes, with their recovery codes. */
async function asked() {
  const actor = await desk.person('editor');
  const begun = await beginSecondFactor(actor, desk.db, key);
  if (!begun.ok) throw new Error(begun.message);
  const confirmed = await confirmSecondFactor(actor, desk.db, key, await shown(actor.id));
  if (!confirmed.ok) throw new Error(confirmed.message);
  return { actor, secret: begun.secret, recoveryCodes: confirmed.recoveryCodes };
}

const plain = (code = '') => code.replaceAll('-', '');

test('is asked for only when a code of it was shown, and no code counts twice', async () => {
  const actor = await desk.person('editor');
  const begun = await beginSecondFactor(actor, desk.db, key);
  expect(begun).toMatchObject({ ok: true, address: expect.stringContaining('otpauth://totp/Galley%3A') });
  expect(await checkSecondFactor(desk.db, key, actor.id, '')).toBe('passed');
  expect(await confirmSecondFactor(actor, desk.db, key, '000000x')).toMatchObject({ code: 'invalid' });
  const code = await shown(actor.id);
  expect(await confirmSecondFactor(actor, desk.db, key, code)).toMatchObject({ ok: true });
  expect(await readSecondFactor(actor, desk.db)).toEqual({ recoveryCodes: 10 });
  expect(await checkSecondFactor(desk.db, key, actor.id, '')).toBe('needed');
  expect(await checkSecondFactor(desk.db, key, actor.id, code)).toBe('wrong');
  const next = await shown(actor.id, 1);
  const twice = await Promise.all([1, 2].map(() => checkSecondFactor(desk.db, key, actor.id, next)));
  expect(twice.sort()).toEqual(['passed', 'wrong']);
  expect(await beginSecondFactor(actor, desk.db, key)).toMatchObject({ code: 'conflict' });
});

test('takes each recovery code once, and stores neither these nor the secret readably', async () => {
  const { actor, secret, recoveryCodes } = await asked();
  const [one, two] = recoveryCodes;
  expect(new Set(recoveryCodes).size).toBe(10);
  const row = await stored(actor.id);
  expect(row.secret.toString('hex')).not.toContain(open(row.secret, key, actor.id).toString('hex'));
  expect(base32(open(row.secret, key, actor.id))).toBe(secret);
  for (const code of recoveryCodes) expect(JSON.stringify(row)).not.toContain(plain(code));
  expect(await checkSecondFactor(desk.db, key, actor.id, plain(one))).toBe('passed');
  expect(await checkSecondFactor(desk.db, key, actor.id, plain(one))).toBe('wrong');
  expect(await readSecondFactor(actor, desk.db)).toEqual({ recoveryCodes: 9 });
  expect(await endSecondFactor(actor, desk.db, key, 'wrong')).toMatchObject({ code: 'invalid' });
  expect(await endSecondFactor(actor, desk.db, key, plain(two))).toEqual({ ok: true });
  expect(await checkSecondFactor(desk.db, key, actor.id, '')).toBe('passed');
});

test('is asked for at sign-in after the right password alone, and codes are guessed no more often than passwords', async () => {
  const { actor } = await asked();
  const email = `${actor.id}@staff.example`;
  const password = 'seven quiet herons';
  await desk.owner
    .updateTable('staff')
    .set({ passwordHash: await hashPassword(password) })
    .where('id', '=', actor.id)
    .execute();
  const tried = (code: string, given = password) =>
    signIn(desk.db, { email, password: given, code }, { address: '192.0.2.1', browser: '' }, key);
  expect(await tried('', 'wrong')).toMatchObject({ code: 'not-allowed' });
  expect(await tried('')).toMatchObject({ code: 'code-needed' });
  expect(await tried(await shown(actor.id, 1))).toMatchObject({ ok: true });
  for (let i = 0; i < 9; i++) expect(await tried('no-code')).toMatchObject({ code: 'invalid' });
  expect(await tried('no-code')).toMatchObject({ code: 'too-often' });
});

test('is removed for somebody who lost it by the managing editor, and by nobody else', async () => {
  const { actor } = await asked();
  const other = await desk.person('fact_checker');
  expect(await removeSecondFactor(other, desk.db, actor.id)).toMatchObject({ code: 'not-allowed' });
  expect(await removeSecondFactor(actor, desk.db, actor.id)).toMatchObject({ code: 'not-allowed' });
  const admin = await desk.person('admin');
  expect(await removeSecondFactor(admin, desk.db, actor.id)).toEqual({ ok: true });
  expect(await removeSecondFactor(admin, desk.db, actor.id)).toMatchObject({ code: 'missing' });
  expect(await readSecondFactor(actor, desk.db)).toBeNull();
});
