import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { lockArticleOfSection } from '#lib/articles/commands.ts';
import type { SectionKind } from '#lib/articles/model.ts';
import { record } from '#lib/audit/commands.ts';
import { carryFlags, suggestFlags } from '#lib/flags/commands.ts';
import { type Answer, orRefusal, type Refusal, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tooIntricate } from './intricacy.ts';
import { normalise } from './markdown.ts';
import { mergeRevisions } from './merge.ts';
import { type Conflict, readRevision, type StoredRevision } from './model.ts';
import { mayRevise } from './policy.ts';
import type { SavedRevision } from './schema.ts';

type Saved =
  | Answer<{ revisionId: string; number: number; changed: boolean }>
  | (Refusal & { conflict: Conflict });

/**
 * Saves a section's text as a new revision on top of the one that the author had before them, and carries its flags
 * and verdicts over. The same text again makes no revision. When somebody saved meanwhile, nothing is written and the
 * answer holds their text and the three-way merge of both.
 */
export async function saveRevision(actor: Actor, db: Db, input: SavedRevision): Promise<Saved> {
  if (!mayRevise(actor))
    return refuse('not-allowed', 'Only editors revise the text. Raise a flag to say what should change.');
  const intricate = tooIntricate(input.body);
  if (intricate) return refuse('invalid', intricate);
  const body = normalise(input.body);
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Saved> => {
      const articleId = await lockArticleOfSection(trx, input.sectionId);
      const newest = articleId && (await newestRevision(trx, input.sectionId));
      if (!articleId || !newest) return refuse('missing', 'This section does not exist any more.');
      if (newest.kind === 'head' && !input.heading) return refuse('invalid', 'An article needs a title.');
      if (newest.kind === 'faq' && !input.heading) return refuse('invalid', 'A FAQ needs its question.');
      if (input.heading === newest.heading && body === newest.body)
        return { ok: true, revisionId: newest.id, number: newest.number, changed: false };
      if (newest.id !== input.basedOn) return conflict(trx, input, body, newest);

      const next = readRevision({ id: newId(), sectionId: input.sectionId, heading: input.heading, body });
      const number = newest.number + 1;
      await trx
        .insertInto('revision')
        .values({
          ...{ id: next.id, sectionId: input.sectionId, number, parentId: newest.id, authorId: actor.id },
          ...{ heading: next.heading, body: next.body, text: next.visible.text, note: input.note },
        })
        .execute();
      const carried = await carryFlags(trx, readRevision(newest), next);
      const suggested = await suggestFlags(trx, [next], await titleOf(trx, articleId));
      await record(actor, trx, {
        action: 'section.revised',
        articleId,
        sectionId: input.sectionId,
        subjectId: next.id,
        detail: { number, note: input.note, ...carried, suggested },
      });
      return { ok: true, revisionId: next.id, number, changed: true };
    }),
  );
}

async function conflict(
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
  return {
    ...refuse(
      'conflict',
      `${newest.author} saved revision ${newest.number} of this section while you were writing.`,
    ),
    conflict: {
      newest: {
        id: newest.id,
        number: newest.number,
        author: newest.author,
        heading: newest.heading,
        body: newest.body,
      },
      mine,
      merged: mergeRevisions(base, mine, newest),
    },
  };
}

type NewestRevision = StoredRevision & { number: number; author: string; kind: SectionKind };

async function newestRevision(trx: Trx, sectionId: string): Promise<NewestRevision | undefined> {
  const row = await trx
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .innerJoin('staff', 'staff.id', 'revision.authorId')
    .select(['revision.id', 'revision.sectionId', 'revision.heading', 'revision.body', 'revision.number'])
    .select(['staff.name as author', 'section.kind'])
    .where('section.id', '=', sectionId)
    .where('section.removedAt', 'is', null)
    .executeTakeFirst();
  return row && { ...row, kind: row.kind as SectionKind };
}

async function titleOf(trx: Trx, articleId: string): Promise<string> {
  const row = await trx
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .select('revision.text')
    .where('section.articleId', '=', articleId)
    .where('section.removedAt', 'is', null)
    .orderBy('section.position')
    .execute();
  return row.map(({ text }) => text).join('\n');
}

/** Puts a new article's sections down in order, each with its first revision. */
export async function addSections(
  actor: Actor,
  trx: Trx,
  articleId: string,
  sections: { kind: SectionKind; depth: number; numbered: boolean; heading: string; body: string }[],
): Promise<ReturnType<typeof readRevision>[]> {
  const rows = sections.map((section, position) => {
    const revision = readRevision({
      id: newId(),
      sectionId: newId(),
      heading: section.heading,
      body: section.body,
    });
    return { ...section, position, revision };
  });
  for (const some of batches(rows)) {
    await trx
      .insertInto('section')
      .values(
        some.map(({ kind, depth, numbered, position, revision }) => ({
          ...{ id: revision.sectionId, articleId, kind, position, depth, numbered, revisionId: revision.id },
        })),
      )
      .execute();
    await trx
      .insertInto('revision')
      .values(
        some.map(({ revision: { id, sectionId, heading, body, visible } }) => ({
          ...{
            id,
            sectionId,
            number: 1,
            heading,
            body,
            text: visible.text,
            authorId: actor.id,
            note: 'Imported',
          },
        })),
      )
      .execute();
  }
  return rows.map((row) => row.revision);
}

/** PostgreSQL takes 65,535 parameters in a statement. */
function batches<T>(rows: T[], size = 1000): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
    rows.slice(i * size, (i + 1) * size),
  );
}

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
    const row =
      articleId &&
      (await trx
        .updateTable('section')
        .set(removed ? { removedAt: new Date(), removedBy: actor.id } : { removedAt: null, removedBy: null })
        .where('id', '=', sectionId)
        .where('kind', '<>', 'head')
        .where('removedAt', removed ? 'is' : 'is not', null)
        .returning('id')
        .executeTakeFirst());
    if (!articleId || !row)
      return refuse(
        'missing',
        removed ? 'There is no such section to remove.' : 'There is no such section to restore.',
      );
    await record(actor, trx, {
      action: removed ? 'section.removed' : 'section.restored',
      articleId,
      sectionId,
    });
    return { ok: true };
  });
}
