import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import type { Actor } from '#lib/staff/model.ts';
import { type Draft, PRESENT_FOR, type SectionCompany } from './model.ts';
import { mayWrite } from './policy.ts';

/** Tells PostgreSQL whose drafts this transaction may see; to it they are the only ones that there are. */
export async function asOwner(actor: Actor, trx: Trx): Promise<void> {
  await actingAs(actor).execute(trx);
}

/** The statement of `asOwner`. */
export const actingAs = (actor: Actor) => sql`select set_config('galley.actor', ${actor.id}, true)`;

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

/** The sections of an article at which this person has words that are not saved. */
export async function listDrafted(actor: Actor, db: Db, articleId: string): Promise<string[]> {
  return db.transaction().execute(async (trx) => {
    await asOwner(actor, trx);
    const rows = await trx
      .selectFrom('draft')
      .innerJoin('section', 'section.id', 'draft.sectionId')
      .innerJoin('revision as newest', 'newest.id', 'section.revisionId')
      .select('section.id')
      .where('section.articleId', '=', articleId)
      .where('draft.staffId', '=', actor.id)
      .where((draft) =>
        draft.or([
          draft('draft.heading', '<>', draft.ref('newest.heading')),
          draft('draft.body', '<>', draft.ref('newest.body')),
        ]),
      )
      .execute();
    return rows.map(({ id }) => id);
  });
}

/** Of each section of an article, in its order: the newest revision, and who else has it open. */
export async function readCompany(actor: Actor, db: Db, articleId: string): Promise<SectionCompany[]> {
  if (!mayWrite(actor)) return [];
  const { rows } = await sql<SectionCompany>`
    select section.id, revision.number, coalesce((
      select jsonb_agg(jsonb_build_object('name', who.name, 'writing', who.writing) order by who.name)
      from (select staff.name, bool_or(p.writing) as writing
        from presence p join staff on staff.id = p.staff_id
        where p.section_id = section.id and p.staff_id <> ${actor.id}
          and p.seen_at >= clock_timestamp() - make_interval(secs => ${PRESENT_FOR})
        group by staff.id, staff.name) who), '[]') as present
    from section join revision on revision.id = section.revision_id
    where section.article_id = ${articleId} and section.removed_at is null
    order by section.position`.execute(db);
  return rows;
}
