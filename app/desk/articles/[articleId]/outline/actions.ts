'use server';

import { deskDb } from '#db/client.ts';
import { addSection, joinSections, moveSection, splitSection } from '#lib/outline/commands.ts';
import { addedSection, joinedSections, movedSection, splitSection as split } from '#lib/outline/schema.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { asActor } from '../../../../session.ts';
import { shown } from '../../../shown.ts';

export async function addSectionAction(data: FormData): Promise<Answer<{ sectionId: string }>> {
  const { before, ...fields } = Object.fromEntries(data);
  const section = checked(addedSection, { ...fields, before: before || null });
  if (!section.ok) return section;
  return shown(await asActor((actor) => addSection(actor, deskDb(), section.value)));
}

export async function moveSectionAction(input: unknown): Promise<Answer> {
  const section = checked(movedSection, input);
  if (!section.ok) return section;
  return shown(await asActor((actor) => moveSection(actor, deskDb(), section.value)));
}

export async function splitSectionAction(input: unknown): Promise<Answer<{ sectionId: string }>> {
  const section = checked(split, input);
  if (!section.ok) return section;
  return shown(await asActor((actor) => splitSection(actor, deskDb(), section.value)));
}

export async function joinSectionsAction(input: unknown): Promise<Answer> {
  const sections = checked(joinedSections, input);
  if (!sections.ok) return sections;
  return shown(await asActor((actor) => joinSections(actor, deskDb(), sections.value)));
}
