'use server';

import { redirect } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { changePassword } from '#lib/staff/commands.ts';
import { changedPassword } from '#lib/staff/schema.ts';
import { asActor } from '../../session.ts';

export async function changePasswordAction(data: FormData): Promise<Answer> {
  const given = checked(changedPassword, Object.fromEntries(data));
  if (!given.ok) return given;
  const answer = await asActor((actor) => changePassword(actor, deskDb(), given.value));
  if (!answer.ok) return answer;
  redirect('/sign-in?set');
}
