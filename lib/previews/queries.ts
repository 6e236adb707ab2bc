import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import { mayRead } from '#lib/articles/policy.ts';
import { newestRevisions } from '#lib/articles/queries.ts';
import type { Actor, Role } from '#lib/staff/model.ts';
import type { PublishedArticle, PublishedClaim, PublishedSection, SeenVersion } from '#lib/versions/model.ts';
import type { Preview, Previewed } from './model.ts';
import { hashOf } from './token.ts';

/** The links to an article that are good now, the newest first. */
export async function listPreviews(actor: Actor, db: Db, articleId: string): Promise<Preview[]> {
  if (!mayRead(actor)) return [];
  return db
    .selectFrom('preview')
    .innerJoin('staff', 'staff.id', 'preview.madeBy')
    .select(['preview.id', 'staff.name as by', 'preview.madeAt as at', 'preview.expiresAt'])
    .where('preview.articleId', '=', articleId)
    .where('preview.revokedAt', 'is', null)
    .where('preview.expiresAt', '>', sql<Date>`now()`)
    .orderBy('preview.madeAt', 'desc')
    .execute();
}

/**
 * What a link shows, or null for one that is unknown, expired or revoked. The token takes the place of the actor: this
 * is the one way to a draft without an account, and it asks the desk's role, since the public's sees none.
 * @param db the desk's pool
 */
export async function readPreview(db: Db, token: string): Promise<Previewed | null> {
  // One snapshot, so that a save in between cannot show a text that never was.
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const preview = await trx
        .selectFrom('preview')
        .select(['articleId', 'expiresAt'])
        .where('tokenHash', '=', hashOf(token))
        .where('revokedAt', 'is', null)
        .where('expiresAt', '>', sql<Date>`now()`)
        .executeTakeFirst();
      if (!preview) return null;
      const { articleId, expiresAt } = preview;
      return {
        article: await readNextVersion(trx, articleId),
        ...(await readGate(trx, articleId)),
        expiresAt,
      };
    });
}

async function readGate(trx: Trx, articleId: string): Promise<{ inTheWay: number }> {
  const { rows } = await sql<{ inTheWay: number }>`
    select count(*)::int as in_the_way from revision_blockers(${newestRevisions(articleId)})`.execute(trx);
  return rows[0] ?? { inTheWay: 0 };
}

/** The version that publishing would make of the article as it stands, in the form in which readers would get it. */
async function readNextVersion(trx: Trx, articleId: string): Promise<PublishedArticle> {
  const { rows } = await sql<{
    slug: string;
    number: number;
    publishedAt: Date;
    firstPublishedAt: Date | null;
    checkedAt: Date | null;
    checkedBy: Role[];
    correction: string | null;
    tags: string[];
  }>`
    select article.slug, coalesce(schedule.publish_at, now()) as published_at, schedule.correction,
      publication.first_published_at,
      (select coalesce(max(number), 0) + 1 from version where version.article_id = article.id) as number,
      (select max(o.signed_at) from section s join sign_off o on o.revision_id = s.revision_id and o.withdrawn_at is null
        where s.article_id = article.id and s.removed_at is null) as checked_at,
      array(select signer.role from (
        select distinct staff.id, staff.role from section s
          join sign_off o on o.revision_id = s.revision_id and o.withdrawn_at is null
          join staff on staff.id = o.signed_by
        where s.article_id = article.id and s.removed_at is null) signer order by signer.role) as checked_by,
      array(select distinct tag.name from section s join section_tag on section_id = s.id join tag on tag.id = tag_id
        where s.article_id = article.id and s.removed_at is null order by 1) as tags
    from article
      left join publication on publication.article_id = article.id
      left join schedule on schedule.article_id = article.id and schedule.outcome is null
    where article.id = ${articleId}`.execute(trx);
  const next = rows[0];
  if (!next) throw new Error('A preview of no article.');
  const { correction, ...version } = next;
  const before = await trx
    .selectFrom('publishedVersion')
    .select(['number', 'publishedAt', 'correction'])
    .where('articleId', '=', articleId)
    .orderBy('number', 'desc')
    .execute();
  // The head is the first section (migrations/0001_desk.sql).
  const [head, ...sections] = await trx
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .select(['section.id as sectionId', 'section.kind', 'section.depth', 'section.numbered'])
    .select(['revision.heading', 'revision.body'])
    .where('section.articleId', '=', articleId)
    .where('section.removedAt', 'is', null)
    .orderBy('section.position')
    .execute();
  return {
    ...version,
    id: articleId,
    title: head?.heading ?? '',
    dek: head?.body ?? '',
    newest: true,
    versions: [
      { number: version.number, publishedAt: version.publishedAt, correction },
      ...(before as SeenVersion[]),
    ],
    firstPublishedAt: version.firstPublishedAt ?? version.publishedAt,
    checkedAt: version.checkedAt ?? version.publishedAt,
    headId: head?.sectionId ?? '',
    sections: sections as PublishedSection[],
    claims: await readClaims(trx, articleId),
    // What goes out over open flags is decided when it goes out.
    underReview: null,
  };
}

/** The claims that are verified in the newest revisions; compare the view published_claim. */
async function readClaims(trx: Trx, articleId: string): Promise<PublishedClaim[]> {
  const { rows } = await sql<PublishedClaim>`
    select d.id as verdict_id, s.id as section_id, a.quote, a.start_at as start, a.end_at as end, d.given_at as checked_at,
      coalesce((select jsonb_agg(jsonb_build_object('url', e.url, 'title', e.title, 'publisher', e.publisher,
          'publishedOn', e.published_on, 'passage', e.passage, 'lookedAt', e.looked_at, 'recheckOn', e.recheck_on,
          'overdue', is_overdue(e.recheck_on))
          order by e.looked_at, e.id)
        from evidence e where e.verdict_id = d.id), '[]') as sources
    from section s
      join anchor a on a.revision_id = s.revision_id
      join verdict d on d.id = a.verdict_id and d.kind = 'verified'
    where s.article_id = ${articleId} and s.removed_at is null
    order by a.start_at`.execute(trx);
  return rows;
}
