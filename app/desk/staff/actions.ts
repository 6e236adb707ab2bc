'use server';

import { revalidatePath } from 'next/cache';
import { deskDb } from '#db/client.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { addStaff, deactivateStaff } from '#lib/staff/commands.ts';
import { newStaff, staffId } from '#lib/staff/schema.ts';
import { asActor } from '../../session.ts';

export async function addStaffAction(input: unknown): Promise<Answer<{ password: string }>> {
  const person = checked(newStaff, input);
  if (!person.ok) return person;
  const answer = await asActor((actor) => addStaff(actor, deskDb(), person.value));
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
