'use server';

import { deskDb } from '#db/client.ts';
import { chooseMail } from '#lib/mail/commands.ts';
import { mailChoice } from '#lib/mail/schema.ts';
import { dismissNotices } from '#lib/notices/commands.ts';
import { noticeIds } from '#lib/notices/schema.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { asActor } from '../../session.ts';
import { shown } from '../shown.ts';

export async function dismissNoticesAction(data: FormData): Promise<Answer> {
  const notices = checked(noticeIds, { noticeIds: data.getAll('noticeId') });
  if (!notices.ok) return notices;
  const answer = await asActor((actor) => dismissNotices(actor, deskDb(), notices.value.noticeIds));
  return shown(answer);
}

export async function chooseMailAction(data: FormData): Promise<Answer> {
  const choice = checked(mailChoice, Object.fromEntries(data));
  if (!choice.ok) return choice;
  const answer = await asActor((actor) => chooseMail(actor, deskDb(), choice.value));
  return shown(answer, '/desk/notices');
}
