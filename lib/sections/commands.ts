import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { type Statement, together } from '#db/together.ts';
import { keys, unnest } from '#db/unnest.ts';
import { lockArticleOfSection, lockingArticleOfSection } from '#lib/articles/commands.ts';
import type { SectionKind } from '#lib/articles/model.ts';
import { record, recording } from '#lib/audit/commands.ts';
import { newestDecisionIn, settingsOf } from '#lib/detector/queries.ts';
import { droppingDraft } from '#lib/drafts/commands.ts';
import {
  type CarriedVerdict,
  carryFlags,
  followFlags,
  lastPlaces,
  moveFlags,
  reviseWithFlags,
  suggestFlags,
} from '#lib/flags/commands.ts';
import { notAllowed } from '#lib/flags/permissions.ts';
import { type Answer, orRefusal, type Refusal, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tooIntricate } from './intricacy.ts';
import { normalise } from './markdown.ts';
import { mergeRevisions } from './merge.ts';
import { type Conflict, type ReadRevision, readRevision, type StoredRevision } from './model.ts';
import { mayRevise } from './policy.ts';
import { reword } from './reword.ts';
import type { RestoredRevision, SavedRevision } from './schema.ts';

type Saved =
  | Answer<{ revisionId: string; number: number; changed: boolean }>
  | (Refusal & { conflict: Conflict });

/**
 * Saves a section's text as a new revision on top of the one that the author had before them, and carries its flags
 * and verdicts over. The same text again makes no revision. When somebody saved meanwhile, nothing is written and the
 * answer holds their text and the three-way merge of both.
 */
export async function saveRevision(actor: Actor, db: Db, input: SavedRevision): Promise<Saved> {
  const no = notAllowed(actor, 'revise');
  if (no) return no;
  return orRefusal(db.transaction().execute((trx) => save(actor, trx, input)));
}

/**
 * Takes over the wording that a fact-checker proposed with a verdict, as a revision of both. Refused where the words
 * have changed since, and where they cannot be exchanged without a person.
 */
export async function acceptProposal(actor: Actor, db: Db, verdictId: string): Promise<Saved> {
  const no = notAllowed(actor, 'acceptWording');
  if (no) return no;
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Saved> => {
      const asked = await trx
        .selectFrom('verdict')
        .innerJoin('flag', 'flag.id', 'verdict.flagId')
        .select(['verdict.flagId', 'verdict.proposal', 'verdict.givenBy', 'flag.sectionId'])
        .where('verdict.id', '=', verdictId)
        .where('verdict.proposal', '<>', '')
        .executeTakeFirst();
      if (!asked || !(await lockArticleOfSection(trx, asked.sectionId)))
        return refuse('missing', 'No wording was proposed here.');
      const newest = await newestRevision(trx, asked.sectionId);
      const place = await trx
        .selectFrom('anchor')
        .select(['startAt', 'endAt'])
        .where('flagId', '=', asked.flagId)
        .where('revisionId', '=', newest?.id ?? '')
        .where('verdictId', '=', verdictId)
        .executeTakeFirst();
      if (!newest || !place)
        return refuse('conflict', 'The words have changed since this wording was proposed for them.');
      const words = { start: place.startAt, end: place.endAt };
      const made = reword(newest, words, asked.proposal);
      if (!made)
        return refuse(
          'invalid',
          'These words run over formatting, so they cannot be exchanged by themselves. Revise the section and write the new wording in.',
        );
      const note = 'Took over the wording that was proposed.';
      const saved = { sectionId: asked.sectionId, basedOn: newest.id, ...made, note };
      return save(actor, trx, saved, asked.givenBy);
    }),
  );
}

/** Makes the text of an earlier revision the newest one again, as a revision of its own: nothing in between is lost. */
export async function restoreRevision(
  actor: Actor,
  db: Db,
  { sectionId, number, basedOn }: RestoredRevision,
): Promise<Saved> {
  const no = notAllowed(actor, 'revise');
  if (no) return no;
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Saved> => {
      const text = await trx
        .selectFrom('revision')
        .select(['heading', 'body'])
        .where('sectionId', '=', sectionId)
        .where('number', '=', number)
        .executeTakeFirst();
      if (!text) return refuse('missing', 'There is no such revision.');
      return save(actor, trx, { sectionId, basedOn, ...text, note: `Revision ${number} again` });
    }),
  );
}

