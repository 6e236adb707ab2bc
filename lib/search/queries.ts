import { type RawBuilder, sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
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

/** PostgreSQL's code for a statement that was ended because it took too long. */
const tookTooLong = '57014';

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
 * The first part of a search, the same for what readers see and for drafts: which articles have every word
 * (`answer`), where each says most of it (`best`), and all words as one query (`whole`).
 * @param texts a table or query of places (article_id, position, words), with a condition on them
 */
function answers(
  words: string[],
  texts: RawBuilder<unknown>,
  narrowed: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    asked as (
      select n, to_tsquery('english', word || ':*') || to_tsquery('simple', word || ':*') as query
      from unnest(${words}::text[]) with ordinality as typed (word, n)
    ), hit as (
      select t.article_id, t.position, asked.n, ts_rank_cd('{0.05, 0.1, 0.4, 1}', t.words, asked.query, 1) as rank
      from asked cross join ${texts}
      where t.words @@ asked.query and ${narrowed}
    ), answer as (
      select article_id, sum(best) as rank
      from (select article_id, n, max(rank) as best from hit group by article_id, n) by_word
      group by article_id having count(*) = (select count(*) from asked)
      order by rank desc, article_id limit ${most}
    ), best as (
      select distinct on (article_id) article_id, position
      from (select article_id, position, count(*) as words, sum(rank) as rank from hit group by article_id, position) by_place
      order by article_id, words desc, rank desc, position
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
  const texts = sql`published_text t join published_article of on of.article_id = t.article_id`;
  const narrowed = sql`(${tag ?? null}::text is null or exists (
          select from published_tag tagged where tagged.article_id = t.article_id and tagged.name = ${tag ?? null}))
        and (${year ?? null}::int is null
          or extract(year from of.first_published_at at time zone 'UTC') = ${year ?? null}::int)`;
  const { rows } = await sql<Found>`
    with ${answers(words, texts, narrowed)}
    select a.slug, a.title, a.published_at,
      case when t.position = 0 then -1 else (select count(*)::int from published_text other
        where other.article_id = answer.article_id and other.position between 1 and t.position - 1) end as section,
      array(select other.heading from published_text other
        where other.article_id = answer.article_id and other.position > 0 order by other.position) as headings,
      ${shownPassage} as passage
    from answer
    join published_article a on a.article_id = answer.article_id
    join best on best.article_id = answer.article_id
    join published_text t on t.article_id = best.article_id and t.position = best.position
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
  const texts = sql`draft_text d join section s on s.id = d.section_id and s.removed_at is null
    cross join lateral (select d.article_id, s.position, d.words) t`;
  const { rows } = await sql<FoundDraft>`
    with ${answers(words, texts, sql`true`)}
    select answer.article_id, title.heading as title, s.id as section_id, s.kind, t.heading,
      ${shownPassage} as passage
    from answer
    join section head on head.article_id = answer.article_id and head.kind = 'head'
    join revision title on title.id = head.revision_id
    join best on best.article_id = answer.article_id
    join section s on s.article_id = best.article_id and s.position = best.position
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
 * too many texts to be compared with it in a second.
 */
async function nearestPublished(trx: Trx, word: string): Promise<string> {
  await sql`savepoint nearest`.execute(trx);
  await sql`select set_config('statement_timeout', '1s', true)`.execute(trx);
  const { rows } = await sql<{ word: string }>`
    select word from published_text, regexp_split_to_table(lower(text), '[^[:alnum:]]+') as word
    where ${word}::text <% text and (similarity(word, ${word}) >= 0.3 or starts_with(word, ${word}))
    group by word
    order by similarity(word, ${word}) desc, count(*) desc, word
    limit 50`
    .execute(trx)
    .catch((error) => {
      if (error.code !== tookTooLong) throw error;
      return { rows: [] };
    });
  // Its time limit ends with it.
  await sql`rollback to savepoint nearest`.execute(trx);
  const candidates = rows.map((row) => row.word);
  if (candidates.some((candidate) => candidate.startsWith(word))) return word;
  return nearestOf(word, candidates) ?? word;
}
