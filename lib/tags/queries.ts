import type { Db } from '#db/client.ts';
import { mayRead } from '#lib/articles/policy.ts';
import type { Actor } from '#lib/staff/model.ts';

/** The names of all tags, in alphabetical order. */
export async function listTags(actor: Actor, db: Db): Promise<string[]> {
  if (!mayRead(actor)) return [];
  const rows = await db.selectFrom('tag').select('name').orderBy('name').execute();
  return rows.map((row) => row.name);
}
