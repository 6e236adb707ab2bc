'use server';

import { deskDb } from '#db/client.ts';
import { confirmFlag, raiseFlag } from '#lib/flags/commands.ts';
import { flagId, raisedFlag } from '#lib/flags/schema.ts';
import { makePreview, revokePreview } from '#lib/previews/commands.ts';
import { newPreview, previewId } from '#lib/previews/schema.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { removeSection, restoreSection } from '#lib/sections/commands.ts';
import { sectionId } from '#lib/sections/schema.ts';
import { sendBack, signOff, withdrawSignOff } from '#lib/signoffs/commands.ts';
import { sentBack, signedRevision, signedRevisions } from '#lib/signoffs/schema.ts';
import { tagSection, untagSection } from '#lib/tags/commands.ts';
import { taggedSection } from '#lib/tags/schema.ts';
import { asActor } from '../../../session.ts';
import { shown } from '../../shown.ts';

export async function raiseFlagAction(input: unknown): Promise<Answer> {
  const flag = checked(raisedFlag, input);
  if (!flag.ok) return flag;
  return shown(await asActor((actor) => raiseFlag(actor, deskDb(), flag.value)));
}

export async function confirmFlagAction(data: FormData): Promise<Answer> {
  const flag = checked(flagId, Object.fromEntries(data));
  if (!flag.ok) return flag;
  return shown(await asActor((actor) => confirmFlag(actor, deskDb(), flag.value.flagId)));
}

export async function signOffAction(data: FormData): Promise<Answer> {
  const revision = checked(signedRevision, Object.fromEntries(data));
  if (!revision.ok) return revision;
  return shown(await asActor((actor) => signOff(actor, deskDb(), [revision.value.revisionId])));
}

/** Signs off every revision that was on the reader's screen, or none. */
export async function signOffReadAction(revisionIds: unknown): Promise<Answer> {
  const revisions = checked(signedRevisions, { revisionIds });
  if (!revisions.ok) return revisions;
  return shown(await asActor((actor) => signOff(actor, deskDb(), revisions.value.revisionIds)));
}

export async function withdrawSignOffAction(data: FormData): Promise<Answer> {
  const revision = checked(signedRevision, Object.fromEntries(data));
  if (!revision.ok) return revision;
  return shown(await asActor((actor) => withdrawSignOff(actor, deskDb(), revision.value.revisionId)));
}

export async function sendBackAction(data: FormData): Promise<Answer> {
  const given = checked(sentBack, Object.fromEntries(data));
  if (!given.ok) return given;
  return shown(await asActor((actor) => sendBack(actor, deskDb(), given.value)));
}

export async function tagAction(data: FormData): Promise<Answer> {
  const tagged = checked(taggedSection, Object.fromEntries(data));
  if (!tagged.ok) return tagged;
  return shown(await asActor((actor) => tagSection(actor, deskDb(), tagged.value)));
}

export async function untagAction(data: FormData): Promise<Answer> {
  const tagged = checked(taggedSection, Object.fromEntries(data));
  if (!tagged.ok) return tagged;
  return shown(await asActor((actor) => untagSection(actor, deskDb(), tagged.value)));
}

export async function removeSectionAction(data: FormData): Promise<Answer> {
  const section = checked(sectionId, Object.fromEntries(data));
  if (!section.ok) return section;
  return shown(await asActor((actor) => removeSection(actor, deskDb(), section.value.sectionId)));
}

export async function restoreSectionAction(data: FormData): Promise<Answer> {
  const section = checked(sectionId, Object.fromEntries(data));
  if (!section.ok) return section;
  return shown(await asActor((actor) => restoreSection(actor, deskDb(), section.value.sectionId)));
}

export async function makePreviewAction(input: unknown): Promise<Answer<{ token: string }>> {
  const preview = checked(newPreview, input);
  if (!preview.ok) return preview;
  return shown(await asActor((actor) => makePreview(actor, deskDb(), preview.value)));
}

export async function revokePreviewAction(data: FormData): Promise<Answer> {
  const preview = checked(previewId, Object.fromEntries(data));
  if (!preview.ok) return preview;
  return shown(await asActor((actor) => revokePreview(actor, deskDb(), preview.value.previewId)));
}
