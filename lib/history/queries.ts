import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import type { SectionKind } from '#lib/articles/model.ts';
import { mayRead } from '#lib/articles/policy.ts';
import type { Action } from '#lib/audit/model.ts';
import { bodyTree } from '#lib/sections/markdown.ts';
import { placeText } from '#lib/sections/text.ts';
import type { Actor } from '#lib/staff/model.ts';
import {
  type ArticleChange,
  articleActions,
  type BlamedSentence,
  type HistorySection,
  type Moment,
  type MomentSection,
  outlineActions,
  type RevisionEntry,
  type RevisionText,
  sentencesOf,
} from './model.ts';

/** How many revisions, or events of an article, a page of a history has. */
export const historyPage = 30;

export async function readHistorySection(
  actor: Actor,
  db: Db,
  sectionId: string,
): Promise<HistorySection | null> {
  if (!mayRead(actor)) return null;
  const row = await db
    .selectFrom('section')
    .innerJoin('revision as newest', 'newest.id', 'section.revisionId')
    .innerJoin('section as head', (join) =>
      join.onRef('head.articleId', '=', 'section.articleId').on('head.kind', '=', 'head'),
    )
    .innerJoin('revision as title', 'title.id', 'head.revisionId')
    .select([
      'section.id',
      'section.articleId',
      'section.kind',
      'section.removedAt',
      'title.heading as article',
    ])
    .select(['newest.id as revisionId', 'newest.number', 'newest.heading'])
    .where('section.id', '=', sectionId)
    .executeTakeFirst();
  if (!row) return null;
  const { removedAt, kind, revisionId, number, ...rest } = row;
  return {
    ...{ ...rest, kind: kind as SectionKind, removed: removedAt !== null },
    newest: { id: revisionId, number },
  };
}

/** A page of a section's revisions, the newest first. @param before the number behind which it begins */
export async function listRevisions(
  actor: Actor,
  db: Db,
  sectionId: string,
  before?: number,
): Promise<RevisionEntry[]> {
  if (!mayRead(actor)) return [];
  const { rows } = await sql<RevisionEntry>`
    select r.id, r.number, r.heading, r.note, author.name as author, proposer.name as proposed_by, r.created_at as at,
      signer.name as signed_by,
      (select jsonb_build_object('sectionId', o.section_id, 'heading', o.heading) from revision o where o.id = r.taken_from)
        as taken_from,
      array(select e.number from version_section vs join edition e on e.version_id = vs.version_id
        where vs.revision_id = r.id order by 1) as published
    from revision r
    join staff author on author.id = r.author_id
    left join staff proposer on proposer.id = r.proposed_by
    left join sign_off s on s.revision_id = r.id and s.withdrawn_at is null
    left join staff signer on signer.id = s.signed_by
    where r.section_id = ${sectionId} and r.number < ${before ?? 2_147_483_647}
    order by r.number desc limit ${historyPage}`.execute(db);
  return rows;
}

/** The texts of two revisions of a section, the older one first; null when either is missing. */
export async function readTwoRevisions(
  actor: Actor,
  db: Db,
  sectionId: string,
  numbers: [number, number],
): Promise<[RevisionText, RevisionText] | null> {
  if (!mayRead(actor)) return null;
  const rows = await db
    .selectFrom('revision')
    .innerJoin('staff', 'staff.id', 'revision.authorId')
    .select(['revision.id', 'revision.number', 'revision.heading', 'revision.body', 'revision.note'])
    .select(['staff.name as author', 'revision.createdAt as at'])
    .where('revision.sectionId', '=', sectionId)
    .where('revision.number', 'in', numbers)
    .orderBy('revision.number')
    .execute();
  const [older, newer] = [rows[0], rows.at(-1)];
  return older && newer && rows.length === new Set(numbers).size ? [older, newer] : null;
}

/**
 * Who wrote each sentence of a revision, and when: the first of the revisions in which it has stood ever since. A
 * sentence that was moved here from another section is followed there.
 */
