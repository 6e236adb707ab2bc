'use server';

import { deskDb } from '#db/client.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { setLogo, setSite } from '#lib/site/commands.ts';
import { siteDecision } from '#lib/site/schema.ts';
import { asActor } from '../../session.ts';
import { shown } from '../shown.ts';

export async function setSiteAction(input: unknown): Promise<Answer<{ number: number }>> {
  const decision = checked(siteDecision, input);
  if (!decision.ok) return decision;
  const answer = await asActor((actor) => setSite(actor, deskDb(), decision.value));
  return shown(answer, '/desk/site');
}

/** Takes the picture in the field `logo`; a form without that field takes the logo away. */
export async function setLogoAction(data: FormData): Promise<Answer> {
  const file = data.get('logo');
  const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : null;
  const answer = await asActor((actor) => setLogo(actor, deskDb(), bytes));
  return shown(answer, '/desk/site');
}
