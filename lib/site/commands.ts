import type { Db } from '#db/client.ts';
import { record } from '#lib/audit/commands.ts';
import { type Answer, orRefusal, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { maySetSite } from './policy.ts';
import type { SiteDecision } from './schema.ts';

/**
 * Decides anew what the site calls itself and how it looks; every public page is made anew. Refused when somebody
 * decided meanwhile.
 */
export async function setSite(
  actor: Actor,
  db: Db,
  { basedOn, ...settings }: SiteDecision,
): Promise<Answer<{ number: number }>> {
  if (!maySetSite(actor))
    return refuse('not-allowed', 'Only the managing editor sets how the site presents itself.');
  const number = basedOn + 1;
  return orRefusal(
    db.transaction().execute(async (trx) => {
      await trx
        .insertInto('siteSettings')
        .values({ number, ...settings, decidedBy: actor.id })
        .execute();
      await record(actor, trx, { action: 'site.set', detail: { number, ...settings } });
      return { ok: true, number };
    }),
  );
}