export async function readBlame(
  actor: Actor,
  db: Db,
  sectionId: string,
  number: number,
): Promise<BlamedSentence[]> {
  if (!mayRead(actor)) return [];
  const revision = await db
    .selectFrom('revision')
    .select(['id', 'heading', 'body'])
    .where('sectionId', '=', sectionId)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!revision) return [];
  const texts = sentencesOf(placeText(revision.heading, bodyTree(revision.body)).visible);
  const found = await originsOf(db, revision.id, [...new Set(texts)]);
  return texts.flatMap((text) => found.get(text) ?? []);
}

/** How many texts are read at once on the way back. */
const portion = 200;

async function originsOf(db: Db, revisionId: string, texts: string[]): Promise<Map<string, BlamedSentence>> {
  const since = await standingSince(db, revisionId, texts);
  const { rows } = await sql<{
    text: string;
    sectionId: string;
    number: number;
    author: string;
    at: Date;
    movedFrom: string | null;
    published: number | null;
  }>`
    select said.text, origin.section_id, origin.number, staff.name as author, origin.created_at as at,
      case when position(said.text in source.text) > 0 then source.id end as moved_from,
      (select min(e.number) from revision r join version_section vs on vs.revision_id = r.id
        join edition e on e.version_id = vs.version_id
        where r.section_id = origin.section_id and r.number between origin.number and asked.number) as published
    from revision asked
    cross join unnest(${[...since.keys()]}::text[], ${[...since.values()]}::int[]) said (text, since)
    join revision origin on origin.section_id = asked.section_id and origin.number = said.since
    join staff on staff.id = origin.author_id
    left join revision source on source.id = origin.taken_from
    where asked.id = ${revisionId}`.execute(db);
  const found = new Map<string, BlamedSentence>();
  for (const { text, published, movedFrom: _, ...origin } of rows)
    found.set(text, { text, origin, published });
  const moved = Map.groupBy(
    rows.filter(({ movedFrom }) => movedFrom !== null),
    ({ movedFrom }) => movedFrom as string,
  );
  for (const [from, group] of moved) {
    const earlier = await originsOf(
      db,
      from,
      group.map(({ text }) => text),
    );
    for (const [text, sentence] of earlier) {
      const here = found.get(text)?.published ?? null;
      const all = [sentence.published, here].filter((version) => version !== null);
      found.set(text, { ...sentence, published: all.length > 0 ? Math.min(...all) : null });
    }
  }
  return found;
}

/** For each sentence of a revision the number of the first one in which it has stood ever since: goes back until all are known. */
async function standingSince(db: Db, revisionId: string, texts: string[]): Promise<Map<string, number>> {
  const since = new Map(texts.map((text) => [text, 1]));
  let left = texts;
  for (let before = 2_147_483_647; left.length > 0; ) {
    const { rows } = await sql<{ number: number; text: string }>`
      select r.number, r.text from revision asked
      join revision r on r.section_id = asked.section_id and r.number <= asked.number and r.number < ${before}
      where asked.id = ${revisionId} order by r.number desc limit ${portion}`.execute(db);
    for (const { number, text } of rows)
      left = left.filter((sentence) => {
        const stands = text.includes(sentence);
        if (!stands) since.set(sentence, number + 1);
        return stands;
      });
    if (rows.length < portion) return since;
    before = rows.at(-1)?.number ?? 1;
  }
  return since;
}

