import { sql } from 'kysely';
import type { z } from 'zod';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { record } from '#lib/audit/commands.ts';
import { queueMail } from '#lib/mail/commands.ts';
import { hashOf, newToken } from '#lib/previews/token.ts';
import { type Answer, orRefusal, refuse } from '#lib/refusal.ts';
import { countAttempt, takeBackAttempt } from '#lib/sessions/commands.ts';
import { tryAgain } from '#lib/sessions/model.ts';
import { type Actor, type LinkPurpose, linkDays, passwordProblem } from './model.ts';
import { hashPassword, passwordMatches } from './password.ts';
import { mayManageStaff } from './policy.ts';
import { readLink } from './queries.ts';
import type { changedPassword, changedRole, newStaff, passwordByLink, staffId } from './schema.ts';

/**
 * Adds somebody to the staff and invites them: they set their own password by a link. Its token is told this once and
 * stored only as a hash.
 * @param mailFrom the desk's address; with it, the link goes to the person by e-mail as well
 */
export async function addStaff(
  actor: Actor,
  db: Db,
  input: z.infer<typeof newStaff>,
  mailFrom?: string,
): Promise<Answer<{ token: string }>> {
  if (!mayManageStaff(actor)) return refuse('not-allowed', 'Only the managing editor adds staff.');
  return orRefusal(
    db.transaction().execute(async (trx) => {
      const id = newId();
      await trx
        .insertInto('staff')
        .values({ id, ...input })
        .execute();
      const token = await newLink(actor, trx, { staffId: id, purpose: 'invitation' });
      if (mailFrom) await mailLink(trx, { ...input, purpose: 'invitation' }, mailFrom, token);
      await record(actor, trx, {
        action: 'staff.added',
        subjectId: id,
        detail: { name: input.name, role: input.role },
      });
      return { ok: true, token };
    }),
  );
}

/**
 * Makes the one link by which somebody sets a password; whichever was made for them before is void from then on.
 * @param mailFrom as for `addStaff`
 */
export async function makeLink(
  actor: Actor,
  db: Db,
  input: z.infer<typeof staffId>,
  mailFrom?: string,
): Promise<Answer<{ token: string }>> {
  if (!mayManageStaff(actor)) return refuse('not-allowed', 'Only the managing editor makes these links.');
  return db.transaction().execute(async (trx): Promise<Answer<{ token: string }>> => {
    const row = await trx
      .selectFrom('staff')
      .select(['name', 'email', 'passwordHash'])
      .where('id', '=', input.staffId)
      .where('deactivatedAt', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!row) return refuse('missing', 'There is no such person with access.');
    const purpose = row.passwordHash === null ? 'invitation' : 'reset';
    const token = await newLink(actor, trx, { staffId: input.staffId, purpose });
    if (mailFrom) await mailLink(trx, { ...row, purpose }, mailFrom, token);
    await record(actor, trx, {
      action: 'staff.link-made',
      subjectId: input.staffId,
      detail: { name: row.name, purpose },
    });
    return { ok: true, token };
  });
}

async function newLink(
  actor: Actor,
  trx: Trx,
  { staffId, purpose }: { staffId: string; purpose: LinkPurpose },
): Promise<string> {
  await trx
    .updateTable('staffLink')
    .set({ endedAt: sql`clock_timestamp()` })
    .where('staffId', '=', staffId)
    .where('usedAt', 'is', null)
    .where('endedAt', 'is', null)
    .execute();
  const token = newToken();
  const expiresAt = sql<Date>`now() + ${linkDays[purpose]} * interval '1 day'`;
  await trx
    .insertInto('staffLink')
    .values({ id: newId(), staffId, purpose, tokenHash: hashOf(token), madeBy: actor.id, expiresAt })
    .execute();
  return token;
}

async function mailLink(
  trx: Trx,
  { name, email, purpose }: { name: string; email: string; purpose: LinkPurpose },
  mailFrom: string,
  token: string,
): Promise<void> {
  const days = linkDays[purpose];
  const why =
    purpose === 'invitation' ? 'You are invited to the desk' : 'You can set a new password for the desk';
  await queueMail(trx, {
    to: email,
    subject: purpose === 'invitation' ? 'You are invited to the desk' : 'A new password for the desk',
    text: `${name},

${why} at ${mailFrom}. Set your password here:

${mailFrom}/sign-in/link/${token}

The link is good once, for ${days === 1 ? 'a day' : `${days} days`}. If you did not expect this, leave it alone.
`,
  });
}

