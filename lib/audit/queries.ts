import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Action, AuditFilter, AuditLine, ExportedEvent } from './model.ts';
import { mayReadAudit } from './policy.ts';

/** How many lines of the audit log a page shows. */
export const auditPage = 100;

/**
 * The newest lines of the audit log that a filter leaves, before `before` (a line's number), 100 at most; empty for
 * those who may not read it.
 */
export async function readAudit(
  actor: Actor,
  db: Db,
  filter: AuditFilter = {},
  before?: number,
): Promise<AuditLine[]> {
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
    .where(matching(filter))
    .$if(before !== undefined, (query) => query.where('event.seq', '<', String(before)))
    .orderBy('event.seq', 'desc')
    .limit(auditPage)
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

function matching({ actorId, action, articleId, from, to }: AuditFilter) {
  return sql<boolean>`(${actorId ?? null}::uuid is null or event.actor_id = ${actorId ?? null})
    and (${action ?? null}::text is null or event.action = ${action ?? null})
    and (${articleId ?? null}::uuid is null or event.article_id = ${articleId ?? null})
    and (${from ?? null}::date is null or event.at >= ${from ?? null}::date::timestamp at time zone 'UTC')
    and (${to ?? null}::date is null or event.at < (${to ?? null}::date + 1)::timestamp at time zone 'UTC')`;
}

/**
 * Every event that a filter leaves, the oldest first, as it is stored; read in portions, so that an export of any
 * length takes no more memory than a short one. Nothing for those who may not read the log.
 */
export async function* exportAudit(
  actor: Actor,
  db: Db,
  filter: AuditFilter = {},
): AsyncGenerator<ExportedEvent> {
  if (!mayReadAudit(actor)) return;
  for (let after = 0; ; ) {
    const rows = await exported(db, filter, after);
    yield* rows;
    if (rows.length < exportPortion) return;
    after = rows.at(-1)?.seq ?? after;
  }
}

const exportPortion = 1000;

async function exported(db: Db, filter: AuditFilter, after: number): Promise<ExportedEvent[]> {
  const rows = await db
    .selectFrom('event')
    .innerJoin('staff', 'staff.id', 'event.actorId')
    .select(['event.seq', 'event.at', 'staff.name as actor', 'event.actorId', 'event.action'])
    .select(['event.articleId', 'event.sectionId', 'event.subjectId', 'event.detail'])
    .select(sql<string>`encode(event.hash, 'hex')`.as('hash'))
    .where(matching(filter))
    .where('event.seq', '>', String(after))
    .orderBy('event.seq')
    .limit(exportPortion)
    .execute();
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** The people who stand in the audit log and the articles in it, for its filters. */
export async function readAuditChoices(
  actor: Actor,
  db: Db,
): Promise<{ people: { id: string; name: string }[]; articles: { id: string; title: string }[] }> {
  if (!mayReadAudit(actor)) return { people: [], articles: [] };
  const [people, articles] = await Promise.all([
    db.selectFrom('staff').select(['id', 'name']).orderBy('name').execute(),
    db
      .selectFrom('section')
      .innerJoin('revision', 'revision.id', 'section.revisionId')
      .select(['section.articleId as id', 'revision.heading as title'])
      .where('section.kind', '=', 'head')
      .orderBy('revision.createdAt', 'desc')
      .limit(500)
      .execute(),
  ]);
  return { people, articles };
}

/** Whether the chain of hashes holds, for whoever reads the log; null for all others. */
export async function readAuditCheck(
  actor: Actor,
  db: Db,
): Promise<{ isWhole: boolean; broken: { seq: number; problem: string } | null } | null> {
  if (!mayReadAudit(actor)) return null;
  const broken = await findBrokenEvent(db);
  return { isWhole: broken === null, broken };
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
