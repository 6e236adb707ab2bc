import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { record } from '#lib/audit/commands.ts';
import { tell } from '#lib/notices/commands.ts';
import { type Answer, orRefusal, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { personBehind } from '#lib/staff/queries.ts';
import { givenUpAfter, isTaken, type MessageType, type Outcome, waitAfter } from './model.ts';
import { mayManageWebhooks } from './policy.ts';
import { secretText, signedHeaders } from './signature.ts';

/** Has an address told from now on. Its secret is told this once. */
export async function addWebhook(
  actor: Actor,
  db: Db,
  { url }: { url: string },
): Promise<Answer<{ secret: string }>> {
  if (!mayManageWebhooks(actor)) return refuse('not-allowed', 'Only the managing editor adds webhooks.');
  const secret = randomBytes(32);
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer<{ secret: string }>> => {
      const id = newId();
      await trx.insertInto('webhook').values({ id, url, secret, madeBy: actor.id }).execute();
      await record(actor, trx, { action: 'webhook.added', subjectId: id, detail: { url } });
      return { ok: true, secret: secretText(secret) };
    }),
  );
}

/** Switches a webhook off or on again. What happens while it is off, it is never told; what waited is sent then. */
export async function switchWebhook(
  actor: Actor,
  db: Db,
  { webhookId, on }: { webhookId: string; on: boolean },
): Promise<Answer> {
  if (!mayManageWebhooks(actor)) return refuse('not-allowed', 'Only the managing editor switches webhooks.');
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      const row = await trx
        .updateTable('webhook')
        .set(on ? { onAt: new Date(), offAt: null, offBy: null } : { offAt: new Date(), offBy: actor.id })
        .where('id', '=', webhookId)
        .where('offAt', on ? 'is not' : 'is', null)
        .returning('url')
        .executeTakeFirst();
      if (!row) return refuse('missing', `There is no such webhook that is ${on ? 'off' : 'on'}.`);
      const action = on ? 'webhook.switched-on' : 'webhook.switched-off';
      await record(actor, trx, { action, subjectId: webhookId, detail: { url: row.url } });
      return { ok: true };
    }),
  );
}

/** Has a message that was taken or given up sent once more, under the same id. */
export async function sendAgain(actor: Actor, db: Db, deliveryId: string): Promise<Answer> {
  if (!mayManageWebhooks(actor))
    return refuse('not-allowed', 'Only the managing editor sends messages again.');
  return db.transaction().execute(async (trx): Promise<Answer> => {
    const row = await trx
      .updateTable('delivery')
      .from('webhook')
      .set({ nextAt: new Date(), askedBy: actor.id })
      .where('delivery.id', '=', deliveryId)
      .where('delivery.nextAt', 'is', null)
      .whereRef('webhook.id', '=', 'delivery.webhookId')
      .where('webhook.offAt', 'is', null)
      .returning(['delivery.articleId', 'webhook.url'])
      .executeTakeFirst();
    if (!row) return refuse('conflict', 'It waits to be sent already, or its webhook is off.');
    const { articleId, url } = row;
    await record(actor, trx, {
      ...{ action: 'webhook.sent-again', articleId, subjectId: deliveryId, detail: { url } },
    });
    return { ok: true };
  });
}

/**
 * Queues what happened to an article for every webhook that is on, in the transaction in which it happens and under the
 * article's lock. It tells what readers may know, and no more.
 * @param note the public note of a correction or retraction
 */
export async function queueMessages(
  trx: Trx,
  {
    type,
    articleId,
    versionId,
    note,
  }: { type: MessageType; articleId: string; versionId: string; note?: string },
): Promise<void> {
  const webhooks = await trx.selectFrom('webhook').select('id').where('offAt', 'is', null).execute();
  if (webhooks.length === 0) return;
  const { slug, number, title } = await trx
    .selectFrom('version')
    .innerJoin('article', 'article.id', 'version.articleId')
    .innerJoin('versionSection', (join) =>
      join.onRef('versionSection.versionId', '=', 'version.id').on('versionSection.kind', '=', 'head'),
    )
    .innerJoin('revision', 'revision.id', 'versionSection.revisionId')
    .select(['article.slug', 'version.number', 'revision.heading as title'])
    .where('version.id', '=', versionId)
    .executeTakeFirstOrThrow();
  const isPublic = type === 'article.published' || type === 'article.corrected';
  const body = JSON.stringify({
    ...{ type, timestamp: new Date().toISOString() },
    data: {
      ...{ articleId, slug, path: `/${slug}`, version: number },
      ...(isPublic ? { title } : {}),
      ...(note ? { [isPublic ? 'correction' : 'reason']: note } : {}),
    },
  });
  await trx
    .insertInto('delivery')
    .values(webhooks.map(({ id: webhookId }) => ({ id: newId(), webhookId, articleId, type, body })))
    .execute();
}

