import { createHash } from 'node:crypto';
import type { Db } from '#db/client.ts';
import type { SectionKind } from '#lib/articles/model.ts';
import { mayRead } from '#lib/articles/policy.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Standing } from './edition.ts';
import { readDocument } from './read.ts';

export type KeptSource = {
  name: string;
  importedBy: string;
  importedAt: Date;
  setAside: { text: string; reason: string; firstLine: number; lastLine: number }[];
};

/** The article that these very bytes were imported as, or null. */
export async function findImported(actor: Actor, db: Db, bytes: Uint8Array): Promise<string | null> {
  if (!mayRead(actor)) return null;
  const row = await db
    .selectFrom('source')
    .select('articleId')
    .where('sha256', '=', createHash('sha256').update(bytes).digest())
    .executeTakeFirst();
  return row?.articleId ?? null;
}

/** The source of an article and what the import set aside, or null for an article that was not imported. */
export async function readKeptSource(actor: Actor, db: Db, articleId: string): Promise<KeptSource | null> {
  if (!mayRead(actor)) return null;
  const source = await db
    .selectFrom('source')
    .innerJoin('staff', 'staff.id', 'source.importedBy')
    .select(['source.id', 'source.name', 'source.importedAt', 'staff.name as importedBy'])
    .where('source.articleId', '=', articleId)
    .orderBy('source.importedAt', 'desc')
    .executeTakeFirst();
  if (!source) return null;
  const { id, ...rest } = source;
  const setAside = await db
    .selectFrom('setAside')
    .select(['text', 'reason', 'firstLine', 'lastLine'])
    .where('sourceId', '=', id)
    .orderBy('position')
    .execute();
  return { ...rest, setAside };
}

/** An article that a source may be a newer edition of. */
export type EarlierEdition = { articleId: string; title: string; by: 'address' | 'title' };

/** The articles whose source gave this address as its own, or that have this title; three at most. */
export async function findEarlierEditions(
  actor: Actor,
  db: Db,
  { address, title }: { address: string | null; title: string },
): Promise<EarlierEdition[]> {
  if (!mayRead(actor)) return [];
  const rows = await db
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .select((eb) => [
      'section.articleId',
      'revision.heading as title',
      eb
        .exists(
          eb
            .selectFrom('source')
            .select('source.id')
            .whereRef('source.articleId', '=', 'section.articleId')
            .where('source.canonicalUrl', '=', address),
        )
        .as('isByAddress'),
    ])
    .where('section.kind', '=', 'head')
    .where((eb) =>
      eb.or([
        eb.and([eb.val(title !== ''), eb('revision.heading', '=', title)]),
        eb('section.articleId', 'in', (inner) =>
          inner.selectFrom('source').select('source.articleId').where('source.canonicalUrl', '=', address),
        ),
      ]),
    )
    .orderBy('isByAddress', 'desc')
    .orderBy('section.articleId', 'desc')
    .limit(3)
    .execute();
  return rows.map(({ isByAddress, ...row }) => ({ ...row, by: isByAddress ? 'address' : 'title' }));
}

/**
 * An article's sections as they stand, each with the text that the last imported edition had for it. `seen` names the
 * revisions among them: it is another as soon as anybody saves one, removes or restores a section.
 * @returns null for an article that was not imported
 */
export async function readStanding(
  actor: Actor,
  db: Db,
  articleId: string,
): Promise<{ standing: Standing[]; seen: string } | null> {
  if (!mayRead(actor)) return null;
  const sources = await db
    .selectFrom('source')
    .select(['id', 'importedAt'])
    .where('articleId', '=', articleId)
    .orderBy('importedAt')
    .orderBy('id')
    .execute();
  const [first, last] = [sources[0], sources.at(-1)];
  if (!first || !last) return null;
  const rows = await db
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .innerJoin('revision as first', (join) =>
      join.onRef('first.sectionId', '=', 'section.id').on('first.number', '=', 1),
    )
    .leftJoin('importedSection as told', (join) =>
      join.onRef('told.sectionId', '=', 'section.id').on('told.sourceId', '=', last.id),
    )
    .select(['section.id', 'section.kind', 'section.depth', 'section.numbered', 'section.removedAt'])
    .select(['section.revisionId', 'revision.heading', 'revision.body', 'first.createdAt as since'])
    .select(['first.heading as firstHeading', 'first.body as firstBody'])
    .select(['told.heading as toldHeading', 'told.body as toldBody'])
    .where('section.articleId', '=', articleId)
    .orderBy('section.position')
    .execute();
  const standing = rows.map((row): Standing => {
    const { id, depth, numbered, revisionId, heading, body } = row;
    const isOfFirst = first === last && row.since <= first.importedAt;
    const told = row.toldHeading !== null && row.toldBody !== null;
    const base = told
      ? { heading: row.toldHeading as string, body: row.toldBody as string }
      : isOfFirst
        ? { heading: row.firstHeading, body: row.firstBody }
        : null;
    const kind = row.kind as SectionKind;
    return { id, kind, depth, numbered, revisionId, heading, body, removed: row.removedAt !== null, base };
  });
  const marks = standing.map(({ id, revisionId, removed }) => `${id} ${revisionId} ${removed}`);
  return { standing, seen: createHash('sha256').update(marks.join('\n')).digest('hex') };
}

/** A source beside which its article is shown. */
export type SourceRecord = KeptSource & {
  id: string;
  type: string;
  encoding: string;
  /** In hexadecimal. */
  sha256: string;
  /** In bytes. */
  size: number;
  importer: string;
  byline: string;
  dated: string;
  url: string | null;
  canonicalUrl: string | null;
  /** The visible text, a line for each block; null where this version of the importer cannot read it any more. */
  text: string | null;
};

/** The sources of an article, the newest first, each with what was kept of it and its text. */
export async function readSources(actor: Actor, db: Db, articleId: string): Promise<SourceRecord[]> {
  if (!mayRead(actor)) return [];
  const rows = await db
    .selectFrom('source')
    .innerJoin('staff', 'staff.id', 'source.importedBy')
    .select(['source.id', 'source.name', 'type', 'encoding', 'sha256', 'bytes', 'importer', 'importedAt'])
    .select(['byline', 'dated', 'url', 'canonicalUrl', 'staff.name as importedBy'])
    .where('articleId', '=', articleId)
    .orderBy('importedAt', 'desc')
    .orderBy('source.id', 'desc')
    .execute();
  const asides = await db
    .selectFrom('setAside')
    .innerJoin('source', 'source.id', 'setAside.sourceId')
    .select(['sourceId', 'text', 'reason', 'firstLine', 'lastLine'])
    .where('articleId', '=', articleId)
    .orderBy('position')
    .execute();
  return Promise.all(
    rows.map(async ({ bytes, sha256, ...row }) => {
      const reading = await readDocument({ bytes, name: row.name });
      const setAside = asides.filter((aside) => aside.sourceId === row.id);
      return {
        ...{ ...row, setAside, sha256: sha256.toString('hex'), size: bytes.length },
        text: reading.ok ? reading.text : null,
      };
    }),
  );
}

/** The bytes of a source as they came, and the name of its file; null when there is none for this person. */
export async function readOriginal(
  actor: Actor,
  db: Db,
  sourceId: string,
): Promise<{ name: string; bytes: Buffer } | null> {
  if (!mayRead(actor)) return null;
  const row = await db
    .selectFrom('source')
    .select(['name', 'bytes'])
    .where('id', '=', sourceId)
    .executeTakeFirst();
  return row ?? null;
}
