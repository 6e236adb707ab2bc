import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { type SectionKind, sectionName } from '#lib/articles/model.ts';
import { mayRead } from '#lib/articles/policy.ts';
import { barredOfEach } from '#lib/articles/queries.ts';
import { readerRule, type Severity } from '#lib/detector/model.ts';
import { mayRevise } from '#lib/sections/policy.ts';
import type { Actor } from '#lib/staff/model.ts';
import { type ClaimType, checklists, guessClaimType } from './claim-types.ts';
import { claimKey, countAlike, likeness, readClaim } from './likeness.ts';
import type {
  Elsewhere,
  FlagKind,
  FlagState,
  FlagStory,
  GivenVerdictLine,
  LikeVerdict,
  OtherVerdict,
  QueuedFlag,
  QueueEntry,
  QueueOrder,
  QueueView,
  UnsignedArticle,
  VerdictKind,
} from './model.ts';
import { blocks } from './model.ts';
import { type Relation, whyNot } from './permissions.ts';
import { maySettle } from './policy.ts';

/** How much of the text stands on each side of a flag's words in the queue, in characters. */
const contextLength = 220;

/**
 * The flags that wait for an answer, on the newest revisions: open ones and ones to rewrite, unanswered suggestions,
 * and verified claims of which a source is to be looked at again; 500 at most.
 * @param tag of the section or of its article
 */
export async function readQueue(
  actor: Actor,
  db: Db,
  articleId?: string,
  view: QueueView = 'all',
  order: QueueOrder = 'due',
  tag?: string,
): Promise<QueuedFlag[]> {
  if (!mayRead(actor)) return [];
  // Which ones, first: all that wait are compared with each other, and only these are then read with their texts.
  const asked = [
    sql`(placed.state in ('open', 'rewrite', 'suggested') or placed.verdict_id in (${due}))`,
    ...(articleId === undefined ? [] : [sql`section.article_id = ${articleId}`]),
    ...(tag === undefined ? [] : [isTagged(tag)]),
    ...(view === 'desk' && !maySettle(actor) ? [sql`placed.state = 'rewrite'`] : []),
    ...(view === 'desk' && !mayRevise(actor) ? [sql`placed.state <> 'rewrite'`] : []),
    ...(view === 'mine' ? [sql`assigned.staff_id = ${actor.id}`] : []),
    ...(view === 'free' ? [sql`assigned.staff_id is null`] : []),
  ];
  const { rows: found } = await sql<{ id: string }>`
    select placed.flag_id as id
    from flag_on_revision placed
    -- By the revision alone: that the section is the flag's as well would have PostgreSQL expect next to no rows.
    join section on section.revision_id = placed.revision_id and section.removed_at is null
    -- PostgreSQL leaves those out that are not asked for. It must not be more than eight tables: of more it tries less.
    left join flag_assigned assigned on assigned.flag_id = placed.flag_id
    ${order === 'due' ? planned : order === 'article' ? titled : sql`join flag on flag.id = placed.flag_id`}
    where ${sql.join(asked, sql` and `)}
    order by ${firstBy[order]}, section.article_id, section.position, placed.start_at
    limit 500`.execute(db);
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const rows = await placedFlags(db, actor)
    .where('flag.id', 'in', ids)
    .orderBy(sql`array_position(${ids}::uuid[], flag.id)`)
    .execute();
  const flags = rows.map((row) => queued(actor, row));
  // What others have to settle, because of whose words or whose flag it is, does not wait for this person.
  const isOurs = (flag: QueuedFlag) => flag.state === 'rewrite' || flag.notMine === null;
  return view === 'desk' ? flags.filter(isOurs) : flags;
}

/** On the section, or on its article. */
const isTagged = (tag: string) => sql<boolean>`exists (
  select from section_tag st join tag on tag.id = st.tag_id join section tagged on tagged.id = st.section_id
  where tag.name = ${tag} and tagged.article_id = section.article_id and (tagged.id = section.id or tagged.kind = 'head'))`;

