'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { endSession, endSessionsOf } from '#lib/sessions/commands.ts';
import { sessionId } from '#lib/sessions/schema.ts';
import { changePassword } from '#lib/staff/commands.ts';
import { changedPassword } from '#lib/staff/schema.ts';
import { asActor, currentSession } from '../../session.ts';

export async function changePasswordAction(data: FormData): Promise<Answer> {
  const given = checked(changedPassword, Object.fromEntries(data));
  if (!given.ok) return given;
  const answer = await asActor((actor) => changePassword(actor, deskDb(), given.value));
  if (!answer.ok) return answer;
  redirect('/sign-in?set');
}

export async function endSessionAction(data: FormData): Promise<Answer> {
  const session = checked(sessionId, Object.fromEntries(data));
  if (!session.ok) return session;
  const answer = await asActor((actor) => endSession(actor, deskDb(), session.value));
  revalidatePath('/desk/account');
  return answer;
}

export async function endOtherSessionsAction(): Promise<Answer> {
  const session = await currentSession();
  const answer = await asActor((actor) =>
    endSessionsOf(actor, deskDb(), { staffId: actor.id, but: session?.id }),
  );
  revalidatePath('/desk/account');
  return answer;
}
