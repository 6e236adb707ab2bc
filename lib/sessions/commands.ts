import { sql } from 'kysely';
import type { z } from 'zod';
import type { Db } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { record } from '#lib/audit/commands.ts';
import { type Answer, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { passwordMatches } from '#lib/staff/password.ts';
import type { Origin } from './model.ts';
import { networkOf } from './network.ts';
import { mayEndSessionsOf } from './policy.ts';
import type { credentials } from './schema.ts';

/**
 * Begins a session for whoever gives an address and its password. The answer and its time are the same for an unknown
 * address and a wrong password.
 */
export async function signIn(
  db: Db,
  input: z.infer<typeof credentials>,
  from: Origin,
): Promise<Answer<{ sessionId: string }>> {
  const row = await db
    .selectFrom('staff')
    .select(['id', 'passwordHash'])
    .where('email', '=', input.email)
    .where('deactivatedAt', 'is', null)
    .executeTakeFirst();
  if (!(await passwordMatches(input.password, row?.passwordHash)) || !row) return wrong;
  const sessionId = await begin(db, row, from);
  return sessionId ? { ok: true, sessionId } : wrong;
}

const wrong = refuse(
  'not-allowed',
  'This address and password do not belong together, or the account has been closed.',
);

/** Begins a session, unless the password has changed or the access ended since they were looked at. */
async function begin(
  db: Db,
  seen: { id: string; passwordHash: string | null },
  from: Origin,
): Promise<string | null> {
  return db.transaction().execute(async (trx) => {
    // Shared, so that a change that comes now waits and then ends this session with the others.
    const row = await trx
      .selectFrom('staff')
      .select('id')
      .where('id', '=', seen.id)
      .where('passwordHash', '=', seen.passwordHash)
      .where('deactivatedAt', 'is', null)
      .forShare()
      .executeTakeFirst();
    if (!row) return null;
    const id = newId();
    await trx
      .insertInto('staffSession')
      .values({ id, staffId: row.id, network: networkOf(from.address), browser: from.browser.slice(0, 400) })
      .execute();
    return id;
  });
}

/** Notes that somebody is here, once in a minute. */
export async function noteSeen(db: Db, sessionId: string): Promise<void> {
  await db
    .updateTable('staffSession')
    .set({ seenAt: sql`clock_timestamp()` })
    .where('id', '=', sessionId)
    .where('endedAt', 'is', null)
    .where('seenAt', '<', sql<Date>`clock_timestamp() - interval '1 minute'`)
    .execute();
}

/** Ends one of one's own sessions. */
export async function endSession(actor: Actor, db: Db, input: { sessionId: string }): Promise<Answer> {
  const ended = await db
    .updateTable('staffSession')
    .set({ endedAt: sql`clock_timestamp()` })
    .where('id', '=', input.sessionId)
    .where('staffId', '=', actor.id)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return refuse('missing', 'This session has ended already.');
  return { ok: true };
}

/**
 * Ends all sessions of somebody: one's own, or, for the managing editor, another's.
 * @param input `but` is a session to go on with
 */
export async function endSessionsOf(
  actor: Actor,
  db: Db,
  input: { staffId: string; but?: string },
): Promise<Answer> {
  if (!mayEndSessionsOf(actor, input.staffId))
    return refuse('not-allowed', 'Only the managing editor ends the sessions of others.');
  return db.transaction().execute(async (trx): Promise<Answer> => {
    const person = await trx
      .selectFrom('staff')
      .select('name')
      .where('id', '=', input.staffId)
      .executeTakeFirst();
    if (!person) return refuse('missing', 'There is no such person.');
    await trx
      .updateTable('staffSession')
      .set({ endedAt: sql`clock_timestamp()` })
      .where('staffId', '=', input.staffId)
      .where('endedAt', 'is', null)
      .$if(input.but !== undefined, (query) => query.where('id', '!=', input.but ?? ''))
      .execute();
    await record(actor, trx, {
      action: 'staff.signed-out',
      subjectId: input.staffId,
      detail: { name: person.name },
    });
    return { ok: true };
  });
}
