import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { type Answer, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { News } from './model.ts';

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
