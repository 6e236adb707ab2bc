import { revalidatePath } from 'next/cache';
import type { Answer } from '#lib/refusal.ts';

/**
 * Has the desk, or one page of it, made anew for whoever gets the answer of an action. Not where no page could be made
 * for them, signed out or without the database: it would take the place of the form, and what they typed be gone.
 */
export function shown<T extends Answer>(answer: T, path?: string): T {
  if (!answer.ok && (answer.code === 'signed-out' || answer.code === 'unavailable')) return answer;
  if (path) revalidatePath(path);
  else revalidatePath('/desk', 'layout');
  return answer;
}
