import { createHash } from 'node:crypto';
import type { Db } from '#db/client.ts';
import { mayRead } from '#lib/articles/policy.ts';
import type { Actor } from '#lib/staff/model.ts';
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
