import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor, Role } from '#lib/staff/model.ts';
import { browserName } from './browser.ts';
import type { Session, SessionLine } from './model.ts';

/** The session of this id, or null when it has ended or there never was one. */
export async function readSession(db: Db, id: string): Promise<Session | null> {
  const row = await db
    .selectFrom('staffSession')
    .innerJoin('staff', 'staff.id', 'staffSession.staffId')
    .select(['staff.id', 'staff.name', 'staff.role', 'staffSession.seenAt'])
    .where('staffSession.id', '=', id)
    .where(standing)
    .where('staff.deactivatedAt', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  const { seenAt, ...person } = row;
  return { id, seenAt, actor: { ...person, role: person.role as Role } as Actor };
}

/** One's own sessions, the one used last first. */
export async function listSessions(actor: Actor, db: Db): Promise<SessionLine[]> {
  const rows = await db
    .selectFrom('staffSession')
    .select(['id', 'browser', 'network', 'startedAt', 'seenAt'])
    .where('staffId', '=', actor.id)
    .where(standing)
    .orderBy('seenAt', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, browser: browserName(row.browser) }));
}

const standing = sql<boolean>`staff_session.ended_at is null and staff_session.expires_at > now()`;
