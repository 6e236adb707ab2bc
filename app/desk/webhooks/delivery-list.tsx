import Link from 'next/link';
import { type Delivery, messageTypes } from '#lib/webhooks/model.ts';
import { ActionForm } from '../action-form.tsx';
import { When } from '../when.tsx';
import { sendAgainAction } from './actions.ts';

/** The messages to one webhook, the newest first, and how each attempt to send them went. */
export function DeliveryList({ deliveries, isOff }: { deliveries: Delivery[]; isOff: boolean }) {
  return (
    <ol className="deliveries">
      {deliveries.map((delivery) => (
        <li key={delivery.id}>
          <div className="row">
            <span>
              {messageTypes[delivery.type]}:{' '}
              <Link prefetch={false} href={`/desk/articles/${delivery.articleId}`}>
                {delivery.title}
              </Link>
              , <When at={delivery.at} />. <State delivery={delivery} isOff={isOff} />
            </span>
            {delivery.nextAt === null && !isOff && (
              <ActionForm action={sendAgainAction} submit="Send again" buttonClass="small">
                <input type="hidden" name="deliveryId" value={delivery.id} />
              </ActionForm>
            )}
          </div>
          <ol className="attempts">
            {delivery.attempts.map((attempt, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: attempts have no other name, and none is ever removed
              <li key={index}>
                <When at={attempt.at} />: {attempt.status ?? attempt.problem?.replace(/\.$/, ',')} after{' '}
                {attempt.milliseconds} ms
                {attempt.askedBy && `, sent again by ${attempt.askedBy}`}
                {attempt.answer && <> “{attempt.answer}”</>}
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

function State({ delivery: { nextAt, taken }, isOff }: { delivery: Delivery; isOff: boolean }) {
  if (nextAt !== null && isOff) return 'Waits until the webhook is on again.';
  if (nextAt !== null)
    return (
      <>
        Waits, to be sent <When at={nextAt} />.
      </>
    );
  return taken ? 'Taken.' : <strong>Given up.</strong>;
}
