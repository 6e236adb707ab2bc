'use server';

import { revalidatePath } from 'next/cache';
import { deskDb } from '#db/client.ts';
import { checked } from '#lib/refusal.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import { savedRevision } from '#lib/sections/schema.ts';
import { asActor } from '../../../session.ts';

export async function saveRevisionAction(input: unknown) {
  const revision = checked(savedRevision, input);
  if (!revision.ok) return revision;
  const answer = await asActor((actor) => saveRevision(actor, deskDb(), revision.value));
  if (answer.ok) revalidatePath('/desk', 'layout');
  return answer;
}
