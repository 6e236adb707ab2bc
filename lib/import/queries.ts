import { createHash } from 'node:crypto';
import type { Db } from '#db/client.ts';
import { mayRead } from '#lib/articles/policy.ts';
import type { Actor } from '#lib/staff/model.ts';

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
