'use server';

import { deskDb } from '#db/client.ts';
import { removeView, saveView } from '#lib/articles/commands.ts';
import { savedView, viewId } from '#lib/articles/schema.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { tagArticles } from '#lib/tags/commands.ts';
import { taggedArticles } from '#lib/tags/schema.ts';
import { asActor } from '../session.ts';
import { shown } from './shown.ts';

export async function tagArticlesAction(data: FormData): Promise<Answer> {
  const fields = { ...Object.fromEntries(data), articleIds: data.getAll('articleIds') };
  const tagged = checked(taggedArticles, fields);
  if (!tagged.ok) return tagged;
  return shown(await asActor((actor) => tagArticles(actor, deskDb(), tagged.value)));
}

export async function saveViewAction(data: FormData): Promise<Answer> {
  const view = checked(savedView, Object.fromEntries(data));
  if (!view.ok) return view;
  return shown(await asActor((actor) => saveView(actor, deskDb(), view.value)));
}

export async function removeViewAction(data: FormData): Promise<Answer> {
  const view = checked(viewId, Object.fromEntries(data));
  if (!view.ok) return view;
  return shown(await asActor((actor) => removeView(actor, deskDb(), view.value.viewId)));
}
