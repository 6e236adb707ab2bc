'use server';

import { deskDb } from '#db/client.ts';
import { chooseMail } from '#lib/mail/commands.ts';
import { mailChoice } from '#lib/mail/schema.ts';
import { dismissNotice } from '#lib/notices/commands.ts';
import { noticeId } from '#lib/notices/schema.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { asActor } from '../../session.ts';
import { shown } from '../shown.ts';

export async function dismissNoticeAction(data: FormData): Promise<Answer> {
  const notice = checked(noticeId, Object.fromEntries(data));
  if (!notice.ok) return notice;
  const answer = await asActor((actor) => dismissNotice(actor, deskDb(), notice.value.noticeId));
  return shown(answer);
}

export async function chooseMailAction(data: FormData): Promise<Answer> {
  const choice = checked(mailChoice, Object.fromEntries(data));
  if (!choice.ok) return choice;
  const answer = await asActor((actor) => chooseMail(actor, deskDb(), choice.value));
  return shown(answer, '/desk/notices');
}
