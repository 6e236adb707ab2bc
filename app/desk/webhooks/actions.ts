'use server';

import { deskDb } from '#db/client.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { addWebhook, sendAgain, switchWebhook } from '#lib/webhooks/commands.ts';
import { deliveryId, newWebhook, switchedWebhook } from '#lib/webhooks/schema.ts';
import { asActor } from '../../session.ts';
import { shown } from '../shown.ts';

export async function addWebhookAction(input: unknown): Promise<Answer<{ secret: string }>> {
  const webhook = checked(newWebhook(process.env.WEBHOOK_PRIVATE === 'on'), input);
  if (!webhook.ok) return webhook;
  const answer = await asActor((actor) => addWebhook(actor, deskDb(), webhook.value));
  return shown(answer, '/desk/webhooks');
}

export async function switchWebhookAction(data: FormData): Promise<Answer> {
  const webhook = checked(switchedWebhook, Object.fromEntries(data));
  if (!webhook.ok) return webhook;
  const answer = await asActor((actor) => switchWebhook(actor, deskDb(), webhook.value));
  return shown(answer, '/desk/webhooks');
}

export async function sendAgainAction(data: FormData): Promise<Answer> {
  const delivery = checked(deliveryId, Object.fromEntries(data));
  if (!delivery.ok) return delivery;
  const answer = await asActor((actor) => sendAgain(actor, deskDb(), delivery.value.deliveryId));
  return shown(answer, '/desk/webhooks');
}
