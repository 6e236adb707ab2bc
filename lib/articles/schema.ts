import { z } from 'zod';
import { articleFlags, articleSorts, articleStates } from './model.ts';
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

const oneOf = <T extends object>(names: T) =>
  z
    .enum(Object.keys(names) as [keyof T & string, ...(keyof T & string)[]])
    .optional()
    .catch(undefined);
const day = z.iso.date().optional().catch(undefined);
const words = (most: number) =>
  z
    .string()
    .trim()
    .transform((text) => text.slice(0, most) || undefined)
    .optional()
    .catch(undefined);

/** A filter as it stands in an address: what is no filter there is left out. */
export const articleFilter = z.object({
  titled: words(200),
  state: oneOf(articleStates),
  tag: words(40),
  personId: z.uuid().optional().catch(undefined),
  flags: oneOf(articleFlags),
  from: day,
  to: day,
  sort: oneOf(articleSorts),
});

export const savedView = z.object({
  name: z.string().trim().min(1, 'Give the view a name.').max(60, 'A name has at most 60 characters.'),
  query: z.string().max(500, 'This filter is too long to be kept.'),
});

export const viewId = z.object({ viewId: z.uuid() });