/** @param proposedBy who proposed the new words, if that was somebody else */
async function save(actor: Actor, trx: Trx, input: SavedRevision, proposedBy?: string): Promise<Saved> {
  const intricate = tooIntricate(input.body);
  if (intricate) return refuse('invalid', intricate);
  const { sectionId, note } = input;
  const body = normalise(input.body);
  const [[article], [newest], last, [decision]] = await together(trx, [
    lockingArticleOfSection(trx, sectionId),
    newestRevisionOf(sectionId),
    lastPlaces(trx, sectionId),
    newestDecisionIn(trx),
  ]);
  if (!article || !newest) return refuse('missing', 'This section does not exist any more.');
  if (newest.kind === 'head' && !input.heading) return refuse('invalid', 'An article needs a title.');
  if (newest.kind === 'faq' && !input.heading) return refuse('invalid', 'A FAQ needs its question.');
  const droppingOwn = droppingDraft(actor, trx, sectionId, input.writtenIn);
  if (input.heading === newest.heading && body === newest.body) {
    await together(trx, droppingOwn);
    return { ok: true, revisionId: newest.id, number: newest.number, changed: false };
  }
  if (newest.id !== input.basedOn) return conflict(actor, trx, input, body, newest);
  const text = { heading: input.heading, body, note, proposedBy };
  const { before, next, number, storing } = nextRevision(actor, trx, newest, text);
  const articleText = [...newest.textsBefore, next.visible.text, ...newest.textsAfter].join('\n');
  const { rest, done } = await reviseWithFlags(
    trx,
    storing,
    { articleId: article.id, before, after: next, articleText },
    { last, flaggedElsewhere: newest.isFlaggedElsewhere, settings: settingsOf(decision) },
  );
  const event = recording(actor, trx, {
    ...{ action: 'section.revised', articleId: article.id, sectionId, subjectId: next.id },
    detail: { number, note, ...done },
  });
  await together(trx, [...rest, ...droppingOwn, event]);
  return { ok: true, revisionId: next.id, number, changed: true };
}

/**
 * The revision that comes on top of a section's newest one, in an article that is locked, and the statement that stores
 * it. Every way to a new text leads through here; who stores it has its flags carried over and follow their words, and
 * the detector suggest, and records it.
 */
function nextRevision(
  actor: Actor,
  trx: Trx,
  newest: StoredRevision & { number: number },
  { heading, body, note, proposedBy, takenFrom }: NewText & { note: string; proposedBy?: string },
): { before: ReadRevision; next: ReadRevision; number: number; storing: Statement } {
  const { sectionId } = newest;
  const next = readRevision({ id: newId(), sectionId, heading, body });
  const number = newest.number + 1;
  const storing = trx.insertInto('revision').values({
    ...{ id: next.id, sectionId, number, parentId: newest.id, authorId: actor.id },
    ...{ heading: next.heading, body: next.body, text: next.visible.text, note },
    ...(proposedBy !== undefined && proposedBy !== actor.id && { proposedBy }),
    ...(takenFrom && { takenFrom }),
  });
  return { before: readRevision(newest), next, number, storing };
}

/** A section's text; `takenFrom` is the newest revision of another section from which words of it are moved here. */
type NewText = { heading: string; body: string; takenFrom?: string };

/** A section as another source of its text would have it: null leaves its text as it is, a new section has no id yet. */
export type Arranged = {
  sectionId: string | null;
  kind: SectionKind;
  depth: number;
  numbered: boolean;
  text: NewText | null;
  removed: boolean;
};

/**
 * Makes an article's outline this one, in an article that is locked: adds, revises, removes, restores and reorders its
 * sections. Each changed text is a revision like any other; what is named nowhere stays behind all others.
 * @param arranged the whole outline in order, the title and dek first
 * @returns the id of the section at each place, and how many of each change were made
 */
