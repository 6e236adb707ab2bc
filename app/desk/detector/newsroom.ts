import { after } from 'next/server';
import { deskDb } from '#db/client.ts';
import { newsroomDetector, newsroomSettings } from '#lib/detector/newsroom.ts';
import { suggestFrom } from '#lib/flags/commands.ts';
import type { Actor } from '#lib/staff/model.ts';

/**
 * Has the newsroom's own detector, where there is one, look at what was just saved or imported, once the person has
 * their answer. Whatever goes wrong with it is said in the log and nowhere else.
 */
export function askNewsroom(actor: Actor, about: { articleId: string } | { sectionId: string }): void {
  const settings = newsroomSettings(process.env);
  if (!settings) return;
  after(async () => {
    try {
      await suggestFrom(actor, deskDb(), newsroomDetector(settings), about);
    } catch (error) {
      console.error('The newsroom’s own detector failed:', error instanceof Error ? error.message : error);
    }
  });
}
