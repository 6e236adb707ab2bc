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

/** How many sections of an article there are, and how many of them readers see as they are. */
const standing = sql`
  select count(*) filter (where s.kind = 'section')::int as sections, count(*) filter (where s.kind = 'faq')::int as faqs,
    count(*)::int as all_sections,
    count(*) filter (where not exists (select from sign_off o where o.revision_id = s.revision_id and o.withdrawn_at is null))::int as unsigned,
    count(*) filter (where exists (select from version_section vs where vs.version_id = publication.version_id
      and vs.revision_id = s.revision_id and vs.depth = s.depth and vs.kind = s.kind and vs.numbered = s.numbered
      and array(select name from edition_tag t where t.version_id = vs.version_id and t.section_id = s.id order by 1)
        = array(select tag.name from section_tag join tag on tag.id = tag_id where section_id = s.id order by 1)))::int as as_published
  from section s where s.article_id = article.id and s.removed_at is null`;

const isCurrent = sql`coalesce(n.as_published = n.all_sections
  and array(select section_id from version_section where version_id = publication.version_id order by position)
    = array(select s.id from section s where s.article_id = article.id and s.removed_at is null order by s.position), false)`;

const flagged = sql`section s join flag_on_revision fr on fr.revision_id = s.revision_id
  where s.article_id = article.id and s.removed_at is null`;
/** Whether the row `fr` of flag_on_revision is in the way of publishing; `revision_blockers` asks the same. */
export const isBlocking = sql`(fr.state in ('open', 'rewrite') or (fr.state = 'suggested' and fr.severity = 'must'))`;

/** The newest revisions of what an article consists of, for `revision_blockers`. */
export const newestRevisions = (articleId: string) =>
  sql`array(select revision_id from section where article_id = ${articleId} and removed_at is null)`;

const newestOf = sql`
  select r.created_at, staff.name from section s join revision r on r.id = s.revision_id join staff on staff.id = r.author_id
  where s.article_id = article.id order by r.created_at desc, r.id desc limit 1`;

/** The articles whose every section readers see as it stands, under the same tags and in the same order: all at once. */
const asPublished = sql`
  select seen.article_id
  from (
    select p.article_id,
      array_agg((vs.section_id, vs.revision_id, vs.kind, vs.depth, vs.numbered, t.names) order by vs.position) as sections
    from publication p
    join version_section vs on vs.version_id = p.version_id
    left join (select version_id, section_id, array_agg(name order by name) as names
      from edition_tag group by version_id, section_id) t on t.version_id = vs.version_id and t.section_id = vs.section_id
    where not exists (select from withdrawal w where w.version_id = p.version_id)
    group by p.article_id) seen
  join (
    select s.article_id,
      array_agg((s.id, s.revision_id, s.kind, s.depth, s.numbered, t.names) order by s.position) as sections
    from section s
    left join (select st.section_id, array_agg(tag.name order by tag.name) as names
      from section_tag st join tag on tag.id = st.tag_id group by st.section_id) t on t.section_id = s.id
    where s.removed_at is null
    group by s.article_id) stands on stands.article_id = seen.article_id
  where stands.sections = seen.sections`;

const isPublished = sql`exists (select from publication p where p.article_id = article.id
  and not exists (select from withdrawal w where w.version_id = p.version_id))`;
const isAsPublished = sql`article.id in (select article_id from as_published)`;

const states: Record<keyof typeof articleStates, RawBuilder<unknown>> = {
  draft: sql`not exists (select from publication p where p.article_id = article.id)`,
  current: isAsPublished,
  changed: sql`${isPublished} and not ${isAsPublished}`,
  scheduled: sql`exists (select from schedule where schedule.article_id = article.id and outcome is null)`,
  withdrawn: sql`exists (select from publication p join withdrawal w on w.version_id = p.version_id
    where p.article_id = article.id)`,
  ready: sql`not ${isAsPublished} and article.id not in (
    select s.article_id
    from revision_blockers(array(
      select revision_id from section
      where removed_at is null and article_id not in (select article_id from as_published))) b
    join section s on s.revision_id = b.revision_id)`,
};

const flagStates: Record<keyof typeof articleFlags, RawBuilder<unknown>> = {
  blocking: sql`exists (select from ${flagged} and ${isBlocking})`,
  open: sql`exists (select from ${flagged} and fr.state in ('open', 'rewrite'))`,
  suggested: sql`exists (select from ${flagged} and fr.state = 'suggested')`,
  none: sql`not exists (select from ${flagged} and fr.state in ('open', 'rewrite', 'suggested'))`,
};

const sorts: Record<keyof typeof articleSorts, RawBuilder<unknown>> = {
  revised: sql`newest.at desc, article.id desc`,
  created: sql`article.created_at desc, article.id desc`,
  title: sql`lower(title.heading), article.id`,
  flags: sql`coalesce(barred.flags, 0) desc, newest.at desc, article.id desc`,
};

/** Of each article when it was revised last, and how many flags are in its way: all at once. */
const newestOfEach = sql`
  select s.article_id, max(r.created_at) as at
  from section s join revision r on r.section_id = s.id and r.id = s.revision_id
  group by s.article_id`;
const barredOfEach = sql`
  select s.article_id, count(*) as flags
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
    ...(from ? [sql`newest.at >= ${from}::date::timestamp at time zone 'UTC'`] : []),
    ...(to ? [sql`newest.at < (${to}::date + 1)::timestamp at time zone 'UTC'`] : []),
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
    with as_published as (${asPublished}), found as (
      select article.id, row_number() over (order by ${sorts[filter.sort ?? 'revised']}) as place
      from article
      -- PostgreSQL leaves those out that neither the filter nor the order asks for.
      left join section head on head.article_id = article.id and head.kind = 'head'
      left join revision title on title.id = head.revision_id
      left join (${newestOfEach}) newest on newest.article_id = article.id
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
      version.number as published_number, publication.published_at, ${isCurrent} as current,
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
      from ${flagged}) f
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
    select head.article_id as id, title.heading as title
    from section head
    join revision title on title.id = head.revision_id
    join (${newestOfEach}) newest on newest.article_id = head.article_id
    where head.kind = 'head'
      and not exists (select from unnest(${words}::text[]) word where position(word in lower(title.heading)) = 0)
    order by newest.at desc, head.article_id
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
