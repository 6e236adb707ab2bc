'use server';

import { deskDb } from '#db/client.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { changeTag, createTag, mergeTags } from '#lib/tags/commands.ts';
import { changedTag, mergedTag, newTag } from '#lib/tags/schema.ts';
import { asActor } from '../../session.ts';
import { shown } from '../shown.ts';

export async function createTagAction(data: FormData): Promise<Answer> {
  const tag = checked(newTag, Object.fromEntries(data));
  if (!tag.ok) return tag;
  return shown(await asActor((actor) => createTag(actor, deskDb(), tag.value)));
}

export async function changeTagAction(data: FormData): Promise<Answer> {
  const tag = checked(changedTag, Object.fromEntries(data));
  if (!tag.ok) return tag;
  return shown(await asActor((actor) => changeTag(actor, deskDb(), tag.value)));
}

export async function mergeTagsAction(data: FormData): Promise<Answer> {
  const tags = checked(mergedTag, Object.fromEntries(data));
  if (!tags.ok) return tags;
  return shown(await asActor((actor) => mergeTags(actor, deskDb(), tags.value)));
}