export async function arrangeSections(
  actor: Actor,
  trx: Trx,
  articleId: string,
  arranged: Arranged[],
  note: string,
): Promise<{ sectionIds: string[]; counts: Record<string, number> }> {
  await keepOutline(trx, articleId);
  const before = new Map((await outlineOf(trx, articleId)).map((section) => [section.sectionId, section]));
  const news = arranged.flatMap(({ sectionId, text, ...form }) =>
    sectionId || !text ? [] : [{ ...form, ...text }],
  );
  const made = await addSections(actor, trx, articleId, news, { note, from: before.size });
  const newIds = made.values();
  const sectionIds = arranged.map(
    ({ sectionId }) => sectionId ?? (newIds.next().value as ReadRevision).sectionId,
  );
  const articleText = () =>
    arranged
      .filter((section) => !section.removed)
      .map(({ sectionId, text }) => text ?? before.get(sectionId ?? '') ?? { heading: '', body: '' })
      .map(({ heading, body }) => readRevision({ id: '', sectionId: '', heading, body }).visible.text)
      .join('\n');
  const revised: Revised[] = [];
  const binned: { sectionId: string; removed: boolean }[] = [];
  for (const { sectionId, text, removed } of arranged) {
    const section = sectionId && before.get(sectionId);
    if (!sectionId || !section) continue;
    if (section.removed !== removed && (await moveToBin(actor, trx, sectionId, removed)))
      binned.push({ sectionId, removed });
    if (!text) continue;
    const { storing, ...revision } = nextRevision(actor, trx, section, { ...text, note });
    await together(trx, [storing]);
    revised.push({ ...revision, carried: await carryFlags(trx, revision.before, revision.next) });
  }
  // Only now: words that moved stand in the one section as they leave the other.
  const written = [...made, ...revised.map(({ next }) => next)];
  const carried: CarriedVerdict[] = [];
  const origins = new Map([...before.values()].map((section) => [section.id, section]));
  for (const [index, { sectionId, text }] of arranged.entries()) {
    const origin = text?.takenFrom && origins.get(text.takenFrom);
    const to = written.find((next) => next.sectionId === (sectionId ?? sectionIds[index]));
    if (origin && to) carried.push(...(await moveFlags(trx, readRevision(origin), to)));
  }
  const followed = new Map<string, string[]>();
  for (const { before: old, next } of revised)
    followed.set(next.id, await followFlags(trx, articleId, old, next));
  for (const first of made)
    followed.set(
      first.id,
      await followFlags(trx, articleId, readRevision({ ...first, heading: '', body: '' }), first),
    );
  const suggested = written.length > 0 ? await suggestFlags(trx, written, articleText()) : 0;
  const named = new Set(sectionIds);
  const rest = [...before.values()].filter((section) => !named.has(section.sectionId));
  await placeSections(trx, [
    ...arranged.map((section, i) => ({ ...section, sectionId: sectionIds[i] as string })),
    ...rest,
  ]);
  for (const { sectionId, removed } of binned)
    await record(actor, trx, {
      ...{ action: removed ? 'section.removed' : 'section.restored', articleId, sectionId },
    });
  for (const { next, number, carried } of revised)
    await record(actor, trx, {
      ...{ action: 'section.revised', articleId, sectionId: next.sectionId, subjectId: next.id },
      detail: { number, note, ...carried, followed: followed.get(next.id) ?? [] },
    });
  for (const { verdictId, sectionId, ...detail } of carried)
    await record(actor, trx, {
      ...{ action: 'verdict.carried', articleId, sectionId, subjectId: verdictId, detail },
    });
  const removed = binned.filter((one) => one.removed).length;
  const counts = { added: made.length, revised: revised.length, removed, restored: binned.length - removed };
  return { sectionIds, counts: { ...counts, suggested } };
}

type Revised = Omit<ReturnType<typeof nextRevision>, 'storing'> & {
  carried: Awaited<ReturnType<typeof carryFlags>>;
};

