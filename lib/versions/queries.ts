import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { together } from '#db/together.ts';
import { type SectionKind, sectionName } from '#lib/articles/model.ts';
import { outlineNumbers } from '#lib/articles/outline.ts';
import { mayRead } from '#lib/articles/policy.ts';
import { newestRevisions } from '#lib/articles/queries.ts';
import type { Actor } from '#lib/staff/model.ts';
import type {
  Amendment,
  Blocker,
  ListedArticle,
  Notice,
  PublishedArticle,
  PublishedClaim,
  PublishedSection,
  PublishedTag,
  Related,
  SeenVersion,
  Source,
  Standing,
  Tagged,
} from './model.ts';

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
    assignee: string | null;
  }>`
    select section.id as section_id, b.blocker, b.flag_id, anchor.quote,
      -- To whom it was given holds it while it is theirs to do: words that have to change wait for who writes.
      case when staff.role <> case b.blocker when 'rewrite' then 'fact_checker' else 'editor' end
        then staff.name end as assignee
    from revision_blockers(${newestRevisions(articleId)}) b
      join section on section.revision_id = b.revision_id and section.article_id = ${articleId}
      left join anchor on anchor.flag_id = b.flag_id and anchor.revision_id = section.revision_id
      left join flag_assigned on flag_assigned.flag_id = b.flag_id
      left join staff on staff.id = flag_assigned.staff_id
    order by section.position, b.flag_id is null, anchor.start_at`.execute(db);
  const labels = outlineNumbers(sections);
  return sections.flatMap(({ author, ...section }, index) => {
    const name = sectionName({ ...section, kind: section.kind as SectionKind, label: labels[index] ?? null });
    return rows
      .filter((row) => row.sectionId === section.id)
      .map((row): Blocker => {
        const place = { sectionId: section.id, section: name };
        if (row.blocker === 'unsigned') return { blocker: row.blocker, ...place, author };
        const flag = { flagId: row.flagId ?? '', quote: row.quote ?? '', assignee: row.assignee };
        return { blocker: row.blocker, ...place, ...flag };
      });
  });
}

/** How an article stands with readers: what they have seen of it, and whether it was withdrawn since. */
export async function readStanding(actor: Actor, db: Db, articleId: string): Promise<Standing> {
  if (!mayRead(actor)) return { versions: [], withdrawal: null };
  const versions = await db
    .selectFrom('edition')
    .leftJoin('correction', 'correction.versionId', 'edition.versionId')
    .select(['edition.number', 'edition.publishedAt', 'correction.note as correction'])
    .where('edition.articleId', '=', articleId)
    .orderBy('edition.number', 'desc')
    .execute();
  const withdrawal = await db
    .selectFrom('publication')
    .innerJoin('withdrawal', 'withdrawal.versionId', 'publication.versionId')
    .innerJoin('staff', 'staff.id', 'withdrawal.madeBy')
    .select(['withdrawal.kind', 'withdrawal.reason', 'staff.name as by', 'withdrawal.madeAt as at'])
    .where('publication.articleId', '=', articleId)
    .orderBy('withdrawal.madeAt', 'desc')
    .executeTakeFirst();
  return { versions, withdrawal: (withdrawal as Standing['withdrawal']) ?? null };
}

/**
 * What stands at every public address: a text that changes with what readers get there. At `/`, which is no slug, one
 * that changes with the site's settings and so with every page. For the public: no actor.
 */
export async function readPointers(db: Db): Promise<{ slug: string; state: string }[]> {
  const { rows } = await sql<{ slug: string; state: string }>`
    select slug, concat_ws(' ', version_id, published_at, sources) as state
      from published_article left join published_overdue using (version_id)
    union all
    select slug, version_id || ' ' || kind from published_notice
    union all
    select slug, 'to ' || leads_to from published_redirect
    union all
    select '/', coalesce((select number from published_site), 0) || ' '
      || coalesce((select number from published_logo), 0)`.execute(db);
  return rows;
}

/** A text that changes whenever `readPointers` would say something else, and costs little to ask. For the public: no actor. */
export async function readDigest(db: Db): Promise<string> {
  const { digest } = await db.selectFrom('publishedDigest').select('digest').executeTakeFirstOrThrow();
  return digest ?? '';
}

/**
 * The published article `a` of this id. The view works out what it says of each article that it shows, so a list first
 * finds the ids that it shows.
 */
const wholeOf = (id: RawBuilder<unknown>) =>
  sql`cross join lateral (select * from published_article where article_id = ${id} offset 0) a`;

/** The published articles, newest first, 50 at most. For the public: no actor. */
export async function readFrontPage(db: Db) {
  const { rows } = await sql<{
    slug: string;
    title: string;
    dek: string;
    publishedAt: Date;
    checkedAt: Date;
  }>`
    select a.slug, a.title, a.dek, a.published_at, a.checked_at
    from (select article_id from published_article order by published_at desc limit 50) newest
    ${wholeOf(sql`newest.article_id`)}
    order by a.published_at desc`.execute(db);
  return rows;
}

