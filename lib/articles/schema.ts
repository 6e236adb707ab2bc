import { z } from 'zod';
import { isSlug, MAX_SLUG_LENGTH } from './slug.ts';

export const readdressedArticle = z.object({
  articleId: z.uuid(),
  slug: z
    .string()
    .trim()
    .refine(
      isSlug,
      `An address has small letters a to z, digits and single hyphens, at most ${MAX_SLUG_LENGTH}, and is not one that the site itself uses.`,
    ),
});
