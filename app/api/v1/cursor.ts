import type { z } from 'zod';
import { Problem } from './problem.ts';

/** What the item had by which a page ended, from the cursor that says so; null for the first page. */
export function afterIn<T>(cursor: string | undefined, schema: z.ZodType<T>): T | null {
  if (cursor === undefined) return null;
  const { success, data } = schema.safeParse(jsonIn(cursor));
  if (!success)
    throw new Problem(400, 'This is no cursor: take the one that the page before gave as "next".');
  return data;
}

function jsonIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}

/**
 * A page of a list, with the cursor of the next; null when this is the last.
 * @param rows one more than `limit` when there are more
 * @param keyOf what the next page comes after
 */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  itemOf: (row: Row) => Item,
  keyOf: (row: Row) => unknown[],
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next =
    rows.length > limit && last ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null;
  return { items: shown.map(itemOf), next };
}