const planned = sql`left join schedule planned on planned.article_id = section.article_id and planned.outcome is null`;
const titled = sql`join section head on head.article_id = section.article_id and head.kind = 'head'
    join revision title on title.id = head.revision_id`;

const weight = sql`array_position(array['must', 'should', 'consider'], placed.severity)`;
const firstBy: Record<QueueOrder, RawBuilder<unknown>> = {
  // A day is over when it ends, in UTC.
  due: sql`least((assigned.due_on + 1)::timestamp at time zone 'UTC', planned.publish_at) nulls last, ${weight}`,
  severity: sql`${weight}, flag.raised_at`,
  age: sql`flag.raised_at`,
  article: sql`title.heading`,
};

/** How many flags keep an article from readers. */
export async function countBlocking(actor: Actor, db: Db, articleId: string): Promise<number> {
  const queue = await readQueue(actor, db, articleId);
  return queue.filter((flag) => blocks(flag.state, flag.severity)).length;
}

/** The queue with what the desk knows of each claim elsewhere; see `readQueue`. */
export async function readQueueEntries(
  actor: Actor,
  db: Db,
  articleId?: string,
  view?: QueueView,
  order?: QueueOrder,
  tag?: string,
): Promise<QueueEntry[]> {
  const flags = await readQueue(actor, db, articleId, view, order, tag);
  if (flags.length === 0) return [];
  const quotes = [
    ...new Set(flags.filter(({ quote }) => readClaim(quote).isClaim).map(({ quote }) => quote)),
  ];
  const answered =
    quotes.length === 0
      ? []
      : await db
          .selectFrom('verdict')
          .select(['flagId', 'kind', 'quote'])
          .where('quote', 'in', quotes)
          .orderBy('givenAt', 'desc')
          .execute();
  const alike = countAlike(flags);
  return flags.map((flag, index) => {
    const before = answered.find(({ flagId, quote }) => flagId !== flag.id && quote === flag.quote);
    const known = { alike: alike[index] ?? 0, answeredBefore: (before?.kind as VerdictKind) ?? null };
    return { ...flag, claim: claimKey(flag), ...known };
  });
}

/** Where else a flag's claim stands in the articles of the desk; 50 flags and 20 verdicts at most, the nearest first. */
export async function readElsewhere(actor: Actor, db: Db, flag: QueuedFlag): Promise<Elsewhere> {
  const reading = readClaim(flag.quote);
  if (!mayRead(actor) || !reading.isClaim) return { flags: [], verdicts: [], unflagged: [] };
  // Trigrams find what is similar; words and figures then decide.
  const near = <T extends { quote: string }>(rows: T[]) =>
    rows.flatMap((row) => {
      const how = likeness(reading, readClaim(row.quote));
      return how ? [{ ...row, likeness: how }] : [];
    });
  const rows = await placedFlags(db, actor)
    // As an array, so that PostgreSQL begins with these few.
    .where('flag.id', '=', sql<string>`any (array(select flag_id from flags_like(${flag.quote})))`)
    .where('flag.kind', '=', flag.kind)
    .where('flag.id', '<>', flag.id)
    .where('section.removedAt', 'is', null)
    .orderBy(sql`similarity(placed.quote, ${flag.quote}) desc`)
    .orderBy('flag.id')
    .limit(100)
    .execute();
  const verdicts = await sql<LikeVerdict>`
    select v.id, v.flag_id, v.kind, v.reason, v.quote, staff.name as by, v.given_at as at, title.heading as article,
      coalesce((select jsonb_agg(jsonb_build_object('url', e.url, 'title', e.title) order by e.id)
        from evidence e where e.verdict_id = v.id), '[]') as sources
    from verdict v
    join flag f on f.id = v.flag_id and f.kind = ${flag.kind} and f.id <> ${flag.id}
    join staff on staff.id = v.given_by
    join section s on s.id = f.section_id
    join section head on head.article_id = s.article_id and head.kind = 'head'
    join revision title on title.id = head.revision_id
    where v.id = any (array(select verdict_id from verdicts_like(${flag.quote})))
    order by similarity(v.quote, ${flag.quote}) desc, v.given_at desc
    limit 100`.execute(db);
  const unflagged = await sql<{ sectionId: string; heading: string; kind: SectionKind }>`
    select s.id as section_id, r.heading, s.kind
    from section s join revision r on r.id = s.revision_id
    where s.article_id = ${flag.articleId} and s.removed_at is null and position(${flag.quote} in r.text) > 0
      and not exists (select from flag_on_revision fr join flag f on f.id = fr.flag_id
        where fr.revision_id = r.id and f.kind = ${flag.kind} and fr.quote = ${flag.quote})
    order by s.position`.execute(db);
  return {
    flags: near(rows.map((row) => queued(actor, row))).slice(0, 50),
    verdicts: near(verdicts.rows)
      .map(({ likeness: _, ...verdict }) => verdict)
      .slice(0, 20),
    unflagged: unflagged.rows.map(({ sectionId, heading, kind }) => ({
      sectionId,
      section: sectionName({ kind, label: null, heading }),
    })),
  };
}

