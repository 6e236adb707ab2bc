'use server';

import { deskDb } from '#db/client.ts';
import { cancelJob, completeJob, startJob } from '#lib/bulk/commands.ts';
import { jobId } from '#lib/bulk/schema.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { asActor } from '../../../session.ts';
import { shown } from '../../shown.ts';

export async function startAction(): Promise<Answer<{ jobId: string }>> {
  return asActor((actor) => startJob(actor, deskDb()));
}

export async function completeAction(id: string): Promise<Answer> {
  const input = checked(jobId, { jobId: id });
  return input.ok ? asActor((actor) => completeJob(actor, deskDb(), input.value.jobId)) : input;
}

export async function cancelAction(data: FormData): Promise<Answer> {
  const input = checked(jobId, Object.fromEntries(data));
  if (!input.ok) return input;
  const answer = await asActor((actor) => cancelJob(actor, deskDb(), input.value.jobId));
  return shown(answer);
}