/** A page of what became of an article, the newest first. @param before the number behind which it begins */
export async function readArticleHistory(
  actor: Actor,
  db: Db,
  articleId: string,
  before?: number,
): Promise<ArticleChange[]> {
  if (!mayRead(actor)) return [];
  const rows = await db
    .selectFrom('event')
    .innerJoin('staff', 'staff.id', 'event.actorId')
    .leftJoin('section', 'section.id', 'event.sectionId')
    .leftJoin('revision', 'revision.id', 'section.revisionId')
    .select(['event.seq', 'event.at', 'event.action', 'event.detail', 'staff.name as actor'])
    .select(['section.id as sectionId', 'section.kind', 'revision.heading'])
    .where('event.articleId', '=', articleId)
    .where('event.action', 'in', articleActions)
    .$if(before !== undefined, (query) => query.where('event.seq', '<', String(before)))
    .orderBy('event.seq', 'desc')
    .limit(historyPage)
    .execute();
  return rows.map(({ seq, action, detail, sectionId, kind, heading, ...row }) => ({
    ...{ ...row, seq: Number(seq), action: action as Action, detail: detail as Record<string, unknown> },
    section: sectionId ? { id: sectionId, heading: heading ?? '', kind: kind as SectionKind } : null,
  }));
}

/**
 * An article as it was after one of its events, or as it is now without one: how it was arranged, and the revisions and
 * tags of then. Null when there is no such event of this article.
 */
export async function readMoment(
  actor: Actor,
  db: Db | Trx,
  articleId: string,
  seq?: number,
): Promise<Moment | null> {
  if (!mayRead(actor)) return null;
  const event = await db
    .selectFrom('event')
    .innerJoin('staff', 'staff.id', 'event.actorId')
    .select(['event.seq', 'event.at', 'event.action', 'staff.name as actor'])
    .where('event.articleId', '=', articleId)
    .$if(seq !== undefined, (query) => query.where('event.seq', '=', String(seq)))
    .orderBy('event.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!event) return null;
  const at = { ...event, seq: Number(event.seq), action: event.action as Action };
  return { ...at, sections: await sectionsAt(db, articleId, at.seq) };
}

async function sectionsAt(db: Db | Trx, articleId: string, seq: number): Promise<MomentSection[] | null> {
  // Before the first outline that was kept, and where none was, it was that one only if nothing had changed it until then.
  const { rows } = await sql<{ sections: MomentSection[] | null; isKnown: boolean }>`
    with kept as (
      select min(seq) as first, min(seq) filter (where seq >= ${seq}) as seq from kept_outline where article_id = ${articleId}
    ), outline as (
      select s.value ->> 'id' as id, s.value ->> 'kind' as kind, (s.value ->> 'depth')::int as depth,
        (s.value ->> 'numbered')::bool as numbered, s.place
      from kept join kept_outline k on k.article_id = ${articleId} and k.seq = kept.seq
        cross join jsonb_array_elements(k.sections) with ordinality as s (value, place)
      union all
      select id::text, kind, depth, numbered, position from section
      where (select seq from kept) is null and article_id = ${articleId} and removed_at is null
    ), revised as (
      select section_id, max((detail ->> 'number')::int) as number from event
      where article_id = ${articleId} and seq <= ${seq} and action = 'section.revised' group by section_id
    ), tagging as (
      select distinct on (section_id, subject_id) section_id, subject_id, action from event
      where article_id = ${articleId} and seq <= ${seq} and action in ('section.tagged', 'section.untagged')
      order by section_id, subject_id, seq desc
    )
    select not exists (select from event, kept where article_id = ${articleId} and action = any(${[...outlineActions]}::text[])
        and event.seq > ${seq} and event.seq <= coalesce(kept.seq, 9223372036854775807)
        and kept.seq is not distinct from kept.first) as is_known,
      jsonb_agg(jsonb_build_object('sectionId', outline.id, 'kind', outline.kind, 'depth', outline.depth,
        'numbered', outline.numbered, 'number', r.number, 'heading', r.heading, 'body', r.body,
        'tags', array(select distinct coalesce(into_tag.name, tag.name) from tagging join tag on tag.id = tagging.subject_id
          left join tag into_tag on into_tag.id = tag.merged_into
          where tagging.section_id = r.section_id and tagging.action = 'section.tagged' order by 1))
        order by outline.place) as sections
    from outline
    left join revised on revised.section_id = outline.id::uuid
    join revision r on r.section_id = outline.id::uuid and r.number = coalesce(revised.number, 1)`.execute(
    db,
  );
  const [found] = rows;
  return found?.isKnown ? found.sections : null;
}
