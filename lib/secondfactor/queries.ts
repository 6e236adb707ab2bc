import type { Db } from '#db/client.ts';
import type { Actor } from '#lib/staff/model.ts';

/** Whether one's own account asks for a code, and how many recovery codes are left. */
export async function readSecondFactor(actor: Actor, db: Db): Promise<{ recoveryCodes: number } | null> {
  const row = await db
    .selectFrom('secondFactor')
    .select('recoveryHashes')
    .where('staffId', '=', actor.id)
    .where('confirmedAt', 'is not', null)
    .executeTakeFirst();
  return row ? { recoveryCodes: row.recoveryHashes.length } : null;
}
