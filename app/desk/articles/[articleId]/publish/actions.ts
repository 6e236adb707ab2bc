'use server';

import { deskDb } from '#db/client.ts';
import { changeSlug } from '#lib/articles/commands.ts';
import { readdressedArticle } from '#lib/articles/schema.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { cancelSchedule, schedulePublication } from '#lib/schedules/commands.ts';
import { scheduledArticle, scheduleOfArticle } from '#lib/schedules/schema.ts';
import { publish, withdraw } from '#lib/versions/commands.ts';
import { overriddenArticle, publishedArticle, withdrawnArticle } from '#lib/versions/schema.ts';
import { showReaders } from '../../../../server/show.ts';
import { asActor } from '../../../../session.ts';
import { shown } from '../../../shown.ts';

export async function publishAction(input: unknown) {
  const article = checked(publishedArticle, input);
  if (!article.ok) return article;
  const { articleId, correction } = article.value;
  const answer = await asActor((actor) => publish(actor, deskDb(), articleId, correction));
  await showReaders();
  return shown(answer);
}

/** Publishes over open flags; for the managing editor. */
export async function overrideAction(data: FormData): Promise<Answer> {
  const article = checked(overriddenArticle, Object.fromEntries(data));
  if (!article.ok) return article;
  const { articleId, reason } = article.value;
  const answer = await asActor((actor) => publish(actor, deskDb(), articleId, undefined, reason));
  await showReaders();
  return shown(answer);
}

export async function scheduleAction(input: unknown): Promise<Answer> {
  const article = checked(scheduledArticle, input);
  if (!article.ok) return article;
  const answer = await asActor((actor) => schedulePublication(actor, deskDb(), article.value));
  return shown(answer);
}

export async function cancelScheduleAction(data: FormData): Promise<Answer> {
  const article = checked(scheduleOfArticle, Object.fromEntries(data));
  if (!article.ok) return article;
  const answer = await asActor((actor) => cancelSchedule(actor, deskDb(), article.value.articleId));
  return shown(answer);
}

export async function withdrawAction(data: FormData): Promise<Answer> {
  const article = checked(withdrawnArticle, Object.fromEntries(data));
  if (!article.ok) return article;
  const answer = await asActor((actor) => withdraw(actor, deskDb(), article.value));
  await showReaders();
  return shown(answer);
}

export async function changeSlugAction(data: FormData): Promise<Answer> {
  const article = checked(readdressedArticle, Object.fromEntries(data));
  if (!article.ok) return article;
  const answer = await asActor((actor) => changeSlug(actor, deskDb(), article.value));
  await showReaders();
  return shown(answer);
}
