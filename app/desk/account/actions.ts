'use server';

import { redirect } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { beginSecondFactor, confirmSecondFactor, endSecondFactor } from '#lib/secondfactor/commands.ts';
import { type QrCode, qrCodeOf } from '#lib/secondfactor/qr.ts';
import { givenCode } from '#lib/secondfactor/schema.ts';
import { endSession, endSessionsOf } from '#lib/sessions/commands.ts';
import { sessionId } from '#lib/sessions/schema.ts';
import { changePassword } from '#lib/staff/commands.ts';
import { changedPassword } from '#lib/staff/schema.ts';
import { asActor, currentSession, secondFactorKey } from '../../session.ts';
import { shown } from '../shown.ts';

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
  return shown(answer, '/desk/account');
}

export async function endOtherSessionsAction(): Promise<Answer> {
  const session = await currentSession();
  const answer = await asActor((actor) =>
    endSessionsOf(actor, deskDb(), { staffId: actor.id, but: session?.id }),
  );
  return shown(answer, '/desk/account');
}

export async function beginSecondFactorAction(): Promise<Answer<BegunSecondFactor>> {
  const begun = await asActor((actor) => beginSecondFactor(actor, deskDb(), secondFactorKey()));
  return begun.ok ? { ...begun, qrCode: qrCodeOf(begun.address) } : begun;
}

type BegunSecondFactor = { secret: string; address: string; qrCode: QrCode };

// The page is not loaded anew by this, so that the recovery codes stay until they are written down.
export async function confirmSecondFactorAction(
  data: FormData,
): Promise<Answer<{ recoveryCodes: string[] }>> {
  const given = checked(givenCode, Object.fromEntries(data));
  if (!given.ok) return given;
  return asActor((actor) => confirmSecondFactor(actor, deskDb(), secondFactorKey(), given.value.code));
}

export async function endSecondFactorAction(data: FormData): Promise<Answer> {
  const given = checked(givenCode, Object.fromEntries(data));
  if (!given.ok) return given;
  const answer = await asActor((actor) =>
    endSecondFactor(actor, deskDb(), secondFactorKey(), given.value.code),
  );
  return shown(answer, '/desk/account');
}