/** Keeps how an article that is locked is arranged, before that changes: see 0028_kept_outlines.sql. */
async function keepOutline(trx: Trx, articleId: string): Promise<void> {
  await sql`
    insert into kept_outline (article_id, seq, sections)
    select article_id, coalesce((select max(seq) from event where event.article_id = section.article_id), 0),
      jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'depth', depth, 'numbered', numbered) order by position)
    from section where article_id = ${articleId} and removed_at is null
    group by article_id
    on conflict do nothing`.execute(trx);
}

async function outlineOf(trx: Trx, articleId: string) {
  const rows = await trx
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .select(['revision.id', 'revision.sectionId', 'revision.heading', 'revision.body', 'revision.number'])
    .select(['section.kind', 'section.depth', 'section.numbered', 'section.removedAt'])
    .where('section.articleId', '=', articleId)
    .orderBy('section.position')
    .execute();
  return rows.map(({ removedAt, kind, ...row }) => ({
    ...{ ...row, kind: kind as SectionKind, removed: removedAt !== null },
  }));
}

/** Gives all sections of an article their places in one statement: no two may share one at its end. */
async function placeSections(
  trx: Trx,
  sections: { sectionId: string; kind: SectionKind; depth: number; numbered: boolean }[],
): Promise<void> {
  const column = <T>(of: (section: (typeof sections)[number]) => T) => sections.map(of);
  await sql`
    update section set position = placed.position - 1, kind = placed.kind, depth = placed.depth,
      numbered = placed.numbered
    from unnest(${column((s) => s.sectionId)}::uuid[], ${column((s) => s.kind)}::text[],
      ${column((s) => s.depth)}::int[], ${column((s) => String(s.numbered))}::text[]::bool[])
      with ordinality as placed (id, kind, depth, numbered, position)
    where section.id = placed.id and (section.position, section.kind, section.depth, section.numbered)
      is distinct from (placed.position - 1, placed.kind, placed.depth, placed.numbered)`.execute(trx);
}

async function conflict(
  actor: Actor,
  trx: Trx,
  input: SavedRevision,
  body: string,
  newest: NewestRevision,
): Promise<Saved> {
  const base = await trx
    .selectFrom('revision')
    .select(['heading', 'body'])
    .where('id', '=', input.basedOn)
    .where('sectionId', '=', input.sectionId)
    .executeTakeFirst();
  if (!base) return refuse('invalid', 'The revision that this text is based on is not one of this section.');
  const mine = { heading: input.heading, body };
  const isOwn = newest.authorId === actor.id;
  return {
    ...refuse(
      'conflict',
      `${isOwn ? 'Your other window' : newest.author} saved revision ${newest.number} of this section while you were writing.`,
    ),
    conflict: {
      newest: {
        id: newest.id,
        number: newest.number,
        author: isOwn ? 'your other window' : newest.author,
        heading: newest.heading,
        body: newest.body,
      },
      mine,
      merged: mergeRevisions(base, mine, newest),
    },
  };
}

/**
 * A section's newest revision, with what else a save has to know of its article: the visible texts before and behind it,
 * and whether anybody stands behind a flag on another section. In one statement, because a save is waited for.
 */
type NewestRevision = StoredRevision & {
  number: number;
  author: string;
  authorId: string;
  kind: SectionKind;
  textsBefore: string[];
  textsAfter: string[];
  isFlaggedElsewhere: boolean;
};

async function newestRevision(trx: Trx, sectionId: string): Promise<NewestRevision | undefined> {
  const { rows } = await newestRevisionOf(sectionId).execute(trx);
  return rows[0];
}

