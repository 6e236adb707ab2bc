import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { lockArticleOfSection } from '#lib/articles/commands.ts';
import { record } from '#lib/audit/commands.ts';
import { type Answer, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { mayTag } from './policy.ts';
import type { TaggedSection } from './schema.ts';

/** Puts a tag on a section, a FAQ or (on its title and dek) an article; makes the tag when it is new. */
export async function tagSection(actor: Actor, db: Db, input: TaggedSection): Promise<Answer> {
  if (!mayTag(actor)) return refuse('not-allowed', 'You may not tag.');
  return db.transaction().execute(async (trx) => {
    const articleId = await lockArticleOfSection(trx, input.sectionId);
    if (!articleId) return refuse('missing', 'This section does not exist any more.');
    await addTag(actor, trx, articleId, input);
    return { ok: true };
  });
}

/** Puts a tag on a section of an article that is locked, or new; there already, it stays. */
export async function addTag(
  actor: Actor,
  trx: Trx,
  articleId: string,
  { sectionId, tag }: TaggedSection,
): Promise<void> {
  const tagId = await tagOf(actor, trx, tag);
  const row = await trx
    .insertInto('sectionTag')
    .values({ sectionId, tagId, addedBy: actor.id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('tagId')
    .executeTakeFirst();
  if (!row) return;
  const action = 'section.tagged';
  await record(actor, trx, { action, articleId, sectionId, subjectId: tagId, detail: { tag } });
}

async function tagOf(actor: Actor, trx: Trx, name: string): Promise<string> {
  await trx
    .insertInto('tag')
    .values({ id: newId(), name, createdBy: actor.id })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const row = await trx.selectFrom('tag').select('id').where('name', '=', name).executeTakeFirstOrThrow();
  return row.id;
}

/** Takes a tag off a section; the tag itself stays. */
export async function untagSection(actor: Actor, db: Db, input: TaggedSection): Promise<Answer> {
  if (!mayTag(actor)) return refuse('not-allowed', 'You may not tag.');
  return db.transaction().execute(async (trx) => {
    const articleId = await lockArticleOfSection(trx, input.sectionId);
    if (!articleId) return refuse('missing', 'This section does not exist any more.');
    const row = await trx
      .deleteFrom('sectionTag')
      .using('tag')
      .whereRef('tag.id', '=', 'sectionTag.tagId')
      .where('tag.name', '=', input.tag)
      .where('sectionTag.sectionId', '=', input.sectionId)
      .returning('tag.id')
      .executeTakeFirst();
    if (row)
      await record(actor, trx, {
        ...{ action: 'section.untagged', articleId, sectionId: input.sectionId, subjectId: row.id },
        detail: { tag: input.tag },
      });
    return { ok: true };
  });
}
