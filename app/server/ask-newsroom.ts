import type { Db } from '#db/client.ts';
import { newsroomDetector, newsroomSettings } from '#lib/detector/newsroom.ts';
import { suggestFrom } from '#lib/flags/commands.ts';
import type { Actor } from '#lib/staff/model.ts';

/** Has the newsroom's own detector, where there is one, look at an article; what goes wrong with it is said in the log. */
export async function askNewsroomAbout(actor: Actor, db: Db, articleId: string): Promise<void> {
  const settings = newsroomSettings(process.env);
  if (!settings) return;
  try {
    await suggestFrom(actor, db, newsroomDetector(settings), { articleId });
  } catch (error) {
    console.error('The newsroom’s own detector failed:', error instanceof Error ? error.message : error);
  }
}
