'use server';

import { deskDb } from '#db/client.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { restoreRevision } from '#lib/sections/commands.ts';
import { restoredRevision } from '#lib/sections/schema.ts';
import { asActor } from '../../../session.ts';
import { askNewsroom } from '../../detector/newsroom.ts';
import { shown } from '../../shown.ts';

export async function restoreRevisionAction(data: FormData): Promise<Answer> {
  const wanted = checked(restoredRevision, Object.fromEntries(data));
  if (!wanted.ok) return wanted;
  const answer = await asActor(async (actor) => {
    const saved = await restoreRevision(actor, deskDb(), wanted.value);
    if (saved.ok && saved.changed) askNewsroom(actor, { sectionId: wanted.value.sectionId });
    return saved;
  });
  return shown(answer);
}
