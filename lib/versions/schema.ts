import { z } from 'zod';

const note = z.string().trim().max(2000, 'At most 2,000 characters.');

/** An empty correction is none. */
export const publishedArticle = z.object({
  articleId: z.uuid(),
  correction: note.transform((text) => text || undefined).optional(),
});

export const overriddenArticle = z.object({
  articleId: z.uuid(),
  reason: note.min(1, 'Say why it cannot wait: readers see this.'),
});

export const withdrawnArticle = z.object({
  articleId: z.uuid(),
  kind: z.enum(['unpublished', 'retracted']),
  reason: note.min(1, 'Say why.'),
});