type Send = (message: { url: string; headers: Record<string, string>; body: string }) => Promise<Outcome>;

type Due = {
  id: string;
  webhookId: string;
  body: string;
  askedBy: string | null;
  url: string;
  secret: Uint8Array;
  madeBy: string;
  since: Date;
};

/**
 * Sends one message whose turn has come, and notes how that went. It is put off for a minute first, so that no other
 * instance sends it meanwhile and one that dies leaves it to the others; no transaction waits for an answer. So a message
 * can come twice, under one id, and is never lost. For the worker: no actor.
 * @param send answers within less than a minute
 * @returns false when none is due, or other instances have what is
 */
export async function deliverNext(db: Db, send: Send): Promise<boolean> {
  const due = await take(db);
  if (!due) return false;
  const { id, url, body, secret } = due;
  const outcome = await send({
    url,
    body,
    headers: signedHeaders(secret, { id, at: new Date(), body }),
  }).catch(async (error) => {
    await db.updateTable('delivery').set({ nextAt: new Date() }).where('id', '=', id).execute();
    throw error;
  });
  await db.transaction().execute((trx) => noteOutcome(trx, due, outcome));
  return true;
}

async function take(db: Db): Promise<Due | undefined> {
  // What happened to an article is told in its order: the next message waits for the one before. Other articles do not.
  const { rows } = await sql<Due>`
    update delivery set next_at = clock_timestamp() + interval '1 minute'
    from webhook w
    where w.id = delivery.webhook_id and delivery.id = (
      select d.id from delivery d join webhook w on w.id = d.webhook_id
      where w.off_at is null and (d.next_at <= clock_timestamp()
        -- One that nobody has tried is never put off for longer than a minute: the clock has been set back since.
        or d.next_at > clock_timestamp() + interval '2 minutes'
          and not exists (select from delivery_attempt a where a.delivery_id = d.id))
        and not exists (select from delivery e where e.webhook_id = d.webhook_id and e.article_id = d.article_id
          and e.number < d.number and e.next_at is not null)
      order by d.next_at, d.number limit 1
      for no key update of d skip locked)
    returning delivery.id, delivery.webhook_id, delivery.body, delivery.asked_by, w.url, w.secret, w.made_by,
      greatest(delivery.made_at, w.on_at) as since`.execute(db);
  return rows[0];
}

async function noteOutcome(trx: Trx, due: Due, outcome: Outcome) {
  const number = await noteAttempt(trx, due, outcome);
  const taken = isTaken(outcome.status);
  const next = new Date(Date.now() + waitAfter(number, Math.random()));
  const isLast = next.getTime() - due.since.getTime() > givenUpAfter;
  await trx
    .updateTable('delivery')
    .set({ nextAt: taken || due.askedBy || isLast ? null : next, askedBy: null })
    .where('id', '=', due.id)
    .execute();
  if (!taken && !due.askedBy && isLast) await giveUp(trx, due);
}

async function noteAttempt(trx: Trx, { id, askedBy }: Due, outcome: Outcome): Promise<number> {
  const { newest } = await trx
    .selectFrom('deliveryAttempt')
    .select((eb) => eb.fn.max('number').as('newest'))
    .where('deliveryId', '=', id)
    .executeTakeFirstOrThrow();
  const number = (newest ?? 0) + 1;
  await trx
    .insertInto('deliveryAttempt')
    .values({ deliveryId: id, number, askedBy, ...outcome })
    .execute();
  return number;
}

/** Switches a webhook off that took nothing for a day, and tells the managing editors. One that took others stays on. */
async function giveUp(trx: Trx, { webhookId, since, madeBy }: Due) {
  const row = await trx
    .updateTable('webhook')
    .set({ offAt: new Date(), offBy: null })
    .where('id', '=', webhookId)
    .where('offAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deliveryAttempt')
            .innerJoin('delivery', 'delivery.id', 'deliveryAttempt.deliveryId')
            .where('delivery.webhookId', '=', webhookId)
            .where('deliveryAttempt.at', '>', since)
            .where('deliveryAttempt.status', '>=', 200)
            .where('deliveryAttempt.status', '<', 300),
        ),
      ),
    )
    .returning('url')
    .executeTakeFirst();
  if (!row) return;
  const editors = await trx
    .selectFrom('staff')
    .select('id')
    .where('role', '=', 'admin')
    .where('deactivatedAt', 'is', null)
    .execute();
  await tell(
    trx,
    editors.map(({ id }) => id),
    { kind: 'webhook.off', detail: { url: row.url } },
  );
  const { actor } = await personBehind(trx, madeBy);
  await record(actor, trx, { action: 'webhook.given-up', subjectId: webhookId, detail: { url: row.url } });
}