/** All published articles, in the order of their first publication, the newest first. For the public: no actor. */
export async function readArchive(
  db: Db,
): Promise<{ slug: string; title: string; publishedAt: Date; firstPublishedAt: Date }[]> {
  const rows = await db
    .selectFrom('publishedArticle')
    .select(['slug', 'title', 'publishedAt', 'firstPublishedAt'])
    .orderBy('firstPublishedAt', 'desc')
    .orderBy('articleId')
    .execute();
  return rows as { slug: string; title: string; publishedAt: Date; firstPublishedAt: Date }[];
}

/** The tags of what readers see, in alphabetical order. For the public: no actor. */
export async function readTags(db: Db): Promise<PublishedTag[]> {
  const { rows } = await sql<PublishedTag>`
    select name, count(distinct article_id)::int as articles from published_tag group by name order by name`.execute(
    db,
  );
  return rows;
}

/** The published articles with a tag, the newest first, and where in them it stands. For the public: no actor. */
export async function readTagged(db: Db, name: string): Promise<Tagged[]> {
  const { rows } = await sql<Tagged>`
    select a.slug, a.title, a.published_at,
      array(select s.heading from published_text s where s.article_id = a.article_id and s.position > 0 order by s.position) as headings,
      array(
        select (select count(*)::int from published_text s
          where s.article_id = a.article_id and s.position > 0 and s.position < place)
        from unnest(t.places) place where place > 0 order by place) as tagged
    from published_article a
    join (select version_id, array_agg(position) as places from published_tag where name = ${name} group by version_id) t
      on t.version_id = a.version_id
    order by a.published_at desc`.execute(db);
  return rows;
}

/**
 * The published articles, or those with a tag, in the order of their first publication, the newest first: one that is
 * corrected while somebody reads on stays in its place. For the public: no actor.
 * @param after where the page before ended: `at` and `id` of its last
 */
export async function readListed(
  db: Db,
  { after, tag, most }: { after: [string, string] | null; tag: string | null; most: number },
): Promise<ListedArticle[]> {
  const [at, id] = after ?? [null, null];
  const { rows } = await sql<ListedArticle>`
    select a.article_id as id, a.slug, a.title, a.dek, a.version_number as number, a.published_at,
      a.first_published_at, a.checked_at, to_char(a.first_published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      array(select distinct t.name from published_tag t where t.version_id = a.version_id order by 1) as tags
    from (
      select article_id from published_article
      where ${after ? sql`(first_published_at, article_id) < (${at}::timestamptz, ${id}::uuid)` : sql`true`}
        and ${tag === null ? sql`true` : sql`version_id in (select t.version_id from published_tag t where t.name = ${tag})`}
      order by first_published_at desc, article_id desc
      limit ${most}) listed
    ${wholeOf(sql`listed.article_id`)}
    order by a.first_published_at desc, a.article_id desc`.execute(db);
  return rows;
}

/** The newest published articles in full, `most` at most. For the public: no actor. */
export async function readNewest(db: Db, most: number): Promise<PublishedArticle[]> {
  const rows = await db
    .selectFrom('publishedArticle')
    .select('slug')
    .orderBy('publishedAt', 'desc')
    .limit(most)
    .execute();
  const articles: PublishedArticle[] = [];
  for (const { slug } of rows) {
    const article = await readPublished(db, slug ?? '');
    if (article) articles.push(article);
  }
  return articles;
}

/** The notice at the address of an article that was withdrawn, or null. For the public: no actor. */
export async function readNotice(db: Db, slug: string): Promise<Notice | null> {
  const notice = await db
    .selectFrom('publishedNotice')
    .select(['slug', 'kind', 'withdrawnAt', 'reason'])
    .where('slug', '=', slug)
    .executeTakeFirst();
  return (notice as Notice | undefined) ?? null;
}

/** The slug that an article has now which once had this one in public, or null. For the public: no actor. */
export async function readRedirect(db: Db, slug: string): Promise<string | null> {
  const redirect = await db
    .selectFrom('publishedRedirect')
    .select('leadsTo')
    .where('slug', '=', slug)
    .executeTakeFirst();
  return redirect?.leadsTo ?? null;
}

/** The corrections and retractions of all articles, newest first, 500 at most. For the public: no actor. */
export async function readAmendments(db: Db): Promise<Amendment[]> {
  const { rows } = await sql<{
    slug: string;
    at: Date;
    note: string;
    title: string | null;
    number: number | null;
  }>`
    select v.slug, v.published_at as at, v.correction as note, a.title, v.number
    from published_version v join published_article a on a.article_id = v.article_id
    where v.correction is not null
    union all
    select slug, withdrawn_at, reason, null, null from published_notice where kind = 'retracted'
    order by at desc
    limit 500`.execute(db);
  return rows.map(({ slug, at, note, title, number }) => ({
    ...{ slug, at, note },
    corrected: number === null ? null : { title: title ?? '', number },
  }));
}