function newestRevisionOf(sectionId: string) {
  const others = sql`section o join revision r on r.id = o.revision_id
    where o.article_id = s.article_id and o.removed_at is null`;
  return sql<NewestRevision>`
    select newest.id, newest.section_id, newest.heading, newest.body, newest.number, staff.name as author, staff.id as author_id, s.kind,
      array(select r.text from ${others} and o.position < s.position order by o.position) as texts_before,
      array(select r.text from ${others} and o.position > s.position order by o.position) as texts_after,
      exists (select from section o join flag f on f.section_id = o.id where o.article_id = s.article_id and o.id <> s.id
        and (f.raised_by is not null or f.confirmed_at is not null
          or exists (select from verdict v where v.flag_id = f.id))) as is_flagged_elsewhere
    from section s
    join revision newest on newest.id = s.revision_id
    join staff on staff.id = newest.author_id
    where s.id = ${sectionId} and s.removed_at is null`;
}

/** Puts an article's new sections down in order from a place on, each with its first revision. */
export async function addSections(
  actor: Actor,
  trx: Trx,
  articleId: string,
  sections: ({ kind: SectionKind; depth: number; numbered: boolean } & NewText)[],
  { note, from } = { note: 'Imported', from: 0 },
): Promise<ReadRevision[]> {
  const rows = sections.map((section, index) => {
    const position = from + index;
    const revision = readRevision({
      id: newId(),
      sectionId: newId(),
      heading: section.heading,
      body: section.body,
    });
    return { ...section, position, revision };
  });
  await trx
    .insertInto('section')
    .columns(keys(sectionColumns))
    .expression(
      unnest(
        sectionColumns,
        rows.map(({ kind, depth, numbered, position, revision }) => ({
          ...{ id: revision.sectionId, articleId, kind, position, depth, numbered, revisionId: revision.id },
        })),
      ),
    )
    .execute();
  await trx
    .insertInto('revision')
    .columns(keys(revisionColumns))
    .expression(
      unnest(
        revisionColumns,
        rows.map(({ takenFrom, revision: { id, sectionId, heading, body, visible } }) => ({
          ...{ id, sectionId, number: 1, heading, body, text: visible.text },
          ...{ authorId: actor.id, note, takenFrom: takenFrom ?? null },
        })),
      ),
    )
    .execute();
  return rows.map((row) => row.revision);
}

const sectionColumns = {
  ...{ id: 'uuid', articleId: 'uuid', kind: 'text', position: 'int', depth: 'int', numbered: 'bool' },
  revisionId: 'uuid',
};
const revisionColumns = {
  ...{ id: 'uuid', sectionId: 'uuid', number: 'int', heading: 'text', body: 'text', text: 'text' },
  ...{ authorId: 'uuid', note: 'text', takenFrom: 'uuid' },
};

/** Takes a section out of the article; its text, history and flags stay and come back when it is restored. */
export async function removeSection(actor: Actor, db: Db, sectionId: string): Promise<Answer> {
  return setRemoved(actor, db, sectionId, true);
}

/** Puts a removed section back where it stood. */
export async function restoreSection(actor: Actor, db: Db, sectionId: string): Promise<Answer> {
  return setRemoved(actor, db, sectionId, false);
}

async function setRemoved(actor: Actor, db: Db, sectionId: string, removed: boolean): Promise<Answer> {
  if (!mayRevise(actor)) return refuse('not-allowed', 'Only editors remove and restore sections.');
  return db.transaction().execute(async (trx) => {
    const articleId = await lockArticleOfSection(trx, sectionId);
    if (articleId) await keepOutline(trx, articleId);
    const isMoved = articleId && (await moveToBin(actor, trx, sectionId, removed));
    if (!isMoved)
      return refuse(
        'missing',
        removed ? 'There is no such section to remove.' : 'There is no such section to restore.',
      );
    const action = removed ? 'section.removed' : 'section.restored';
    await record(actor, trx, { action, articleId, sectionId });
    return { ok: true };
  });
}

/** Puts a section into the bin or takes it out; false when it is there, or out, already. */
async function moveToBin(actor: Actor, trx: Trx, sectionId: string, removed: boolean): Promise<boolean> {
  const row = await trx
    .updateTable('section')
    .set(removed ? { removedAt: new Date(), removedBy: actor.id } : { removedAt: null, removedBy: null })
    .where('id', '=', sectionId)
    .where('kind', '<>', 'head')
    .where('removedAt', removed ? 'is' : 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
