import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
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

/** Puts away a notice of one's own. It stays in the list of all. */
export async function dismissNotice(actor: Actor, db: Db, noticeId: string): Promise<Answer> {
  const row = await db
    .updateTable('notice')
    .set({ dismissedAt: new Date() })
    .where('id', '=', noticeId)
    .where('staffId', '=', actor.id)
    .where('dismissedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row ? { ok: true } : refuse('missing', 'This notice is put away already.');
}

/**
 * Tells the authors of an article that nothing stands in the way of publishing it any more, if that is so; once, until
 * they put it away.
 */
export async function tellIfUnblocked(actor: Actor, trx: Trx, articleId: string): Promise<void> {
  const blocked = await trx
    .selectFrom('section')
    .select('section.id')
    .where('section.articleId', '=', articleId)
    .where('section.removedAt', 'is', null)
    .where(sql<boolean>`exists (select from revision_blockers(section.revision_id))`)
    .limit(1)
    .executeTakeFirst();
  if (blocked) return;
  const told = await trx
    .selectFrom('notice')
    .select('staffId')
    .where('articleId', '=', articleId)
    .where('kind', '=', 'article.unblocked')
    .where('dismissedAt', 'is', null)
    .execute();
  const untold = (await authorsOf(trx, articleId, actor)).filter(
    (id) => !told.some(({ staffId }) => staffId === id),
  );
  await tell(trx, untold, { kind: 'article.unblocked', articleId, detail: {} });
}
