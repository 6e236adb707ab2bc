import type { Db } from '#db/client.ts';
import { record } from '#lib/audit/commands.ts';
import { type Answer, orRefusal, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { maySetDetector } from './policy.ts';
import type { DetectorDecision } from './schema.ts';

/**
 * Decides anew what the detector looks for on this site. It holds for what is imported, saved and looked at again from
 * now on; flags that stand are not touched. Refused when somebody decided meanwhile.
 */
export async function setDetector(
  actor: Actor,
  db: Db,
  input: DetectorDecision,
): Promise<Answer<{ number: number }>> {
  if (!maySetDetector(actor)) return refuse('not-allowed', 'Only the managing editor sets the detector.');
  const { basedOn, publisherNames, allowedPhrases, rulesOff, severities } = input;
  const number = basedOn + 1;
  return orRefusal(
    db.transaction().execute(async (trx) => {
      await trx
        .insertInto('detectorSettings')
        .values({ number, publisherNames, allowedPhrases, rulesOff, severities, decidedBy: actor.id })
        .execute();
      await record(actor, trx, {
        action: 'detector.set',
        detail: {
          ...{ number, publisherNames, allowedPhrases, rulesOff },
          severities: Object.entries(severities).map(([rule, severity]) => `${rule}: ${severity}`),
        },
      });
      return { ok: true, number };
    }),
  );
}