/** The verdicts on other claims of a flag's article that hold on its newest text, in its order; 200 at most. */
export async function readOtherVerdicts(actor: Actor, db: Db, flag: QueuedFlag): Promise<OtherVerdict[]> {
  if (!mayRead(actor)) return [];
  const rows = await db
    .selectFrom('section')
    .innerJoin('anchor', 'anchor.revisionId', 'section.revisionId')
    .innerJoin('verdict', 'verdict.id', 'anchor.verdictId')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .innerJoin('staff', 'staff.id', 'verdict.givenBy')
    .select(['anchor.flagId', 'verdict.kind', 'anchor.quote', 'verdict.reason', 'verdict.givenAt as at'])
    .select(['staff.name as by', 'section.kind as sectionKind', 'revision.heading'])
    .where('section.articleId', '=', flag.articleId)
    .where('section.removedAt', 'is', null)
    .where('anchor.flagId', '<>', flag.id)
    .orderBy('section.position')
    .orderBy('anchor.startAt')
    .limit(200)
    .execute();
  return rows.map(({ kind, sectionKind, heading, ...verdict }) => ({
    ...{ ...verdict, kind: kind as VerdictKind },
    section: sectionName({ kind: sectionKind as SectionKind, label: null, heading }),
  }));
}

/** The articles with revisions that nobody has signed off, those with the fewest open flags first. */
export async function readUnsigned(actor: Actor, db: Db): Promise<UnsignedArticle[]> {
  if (!mayRead(actor)) return [];
  const { rows } = await sql<UnsignedArticle>`
    select n.article_id, title.heading as article, n.unsigned, n.open_flags
    from (
      select u.article_id, article.created_at, u.unsigned, coalesce(barred.flags, 0) as open_flags
      from (select article_id, count(*)::int as unsigned from unsigned_section group by article_id) u
      join article on article.id = u.article_id
      left join (${barredOfEach}) barred on barred.article_id = u.article_id
      order by open_flags, article.created_at
      limit 200) n
    join section head on head.article_id = n.article_id and head.kind = 'head'
    join revision title on title.id = head.revision_id
    order by n.open_flags, n.created_at`.execute(db);
  return rows;
}

