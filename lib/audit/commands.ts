import type { Trx } from '#db/client.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Action } from './model.ts';

/**
 * Writes who did what to what, in the transaction that did it. Call it last: it holds the end of the chain until
 * the transaction ends.
 */
export async function record(
  actor: Actor,
  trx: Trx,
  event: {
    action: Action;
    articleId?: string;
    sectionId?: string;
    subjectId?: string;
    detail?: Record<string, string | number | boolean | string[] | null>;
  },
): Promise<void> {
  const { action, articleId = null, sectionId = null, subjectId = null, detail = {} } = event;
  await trx
    .insertInto('event')
    // The database gives the number, the time and the hashes.
    .values({ actorId: actor.id, action, articleId, sectionId, subjectId, detail } as never)
    .execute();
}
