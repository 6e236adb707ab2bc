import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { readerRule, type Severity } from '#lib/detector/model.ts';
import type { FlagKind, FlagState } from '#lib/flags/model.ts';
import type { Actor } from '#lib/staff/model.ts';
import type {
  ArticleFilter,
  ArticleSummary,
  articleFlags,
  articleSorts,
  articleStates,
  DeskArticle,
  DeskSection,
  PlacedFlag,
  SavedView,
  SectionKind,
} from './model.ts';
import { outlineNumbers } from './outline.ts';
import { mayRead } from './policy.ts';

/** How many articles a page of the desk's list has. */
export const articlesToAPage = 100;

const unwithdrawn = sql`publication on publication.article_id = article.id
  and not exists (select from withdrawal where withdrawal.version_id = publication.version_id)`;

/** How many sections of an article there are. */
const standing = sql`
  select count(*) filter (where s.kind = 'section')::int as sections, count(*) filter (where s.kind = 'faq')::int as faqs,
    count(*) filter (where s.signed_revision_id is distinct from s.revision_id)::int as unsigned
  from section s where s.article_id = article.id and s.removed_at is null`;

/** What waits for an answer in an article. Said of its verdict first, PostgreSQL looks at these flags alone. */
const unanswered = sql`(fr.verdict_id is null or fr.verdict_id = any (array(select id from verdict where kind = 'rewrite')))`;
const waiting = sql`section s join flag_on_revision fr on fr.revision_id = s.revision_id
  where s.article_id = article.id and s.removed_at is null and ${unanswered}`;
/** Whether the row `fr` of flag_on_revision is in the way of publishing; `revision_blockers` asks the same. */
export const isBlocking = sql`(${unanswered} and (fr.state in ('open', 'rewrite') or (fr.state = 'suggested' and fr.severity = 'must')))`;

/** The newest revisions of what an article consists of, for `revision_blockers`. */
export const newestRevisions = (articleId: string) =>
  sql`array(select revision_id from section where article_id = ${articleId} and removed_at is null)`;

const newestOf = sql`
  select r.created_at, staff.name from section s join revision r on r.id = s.revision_id join staff on staff.id = r.author_id
  where s.article_id = article.id order by r.created_at desc, r.id desc limit 1`;

const isPublished = sql`exists (select from publication p where p.article_id = article.id
  and not exists (select from withdrawal w where w.version_id = p.version_id))`;

/** The articles with sections that readers see otherwise or not at all, with such as were taken out, or moved. */
const changed = sql`select s.article_id from section s where s.removed_at is null
  and (s.seen_revision_id is distinct from s.revision_id
    or s.seen_kind <> s.kind or s.seen_depth <> s.depth or s.seen_numbered <> s.numbered or s.seen_tags <> s.tags)`;
const takenOut = sql`select s.article_id from section s where s.removed_at is not null and s.seen_revision_id is not null`;
const moved = sql`select s.article_id from section s where s.removed_at is null and s.seen_position <> s.position`;

const outline = sql`select s.id from section s where s.article_id = article.id and s.removed_at is null`;

/** Whether readers see every section of an article as it stands, under the same tags and in the same order. */
const isAsPublished = (isAmong: (articles: RawBuilder<unknown>) => RawBuilder<unknown>) => sql`(${isPublished}
  and not ${isAmong(changed)} and not ${isAmong(takenOut)}
  and (not ${isAmong(moved)}
    or array(${outline} order by s.position) = array(${outline} order by s.seen_position)))`;

/** For a few articles, and for all at once: PostgreSQL does not know how many sections differ, and would take it for none. */
const oneByOne = (articles: RawBuilder<unknown>) =>
  sql`exists (select from (${articles}) among where among.article_id = article.id)`;
const atOnce = (articles: RawBuilder<unknown>) => sql`article.id in (${articles})`;
const inAsPublished = sql`article.id in (select id from as_published)`;

const states: Record<keyof typeof articleStates, RawBuilder<unknown>> = {
  draft: sql`not exists (select from publication p where p.article_id = article.id)`,
  current: inAsPublished,
  changed: sql`${isPublished} and not ${inAsPublished}`,
  scheduled: sql`exists (select from schedule where schedule.article_id = article.id and outcome is null)`,
  withdrawn: sql`exists (select from publication p join withdrawal w on w.version_id = p.version_id
    where p.article_id = article.id)`,
  ready: sql`not ${inAsPublished}
    and not exists (select from unsigned_section u where u.article_id = article.id)
    and not exists (select from ${waiting} and ${isBlocking})`,
};

