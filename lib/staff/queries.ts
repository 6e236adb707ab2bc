import type { Db } from '#db/client.ts';
import type { Actor, Role, StaffMember } from './model.ts';
import { mayManageStaff } from './policy.ts';

/** The person of a session, or null when the session has been ended since: by a change of role or password, or by leaving. */
export async function actorOfSession(
  db: Db,
  session: { staffId: string; sessionVersion: number },
): Promise<Actor | null> {
  const row = await db
    .selectFrom('staff')
    .select(['id', 'name', 'role', 'sessionVersion'])
    .where('id', '=', session.staffId)
    .where('sessionVersion', '=', session.sessionVersion)
    .where('deactivatedAt', 'is', null)
    .executeTakeFirst();
  return row ? ({ ...row, role: row.role as Role } as Actor) : null;
}

/**
 * The person in whose name Galley does now what they asked for earlier, as they stand now: `active` is false when
 * their access has ended since.
 */
export async function personBehind(db: Db, staffId: string): Promise<{ actor: Actor; active: boolean }> {
  const { deactivatedAt, ...row } = await db
    .selectFrom('staff')
    .select(['id', 'name', 'role', 'sessionVersion', 'deactivatedAt'])
    .where('id', '=', staffId)
    .executeTakeFirstOrThrow();
  return { actor: { ...row, role: row.role as Role } as Actor, active: deactivatedAt === null };
}

/**
 * Somebody who is on the staff now, by id or address, or null: for work that they started when they were signed in and
 * that goes on without them, and for whoever holds the database's own key and says in whose name they act.
 */
export async function actorOfStaff(db: Db, who: { id: string } | { email: string }): Promise<Actor | null> {
  const row = await db
    .selectFrom('staff')
    .select(['id', 'name', 'role', 'sessionVersion'])
    .where((eb) => ('id' in who ? eb('id', '=', who.id) : eb('email', '=', who.email.toLowerCase())))
    .where('deactivatedAt', 'is', null)
    .executeTakeFirst();
  return row ? ({ ...row, role: row.role as Role } as Actor) : null;
}

/** Everybody on the staff, by name; empty for those who may not manage it. */
export async function listStaff(actor: Actor, db: Db): Promise<StaffMember[]> {
  if (!mayManageStaff(actor)) return [];
  const rows = await db
    .selectFrom('staff')
    .select(['id', 'name', 'email', 'role', 'deactivatedAt'])
    .orderBy('name')
    .execute();
  return rows.map(({ deactivatedAt, ...row }) => ({
    ...row,
    role: row.role as Role,
    active: deactivatedAt === null,
  }));
}

/** The names of everybody who is or was on the staff, for everybody on it: whose work something is. */
export async function listStaffNames(actor: Actor, db: Db): Promise<{ id: string; name: string }[]> {
  if (!actor.id) return [];
  return db.selectFrom('staff').select(['id', 'name']).orderBy('name').orderBy('id').execute();
}
