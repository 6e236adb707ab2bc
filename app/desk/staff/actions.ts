'use server';

import { deskDb } from '#db/client.ts';
import { isMailOn } from '#lib/mail/model.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { removeSecondFactor } from '#lib/secondfactor/commands.ts';
import { endSessionsOf, unbindProvider } from '#lib/sessions/commands.ts';
import { addStaff, changeRole, deactivateStaff, makeLink } from '#lib/staff/commands.ts';
import { changedRole, newStaff, staffId } from '#lib/staff/schema.ts';
import { asActor } from '../../session.ts';
import { shown } from '../shown.ts';

/** The desk's address where links go out by e-mail. */
const mailFrom = () => (isMailOn(process.env) ? process.env.NEXTAUTH_URL?.replace(/\/$/, '') : undefined);

export async function addStaffAction(input: unknown): Promise<Answer<HandedOver>> {
  const person = checked(newStaff, input);
  if (!person.ok) return person;
  return handedOver(await asActor((actor) => addStaff(actor, deskDb(), person.value, mailFrom())));
}

export async function makeLinkAction(input: unknown): Promise<Answer<HandedOver>> {
  const person = checked(staffId, input);
  if (!person.ok) return person;
  return handedOver(await asActor((actor) => makeLink(actor, deskDb(), person.value, mailFrom())));
}

/** The token for the managing editor to hand over; null where it went to the person by e-mail, for nobody else to see. */
type HandedOver = { token: string | null };

function handedOver(answer: Answer<{ token: string }>): Answer<HandedOver> {
  shown(answer, '/desk/staff');
  return answer.ok && mailFrom() ? { ok: true, token: null } : answer;
}

export async function deactivateStaffAction(data: FormData): Promise<Answer> {
  const person = checked(staffId, Object.fromEntries(data));
  if (!person.ok) return person;
  const answer = await asActor((actor) => deactivateStaff(actor, deskDb(), person.value));
  return shown(answer, '/desk/staff');
}

export async function changeRoleAction(data: FormData): Promise<Answer> {
  const changed = checked(changedRole, Object.fromEntries(data));
  if (!changed.ok) return changed;
  const answer = await asActor((actor) => changeRole(actor, deskDb(), changed.value));
  return shown(answer, '/desk/staff');
}

export async function unbindProviderAction(data: FormData): Promise<Answer> {
  const person = checked(staffId, Object.fromEntries(data));
  if (!person.ok) return person;
  const answer = await asActor((actor) => unbindProvider(actor, deskDb(), person.value.staffId));
  return shown(answer, '/desk/staff');
}

export async function removeSecondFactorAction(data: FormData): Promise<Answer> {
  const person = checked(staffId, Object.fromEntries(data));
  if (!person.ok) return person;
  const answer = await asActor((actor) => removeSecondFactor(actor, deskDb(), person.value.staffId));
  return shown(answer, '/desk/staff');
}

export async function endSessionsAction(data: FormData): Promise<Answer> {
  const person = checked(staffId, Object.fromEntries(data));
  if (!person.ok) return person;
  const answer = await asActor((actor) => endSessionsOf(actor, deskDb(), person.value));
  return shown(answer, '/desk/staff');
}
