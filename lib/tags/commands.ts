import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { lockArticle, lockArticleOfSection } from '#lib/articles/commands.ts';
import { record } from '#lib/audit/commands.ts';
import { type Answer, orRefusal, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { mayManageTags, mayTag } from './policy.ts';
import type { ChangedTag, MergedTag, NewTag, TaggedArticles, TaggedSection } from './schema.ts';

/** Puts a tag on a section, a FAQ or (on its title and dek) an article; makes the tag when it is new. */
export async function tagSection(actor: Actor, db: Db, input: TaggedSection): Promise<Answer> {
  if (!mayTag(actor)) return refuse('not-allowed', 'You may not tag.');
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      const articleId = await lockArticleOfSection(trx, input.sectionId);
      if (!articleId) return refuse('missing', 'This section does not exist any more.');
      await addTag(actor, trx, articleId, input);
      return { ok: true };
    }),
  );
}

/** Puts a tag on a section of an article that is locked, or new; there already, it stays. */
export async function addTag(
  actor: Actor,
  trx: Trx,
  articleId: string,
  { sectionId, tag: asked }: TaggedSection,
): Promise<boolean> {
  const tag = await tagOf(actor, trx, asked);
  const row = await trx
    .insertInto('sectionTag')
    .values({ sectionId, tagId: tag.id, addedBy: actor.id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('tagId')
    .executeTakeFirst();
  if (!row) return false;
  const action = 'section.tagged';
  await record(actor, trx, { action, articleId, sectionId, subjectId: tag.id, detail: { tag: tag.name } });
  return true;
}

/** The tag of this name, held so that nobody merges it meanwhile; where it was merged, the one that took its place. */
async function tagOf(actor: Actor, trx: Trx, name: string): Promise<{ id: string; name: string }> {
  await trx
    .insertInto('tag')
    .values({ id: newId(), name, createdBy: actor.id })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const { mergedInto, ...tag } = await trx
    .selectFrom('tag')
    .select(['id', 'name', 'mergedInto'])
    .where('name', '=', name)
    .forShare()
    .executeTakeFirstOrThrow();
  if (!mergedInto) return tag;
  return trx.selectFrom('tag').select(['id', 'name']).where('id', '=', mergedInto).executeTakeFirstOrThrow();
}

/** Takes a tag off a section; the tag itself stays. */
export async function untagSection(actor: Actor, db: Db, input: TaggedSection): Promise<Answer> {
  if (!mayTag(actor)) return refuse('not-allowed', 'You may not tag.');
  return db.transaction().execute(async (trx) => {
    const articleId = await lockArticleOfSection(trx, input.sectionId);
    if (!articleId) return refuse('missing', 'This section does not exist any more.');
    await removeTag(actor, trx, articleId, input);
    return { ok: true };
  });
}

async function removeTag(
  actor: Actor,
  trx: Trx,
  articleId: string,
  { sectionId, tag }: TaggedSection,
): Promise<boolean> {
  const row = await trx
    .deleteFrom('sectionTag')
    .using('tag')
    .whereRef('tag.id', '=', 'sectionTag.tagId')
    .where('tag.id', 'in', (eb) =>
      // Whoever types the name of one that was merged means the one that took its place.
      eb
        .selectFrom('tag as named')
        .select((named) => named.fn.coalesce('named.mergedInto', 'named.id').as('id'))
        .where('named.name', '=', tag),
    )
    .where('sectionTag.sectionId', '=', sectionId)
    .returning(['tag.id', 'tag.name'])
    .executeTakeFirst();
  if (!row) return false;
  const action = 'section.untagged';
  await record(actor, trx, { action, articleId, sectionId, subjectId: row.id, detail: { tag: row.name } });
  return true;
}

/** Puts a tag on many articles (on their title and dek), or takes it off them: on all of them or on none. */
export async function tagArticles(
  actor: Actor,
  db: Db,
  { articleIds, tag, how }: TaggedArticles,
): Promise<Answer<{ changed: number }>> {
  if (!mayTag(actor)) return refuse('not-allowed', 'You may not tag.');
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer<{ changed: number }>> => {
      const wanted = [...new Set(articleIds)];
      // In one order for everybody, so that no two wait for each other.
      for (const articleId of wanted.toSorted()) await lockArticle(trx, articleId);
      const heads = await trx
        .selectFrom('section')
        .select(['id', 'articleId'])
        .where('articleId', 'in', wanted)
        .where('kind', '=', 'head')
        .orderBy('articleId')
        .execute();
      if (heads.length < wanted.length)
        return refuse('missing', 'One of these articles does not exist any more.');
      let changed = 0;
      for (const { id: sectionId, articleId } of heads) {
        const done = how === 'on' ? addTag : removeTag;
        if (await done(actor, trx, articleId, { sectionId, tag })) changed++;
      }
      return { ok: true, changed };
    }),
  );
}

