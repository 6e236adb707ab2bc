import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import type { Actor } from '#lib/staff/model.ts';
import { slugOf } from './slug.ts';

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

/** Creates an article at the address that its title suggests, or at the next free one (`…-2`). */
export async function createArticle(
  actor: Actor,
  trx: Trx,
  title: string,
): Promise<{ id: string; slug: string }> {
  const id = newId();
  const wanted = slugOf(title);
  for (let attempt = 1; ; attempt++) {
    const ending = attempt === 1 ? '' : `-${attempt}`;
    const slug = wanted.slice(0, 80 - ending.length).replace(/-$/, '') + ending;
    const row = await trx
      .insertInto('article')
      .values({ id, slug, createdBy: actor.id })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning('slug')
      .executeTakeFirst();
    if (row) return { id, slug };
  }
}

/** The article that a section belongs to, locked; see `lockArticle`. */
export async function lockArticleOfSection(trx: Trx, sectionId: string): Promise<string | null> {
  const row = await articleOfSection(trx, sectionId);
  if (!row || !(await lockArticle(trx, row))) return null;
  return row;
}

async function articleOfSection(db: Db, sectionId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('section')
    .select('articleId')
    .where('id', '=', sectionId)
    .executeTakeFirst();
  return row?.articleId;
}
