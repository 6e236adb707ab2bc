'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { addComment, assignFlag } from '#lib/discussion/commands.ts';
import { assignment, comment } from '#lib/discussion/schema.ts';
import { giveVerdict } from '#lib/flags/commands.ts';
import { nextFlag } from '#lib/flags/queries.ts';
import { verdict } from '#lib/flags/schema.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { acceptProposal } from '#lib/sections/commands.ts';
import { acceptedProposal } from '#lib/sections/schema.ts';
import { site } from '../../../(reader)/site.ts';
import { asActor } from '../../../session.ts';
import { shown } from '../../shown.ts';

/** Gives a verdict and opens the next flag that waits for this fact-checker, in the same article first. */
export async function giveVerdictAction(input: unknown): Promise<Answer> {
  const given = checked(verdict, input);
  if (!given.ok) return given;
  const answer = await asActor(async (actor) => {
    const settled = await giveVerdict(actor, deskDb(), given.value, site().url);
    return settled.ok ? { ...settled, next: await nextFlag(actor, deskDb(), given.value.flagId) } : settled;
  });
  if (!answer.ok) return answer;
  revalidatePath('/desk', 'layout');
  redirect(`${answer.next ? `/desk/flags/${answer.next}` : '/desk/queue'}?settled=${given.value.flagId}`);
}

export async function commentAction(data: FormData): Promise<Answer> {
  const given = checked(comment, Object.fromEntries(data));
  if (!given.ok) return given;
  return shown(await asActor((actor) => addComment(actor, deskDb(), given.value)));
}

export async function assignAction(data: FormData): Promise<Answer> {
  const given = checked(assignment, Object.fromEntries(data));
  if (!given.ok) return given;
  return shown(await asActor((actor) => assignFlag(actor, deskDb(), given.value)));
}

export async function acceptProposalAction(data: FormData): Promise<Answer> {
  const given = checked(acceptedProposal, Object.fromEntries(data));
  if (!given.ok) return given;
  return shown(await asActor((actor) => acceptProposal(actor, deskDb(), given.value.verdictId)));
}