const mayNotManage = 'Only editors say what the tags are.';

/** Makes a tag that nothing has yet. */
export async function createTag(actor: Actor, db: Db, tag: NewTag): Promise<Answer<{ tagId: string }>> {
  if (!mayManageTags(actor)) return refuse('not-allowed', mayNotManage);
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer<{ tagId: string }>> => {
      const merged = await mergedName(trx, tag.name);
      if (merged) return nameMerged(tag.name, merged.into);
      const id = newId();
      await trx
        .insertInto('tag')
        .values({ id, ...tag, createdBy: actor.id })
        .execute();
      await record(actor, trx, { action: 'tag.made', subjectId: id, detail: { tag: tag.name } });
      return { ok: true, tagId: id };
    }),
  );
}

/**
 * Renames, describes and colours a tag. Published versions keep the name under which they went out; the new one
 * reaches readers with the next version of each article.
 */
export async function changeTag(actor: Actor, db: Db, { tagId, ...to }: ChangedTag): Promise<Answer> {
  if (!mayManageTags(actor)) return refuse('not-allowed', mayNotManage);
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      const before = await lockedTag(trx, tagId);
      if (!before) return refuse('missing', 'This tag does not exist any more.');
      const merged = await mergedName(trx, to.name);
      if (merged && merged.intoId !== tagId) return nameMerged(to.name, merged.into);
      // A name that was merged into this one is its own: the two change places.
      const rename = async (id: string, name: string) =>
        trx.updateTable('tag').set({ name }).where('id', '=', id).execute();
      if (merged) await rename(merged.id, merged.id);
      await trx.updateTable('tag').set(to).where('id', '=', tagId).execute();
      if (merged) await rename(merged.id, before.name);
      await record(actor, trx, {
        ...{ action: 'tag.changed', subjectId: tagId },
        detail: { tag: to.name, ...(before.name !== to.name && { before: before.name }) },
      });
      return { ok: true };
    }),
  );
}

/** Puts one tag in the place of another, wherever that stands in drafts; whoever types the old name gets this one. */
export async function mergeTags(
  actor: Actor,
  db: Db,
  { tagId, into }: MergedTag,
): Promise<Answer<{ sections: number }>> {
  if (!mayManageTags(actor)) return refuse('not-allowed', mayNotManage);
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer<{ sections: number }>> => {
      // All tags that take part, in one order for everybody.
      const tags = await trx
        .selectFrom('tag')
        .select(['id', 'name'])
        .where((eb) => eb.or([eb('id', '=', tagId), eb('name', '=', into)]))
        .where('mergedInto', 'is', null)
        .orderBy('id')
        .forUpdate()
        .execute();
      const from = tags.find(({ id }) => id === tagId);
      const to = tags.find(({ name }) => name === into);
      if (!from) return refuse('missing', 'This tag does not exist any more.');
      if (!to) return refuse('missing', `There is no tag “${into}” to merge it into.`);
      if (from.id === to.id) return refuse('invalid', 'A tag cannot be merged into itself.');
      await trx
        .insertInto('sectionTag')
        .columns(['sectionId', 'tagId', 'addedBy', 'addedAt'])
        .expression((eb) =>
          eb
            .selectFrom('sectionTag')
            .select(['sectionId', eb.val(to.id).as('tagId'), 'addedBy', 'addedAt'])
            .where('tagId', '=', from.id),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const gone = await trx.deleteFrom('sectionTag').where('tagId', '=', from.id).executeTakeFirst();
      const sections = Number(gone.numDeletedRows);
      await trx
        .updateTable('tag')
        .set({ mergedInto: to.id })
        .where((eb) => eb.or([eb('id', '=', from.id), eb('mergedInto', '=', from.id)]))
        .execute();
      await record(actor, trx, {
        ...{ action: 'tag.merged', subjectId: from.id },
        detail: { tag: from.name, into: to.name, sections },
      });
      return { ok: true, sections };
    }),
  );
}

/** The tag that had this name, and the one that it was merged into. */
async function mergedName(trx: Trx, name: string) {
  return trx
    .selectFrom('tag')
    .innerJoin('tag as other', 'other.id', 'tag.mergedInto')
    .select(['tag.id', 'other.id as intoId', 'other.name as into'])
    .where('tag.name', '=', name)
    .executeTakeFirst();
}

const nameMerged = (name: string, into: string) =>
  refuse(
    'taken',
    `“${name}” was merged into “${into}”, and whoever types it gets that. Choose another name.`,
  );

async function lockedTag(trx: Trx, tagId: string): Promise<{ id: string; name: string } | undefined> {
  return trx
    .selectFrom('tag')
    .select(['id', 'name'])
    .where('id', '=', tagId)
    .where('mergedInto', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}
