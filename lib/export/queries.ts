import type { Db } from '#db/client.ts';
import { mayRead } from '#lib/articles/policy.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { ExportedArticle, ExportedSection } from './model.ts';

/** The ids of all articles, by address; none for somebody who may not read them. */
export async function listForExport(actor: Actor, db: Db): Promise<string[]> {
  if (!mayRead(actor)) return [];
  const rows = await db.selectFrom('article').select('id').orderBy('slug').execute();
  return rows.map(({ id }) => id);
}

/** An article's draft as it stands, or null when there is none. */
export async function readForExport(
  actor: Actor,
  db: Db,
  articleId: string,
): Promise<ExportedArticle | null> {
  if (!mayRead(actor)) return null;
  const rows = await db
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .innerJoin('article', 'article.id', 'section.articleId')
    .select(['article.slug', 'section.kind', 'section.depth', 'section.numbered'])
    .select(['section.id', 'revision.heading', 'revision.body'])
    .where('section.articleId', '=', articleId)
    .where('section.removedAt', 'is', null)
    .orderBy('section.position')
    .execute();
  const [head, ...rest] = rows;
  if (!head) return null;
  const tagged = await db
    .selectFrom('sectionTag')
    .innerJoin('tag', 'tag.id', 'sectionTag.tagId')
    .innerJoin('section', 'section.id', 'sectionTag.sectionId')
    .select(['tag.name', 'sectionTag.sectionId'])
    .where('section.articleId', '=', articleId)
    .orderBy('tag.name')
    .execute();
  const tagsOf = (id: string) => tagged.flatMap(({ name, sectionId }) => (sectionId === id ? [name] : []));
  const sections = rest.map(({ id, kind, depth, numbered, heading, body }) => ({
    ...{ kind: kind as ExportedSection['kind'], depth, numbered, heading, body, tags: tagsOf(id) },
  }));
  const { slug, heading: title, body: dek } = head;
  return { slug, title, dek, tags: tagsOf(head.id), sections };
}