/** How many words of a title the title and dek of another have in common with it at least, when no tag is shared. */
const commonWords = 2;

/**
 * The published articles on the same matter as one, the nearest first, `most` at most: those that share the most tags
 * with it, then those whose title and dek have the most words of its title. For the public: no actor.
 */
export async function readRelated(
  db: Db,
  { id, title }: { id: string; title: string },
  most: number,
): Promise<Related[]> {
  const { rows } = await sql<Related>`
    with word as (
      select lexeme from unnest(to_tsvector('english', ${title}))
    ), tagged as (
      select other.article_id, count(distinct other.name) as tags
      from published_tag own join published_tag other on other.name = own.name and other.article_id <> own.article_id
      where own.article_id = ${id}
      group by other.article_id
    ), alike as (
      select t.article_id, count(*) as words
      from word join published_text t on t.position = 0 and t.words @@ quote_literal(word.lexeme)::tsquery
      where t.article_id <> ${id}
      group by t.article_id having count(*) >= ${commonWords}
      order by words desc limit 50
    )
    select a.slug, a.title
    from published_article a
    left join tagged on tagged.article_id = a.article_id
    left join alike on alike.article_id = a.article_id
    where a.article_id in (select article_id from tagged union select article_id from alike)
    order by coalesce(tagged.tags, 0) desc, coalesce(alike.words, 0) desc, a.first_published_at desc, a.article_id
    limit ${most}`.execute(db);
  return rows;
}

/**
 * What readers see at an address, or null: the newest version, or the one of this number if they may look it up. For
 * the public: no actor, and a role that sees nothing unpublished.
 */
export async function readPublished(db: Db, slug: string, number?: number): Promise<PublishedArticle | null> {
  // One snapshot, so that a publication in between cannot show two versions on one page.
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const seen = trx.selectFrom('publishedVersion').where('slug', '=', slug);
      const version = await seen
        .selectAll()
        .where((eb) => (number === undefined ? eb('newest', '=', true) : eb('number', '=', number)))
        .executeTakeFirst();
      if (!version) return null;
      const versionId = version.versionId ?? '';
      const [versions, [first], checkers, tags, sections, claims, [underReview]] = await together(trx, [
        seen.select(['number', 'publishedAt', 'correction']).orderBy('number', 'desc'),
        trx.selectFrom('publishedArticle').select('firstPublishedAt').where('slug', '=', slug),
        trx
          .selectFrom('publishedChecker')
          .select(['name', 'role'])
          .where('versionId', '=', versionId)
          .orderBy('name'),
        trx
          .selectFrom('publishedTag')
          .select('name')
          .distinct()
          .where('versionId', '=', versionId)
          .orderBy('name'),
        trx
          .selectFrom('publishedSection')
          .select(['sectionId', 'kind', 'depth', 'numbered', 'heading', 'body'])
          .where('versionId', '=', versionId)
          .orderBy('position'),
        trx
          .selectFrom('publishedClaim')
          .select(['verdictId', 'sectionId', 'quote', 'startAt', 'endAt', 'givenAt', 'sources'])
          .where('versionId', '=', versionId)
          .orderBy('startAt'),
        trx.selectFrom('publishedOverride').select(['claims', 'reason']).where('versionId', '=', versionId),
      ]);
      if (!first) throw new Error('A version that readers see is of an article that they do not.');
      return {
        id: version.articleId ?? '',
        slug,
        title: version.title ?? '',
        dek: version.dek ?? '',
        number: version.number ?? 0,
        newest: version.newest ?? false,
        versions: versions as SeenVersion[],
        publishedAt: version.publishedAt as Date,
        firstPublishedAt: first.firstPublishedAt as Date,
        checkedAt: version.checkedAt as Date,
        tags: tags.map(({ name }) => name ?? ''),
        ...(checkers.length > 0 && { checkers: checkers as PublishedArticle['checkers'] }),
        checkedBy: (version.checkedBy ?? []) as PublishedArticle['checkedBy'],
        // The head is the first section (migrations/0001_desk.sql).
        headId: sections[0]?.sectionId ?? '',
        underReview: (underReview as PublishedArticle['underReview'] | undefined) ?? null,
        sections: sections.slice(1) as PublishedSection[],
        claims: claims.map(
          (claim) =>
            ({
              ...{ verdictId: claim.verdictId, sectionId: claim.sectionId, quote: claim.quote },
              ...{ start: claim.startAt, end: claim.endAt },
              ...{ checkedAt: claim.givenAt, sources: claim.sources as unknown as Source[] },
            }) as PublishedClaim,
        ),
      };
    });
}
