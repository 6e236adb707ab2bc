'use server';

import { z } from 'zod';
import { deskDb } from '#db/client.ts';
import { setDetector } from '#lib/detector/commands.ts';
import { detectorDecision } from '#lib/detector/schema.ts';
import { lookAgain } from '#lib/flags/commands.ts';
import { type Answer, checked } from '#lib/refusal.ts';
import { asActor } from '../../session.ts';
import { shown } from '../shown.ts';

export async function setDetectorAction(input: unknown): Promise<Answer<{ number: number }>> {
  const decision = checked(detectorDecision, input);
  if (!decision.ok) return decision;
  const answer = await asActor((actor) => setDetector(actor, deskDb(), decision.value));
  return shown(answer, '/desk/detector');
}

export async function lookAgainAction(
  articleId: unknown,
): Promise<Answer<{ added: number; withdrawn: number }>> {
  const article = checked(z.uuid(), articleId);
  if (!article.ok) return article;
  const answer = await asActor((actor) => lookAgain(actor, deskDb(), article.value));
  return shown(answer);
}
