import { type RawBuilder, sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import { unlessTooLong } from '#db/request.ts';
import { mayRead } from '#lib/articles/policy.ts';
import type { Actor } from '#lib/staff/model.ts';
import {
  endOfHit,
  type Found,
  type FoundDraft,
  type SearchFilter,
  type SearchResult,
  startOfHit,
  wordsOf,
} from './model.ts';
import { nearestOf, oneSlipAway } from './slips.ts';

/** The most articles that a search answers with. */
const most = 20;

/**
 * The published articles that have every word of what was typed, or a word that begins with it, the best first. When
 * there are none, each word that stands nowhere is taken for the most similar one that does. For the public: no actor,
 * and a role that sees nothing unpublished.
 */
export async function search(db: Db, typed: string, filter: SearchFilter = {}): Promise<SearchResult> {
  const words = wordsOf(typed);
  if (words.length === 0) return { found: [], corrected: null };
  return db.transaction().execute(async (trx) => {
    // No search may hold up the other readers; and a word with two slips still counts as similar.
    await sql`select set_config('statement_timeout', '3s', true), set_config('pg_trgm.word_similarity_threshold', '0.4', true)`.execute(
      trx,
    );
    const found = await findAll(trx, words, filter);
    if (found.length > 0) return { found, corrected: null };
    const meant = await nearestOfEach(trx, words, sql`published_text`);
    if (String(meant) === String(words)) return { found: [], corrected: null };
    return { found: await findAll(trx, meant, filter), corrected: meant.join(' ') };
  });
}

const marks = `StartSel=${startOfHit}, StopSel=${endOfHit}, MaxFragments=2, MaxWords=28, MinWords=12, FragmentDelimiter=" … "`;

/**
 * How many articles are weighed against each other. Every word of a language's commonest stands in nearly all of them, and
 * to say how much each place says of it takes longer than to find all of them: of more than these, the newest are weighed.
 */
const mostWeighed = 100;

/**
 * The first part of a search, the same for what readers see and for drafts: which articles have every word
 * (`answer`), where each says most of it (`best`), and all words as one query (`whole`). All articles are looked at; of
 * those that have every word, the `mostWeighed` that were begun last are weighed.
 * @param texts a query of places (article_id, place, words)
 * @param position of the place `hit.place` in its article
 * @param narrowed a condition on article_id
 */
function answers(
  words: string[],
  texts: RawBuilder<unknown>,
  position: RawBuilder<unknown>,
  narrowed: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown> {
  return sql`
    asked as (
      select n, to_tsquery('english', word || ':*') || to_tsquery('simple', word || ':*') as query
      from unnest(${words}::text[]) with ordinality as typed (word, n)
    ), hit as materialized (
      select t.article_id, t.place, asked.n
      from asked cross join (${texts}) t
      where t.words @@ asked.query
    ), weighed as materialized (
      -- The ids are in the order of time.
      select article_id from (select distinct article_id, n from hit where ${narrowed}) has
      group by article_id having count(*) = (select count(*) from asked)
      order by article_id desc limit ${mostWeighed}
    ), said as materialized (
      select hit.article_id, hit.place, hit.n, ts_rank_cd('{0.05, 0.1, 0.4, 1}', t.words, asked.query, 1) as rank
      from weighed
      join hit on hit.article_id = weighed.article_id
      join asked on asked.n = hit.n
      join (${texts}) t on t.article_id = hit.article_id and t.place = hit.place
    ), answer as (
      select article_id, sum(best) as rank
      from (select article_id, n, max(rank) as best from said group by article_id, n) by_word
      group by article_id
      order by rank desc, article_id limit ${most}
    ), best as (
      select distinct on (article_id) article_id, place
      from (select hit.article_id, hit.place, count(*) as words, sum(hit.rank) as rank
        from said hit join answer on answer.article_id = hit.article_id group by hit.article_id, hit.place) hit
      order by article_id, words desc, rank desc, ${position}
    ), whole as (
      select string_agg(query::text, ' | ')::tsquery as query from asked
    )`;
}

/** The words around what was found in the text `t`; its heading is shown by itself. */
const passage = sql`
    cross join lateral (select ltrim(substr(t.text, length(t.heading) + 1), E'\\n') as text) below
    cross join lateral (select ts_headline('english', below.text, whole.query, ${marks}) as passage) stems`;
const shownPassage = sql`case when stems.passage like ${`%${startOfHit}%`} then stems.passage
        else ts_headline('simple', below.text, whole.query, ${marks}) end`;

async function findAll(trx: Trx, words: string[], { tag, year }: SearchFilter): Promise<Found[]> {
  const asked = [
    ...(tag === undefined
      ? []
      : [sql`article_id in (select article_id from published_tag where name = ${tag})`]),
    ...(year === undefined
      ? []
      : [sql`extract(year from first_published_at at time zone 'UTC') = ${year}::int`]),
  ];
  const isNarrow = asked.length > 0;
  const among = sql`among as materialized (select article_id from published_article where ${sql.join(asked, sql` and `)}),`;
  const narrowed = isNarrow ? sql`article_id in (select article_id from among)` : sql`true`;
  const texts = sql`select article_id, position as place, words from published_text`;
  const { rows } = await sql<Found>`
    with ${isNarrow ? among : sql``} ${answers(words, texts, sql`hit.place`, narrowed)}
    select a.slug, a.title, a.published_at,
      case when t.position = 0 then -1 else (select count(*)::int from published_text other
        where other.article_id = answer.article_id and other.position between 1 and t.position - 1) end as section,
      array(select other.heading from published_text other
        where other.article_id = answer.article_id and other.position > 0 order by other.position) as headings,
      ${shownPassage} as passage
    from answer
    -- One by one: joined, the view is read whole for each of them.
    cross join lateral (select * from published_article where article_id = answer.article_id offset 0) a
    join best on best.article_id = answer.article_id
    join published_text t on t.article_id = best.article_id and t.position = best.place
    cross join whole
    ${passage}
    order by answer.rank desc, a.published_at desc`.execute(trx);
  return rows;
}

/**
 * The articles whose drafts have every word of what was typed, or a word that begins with it, the best first: as they
 * stand now, published or not, and without what is in the bin. When there are none, each word that stands in no draft is
 * taken for the one that was meant.
 */
export async function searchDrafts(
  actor: Actor,
  db: Db,
  typed: string,
): Promise<{ found: FoundDraft[]; corrected: string | null }> {
  const words = wordsOf(typed);
  if (!mayRead(actor) || words.length === 0) return { found: [], corrected: null };
  return db.transaction().execute(async (trx) => {
    await sql`select set_config('statement_timeout', '3s', true), set_config('pg_trgm.word_similarity_threshold', '0.4', true)`.execute(
      trx,
    );
    const found = await findDrafts(trx, words);
    if (found.length > 0) return { found, corrected: null };
    const meant = await nearestOfEach(trx, words, sql`draft_text`);
    if (String(meant) === String(words)) return { found: [], corrected: null };
    return { found: await findDrafts(trx, meant), corrected: meant.join(' ') };
  });
}

async function findDrafts(trx: Trx, words: string[]): Promise<FoundDraft[]> {
  const texts = sql`select article_id, section_id as place, words from draft_text
        where not exists (select from section where section.id = draft_text.section_id and removed_at is not null)`;
  const position = sql`(select section.position from section where section.id = hit.place)`;
  const { rows } = await sql<FoundDraft>`
    with ${answers(words, texts, position)}
    select answer.article_id, title.heading as title, s.id as section_id, s.kind, t.heading,
      ${shownPassage} as passage
    from answer
    join section head on head.article_id = answer.article_id and head.kind = 'head'
    join revision title on title.id = head.revision_id
    join best on best.article_id = answer.article_id
    join section s on s.id = best.place
    join revision t on t.id = s.revision_id
    cross join whole
    ${passage}
    order by answer.rank desc, answer.article_id`.execute(trx);
  return rows;
}

/**
 * The words of these texts that were meant by what was typed.
 * @param texts published_text or draft_text
 */
async function nearestOfEach(trx: Trx, words: string[], texts: RawBuilder<unknown>): Promise<string[]> {
  // Words that stand nowhere would have the whole table read for each, were it left to the planner.
  await sql`select set_config('enable_seqscan', 'off', true)`.execute(trx);
  const meant: string[] = [];
  for (const word of words) meant.push(await nearest(trx, word, texts));
  await sql`select set_config('enable_seqscan', 'on', true)`.execute(trx);
  return meant;
}

/**
 * The word that was meant by this one: of those one slip away the most frequent, else a published one that is two away;
 * the word itself when it begins one or none is near enough.
 */
async function nearest(trx: Trx, word: string, texts: RawBuilder<unknown>): Promise<string> {
  if (word.length < 4) return word;
  const stands = sql`select from ${texts} d where d.words @@ (to_tsquery('english', ${word} || ':*') || to_tsquery('simple', ${word} || ':*'))`;
  const { rows } = await sql<{ word: string | null }>`
    select ${word} as word where exists (${stands})
    union all
    select word from (
      select word, (select count(*) from (select from ${texts} d where d.words @@ word::tsquery limit 20) seen) as often
      from unnest(${oneSlipAway(word)}::text[]) word
      where not exists (${stands})
      order by often desc, word limit 1) nearest
    where often > 0`.execute(trx);
  return rows[0]?.word ?? nearestPublished(trx, word);
}

/** What a search can be narrowed to: the tags of what is published, and the years of first publication, newest first. */
export async function readSearchChoices(db: Db): Promise<{ tags: string[]; years: number[] }> {
  const { rows } = await sql<{ tags: string[]; years: number[] }>`
    select array(select distinct name from published_tag order by name limit 500) as tags,
      array(select distinct extract(year from first_published_at at time zone 'UTC')::int as year
        from published_article order by year desc) as years`.execute(db);
  return rows[0] ?? { tags: [], years: [] };
}

/**
 * The published word that is most like this one, or the word itself when it begins one, none is near enough, or there are
 * too many texts to be compared with it in 0.4 seconds.
 */
async function nearestPublished(trx: Trx, word: string): Promise<string> {
  await sql`savepoint nearest`.execute(trx);
  await sql`select set_config('statement_timeout', '400ms', true)`.execute(trx);
  const answer = await unlessTooLong(() =>
    sql<{ word: string }>`
    select word from published_text, regexp_split_to_table(lower(text), '[^[:alnum:]]+') as word
    where ${word}::text <% text and (similarity(word, ${word}) >= 0.3 or starts_with(word, ${word}))
    group by word
    order by similarity(word, ${word}) desc, count(*) desc, word
    limit 50`.execute(trx),
  );
  // Its time limit ends with it.
  await sql`rollback to savepoint nearest`.execute(trx);
  const candidates = answer?.rows.map((row) => row.word) ?? [];
  if (candidates.some((candidate) => candidate.startsWith(word))) return word;
  return nearestOf(word, candidates) ?? word;
}