/** One flag where it stands now, with every verdict ever given on it; null when its words are gone. */
export async function readFlag(actor: Actor, db: Db, flagId: string): Promise<FlagStory | null> {
  if (!mayRead(actor)) return null;
  const row = await placedFlags(db, actor).where('flag.id', '=', flagId).executeTakeFirst();
  if (!row) return null;
  const verdicts = await db
    .selectFrom('verdict')
    .innerJoin('staff', 'staff.id', 'verdict.givenBy')
    .select([
      'verdict.id',
      'verdict.kind',
      'verdict.reason',
      'verdict.proposal',
      'verdict.claimType',
      'verdict.checked',
      'verdict.quote',
      'verdict.givenAt',
      'staff.name as by',
    ])
    .where('flagId', '=', flagId)
    .orderBy('givenAt', 'desc')
    .execute();
  const evidence = await db
    .selectFrom('evidence')
    .innerJoin('verdict', 'verdict.id', 'evidence.verdictId')
    .select(['verdictId', 'url', 'title', 'publisher', 'passage', 'lookedAt'])
    .select(sql<string | null>`to_char(published_on, 'YYYY-MM-DD')`.as('publishedOn'))
    .select(sql<string | null>`to_char(recheck_on, 'YYYY-MM-DD')`.as('recheckOn'))
    .where('verdict.flagId', '=', flagId)
    .orderBy('evidence.id')
    .execute();
  return {
    ...queued(actor, row),
    originalQuote: row.originalQuote,
    around: { before: row.text.slice(0, row.startAt ?? 0), after: row.text.slice(row.endAt ?? 0) },
    verdicts: verdicts.map(
      ({ givenAt, kind, claimType, checked, ...verdict }): GivenVerdictLine => ({
        ...verdict,
        ...{
          claimType: claimType as ClaimType | null,
          checks: checksOf(claimType as ClaimType | null, checked),
        },
        kind: kind as GivenVerdictLine['kind'],
        at: givenAt,
        holds: verdict.id === row.verdictId,
        evidence: evidence
          .filter((source) => source.verdictId === verdict.id)
          .map(({ verdictId: _, ...source }) => source),
      }),
    ),
  };
}

const checksOf = (type: ClaimType | null, checked: string[]) =>
  (type ? checklists[type] : []).map((check) => ({ ...check, done: checked.includes(check.id) }));

/** Who raised a flag: somebody on the staff, a reader, or nobody, when the detector suggested it. */
const raiser = sql<
  string | null
>`coalesce(staff.name, case when flag.rule_id = ${readerRule} then 'a reader' end)`;

function placedFlags(db: Db, actor: Actor) {
  return db
    .selectFrom('flag')
    .innerJoin('section', 'section.id', 'flag.sectionId')
    .innerJoin('flagOnRevision as placed', (join) =>
      join.onRef('placed.flagId', '=', 'flag.id').onRef('placed.revisionId', '=', 'section.revisionId'),
    )
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .innerJoin('section as head', (join) =>
      join.onRef('head.articleId', '=', 'section.articleId').on('head.kind', '=', 'head'),
    )
    .innerJoin('revision as title', 'title.id', 'head.revisionId')
    .leftJoin('staff', 'staff.id', 'flag.raisedBy')
    .leftJoin('verdict', 'verdict.id', 'placed.verdictId')
    .leftJoinLateral(
      (eb) =>
        // As flag_assigned has it, which PostgreSQL would work out for every flag there is.
        eb
          .selectFrom('assignment')
          .select(['staffId', 'dueOn'])
          .whereRef('flagId', '=', 'flag.id')
          .orderBy('madeAt', 'desc')
          .orderBy('assignment.id', 'desc')
          .limit(1)
          .as('assigned'),
      (join) => join.onTrue(),
    )
    .leftJoin('staff as assignee', 'assignee.id', 'assigned.staffId')
    .leftJoin('schedule as planned', (join) =>
      join.onRef('planned.articleId', '=', 'section.articleId').on('planned.outcome', 'is', null),
    )
    .select('planned.publishAt')
    .select(['verdict.reason as verdictReason', 'verdict.proposal'])
    .select(['assigned.staffId as assigneeId', 'assignee.name as assignee'])
    .select(sql<string | null>`to_char(assigned.due_on, 'YYYY-MM-DD')`.as('dueOn'))
    .select(recheckDue.as('recheckDue'))
    .select([
      'flag.id',
      'flag.kind',
      'flag.category',
      'flag.claimType',
      'flag.severity',
      'flag.reason',
      'flag.raisedAt',
      'flag.raisedBy',
    ])
    .select(['flag.quote as originalQuote', 'section.articleId', 'flag.sectionId'])
    .select(raiser.as('raiser'))
    .select([
      'placed.state',
      'placed.quote',
      'placed.startAt',
      'placed.endAt',
      'placed.revisionId',
      'placed.verdictId',
    ])
    .select(['section.kind as sectionKind', 'revision.heading', 'revision.text', 'title.heading as article'])
    .select(sql<Relation | null>`wrote_words(${actor.id}, flag.section_id, placed.quote)`.as('wrote'));
}

