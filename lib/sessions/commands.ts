import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { unnest } from '#db/unnest.ts';
import { record } from '#lib/audit/commands.ts';
import { type Answer, refuse } from '#lib/refusal.ts';
import { checkSecondFactor, wrongCode } from '#lib/secondfactor/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { passwordMatches } from '#lib/staff/password.ts';
import { mayManageStaff } from '#lib/staff/policy.ts';
import { type Limit, limitsOf, type Origin, tryAgain } from './model.ts';
import { networkOf } from './network.ts';
import { mayEndSessionsOf } from './policy.ts';
import type { Identity, ProviderRefusal } from './provider.ts';
import type { credentials } from './schema.ts';

/**
 * Begins a session for whoever gives an address and its password. The answer and its time are the same for an unknown
 * address and a wrong password, and so is how often one may try.
 * @param key opens the secrets of second factors (lib/secondfactor/seal.ts)
 */
export async function signIn(
  db: Db,
  input: z.input<typeof credentials>,
  from: Origin,
  key: Buffer,
): Promise<Answer<{ sessionId: string }>> {
  const network = networkOf(from.address);
  const limits = limitsOf(input.email, network, await isKnownPlace(db, input.email, network));
  const wait = await countAttempt(db, limits);
  if (wait > 0) return refuse('too-often', tryAgain(wait));
  const row = await db
    .selectFrom('staff')
    .select(['id', 'passwordHash'])
    .where('email', '=', input.email)
    .where('deactivatedAt', 'is', null)
    .executeTakeFirst();
  if (!(await passwordMatches(input.password, row?.passwordHash)) || !row) return wrong;
  const second = await checkSecondFactor(db, key, row.id, input.code ?? '');
  if (second === 'wrong') return wrongCode;
  if (second === 'needed') {
    await takeBackAttempt(db, limits);
    return refuse('code-needed', 'Give the code that your app shows, or a recovery code.');
  }
  const sessionId = await begin(db, row, from);
  if (!sessionId) return wrong;
  await takeBackAttempt(db, limits);
  return { ok: true, sessionId };
}

/**
 * Begins a session for whom the newsroom's own provider vouches: somebody who is on the staff, found by the address that
 * the provider has verified, the first time, and from then on by its subject alone. It asks for no code of ours: a
 * second factor is the provider's to ask for.
 * @returns the session, or why there is none
 */
export async function signInByProvider(
  db: Db,
  identity: Identity,
  from: Origin,
): Promise<{ sessionId: string } | { refusal: ProviderRefusal }> {
  const { issuer, subject } = identity;
  return db.transaction().execute(async (trx) => {
    const bound = await trx
      .selectFrom('staffIdentity')
      .select('staffId')
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst();
    if (!bound && !identity.isEmailVerified) return { refusal: 'unverified' };
    // Locked, so that a change that comes now waits and then ends this session with the others, and so that of two
    // accounts of the provider that come at once one alone is bound.
    const row = await trx
      .selectFrom('staff')
      .select(['id', 'name', 'role', 'deactivatedAt'])
      .where((eb) => (bound ? eb('id', '=', bound.staffId) : eb('email', '=', identity.email)))
      .forUpdate()
      .executeTakeFirst();
    if (!row) return { refusal: 'unknown' };
    const { deactivatedAt, ...person } = row;
    if (deactivatedAt) return { refusal: 'closed' };
    if (!bound) {
      const other = await trx
        .selectFrom('staffIdentity')
        .select('subject')
        .where('staffId', '=', person.id)
        .where('issuer', '=', issuer)
        .executeTakeFirst();
      if (other && other.subject !== subject) return { refusal: 'other-account' };
      if (!other) {
        await trx.insertInto('staffIdentity').values({ issuer, subject, staffId: person.id }).execute();
        await record(person as Actor, trx, {
          ...{ action: 'staff.provider-bound', subjectId: person.id, detail: { issuer } },
        });
      }
    }
    return { sessionId: await newSession(trx, person.id, from) };
  });
}

