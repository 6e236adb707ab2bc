import { sql } from 'kysely';
import type { z } from 'zod';
import type { Db } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { record } from '#lib/audit/commands.ts';
import { type Answer, orRefusal, refuse } from '#lib/refusal.ts';
import type { Actor, Role } from './model.ts';
import { generatePassword, hashPassword, passwordMatches } from './password.ts';
import { mayManageStaff } from './policy.ts';
import type { credentials, newStaff, staffId } from './schema.ts';

/** Checks an address and a password. The answer and its time are the same for an unknown address and a wrong password. */
export async function signIn(db: Db, input: z.infer<typeof credentials>): Promise<Actor | null> {
  const row = await db
    .selectFrom('staff')
    .select(['id', 'name', 'role', 'sessionVersion', 'passwordHash'])
    .where('email', '=', input.email)
    .where('deactivatedAt', 'is', null)
    .executeTakeFirst();
  if (!(await passwordMatches(input.password, row?.passwordHash)) || !row) return null;
  const { passwordHash: _, ...person } = row;
  return { ...person, role: person.role as Role } as Actor;
}

/** Ends the sessions of a person who signs out, everywhere at once; does nothing for a session that is over already. */
export async function endSessions(
  db: Db,
  session: { staffId: string; sessionVersion: number },
): Promise<void> {
  await db
    .updateTable('staff')
    .set({ sessionVersion: sql`session_version + 1` })
    .where('id', '=', session.staffId)
    .where('sessionVersion', '=', session.sessionVersion)
    .execute();
}

/** Adds somebody to the staff with a generated password, which is told this once and stored only as a hash. */
export async function addStaff(
  actor: Actor,
  db: Db,
  input: z.infer<typeof newStaff>,
): Promise<Answer<{ password: string }>> {
  if (!mayManageStaff(actor)) return refuse('not-allowed', 'Only the managing editor adds staff.');
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  return orRefusal(
    db.transaction().execute(async (trx) => {
      const id = newId();
      await trx
        .insertInto('staff')
        .values({ id, ...input, passwordHash })
        .execute();
      await record(actor, trx, {
        action: 'staff.added',
        subjectId: id,
        detail: { name: input.name, role: input.role },
      });
      return { ok: true, password };
    }),
  );
}

/** Ends somebody's access at once, in every session. What they wrote and settled stays theirs. */
export async function deactivateStaff(actor: Actor, db: Db, input: z.infer<typeof staffId>): Promise<Answer> {
  if (!mayManageStaff(actor)) return refuse('not-allowed', 'Only the managing editor ends access.');
  if (input.staffId === actor.id)
    return refuse('invalid', 'You cannot end your own access: ask another managing editor.');
  return db.transaction().execute(async (trx) => {
    // One at a time: two managing editors who end each other's access would leave nobody.
    const admins = await trx
      .selectFrom('staff')
      .select('id')
      .where('role', '=', 'admin')
      .where('deactivatedAt', 'is', null)
      .orderBy('id')
      .forUpdate()
      .execute();
    if (!admins.some(({ id }) => id === actor.id))
      return refuse('not-allowed', 'Your own access was ended meanwhile.');
    const row = await trx
      .updateTable('staff')
      .set({ deactivatedAt: new Date(), sessionVersion: sql`session_version + 1` })
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
