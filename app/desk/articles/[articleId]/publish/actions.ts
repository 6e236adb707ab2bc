'use server';

import { revalidatePath } from 'next/cache';
import { deskDb } from '#db/client.ts';
import { checked } from '#lib/refusal.ts';
import { publish } from '#lib/versions/commands.ts';
import { publishedArticle } from '#lib/versions/schema.ts';
import { asActor } from '../../../../session.ts';

export async function publishAction(input: unknown) {
  const article = checked(publishedArticle, input);
  if (!article.ok) return article;
  const answer = await asActor((actor) => publish(actor, deskDb(), article.value.articleId));
  revalidatePath('/desk', 'layout');
  return answer;
}
