import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Action, AuditLine } from './model.ts';
import { mayReadAudit } from './policy.ts';

const pageSize = 100;

/** The newest lines of the audit log before `before` (a line's number), 100 at most; empty for those who may not read it. */
export async function readAudit(actor: Actor, db: Db, before?: number): Promise<AuditLine[]> {
  if (!mayReadAudit(actor)) return [];
  const rows = await db
    .selectFrom('event')
    .innerJoin('staff', 'staff.id', 'event.actorId')
    .leftJoin('section as head', (join) =>
      join.onRef('head.articleId', '=', 'event.articleId').on('head.kind', '=', 'head'),
    )
    .leftJoin('revision as title', 'title.id', 'head.revisionId')
    .leftJoin('section', 'section.id', 'event.sectionId')
    .leftJoin('revision', 'revision.id', 'section.revisionId')
    .select([
      'event.seq',
      'event.at',
      'event.action',
      'event.detail',
      'event.articleId',
      'staff.name as actor',
      'title.heading as title',
      'revision.heading as section',
    ])
    .$if(before !== undefined, (query) => query.where('event.seq', '<', String(before)))
    .orderBy('event.seq', 'desc')
    .limit(pageSize)
    .execute();
  return rows.map((row) => ({
    seq: Number(row.seq),
    at: row.at,
    actor: row.actor,
    action: row.action as Action,
    article: row.articleId ? { id: row.articleId, title: row.title ?? '' } : null,
    section: row.section,
    detail: row.detail as Record<string, unknown>,
  }));
}

/** The first line of the audit log that does not fit the chain of hashes, or null when all do. */
export async function findBrokenEvent(db: Db): Promise<{ seq: number; problem: string } | null> {
  const { rows } = await sql<{
    seq: string;
    problem: string;
  }>`select seq, problem from broken_event()`.execute(db);
  const row = rows[0];
  return row ? { seq: Number(row.seq), problem: row.problem } : null;
}
