import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { SectionKind } from '#lib/articles/model.ts';
import { mayRead } from '#lib/articles/policy.ts';
import type { Actor } from '#lib/staff/model.ts';
import { mayRevise } from './policy.ts';

export type RevisionLine = {
  id: string;
  number: number;
  heading: string;
  /** Of the newest two, which are compared; of those before it is left out, as ''. */
  body: string;
  note: string;
  author: string;
  at: Date;
  signedBy: string | null;
};

export type SectionHistory = {
  id: string;
  articleId: string;
  article: string;
  kind: SectionKind;
  removed: boolean;
  /** Newest first, `shownRevisions` at most. */
  revisions: [RevisionLine, ...RevisionLine[]];
};

/** How many of its revisions a section shows below its editor; lib/history has all. */
export const shownRevisions = 10;

/** A section with its newest revisions, newest first, or null when there is none. */
export async function readHistory(actor: Actor, db: Db, sectionId: string): Promise<SectionHistory | null> {
  if (!mayRead(actor)) return null;
  const section = await db
    .selectFrom('section')
    .innerJoin('section as head', (join) =>
      join.onRef('head.articleId', '=', 'section.articleId').on('head.kind', '=', 'head'),
    )
    .innerJoin('revision as title', 'title.id', 'head.revisionId')
    .innerJoin('revision as newest', 'newest.id', 'section.revisionId')
    .select([
      'newest.number',
      'section.id',
      'section.articleId',
      'section.kind',
      'section.removedAt',
      'title.heading as article',
    ])
    .where('section.id', '=', sectionId)
    .executeTakeFirst();
  if (!section) return null;
  const revisions = await db
    .selectFrom('revision')
    .innerJoin('staff', 'staff.id', 'revision.authorId')
    .leftJoin('signOff', (join) =>
      join.onRef('signOff.revisionId', '=', 'revision.id').on('signOff.withdrawnAt', 'is', null),
    )
    .leftJoin('staff as signer', 'signer.id', 'signOff.signedBy')
    .select(['revision.id', 'revision.number', 'revision.heading', 'revision.note'])
    .select(
      sql<string>`case when revision.number > ${section.number}::int - 2 then revision.body else '' end`.as(
        'body',
      ),
    )
    .select(['revision.createdAt as at', 'staff.name as author', 'signer.name as signedBy'])
    .where('revision.sectionId', '=', sectionId)
    .orderBy('revision.number', 'desc')
    .limit(shownRevisions)
    .execute();
  const { removedAt, kind, number: _, ...rest } = section;
  return {
    ...rest,
    kind: kind as SectionKind,
    removed: removedAt !== null,
    revisions: revisions as SectionHistory['revisions'],
  };
}

/** A section as it stands, to be revised; null when there is none in the article. */
export async function readNewest(
  actor: Actor,
  db: Db,
  sectionId: string,
): Promise<{
  kind: SectionKind;
  newest: { id: string; number: number; heading: string; body: string };
} | null> {
  if (!mayRevise(actor)) return null;
  const row = await db
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .select(['section.kind', 'revision.id', 'revision.number', 'revision.heading', 'revision.body'])
    .where('section.id', '=', sectionId)
    .where('section.removedAt', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  const { kind, ...newest } = row;
  return { kind: kind as SectionKind, newest };
}