/** The day on which a source of the verdict that holds was to be looked at again, if it has passed (in UTC). */
const recheckDue = sql<string | null>`(select to_char(min(e.recheck_on), 'YYYY-MM-DD') from evidence e
  where e.verdict_id = placed.verdict_id and e.recheck_on <= (now() at time zone 'UTC')::date)`;

/** The verdicts of which a source was to be looked at again by now. */
const due = sql`select verdict_id from evidence where recheck_on <= (now() at time zone 'UTC')::date`;

type PlacedRow = Awaited<ReturnType<ReturnType<typeof placedFlags>['execute']>>[number];

function queued(actor: Actor, row: PlacedRow): QueuedFlag {
  const text = row.text;
  const start = row.startAt ?? 0;
  const end = row.endAt ?? 0;
  // Neighbouring lines belong to other paragraphs or cells; they are context all the same.
  return {
    ...{ id: row.id, articleId: row.articleId, article: row.article, sectionId: row.sectionId },
    section: sectionName({ kind: row.sectionKind as SectionKind, label: null, heading: row.heading }),
    ...{ kind: row.kind as FlagKind, category: row.category, severity: row.severity as Severity },
    claimType: (row.claimType as ClaimType | null) ?? guessClaimType(row.originalQuote),
    ...{ state: row.state as FlagState, reason: row.reason, raisedBy: row.raiser, raisedAt: row.raisedAt },
    publishAt: row.publishAt,
    revisionId: row.revisionId ?? '',
    quote: text.slice(start, end),
    before: (start > contextLength ? '…' : '') + text.slice(Math.max(0, start - contextLength), start),
    after: text.slice(end, end + contextLength) + (text.length > end + contextLength ? '…' : ''),
    demand: row.state === 'rewrite' ? row.verdictReason : null,
    proposal:
      row.state === 'rewrite' && row.proposal && row.verdictId
        ? { verdictId: row.verdictId, text: row.proposal }
        : null,
    assigned: row.assigneeId ? { staffId: row.assigneeId, name: row.assignee ?? '', dueOn: row.dueOn } : null,
    recheckDue: row.recheckDue,
    notMine: whyNotMine(actor, row),
  };
}

function whyNotMine(actor: Actor, row: PlacedRow): string | null {
  if (!maySettle(actor)) return 'A fact-checker settles it.';
  const insist = whyNot(actor.role, 'demandRewrite', ...(row.wrote ? [row.wrote] : []));
  if (insist) return insist;
  const isRaiser = row.raisedBy === actor.id && row.quote === row.originalQuote;
  return isRaiser ? whyNot(actor.role, 'dismiss', 'raiser') : null;
}

/** The next flag of the queue that this person may settle, of the same article if there is one; null when none is left. */
export async function nextFlag(actor: Actor, db: Db, afterFlagId: string): Promise<string | null> {
  const settled = await db
    .selectFrom('flag')
    .innerJoin('section', 'section.id', 'flag.sectionId')
    .select('section.articleId')
    .where('flag.id', '=', afterFlagId)
    .executeTakeFirst();
  if (!settled) return null;
  const queue = [...(await readQueue(actor, db, settled.articleId)), ...(await readQueue(actor, db))];
  const next = queue.find(
    (flag) => flag.id !== afterFlagId && flag.notMine === null && flag.state !== 'rewrite',
  );
  return next?.id ?? null;
}