const flagStates: Record<keyof typeof articleFlags, RawBuilder<unknown>> = {
  blocking: sql`exists (select from ${waiting} and ${isBlocking})`,
  open: sql`exists (select from ${waiting} and fr.state in ('open', 'rewrite'))`,
  suggested: sql`exists (select from ${waiting} and fr.state = 'suggested')`,
  none: sql`not exists (select from ${waiting} and fr.state in ('open', 'rewrite', 'suggested'))`,
};

/** When an article was revised last. */
const revisedAt = sql`(select max(d.revised_at) from draft_text d where d.article_id = article.id)`;

const sorts: Record<keyof typeof articleSorts, RawBuilder<unknown>> = {
  revised: sql`${revisedAt} desc, article.id desc`,
  created: sql`article.created_at desc, article.id desc`,
  title: sql`lower(title.heading), article.id`,
  flags: sql`coalesce(barred.flags, 0) desc, ${revisedAt} desc, article.id desc`,
};

/** Of each article that has any how many flags are in its way: all at once. */
export const barredOfEach = sql`
  select s.article_id, count(*)::int as flags
  from section s join flag_on_revision fr on fr.revision_id = s.revision_id
  where s.removed_at is null and ${isBlocking}
  group by s.article_id`;

/** What a filter asks of an article; only what it asks for is worked out. */
function matching({ titled, state, tag, personId, flags, from, to }: ArticleFilter): RawBuilder<unknown> {
  const asked = [
    ...(titled ? [sql`position(lower(${titled}) in lower(title.heading)) > 0`] : []),
    ...(state ? [states[state]] : []),
    ...(tag
      ? [
          sql`exists (select from section s join section_tag st on st.section_id = s.id join tag on tag.id = st.tag_id
            where s.article_id = article.id and s.removed_at is null
              and tag.id in (select coalesce(merged_into, id) from tag where name = ${tag}))`,
        ]
      : []),
    ...(personId
      ? [
          sql`exists (select from section s join revision r on r.section_id = s.id
            where s.article_id = article.id and r.author_id = ${personId})`,
        ]
      : []),
    ...(flags ? [flagStates[flags]] : []),
    ...(from ? [sql`${revisedAt} >= ${from}::date::timestamp at time zone 'UTC'`] : []),
    ...(to ? [sql`${revisedAt} < (${to}::date + 1)::timestamp at time zone 'UTC'`] : []),
  ];
  return asked.length > 0 ? sql.join(asked, sql` and `) : sql`true`;
}

/**
 * A page of the desk's articles that a filter leaves, with what each still needs, and how many there are in all.
 * @param page the first one is 1
 */
export async function listArticles(
  actor: Actor,
  db: Db,
  { page = 1, ...filter }: ArticleFilter & { page?: number } = {},
): Promise<{ articles: ArticleSummary[]; total: number }> {
  if (!mayRead(actor)) return { articles: [], total: 0 };
  const { rows: found } = await sql<{ ids: string[]; total: number }>`
    with as_published as materialized (select article.id from article where ${isAsPublished(atOnce)}), found as (
      select article.id, row_number() over (order by ${sorts[filter.sort ?? 'revised']}) as place
      from article
      -- PostgreSQL leaves those out that neither the filter nor the order asks for.
      left join section head on head.article_id = article.id and head.kind = 'head'
      left join revision title on title.id = head.revision_id
      left join (${barredOfEach}) barred on barred.article_id = article.id
      where ${matching(filter)})
    select (select count(*)::int from found) as total,
      array(select id from found order by place limit ${articlesToAPage} offset ${(page - 1) * articlesToAPage}) as ids`.execute(
    db,
  );
  const { ids, total } = found[0] ?? { ids: [], total: 0 };
  const { rows } = await sql<
    Omit<ArticleSummary, 'published'> & {
      publishedNumber: number | null;
      publishedAt: Date | null;
      current: boolean;
    }
  >`
    select article.id, article.slug, title.heading as title, newest.created_at as updated_at, newest.name as updated_by,
      n.sections, n.faqs, n.unsigned, f.blocking as blocking_flags, f.open as open_flags, f.suggestions,
      (select publish_at from schedule where schedule.article_id = article.id and outcome is null) as scheduled_at,
      version.number as published_number, publication.published_at, ${isAsPublished(oneByOne)} as current,
      array(select tag.name from section_tag join tag on tag.id = tag_id where section_id = head.id order by 1) as tags
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, place)
    join article on article.id = wanted.id
    join section head on head.article_id = article.id and head.kind = 'head'
    join revision title on title.id = head.revision_id
    left join ${unwithdrawn}
    left join version on version.id = publication.version_id
    cross join lateral (${newestOf}) newest
    cross join lateral (${standing}) n
    cross join lateral (
      select count(*) filter (where ${isBlocking})::int as blocking,
        count(*) filter (where fr.state in ('open', 'rewrite'))::int as open,
        count(*) filter (where fr.state = 'suggested')::int as suggestions
      from ${waiting}) f
    order by wanted.place`.execute(db);
  const articles = rows.map(({ publishedNumber, publishedAt, current, ...row }) => ({
    ...row,
    published:
      publishedNumber !== null && publishedAt ? { number: publishedNumber, at: publishedAt, current } : null,
  }));
  return { articles, total };
}

