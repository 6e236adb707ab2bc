'use server';

import { deskDb } from '#db/client.ts';
import { confirmFlag, giveVerdict } from '#lib/flags/commands.ts';
import { flagId, verdict } from '#lib/flags/schema.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { asActor } from '../../session.ts';
import { shown } from '../shown.ts';

export async function confirmInQueueAction(input: unknown): Promise<Answer> {
  const flag = checked(flagId, input);
  if (!flag.ok) return flag;
  return shown(await asActor((actor) => confirmFlag(actor, deskDb(), flag.value.flagId)));
}

/** Dismisses a flag for a reason, and those on the same claim that were chosen: verdicts like any other. */
export async function dismissInQueueAction(input: {
  flagId: string;
  revisionId: string;
  reason: string;
  also?: { flagId: string; revisionId: string }[];
}): Promise<Answer> {
  const given = checked(verdict, { ...input, kind: 'dismissed', evidence: [] });
  if (!given.ok) return given;
  return shown(await asActor((actor) => giveVerdict(actor, deskDb(), given.value)));
}