/** Forgets who somebody is at the provider, and ends their sessions: their next sign-in there binds anew. */
export async function unbindProvider(actor: Actor, db: Db, staffId: string): Promise<Answer> {
  if (!mayManageStaff(actor)) return refuse('not-allowed', 'Only the managing editor undoes this.');
  return db.transaction().execute(async (trx): Promise<Answer> => {
    const { numDeletedRows } = await trx
      .deleteFrom('staffIdentity')
      .where('staffId', '=', staffId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return refuse('missing', 'This person does not sign in through the provider.');
    await endSessions(trx, staffId);
    await record(actor, trx, { action: 'staff.provider-unbound', subjectId: staffId });
    return { ok: true };
  });
}

const wrong = refuse(
  'not-allowed',
  'This address and password do not belong together, or the account has been closed.',
);

/** Whether the person of an account has signed in from this network within a month. */
async function isKnownPlace(db: Db, email: string, network: string): Promise<boolean> {
  const row = await db
    .selectFrom('staffSession')
    .innerJoin('staff', 'staff.id', 'staffSession.staffId')
    .select('staffSession.id')
    .where('staff.email', '=', email)
    .where('staffSession.network', '=', network)
    .where('staffSession.startedAt', '>', sql<Date>`now() - interval '30 days'`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Counts an attempt under each of its limits, before anything is looked at: any number at once are counted one by one.
 * @returns for how many seconds no more are taken; 0 when this one may go on
 */
export async function countAttempt(db: Db, limits: Limit[]): Promise<number> {
  const keyed = new Map(limits.map((limit) => [keyOf(limit), limit]));
  const rows = [...keyed].map(([key, { minutes }]) => ({ key, minutes }));
  const counted = await sql<{ key: string; tries: number; wait: number }>`
    insert into sign_in_attempt (key, tries, until)
    select key, 1, clock_timestamp() + minutes * interval '1 minute'
      from (${unnest({ key: 'text', minutes: 'int' }, rows)}) as given (key, minutes)
      -- In one order, so that two attempts that share keys wait for each other and never both.
      order by key
    on conflict (key) do update set
      tries = case when sign_in_attempt.until <= clock_timestamp() then 1 else sign_in_attempt.tries + 1 end,
      until = case when sign_in_attempt.until <= clock_timestamp() then excluded.until else sign_in_attempt.until end
    returning key, tries, extract(epoch from until - clock_timestamp())::float8 as wait`.execute(db);
  await sql`delete from sign_in_attempt where key in (select key from sign_in_attempt
    where until < now() - interval '1 hour' limit 100 for update skip locked)`.execute(db);
  const over = counted.rows.filter(({ key, tries }) => tries > (keyed.get(key)?.tries ?? 0));
  return Math.max(0, ...over.map(({ wait }) => wait));
}

/** Takes one off again for somebody who has shown who they are: they spend nobody's attempts, not even their own. */
export async function takeBackAttempt(db: Db, limits: Limit[]): Promise<void> {
  await sql`with mine as (select key from sign_in_attempt where key = any(${limits.map(keyOf)}::text[])
      order by key for update)
    update sign_in_attempt set tries = greatest(tries - 1, 0) from mine where sign_in_attempt.key = mine.key`.execute(
    db,
  );
}

const keyOf = ({ by }: Limit) => createHash('sha256').update(JSON.stringify(by)).digest('hex');

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
    return newSession(trx, row.id, from);
  });
}

async function newSession(trx: Trx, staffId: string, from: Origin): Promise<string> {
  const id = newId();
  await trx
    .insertInto('staffSession')
    .values({ id, staffId, network: networkOf(from.address), browser: from.browser.slice(0, 400) })
    .execute();
  return id;
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
    await endSessions(trx, input.staffId, input.but);
    await record(actor, trx, {
      action: 'staff.signed-out',
      subjectId: input.staffId,
      detail: { name: person.name },
    });
    return { ok: true };
  });
}

async function endSessions(trx: Trx, staffId: string, but?: string): Promise<void> {
  await trx
    .updateTable('staffSession')
    .set({ endedAt: sql`clock_timestamp()` })
    .where('staffId', '=', staffId)
    .where('endedAt', 'is', null)
    .$if(but !== undefined, (query) => query.where('id', '!=', but ?? ''))
    .execute();
}