/** The articles whose titles have every word of what was typed, in any case, the most recently revised first; 20 at most. */
export async function findTitles(
  actor: Actor,
  db: Db,
  typed: string,
): Promise<{ id: string; title: string }[]> {
  if (!mayRead(actor)) return [];
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const { rows } = await sql<{ id: string; title: string }>`
    select article.id, title.heading as title
    from article
    join section head on head.article_id = article.id and head.kind = 'head'
    join revision title on title.id = head.revision_id
    where not exists (select from unnest(${words}::text[]) word where position(word in lower(title.heading)) = 0)
    order by ${revisedAt} desc, article.id
    limit 20`.execute(db);
  return rows;
}

/** The views of the list that somebody keeps, by name; a tag in them under the name that it has now. */
export async function listViews(actor: Actor, db: Db): Promise<SavedView[]> {
  const rows = await db
    .selectFrom('savedView')
    .leftJoin('tag as kept', 'kept.id', 'savedView.tagId')
    .leftJoin('tag', (join) => join.on('tag.id', '=', sql`coalesce(kept.merged_into, kept.id)`))
    .select(['savedView.id', 'savedView.name', 'savedView.query', 'tag.name as tag'])
    .where('savedView.staffId', '=', actor.id)
    .orderBy('savedView.name')
    .execute();
  return rows.map(({ id, name, query, tag }) => {
    const asked = new URLSearchParams(query);
    if (tag) asked.set('tag', tag);
    return { id, name, query: asked.toString() };
  });
}

/** An article's title as it stands, or null when there is none. */
export async function readArticleTitle(actor: Actor, db: Db, articleId: string): Promise<string | null> {
  if (!mayRead(actor)) return null;
  const row = await db
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .select('revision.heading')
    .where('section.articleId', '=', articleId)
    .where('section.kind', '=', 'head')
    .executeTakeFirst();
  return row?.heading ?? null;
}

