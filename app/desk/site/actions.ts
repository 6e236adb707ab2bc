'use server';

import { revalidatePath } from 'next/cache';
import { deskDb } from '#db/client.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { setSite } from '#lib/site/commands.ts';
import { siteDecision } from '#lib/site/schema.ts';
import { asActor } from '../../session.ts';

export async function setSiteAction(input: unknown): Promise<Answer<{ number: number }>> {
  const decision = checked(siteDecision, input);
  if (!decision.ok) return decision;
  const answer = await asActor((actor) => setSite(actor, deskDb(), decision.value));
  revalidatePath('/desk/site');
  return answer;
}
