'use server';

import { revalidatePath } from 'next/cache';
import { deskDb } from '#db/client.ts';
import { checked } from '#lib/refusal.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import { savedRevision } from '#lib/sections/schema.ts';
import { asActor } from '../../../session.ts';
import { askNewsroom } from '../../detector/newsroom.ts';

export async function saveRevisionAction(input: unknown) {
  const revision = checked(savedRevision, input);
  if (!revision.ok) return revision;
  const answer = await asActor(async (actor) => {
    const saved = await saveRevision(actor, deskDb(), revision.value);
    if (saved.ok && saved.changed) askNewsroom(actor, { sectionId: revision.value.sectionId });
    return saved;
  });
  if (answer.ok) revalidatePath('/desk', 'layout');
  return answer;
}
