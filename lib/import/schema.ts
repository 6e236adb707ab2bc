import { z } from 'zod';
import { MAX_DEPTH } from '#lib/articles/outline.ts';

const id = z.string().max(40);

/** What an editor changed in the preview; the server replays it on its own reading of the source. */
export const corrections = z
  .array(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('kind'), id, kind: z.enum(['section', 'faq']) }),
      z.object({ type: z.literal('depth'), id, depth: z.int().min(1).max(MAX_DEPTH) }),
      z.object({ type: z.literal('set-aside'), id }),
      z.object({ type: z.literal('restore'), id }),
      z.object({ type: z.literal('move'), id, to: z.int().min(0) }),
      z.object({ type: z.literal('merge'), id }),
      z.object({ type: z.literal('split'), id, at: z.int().min(1) }),
      z.object({ type: z.literal('heading'), id, heading: z.string().max(300) }),
      z.object({ type: z.literal('title'), title: z.string().trim().min(1).max(300) }),
      z.object({ type: z.literal('dek'), dek: z.string().max(1_000) }),
    ]),
  )
  .max(10_000);

export const articleId = z.object({ articleId: z.uuid() });

/** What the editor saw compared with the article, and decided where both sides changed. */
export const comparedEdition = z.object({
  articleId: z.uuid(),
  seen: z.string().regex(/^[0-9a-f]{64}$/),
  choices: z.record(z.string().max(40), z.enum(['desk', 'source', 'merged'])),
});
