import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { type SectionKind, sectionName } from '#lib/articles/model.ts';
import { outlineNumbers } from '#lib/articles/outline.ts';
import { mayRead } from '#lib/articles/policy.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Blocker, PublishedArticle, PublishedClaim, Source } from './model.ts';

/** Everything that keeps an article's newest text from readers, in the order of the text. Empty when it may be published. */
export async function readBlockers(actor: Actor, db: Db, articleId: string): Promise<Blocker[]> {
  if (!mayRead(actor)) return [];
  const sections = await db
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .innerJoin('staff', 'staff.id', 'revision.authorId')
    .select([
      'section.id',
      'section.kind',
      'section.depth',
      'section.numbered',
      'revision.heading',
      'staff.name as author',
    ])
    .where('section.articleId', '=', articleId)
    .where('section.removedAt', 'is', null)
    .orderBy('section.position')
    .execute();
  const { rows } = await sql<{
    sectionId: string;
    blocker: Blocker['blocker'];
    flagId: string | null;
    quote: string | null;
  }>`
    select section.id as section_id, b.blocker, b.flag_id, anchor.quote
    from section
      cross join lateral revision_blockers(section.revision_id) b
      left join anchor on anchor.flag_id = b.flag_id and anchor.revision_id = section.revision_id
    where section.article_id = ${articleId} and section.removed_at is null
    order by section.position, b.flag_id is null, anchor.start_at`.execute(db);
  const labels = outlineNumbers(sections);
  return sections.flatMap(({ author, ...section }, index) => {
    const name = sectionName({ ...section, kind: section.kind as SectionKind, label: labels[index] ?? null });
    return rows
      .filter((row) => row.sectionId === section.id)
      .map((row): Blocker => {
        const place = { sectionId: section.id, section: name };
        if (row.blocker === 'unsigned') return { blocker: row.blocker, ...place, author };
        return { blocker: row.blocker, ...place, flagId: row.flagId ?? '', quote: row.quote ?? '' };
      });
  });
}

/** The addresses of all published articles and the version that each shows. For the public: no actor. */
export async function readPointers(
  db: Db,
): Promise<{ slug: string; versionId: string; publishedAt: Date }[]> {
  const rows = await db.selectFrom('publishedArticle').select(['slug', 'versionId', 'publishedAt']).execute();
  return rows as { slug: string; versionId: string; publishedAt: Date }[];
}

/** The published articles, newest first, 50 at most. For the public: no actor. */
export async function readFrontPage(db: Db) {
  const rows = await db
    .selectFrom('publishedArticle')
    .select(['slug', 'title', 'dek', 'publishedAt', 'checkedAt'])
    .orderBy('publishedAt', 'desc')
    .limit(50)
    .execute();
  return rows as { slug: string; title: string; dek: string; publishedAt: Date; checkedAt: Date }[];
}

/** What readers see at an address, or null. For the public: no actor, and a role that sees nothing unpublished. */
export async function readPublished(db: Db, slug: string): Promise<PublishedArticle | null> {
  // One snapshot, so that a publication in between cannot show two versions on one page.
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const article = await trx
        .selectFrom('publishedArticle')
        .selectAll()
        .where('slug', '=', slug)
        .executeTakeFirst();
      if (!article) return null;
      const sections = await trx
        .selectFrom('publishedSection')
        .select(['sectionId', 'kind', 'depth', 'numbered', 'heading', 'body'])
        .where('versionId', '=', article.versionId)
        .where('kind', '<>', 'head')
        .orderBy('position')
        .execute();
      const claims = await trx
        .selectFrom('publishedClaim')
        .select(['verdictId', 'sectionId', 'quote', 'givenAt', 'sources'])
        .where('versionId', '=', article.versionId)
        .orderBy('givenAt')
        .execute();
      return {
        slug,
        title: article.title ?? '',
        dek: article.dek ?? '',
        number: article.versionNumber ?? 0,
        publishedAt: article.publishedAt as Date,
        firstPublishedAt: article.firstPublishedAt as Date,
        checkedAt: article.checkedAt as Date,
        sections: sections as PublishedArticle['sections'],
        claims: claims.map(
          (claim) =>
            ({
              ...{ verdictId: claim.verdictId, sectionId: claim.sectionId, quote: claim.quote },
              ...{ checkedAt: claim.givenAt, sources: claim.sources as unknown as Source[] },
            }) as PublishedClaim,
        ),
      };
    });
}
