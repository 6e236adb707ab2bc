import type { Metadata } from 'next';
import { deskDb } from '#db/client.ts';
import type { Delivery, Webhook } from '#lib/webhooks/model.ts';
import { mayManageWebhooks } from '#lib/webhooks/policy.ts';
import { listDeliveries, listWebhooks } from '#lib/webhooks/queries.ts';
import { requireActor } from '../../session.ts';
import { ActionForm } from '../action-form.tsx';
import { When } from '../when.tsx';
import { count } from '../words.ts';
import { switchWebhookAction } from './actions.ts';
import { AddWebhook } from './add-webhook.tsx';
import { DeliveryList } from './delivery-list.tsx';

export const metadata: Metadata = { title: 'Webhooks' };

export default async function Webhooks() {
  const actor = await requireActor();
  if (!mayManageWebhooks(actor))
    return (
      <div className="page narrow">
        <h1>Webhooks</h1>
        <p>The managing editor adds and removes webhooks.</p>
      </div>
    );
  const webhooks = await listWebhooks(actor, deskDb());
  const deliveries = await Promise.all(webhooks.map(({ id }) => listDeliveries(actor, deskDb(), id)));
  return (
    <div className="page narrow">
      <h1>Webhooks</h1>
      <p>
        These addresses are told when an article is published, corrected, unpublished or retracted. Each
        message is signed with the address’s own secret as Standard Webhooks has it, and sent again for up to
        a day until it is taken.
      </p>
      {webhooks.map((webhook, index) => (
        <WebhookBlock key={webhook.id} webhook={webhook} deliveries={deliveries[index] ?? []} />
      ))}
      {webhooks.length === 0 && <p className="quiet">No address is told yet.</p>}
      <AddWebhook />
    </div>
  );
}

function WebhookBlock({
  webhook: { id, url, by, at, off },
  deliveries,
}: {
  webhook: Webhook;
  deliveries: Delivery[];
}) {
  const waiting = deliveries.filter(({ nextAt }) => nextAt !== null).length;
  return (
    <section className="webhook">
      <h2>{url}</h2>
      <div className="row">
        <span className="quiet">
          Added by {by}, <When at={at} />.{' '}
          {off && (
            <strong>
              Switched off {off.by ? `by ${off.by}` : 'because it took nothing for a day'},{' '}
              <When at={off.at} />.
            </strong>
          )}
        </span>
        <ActionForm
          action={switchWebhookAction}
          submit={off ? 'Switch on' : 'Switch off'}
          buttonClass="small"
        >
          <input type="hidden" name="webhookId" value={id} />
          <input type="hidden" name="on" value={String(off !== null)} />
        </ActionForm>
      </div>
      {deliveries.length === 0 ? (
        <p className="quiet">No message yet.</p>
      ) : (
        <details>
          <summary>
            {deliveries.length === 50 ? 'The newest 50 messages' : count(deliveries.length, 'message')}
            {waiting > 0 && `, ${waiting} waiting`}
          </summary>
          <DeliveryList deliveries={deliveries} isOff={off !== null} />
        </details>
      )}
    </section>
  );
}
