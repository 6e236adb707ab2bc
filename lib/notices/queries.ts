import type { Db } from '#db/client.ts';
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
