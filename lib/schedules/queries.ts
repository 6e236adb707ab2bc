import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { mayRead } from '#lib/articles/policy.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Blocker } from '#lib/versions/model.ts';
import type { Schedules } from './model.ts';

/** When an article is to be published, and whether the last attempt to do so by the clock failed. */
export async function readSchedules(actor: Actor, db: Db, articleId: string): Promise<Schedules> {
  if (!mayRead(actor)) return { pending: null, failed: null };
  const ofArticle = db
    .selectFrom('schedule')
    .innerJoin('staff', 'staff.id', 'schedule.madeBy')
    .select([
      'schedule.id',
      'schedule.publishAt as at',
      'schedule.timeZone',
      'schedule.correction',
      'staff.name as by',
    ])
    .where('schedule.articleId', '=', articleId);
  const pending = await ofArticle.where('schedule.outcome', 'is', null).executeTakeFirst();
  const failed = await ofArticle
    .select(['schedule.reason', 'schedule.blockers'])
    .where('schedule.outcome', '=', 'failed')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('edition')
            .whereRef('edition.articleId', '=', 'schedule.articleId')
            .whereRef('edition.publishedAt', '>', 'schedule.endedAt'),
        ),
      ),
    )
    .orderBy('schedule.endedAt', 'desc')
    .executeTakeFirst();
  return {
    pending: pending ?? null,
    failed: failed
      ? { ...failed, reason: failed.reason ?? '', blockers: failed.blockers as unknown as Blocker[] }
      : null,
  };
}

/** In how many milliseconds the next publication is due, 0 when it is, or null when none waits. For the worker: no actor. */
export async function readNextDue(db: Db): Promise<number | null> {
  const { rows } = await sql<{ wait: number | null }>`
    select greatest(extract(epoch from publish_at - clock_timestamp()) * 1000, 0)::float8 as wait
    from schedule where outcome is null order by publish_at limit 1`.execute(db);
  return rows[0]?.wait ?? null;
}
