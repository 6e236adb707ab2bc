import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Draft } from './model.ts';

/** Tells PostgreSQL whose drafts this transaction may see; to it they are the only ones that there are. */
export async function asOwner(actor: Actor, trx: Trx): Promise<void> {
  await sql`select set_config('galley.actor', ${actor.id}, true)`.execute(trx);
}

/** What this person was writing at a section, or null: also when it says no more than the newest revision. */
export async function readDraft(actor: Actor, db: Db, sectionId: string): Promise<Draft | null> {
  return db.transaction().execute(async (trx) => {
    await asOwner(actor, trx);
    const row = await trx
      .selectFrom('draft')
      .innerJoin('revision as base', 'base.id', 'draft.basedOn')
      .innerJoin('section', 'section.id', 'draft.sectionId')
      .innerJoin('revision as newest', 'newest.id', 'section.revisionId')
      .select(['draft.heading', 'draft.body', 'draft.note', 'draft.windowId', 'draft.keptAt'])
      .select(['base.id', 'base.number', 'base.heading as baseHeading', 'base.body as baseBody'])
      .where('draft.sectionId', '=', sectionId)
      .where('draft.staffId', '=', actor.id)
      .where((draft) =>
        draft.or([
          draft('draft.heading', '<>', draft.ref('newest.heading')),
          draft('draft.body', '<>', draft.ref('newest.body')),
        ]),
      )
      .executeTakeFirst();
    if (!row) return null;
    const { id, number, baseHeading, baseBody, ...draft } = row;
    return { ...draft, basedOn: { id, number, heading: baseHeading, body: baseBody } };
  });
}