/** Sets the password of whom a link was made for. The link takes the place of the actor, and is good for this once. */
export async function setPasswordByLink(db: Db, input: z.infer<typeof passwordByLink>): Promise<Answer> {
  const link = await readLink(db, input.token);
  if (!link) return refuse('missing', linkOver);
  const problem = passwordProblem(input.password, link);
  if (problem) return refuse('invalid', problem);
  const passwordHash = await hashPassword(input.password);
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      // The person first, as every other change of them does: two at once then wait for each other in one order.
      const person = await trx
        .selectFrom('staff')
        .select(['id', 'name', 'role'])
        .where('id', '=', link.staffId)
        .forUpdate()
        .executeTakeFirstOrThrow();
      const used = await trx
        .updateTable('staffLink')
        .set({ usedAt: sql`clock_timestamp()` })
        .where('tokenHash', '=', hashOf(input.token))
        .where('usedAt', 'is', null)
        .where('endedAt', 'is', null)
        .where('expiresAt', '>', sql<Date>`clock_timestamp()`)
        .executeTakeFirst();
      if (used.numUpdatedRows === 0n) return refuse('missing', linkOver);
      await trx.updateTable('staff').set({ passwordHash }).where('id', '=', person.id).execute();
      await record(person as Actor, trx, {
        action: 'staff.password-set',
        subjectId: person.id,
        detail: { by: link.purpose },
      });
      return { ok: true };
    }),
  );
}

const linkOver = 'This link was used already, is too old, or was replaced by a newer one.';

/** Gives a person another password, in exchange for the one they have. */
export async function changePassword(
  actor: Actor,
  db: Db,
  input: z.infer<typeof changedPassword>,
): Promise<Answer> {
  const row = await db
    .selectFrom('staff')
    .select(['name', 'email', 'passwordHash'])
    .where('id', '=', actor.id)
    .where('deactivatedAt', 'is', null)
    .executeTakeFirst();
  // Whoever finds somebody's screen unlocked does not get to guess.
  const limits = [{ by: ['password of', actor.id], tries: 10, minutes: 15 }];
  const wait = await countAttempt(db, limits);
  if (wait > 0) return refuse('too-often', tryAgain(wait));
  if (!(await passwordMatches(input.old, row?.passwordHash)) || !row)
    return refuse('invalid', 'This is not the password that you have now.');
  await takeBackAttempt(db, limits);
  const problem = passwordProblem(input.password, row);
  if (problem) return refuse('invalid', problem);
  if (input.password === input.old) return refuse('invalid', 'This is the password that you have already.');
  const passwordHash = await hashPassword(input.password);
  return db.transaction().execute(async (trx): Promise<Answer> => {
    const changed = await trx
      .updateTable('staff')
      .set({ passwordHash })
      .where('id', '=', actor.id)
      .where('passwordHash', '=', row.passwordHash)
      .where('deactivatedAt', 'is', null)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n)
      return refuse('conflict', 'Your password was changed meanwhile. Sign in again.');
    await record(actor, trx, { action: 'staff.password-set', subjectId: actor.id, detail: { by: 'change' } });
    return { ok: true };
  });
}

/** Ends somebody's access at once, in every session. What they wrote and settled stays theirs. */
export async function deactivateStaff(actor: Actor, db: Db, input: z.infer<typeof staffId>): Promise<Answer> {
  if (!mayManageStaff(actor)) return refuse('not-allowed', 'Only the managing editor ends access.');
  if (input.staffId === actor.id)
    return refuse('invalid', 'You cannot end your own access: ask another managing editor.');
  return db.transaction().execute(async (trx) => {
    if (!(await isStillAdmin(actor, trx))) return refuse('not-allowed', ownAccessEnded);
    const row = await trx
      .updateTable('staff')
      .set({ deactivatedAt: new Date() })
      .where('id', '=', input.staffId)
      .where('deactivatedAt', 'is', null)
      .returning('name')
      .executeTakeFirst();
    if (!row) return refuse('missing', 'There is no such person with access.');
    await record(actor, trx, {
      action: 'staff.deactivated',
      subjectId: input.staffId,
      detail: { name: row.name },
    });
    return { ok: true };
  });
}

/** Gives somebody another role. Their sessions end, so that nothing is done any more by the right of the old one. */
export async function changeRole(
  actor: Actor,
  db: Db,
  { staffId, role }: z.infer<typeof changedRole>,
): Promise<Answer> {
  if (!mayManageStaff(actor)) return refuse('not-allowed', 'Only the managing editor changes roles.');
  if (staffId === actor.id)
    return refuse('invalid', 'You cannot change your own role: ask another managing editor.');
  return db.transaction().execute(async (trx): Promise<Answer> => {
    if (!(await isStillAdmin(actor, trx))) return refuse('not-allowed', ownAccessEnded);
    const person = await trx
      .selectFrom('staff')
      .select(['name', 'role'])
      .where('id', '=', staffId)
      .where('deactivatedAt', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!person) return refuse('missing', 'There is no such person with access.');
    if (person.role === role) return refuse('invalid', `This is ${person.name}’s role already.`);
    await trx.updateTable('staff').set({ role }).where('id', '=', staffId).execute();
    await record(actor, trx, {
      ...{ action: 'staff.role-changed', subjectId: staffId },
      detail: { name: person.name, before: person.role, role },
    });
    return { ok: true };
  });
}

const ownAccessEnded = 'Your own access was ended meanwhile.';

/** One at a time: two managing editors who end each other's access, or role, would leave nobody. */
async function isStillAdmin(actor: Actor, trx: Trx): Promise<boolean> {
  const admins = await trx
    .selectFrom('staff')
    .select('id')
    .where('role', '=', 'admin')
    .where('deactivatedAt', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return admins.some(({ id }) => id === actor.id);
}
