'use server';

import { redirect } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { setPasswordByLink } from '#lib/staff/commands.ts';
import { passwordByLink } from '#lib/staff/schema.ts';

export async function setPasswordAction(data: FormData): Promise<Answer> {
  const given = checked(passwordByLink, Object.fromEntries(data));
  if (!given.ok) return given;
  const answer = await setPasswordByLink(deskDb(), given.value);
  if (!answer.ok) return answer;
  redirect('/sign-in?set');
}
