'use server';

import { deskDb } from '#db/client.ts';
import { restoreOutline } from '#lib/outline/commands.ts';
import { restoredOutline } from '#lib/outline/schema.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { asActor } from '../../../../session.ts';
import { shown } from '../../../shown.ts';

export async function restoreOutlineAction(data: FormData): Promise<Answer> {
  const wanted = checked(restoredOutline, { ...Object.fromEntries(data), texts: data.get('texts') === 'on' });
  if (!wanted.ok) return wanted;
  const answer = await asActor((actor) => restoreOutline(actor, deskDb(), wanted.value));
  return shown(answer);
}
