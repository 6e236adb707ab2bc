import type { Trx } from '#db/client.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Action } from './model.ts';

/** What the record says of a change. */
type Recorded = {
  action: Action;
  articleId?: string;
  sectionId?: string;
  subjectId?: string;
  detail?: Record<string, string | number | boolean | string[] | null>;
};

/**
 * Writes who did what to what, in the transaction that did it. Call it last: it holds the end of the chain until
 * the transaction ends.
 */
export async function record(actor: Actor, trx: Trx, event: Recorded): Promise<void> {
  await recording(actor, trx, event).execute();
}

/** The statement of `record`. */
export function recording(actor: Actor, trx: Trx, event: Recorded) {
  const { action, articleId = null, sectionId = null, subjectId = null, detail = {} } = event;
  return (
    trx
      .insertInto('event')
      // The database gives the number, the time and the hashes.
      .values({ actorId: actor.id, action, articleId, sectionId, subjectId, detail } as never)
  );
}
