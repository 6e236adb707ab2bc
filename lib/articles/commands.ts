import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { record } from '#lib/audit/commands.ts';
import { type Answer, orRefusal, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { mayReaddress } from './policy.ts';
import { isSlug, slugOf } from './slug.ts';

/**
 * Takes an article for the rest of the transaction: nothing that belongs to it changes meanwhile.
 * @returns false when there is no such article
 */
export async function lockArticle(trx: Trx, articleId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('article')
    .select('id')
    .where('id', '=', articleId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Creates an article at the address that its title suggests, or at the next that no article ever had (`…-2`). */
export async function createArticle(
  actor: Actor,
  trx: Trx,
  title: string,
): Promise<{ id: string; slug: string }> {
  const id = newId();
  const wanted = slugOf(title);
  for (let slug = wanted, had = await isAddress(trx, wanted); ; had = true) {
    if (had) slug = await freeAddress(trx, wanted);
    const row = await trx
      .insertInto('article')
      .values({ id, slug, createdBy: actor.id })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning('slug')
      .executeTakeFirst();
    if (row) return { id, slug };
  }
}

async function isAddress(trx: Trx, slug: string): Promise<boolean> {
  const row = await trx.selectFrom('address').select('slug').where('slug', '=', slug).executeTakeFirst();
  return row !== undefined;
}

/** The first of `…-2`, `…-3` and so on that no article has or had, asked in one go: of one title there may be many. */
async function freeAddress(trx: Trx, wanted: string): Promise<string> {
  const rows = await trx
    .selectFrom('address')
    .select('slug')
    .where('slug', 'like', `${wanted.slice(0, 70).replace(/-$/, '')}%`)
    .execute();
  const taken = new Set(rows.map(({ slug }) => slug));
  for (let number = 2; ; number++) {
    const ending = `-${number}`;
    const slug = wanted.slice(0, 80 - ending.length).replace(/-$/, '') + ending;
    if (!taken.has(slug)) return slug;
  }
}

/**
 * Gives an article another address. Where it was public, the old one leads to the new one for ever, so no article can
 * have an address that another ever had; the article itself may take an old one of its own again.
 */
export async function changeSlug(
  actor: Actor,
  db: Db,
  { articleId, slug }: { articleId: string; slug: string },
): Promise<Answer> {
  if (!mayReaddress(actor)) return refuse('not-allowed', 'Only editors change an address.');
  if (!isSlug(slug)) return refuse('invalid', 'This cannot be an address.');
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      if (!(await lockArticle(trx, articleId))) return refuse('missing', 'This article does not exist.');
      const { slug: before } = await trx
        .selectFrom('article')
        .select('slug')
        .where('id', '=', articleId)
        .executeTakeFirstOrThrow();
      if (slug === before) return refuse('invalid', 'This is its address already.');
      await trx.updateTable('article').set({ slug }).where('id', '=', articleId).execute();
      await record(actor, trx, {
        ...{ action: 'article.readdressed', articleId, subjectId: articleId },
        detail: { before, slug },
      });
      return { ok: true };
    }),
  );
}

/** The article that a section belongs to, locked; see `lockArticle`. */
export async function lockArticleOfSection(trx: Trx, sectionId: string): Promise<string | null> {
  const row = await lockingArticleOfSection(trx, sectionId).executeTakeFirst();
  return row?.id ?? null;
}

/** The statement of `lockArticleOfSection`. */
export function lockingArticleOfSection(trx: Trx, sectionId: string) {
  // A section never changes to another article.
  return trx
    .selectFrom('section')
    .innerJoin('article', 'article.id', 'section.articleId')
    .select('article.id')
    .where('section.id', '=', sectionId)
    .forUpdate('article');
}

/**
 * Keeps a filter of the article list under a name, for oneself; under a name that one has already it is refused. A tag
 * in it is kept as the tag that it is, whatever that is called later.
 */
export async function saveView(
  actor: Actor,
  db: Db,
  { name, query }: { name: string; query: string },
): Promise<Answer> {
  return orRefusal(
    db
      .insertInto('savedView')
      .values({
        ...{ id: newId(), staffId: actor.id, name, query },
        tagId: db
          .selectFrom('tag')
          .select(({ fn }) => fn.coalesce('mergedInto', 'id').as('id'))
          .where('name', '=', new URLSearchParams(query).get('tag') ?? ''),
      })
      .execute()
      .then((): Answer => ({ ok: true })),
  );
}

/** Gives up a view of one's own. */
export async function removeView(actor: Actor, db: Db, viewId: string): Promise<Answer> {
  await db.deleteFrom('savedView').where('id', '=', viewId).where('staffId', '=', actor.id).execute();
  return { ok: true };
}
