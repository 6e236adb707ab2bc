import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { hashOf } from '#lib/previews/token.ts';
import type { Actor, LinkPurpose, Role, StaffLink, StaffMember } from './model.ts';
import { mayManageStaff } from './policy.ts';

/**
 * The person in whose name Galley does now what they asked for earlier, as they stand now: `active` is false when
 * their access has ended since.
 */
export async function personBehind(db: Db, staffId: string): Promise<{ actor: Actor; active: boolean }> {
  const { deactivatedAt, ...row } = await db
    .selectFrom('staff')
    .select(['id', 'name', 'role', 'deactivatedAt'])
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
    .select(['id', 'name', 'role'])
    .where((eb) => ('id' in who ? eb('id', '=', who.id) : eb('email', '=', who.email.toLowerCase())))
    .where('deactivatedAt', 'is', null)
    .executeTakeFirst();
  return row ? ({ ...row, role: row.role as Role } as Actor) : null;
}

/** Whom a link is for, or null for one that is unknown, used, replaced or expired. */
export async function readLink(db: Db, token: string): Promise<StaffLink | null> {
  const row = await db
    .selectFrom('staffLink')
    .innerJoin('staff', 'staff.id', 'staffLink.staffId')
    .select(['staff.id as staffId', 'staff.name', 'staff.email', 'staffLink.purpose'])
    .where('staffLink.tokenHash', '=', hashOf(token))
    .where('staff.deactivatedAt', 'is', null)
    .where(standing)
    .executeTakeFirst();
  return row ? { ...row, purpose: row.purpose as LinkPurpose } : null;
}

const standing = sql<boolean>`staff_link.used_at is null and staff_link.ended_at is null and staff_link.expires_at > now()`;

/** Everybody on the staff, by name; empty for those who may not manage it. */
export async function listStaff(actor: Actor, db: Db): Promise<StaffMember[]> {
  if (!mayManageStaff(actor)) return [];
  const rows = await db
    .selectFrom('staff')
    .leftJoin('staffLink', (join) => join.onRef('staffLink.staffId', '=', 'staff.id').on(standing))
    .select(['staff.id', 'name', 'email', 'role', 'deactivatedAt'])
    .select((eb) => eb('passwordHash', 'is', null).as('invited'))
    .select('staffLink.expiresAt as linkUntil')
    .select(
      sql<number>`(select count(*)::int from staff_session s
        where s.staff_id = staff.id and s.ended_at is null and s.expires_at > now())`.as('sessions'),
    )
    .select(
      sql<boolean>`exists (select from second_factor f
        where f.staff_id = staff.id and f.confirmed_at is not null)`.as('secondFactor'),
    )
    .select(sql<boolean>`exists (select from staff_identity i where i.staff_id = staff.id)`.as('byProvider'))
    .orderBy('name')
    .execute();
  return rows.map(({ deactivatedAt, invited, ...row }) => ({
    ...row,
    role: row.role as Role,
    active: deactivatedAt === null,
    invited: Boolean(invited),
  }));
}

/** The names of everybody who is or was on the staff, for everybody on it: whose work something is. */
export async function listStaffNames(actor: Actor, db: Db): Promise<{ id: string; name: string }[]> {
  if (!actor.id) return [];
  return db.selectFrom('staff').select(['id', 'name']).orderBy('name').orderBy('id').execute();
}
