import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Delivery, Webhook } from './model.ts';
import { isTaken } from './model.ts';
import { mayManageWebhooks } from './policy.ts';

/** The webhooks, those that are on first; empty for those who may not manage them. */
export async function listWebhooks(actor: Actor, db: Db): Promise<Webhook[]> {
  if (!mayManageWebhooks(actor)) return [];
  const rows = await db
    .selectFrom('webhook')
    .innerJoin('staff', 'staff.id', 'webhook.madeBy')
    .leftJoin('staff as switcher', 'switcher.id', 'webhook.offBy')
    .select(['webhook.id', 'webhook.url', 'webhook.offAt', 'webhook.madeAt as at'])
    .select(['staff.name as by', 'switcher.name as offBy'])
    .orderBy(sql`webhook.off_at is not null`)
    .orderBy('webhook.madeAt')
    .execute();
  return rows.map(({ offAt, offBy, ...row }) => ({ ...row, off: offAt && { at: offAt, by: offBy } }));
}

/** The newest messages to a webhook, 50 at most, each with its attempts; empty for those who may not manage webhooks. */
export async function listDeliveries(actor: Actor, db: Db, webhookId: string): Promise<Delivery[]> {
  if (!mayManageWebhooks(actor)) return [];
  const deliveries = await db
    .selectFrom('delivery')
    .innerJoin('section as head', (join) =>
      join.onRef('head.articleId', '=', 'delivery.articleId').on('head.kind', '=', 'head'),
    )
    .innerJoin('revision', 'revision.id', 'head.revisionId')
    .select(['delivery.id', 'delivery.type', 'delivery.articleId', 'delivery.madeAt as at'])
    .select(['delivery.body', 'delivery.nextAt', 'revision.heading as title'])
    .where('delivery.webhookId', '=', webhookId)
    .orderBy('delivery.number', 'desc')
    .limit(50)
    .execute();
  if (deliveries.length === 0) return [];
  const attempts = await db
    .selectFrom('deliveryAttempt as attempt')
    .leftJoin('staff', 'staff.id', 'attempt.askedBy')
    .select(['attempt.deliveryId', 'attempt.at', 'attempt.status', 'attempt.problem'])
    .select(['attempt.milliseconds', 'attempt.answer', 'staff.name as askedBy'])
    .where(
      'attempt.deliveryId',
      'in',
      deliveries.map(({ id }) => id),
    )
    .orderBy('attempt.number')
    .execute();
  return deliveries.map((delivery) => {
    const made = attempts.filter(({ deliveryId }) => deliveryId === delivery.id);
    return {
      ...delivery,
      taken: made.some(({ status }) => isTaken(status)),
      attempts: made.map(({ deliveryId: _, ...attempt }) => attempt),
    } as Delivery;
  });
}

/** In how many milliseconds a message is next to be sent, 0 when it is due, or null when none waits. For the worker: no actor. */
export async function readNextDelivery(db: Db): Promise<number | null> {
  const { rows } = await sql<{ wait: number | null }>`
    select greatest(extract(epoch from d.next_at - clock_timestamp()) * 1000, 0)::float8 as wait
    from delivery d join webhook w on w.id = d.webhook_id
    where d.next_at is not null and w.off_at is null
      and not exists (select from delivery e where e.webhook_id = d.webhook_id and e.article_id = d.article_id
        and e.number < d.number and e.next_at is not null)
    order by d.next_at limit 1`.execute(db);
  return rows[0]?.wait ?? null;
}
