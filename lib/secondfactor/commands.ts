import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { record } from '#lib/audit/commands.ts';
import { type Answer, refuse } from '#lib/refusal.ts';
import { countAttempt, takeBackAttempt } from '#lib/sessions/commands.ts';
import { tryAgain } from '#lib/sessions/model.ts';
import type { Actor } from '#lib/staff/model.ts';
import { mayManageStaff } from '#lib/staff/policy.ts';
import { open, seal } from './seal.ts';
import { base32, newSecret, otpauthAddress, stepOf } from './totp.ts';

/**
 * Gives a person a new secret for their authenticator app, which counts from when they show a code of it.
 * @param key of lib/secondfactor/seal.ts
 * @returns the secret in base32, and the address that an app opens
 */
export async function beginSecondFactor(
  actor: Actor,
  db: Db,
  key: Buffer,
): Promise<Answer<{ secret: string; address: string }>> {
  const secret = newSecret();
  const { email } = await db
    .selectFrom('staff')
    .select('email')
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow();
  const sealed = seal(secret, key, actor.id);
  const made = await db
    .insertInto('secondFactor')
    .values({ staffId: actor.id, secret: sealed })
    .onConflict((conflict) =>
      conflict
        .column('staffId')
        .doUpdateSet({ secret: sealed })
        .where('secondFactor.confirmedAt', 'is', null),
    )
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows === 0n)
    return refuse('conflict', 'Your account asks for codes already. Turn that off first.');
  const text = base32(secret);
  return { ok: true, secret: text, address: otpauthAddress(email, text) };
}

/** Has sign-in ask for codes from now on. The recovery codes are told this once and stored only as hashes. */
export async function confirmSecondFactor(
  actor: Actor,
  db: Db,
  key: Buffer,
  code: string,
): Promise<Answer<{ recoveryCodes: string[] }>> {
  const row = await db
    .selectFrom('secondFactor')
    .select('secret')
    .where('staffId', '=', actor.id)
    .where('confirmedAt', 'is', null)
    .executeTakeFirst();
  const step = row && stepOf(open(row.secret, key, actor.id), code, Date.now());
  if (!row || !step)
    return refuse(
      'invalid',
      'This is not the code that the app should show now. Look at the clock of your phone.',
    );
  const recoveryCodes = Array.from({ length: 10 }, () => randomBytes(8).toString('hex'));
  return db.transaction().execute(async (trx): Promise<Answer<{ recoveryCodes: string[] }>> => {
    const set = await trx
      .updateTable('secondFactor')
      .set({
        ...{ confirmedAt: sql`clock_timestamp()`, lastStep: String(step) },
        recoveryHashes: recoveryCodes.map(hashOf),
      })
      .where('staffId', '=', actor.id)
      .where('secret', '=', row.secret)
      .where('confirmedAt', 'is', null)
      .executeTakeFirst();
    if (set.numUpdatedRows === 0n) return refuse('conflict', 'This was set up meanwhile. Reload the page.');
    await record(actor, trx, { action: 'second-factor.on', subjectId: actor.id });
    return {
      ok: true,
      recoveryCodes: recoveryCodes.map((text) => text.replace(/(.{4})(?!$)/g, '$1-')),
    };
  });
}

/** Stops asking for codes, for whoever has one. */
export async function endSecondFactor(actor: Actor, db: Db, key: Buffer, code: string): Promise<Answer> {
  const limits = [{ by: ['code of', actor.id], tries: 10, minutes: 15 }];
  const wait = await countAttempt(db, limits);
  if (wait > 0) return refuse('too-often', tryAgain(wait));
  if ((await checkSecondFactor(db, key, actor.id, code)) !== 'passed') return wrongCode;
  await takeBackAttempt(db, limits);
  return removed(actor, db, actor.id);
}

/** Stops asking somebody for codes who has lost them all; for the managing editor, who knows whom they speak to. */
export async function removeSecondFactor(actor: Actor, db: Db, staffId: string): Promise<Answer> {
  if (!mayManageStaff(actor) || staffId === actor.id)
    return refuse('not-allowed', 'Another managing editor does this.');
  return removed(actor, db, staffId);
}

function removed(actor: Actor, db: Db, staffId: string): Promise<Answer> {
  return db.transaction().execute(async (trx): Promise<Answer> => {
    const gone = await trx.deleteFrom('secondFactor').where('staffId', '=', staffId).executeTakeFirst();
    if (gone.numDeletedRows === 0n) return refuse('missing', 'This account asks for no codes.');
    await record(actor, trx, { action: 'second-factor.off', subjectId: staffId });
    return { ok: true };
  });
}

export const wrongCode = refuse(
  'invalid',
  'This code is not right, or it was used already. Wait for the next one, or give a recovery code.',
);

/**
 * Whether an account asks for a code, and this is one: of the app, each once, or a recovery code, which is spent.
 * @param code as lib/secondfactor/schema.ts reads it; empty for none
 */
export async function checkSecondFactor(
  db: Db,
  key: Buffer,
  staffId: string,
  code: string,
): Promise<'passed' | 'needed' | 'wrong'> {
  const row = await db
    .selectFrom('secondFactor')
    .select('secret')
    .where('staffId', '=', staffId)
    .where('confirmedAt', 'is not', null)
    .executeTakeFirst();
  if (!row) return 'passed';
  if (!code) return 'needed';
  const step = stepOf(open(row.secret, key, staffId), code, Date.now());
  const hash = hashOf(code);
  // In the predicate, so that one code that comes twice at once passes once.
  const spent = await db
    .updateTable('secondFactor')
    .set(
      step === null
        ? { recoveryHashes: sql<string[]>`array_remove(recovery_hashes, ${hash})` }
        : { lastStep: String(step) },
    )
    .where('staffId', '=', staffId)
    .where(step === null ? sql<boolean>`${hash} = any(recovery_hashes)` : sql<boolean>`last_step < ${step}`)
    .executeTakeFirst();
  return spent.numUpdatedRows === 1n ? 'passed' : 'wrong';
}

const hashOf = (code: string) => createHash('sha256').update(code).digest('hex');
