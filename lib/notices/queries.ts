import type { Db, Trx } from '#db/client.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Notice } from './model.ts';

/** What this person was told, the newest first: with `open` only what they have not dismissed; 200 at most. */
export async function listNotices(actor: Actor, db: Db, { open }: { open: boolean }): Promise<Notice[]> {
  const rows = await db
    .selectFrom('notice')
    .leftJoin('section as head', (join) =>
      join.onRef('head.articleId', '=', 'notice.articleId').on('head.kind', '=', 'head'),
    )
    .leftJoin('revision', 'revision.id', 'head.revisionId')
    .select(['notice.id', 'notice.kind', 'notice.articleId', 'notice.detail', 'notice.madeAt'])
    .select(['notice.dismissedAt', 'revision.heading as title'])
    .where('notice.staffId', '=', actor.id)
    .$if(open, (query) => query.where('notice.dismissedAt', 'is', null))
    .orderBy('notice.madeAt', 'desc')
    .limit(200)
    .execute();
  return rows.map(({ dismissedAt, ...row }) => ({ ...row, dismissed: dismissedAt !== null }) as Notice);
}

/** How many notices this person has not put away. */
export async function countNotices(actor: Actor, db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('notice')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('staffId', '=', actor.id)
    .where('dismissedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Those who wrote the newest text of an article, without the one who asks: whom its fate concerns. */
export async function authorsOf(actor: Actor, trx: Trx, articleId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .innerJoin('staff', 'staff.id', 'revision.authorId')
    .select('revision.authorId')
    .distinct()
    .where('section.articleId', '=', articleId)
    .where('section.removedAt', 'is', null)
    .where('staff.deactivatedAt', 'is', null)
    .where('revision.authorId', '<>', actor.id)
    .execute();
  return rows.map(({ authorId }) => authorId);
}
