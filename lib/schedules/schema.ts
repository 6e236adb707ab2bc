import { z } from 'zod';
import { publishedArticle } from '#lib/versions/schema.ts';
import { instantsAt, isTimeZone } from './zone.ts';

/** A time as somebody chose it: what the clock on the wall shows, and where the wall stands. */
export const scheduledArticle = publishedArticle
  .extend({
    local: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, 'Give a date and a time.'),
    timeZone: z.string().refine(isTimeZone, 'Choose a time zone.'),
  })
  .transform(({ local, timeZone, ...article }, context) => {
    // Where the clocks go back over it, the earlier of the two; the page has said which one it is.
    const [publishAt] = instantsAt(local, timeZone);
    if (publishAt) return { ...article, publishAt, timeZone };
    const message = 'There is no such time in this zone: the clocks go forward over it. Choose another one.';
    context.addIssue({ code: 'custom', path: ['local'], message });
    return z.NEVER;
  });

export const scheduleOfArticle = z.object({ articleId: z.uuid() });