/** An article with its newest revisions and all that stands on them, or null when there is none. */
export async function readArticle(actor: Actor, db: Db, articleId: string): Promise<DeskArticle | null> {
  if (!mayRead(actor)) return null;
  const article = await db
    .selectFrom('article')
    .select(['id', 'slug'])
    .where('id', '=', articleId)
    .executeTakeFirst();
  if (!article) return null;
  const rows = await db
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .innerJoin('staff', 'staff.id', 'revision.authorId')
    .leftJoin('signOff', (join) =>
      join.onRef('signOff.revisionId', '=', 'revision.id').on('signOff.withdrawnAt', 'is', null),
    )
    .leftJoin('staff as signer', 'signer.id', 'signOff.signedBy')
    .select(['section.id', 'section.kind', 'section.depth', 'section.numbered', 'section.removedAt'])
    .select([
      'revision.id as revisionId',
      'revision.number',
      'revision.heading',
      'revision.body',
      'revision.note',
    ])
    .select(['revision.createdAt', 'revision.authorId', 'staff.name as author'])
    .select(['signOff.signedAt', 'signer.name as signer'])
    .select(
      sql<{ by: string; at: string; note: string } | null>`(
        select jsonb_build_object('by', staff.name, 'at', b.sent_at, 'note', b.note)
        from sent_back b join staff on staff.id = b.sent_by
        where b.revision_id = revision.id order by b.sent_at desc limit 1)`.as('sentBack'),
    )
    .select(
      sql<
        string[]
      >`array(select tag.name from section_tag join tag on tag.id = tag_id where section_id = section.id order by 1)`.as(
        'tags',
      ),
    )
    .where('section.articleId', '=', articleId)
    .orderBy('section.position')
    .execute();
  const flags = await flagsOf(db, articleId);
  const labels = new Map<string, string | null>();
  const standing = rows.filter((row) => row.removedAt === null);
  for (const [index, label] of outlineNumbers(standing).entries())
    labels.set(standing[index]?.id ?? '', label);
  const sections = rows.map(
    (row): DeskSection => ({
      ...{ id: row.id, kind: row.kind as SectionKind, depth: row.depth, numbered: row.numbered },
      ...{ heading: row.heading, body: row.body, label: labels.get(row.id) ?? null, tags: row.tags },
      revision: {
        ...{ id: row.revisionId, number: row.number, author: row.author, authorId: row.authorId },
        ...{ at: row.createdAt, note: row.note },
      },
      signOff: row.signedAt && row.signer ? { by: row.signer, at: row.signedAt } : null,
      sentBack: row.sentBack && { ...row.sentBack, at: new Date(row.sentBack.at) },
      flags: flags
        .filter((flag) => flag.revisionId === row.revisionId)
        .map(({ revisionId: _, ...flag }) => flag),
      removed: row.removedAt !== null,
    }),
  );
  return {
    ...article,
    title: sections[0]?.heading ?? '',
    sections: sections.filter((section) => !section.removed),
    removed: sections.filter((section) => section.removed),
    published: await publishedState(db, articleId, standing),
  };
}

async function flagsOf(db: Db, articleId: string): Promise<(PlacedFlag & { revisionId: string })[]> {
  const rows = await db
    .selectFrom('section')
    .innerJoin('flagOnRevision as placed', 'placed.revisionId', 'section.revisionId')
    .innerJoin('flag', 'flag.id', 'placed.flagId')
    .leftJoin('staff', 'staff.id', 'flag.raisedBy')
    .select(['flag.id', 'flag.kind', 'flag.category', 'flag.severity', 'flag.reason'])
    .select(
      sql<string | null>`coalesce(staff.name, case when flag.rule_id = ${readerRule} then 'a reader' end)`.as(
        'raisedBy',
      ),
    )
    .select(['placed.state', 'placed.quote', 'placed.startAt', 'placed.endAt', 'section.revisionId'])
    .where('section.articleId', '=', articleId)
    .orderBy('placed.startAt')
    .orderBy(sql`array_position(array['must', 'should', 'consider'], flag.severity)`)
    .orderBy('flag.id')
    .execute();
  return rows.map(({ startAt, endAt, ...row }) => ({
    ...row,
    kind: row.kind as FlagKind,
    severity: row.severity as Severity,
    state: row.state as FlagState,
    quote: row.quote ?? '',
    start: startAt ?? 0,
    end: endAt ?? 0,
  }));
}

async function publishedState(
  db: Db,
  articleId: string,
  standing: { revisionId: string; depth: number; numbered: boolean; kind: string; tags: string[] }[],
): Promise<DeskArticle['published']> {
  const rows = await db
    .selectFrom('publication')
    .innerJoin('version', 'version.id', 'publication.versionId')
    .innerJoin('versionSection as vs', 'vs.versionId', 'publication.versionId')
    .select([
      'version.number',
      'publication.publishedAt',
      'vs.revisionId',
      'vs.depth',
      'vs.numbered',
      'vs.kind',
    ])
    .select(
      sql<
        string[]
      >`array(select name from edition_tag t where t.version_id = vs.version_id and t.section_id = vs.section_id order by 1)`.as(
        'tags',
      ),
    )
    .where('publication.articleId', '=', articleId)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('withdrawal').whereRef('withdrawal.versionId', '=', 'vs.versionId'))),
    )
    .orderBy('vs.position')
    .execute();
  const [first] = rows;
  if (!first) return null;
  const same = (a: (typeof standing)[number], b: (typeof standing)[number] | undefined) =>
    a.revisionId === b?.revisionId &&
    a.depth === b.depth &&
    a.numbered === b.numbered &&
    a.kind === b.kind &&
    String(a.tags) === String(b.tags);
  const current = rows.length === standing.length && rows.every((row, index) => same(row, standing[index]));
  return { number: first.number, at: first.publishedAt, current };
}
