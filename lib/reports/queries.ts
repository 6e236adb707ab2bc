import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { mayRead } from '#lib/articles/policy.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Report } from './model.ts';
import { mayReadReports } from './policy.ts';

/** What readers reported: what waits first, then what was settled, each the newest first; 200 at most. */
export async function readReports(actor: Actor, db: Db): Promise<Report[]> {
  if (!mayRead(actor) || !mayReadReports(actor)) return [];
  const { rows } = await sql<Report>`
    select r.id, r.article_id, title.heading as article, e.number as version, r.quote, r.message, r.email,
      r.reported_at as at, r.flag_id,
      case when words.id is not null then jsonb_build_object('id', s.id, 'heading', words.heading) end as section,
      case when done.report_id is not null then jsonb_build_object('by', staff.name, 'at', done.settled_at, 'note', done.note) end as settled
    from reader_report r
    join edition e on e.version_id = r.version_id
    join section head on head.article_id = r.article_id and head.kind = 'head'
    join revision title on title.id = head.revision_id
    left join section s on s.id = r.section_id
    left join revision words on words.id = s.revision_id
    left join reader_report_settlement done on done.report_id = r.id
    left join staff on staff.id = done.settled_by
    order by done.report_id is not null, r.reported_at desc
    limit 200`.execute(db);
  return rows.map(({ settled, ...report }) => ({
    ...report,
    settled: settled && { ...settled, at: new Date(settled.at) },
  }));
}

/** How many reports nobody has settled. */
export async function countReports(actor: Actor, db: Db): Promise<number> {
  if (!mayReadReports(actor)) return 0;
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from reader_report r
    where not exists (select from reader_report_settlement done where done.report_id = r.id)`.execute(db);
  return rows[0]?.waiting ?? 0;
}
