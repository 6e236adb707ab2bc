'use server';

import { revalidatePath } from 'next/cache';
import { deskDb } from '#db/client.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { removeSecondFactor } from '#lib/secondfactor/commands.ts';
import { endSessionsOf } from '#lib/sessions/commands.ts';
import { addStaff, deactivateStaff, makeLink } from '#lib/staff/commands.ts';
import { newStaff, staffId } from '#lib/staff/schema.ts';
import { asActor } from '../../session.ts';

export async function addStaffAction(input: unknown): Promise<Answer<{ token: string }>> {
  const person = checked(newStaff, input);
  if (!person.ok) return person;
  return handedOver(await asActor((actor) => addStaff(actor, deskDb(), person.value)));
}

export async function makeLinkAction(input: unknown): Promise<Answer<{ token: string }>> {
  const person = checked(staffId, input);
  if (!person.ok) return person;
  return handedOver(await asActor((actor) => makeLink(actor, deskDb(), person.value)));
}

/** Both kinds of link pass here, on their way to the managing editor who asked for one and gives it to the person. */
function handedOver(answer: Answer<{ token: string }>) {
  revalidatePath('/desk/staff');
  return answer;
}

export async function deactivateStaffAction(data: FormData): Promise<Answer> {
  const person = checked(staffId, Object.fromEntries(data));
  if (!person.ok) return person;
  const answer = await asActor((actor) => deactivateStaff(actor, deskDb(), person.value));
  revalidatePath('/desk/staff');
  return answer;
}

export async function removeSecondFactorAction(data: FormData): Promise<Answer> {
  const person = checked(staffId, Object.fromEntries(data));
  if (!person.ok) return person;
  const answer = await asActor((actor) => removeSecondFactor(actor, deskDb(), person.value.staffId));
  revalidatePath('/desk/staff');
  return answer;
}

export async function endSessionsAction(data: FormData): Promise<Answer> {
  const person = checked(staffId, Object.fromEntries(data));
  if (!person.ok) return person;
  const answer = await asActor((actor) => endSessionsOf(actor, deskDb(), person.value));
  revalidatePath('/desk/staff');
  return answer;
}
