import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { newestRevisions } from '#lib/articles/queries.ts';
import { type Answer, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { News } from './model.ts';
import { authorsOf } from './queries.ts';

/** Tells people something, in the transaction in which it happened. */
export async function tell(trx: Trx, staffIds: string[], news: News): Promise<void> {
  if (staffIds.length === 0) return;
  const { kind, articleId = null, detail } = news;
  await trx
    .insertInto('notice')
    .values(staffIds.map((staffId) => ({ id: newId(), staffId, kind, articleId, detail })))
    .execute();
}

/** Puts away notices of one's own, but for those that are already. They stay in the list of all. */
export async function dismissNotices(actor: Actor, db: Db, noticeIds: string[]): Promise<Answer> {
  const rows = await db
    .updateTable('notice')
    .set({ dismissedAt: new Date() })
    .where('id', 'in', noticeIds)
    .where('staffId', '=', actor.id)
    .where('dismissedAt', 'is', null)
    .returning('id')
    .execute();
  return rows.length > 0 ? { ok: true } : refuse('missing', 'This is put away already.');
}

/**
 * Tells the authors of an article that nothing stands in the way of publishing it any more, if that is so; once for its
 * newest text, until they put it away.
 */
export async function tellIfUnblocked(actor: Actor, trx: Trx, articleId: string): Promise<void> {
  const blocked = await sql`
    select from revision_blockers(${newestRevisions(articleId)}) limit 1`.execute(trx);
  if (blocked.rows.length > 0) return;
  const told = await trx
    .selectFrom('notice')
    .select('staffId')
    .where('articleId', '=', articleId)
    .where('kind', '=', 'article.unblocked')
    .where('dismissedAt', 'is', null)
    .where('madeAt', '>', newestText(articleId))
    .execute();
  const untold = (await authorsOf(actor, trx, articleId)).filter(
    (id) => !told.some(({ staffId }) => staffId === id),
  );
  await tell(trx, untold, { kind: 'article.unblocked', articleId, detail: {} });
}

/** When an article was last revised. */
const newestText = (articleId: string) => sql<Date>`(
  select max(r.created_at) from section s join revision r on r.id = s.revision_id
  where s.article_id = ${articleId} and s.removed_at is null)`;

/**
 * Reminds those to whom a flag was given of the day by which they are to answer it: once on the day before, and once
 * when it has passed. For the worker: no actor; any number of instances may.
 */
export async function tellDeadlines(db: Db): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('galley deadlines'))`.execute(trx);
    const { rows } = await sql<{
      staffId: string;
      articleId: string;
      detail: { flagId: string; quote: string; dueOn: string; passed: boolean };
    }>`
      select due.staff_id, due.article_id, due.detail
      from (
        select a.staff_id, s.article_id, jsonb_build_object('flagId', f.id, 'quote', placed.quote,
          'dueOn', to_char(a.due_on, 'YYYY-MM-DD'),
          'passed', a.due_on < (now() at time zone 'UTC')::date) as detail
        from flag_assigned a
        join staff on staff.id = a.staff_id and staff.deactivated_at is null
        join flag f on f.id = a.flag_id
        join section s on s.id = f.section_id and s.removed_at is null
        join flag_on_revision placed on placed.flag_id = f.id and placed.revision_id = s.revision_id
        where a.due_on <= (now() at time zone 'UTC')::date + 1 and placed.state in ('open', 'suggested', 'rewrite')
      ) due
      where not exists (select from notice n where n.staff_id = due.staff_id and n.kind = 'flag.due'
        and n.detail - 'quote' = due.detail - 'quote')`.execute(trx);
    for (const { staffId, articleId, detail } of rows)
      await tell(trx, [staffId], { kind: 'flag.due', articleId, detail });
  });
}
