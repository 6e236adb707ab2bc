import { z } from 'zod';
import { MAX_DEPTH } from '#lib/articles/outline.ts';

const heading = z
  .string()
  .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
  .pipe(z.string().max(300, 'A heading has at most 300 characters: move the rest into the text.'));
const depth = z.coerce
  .number()
  .int()
  .min(1)
  .max(MAX_DEPTH, `An outline is at most ${MAX_DEPTH} levels deep.`);

export const addedSection = z.object({
  articleId: z.uuid(),
  kind: z.enum(['section', 'faq']),
  heading: heading.pipe(z.string().min(1, 'Give it a heading; for a FAQ that is the question.')),
  depth,
  /** The section before which it is to stand; the end of the outline without it. */
  before: z.uuid().nullish(),
});
export type AddedSection = z.infer<typeof addedSection>;

export const movedSection = z.object({
  sectionId: z.uuid(),
  depth,
  /** The section before which it is to stand, with all that stands below it; null is the end of the outline. */
  before: z.uuid().nullable(),
});
export type MovedSection = z.infer<typeof movedSection>;

export const splitSection = z.object({
  sectionId: z.uuid(),
  /** The revision that the editor had before them. */
  basedOn: z.uuid(),
  /** The block before which it is parted, counted from 0 (`bodyBlocks`). */
  at: z.coerce.number().int().min(1),
  heading: heading.default(''),
});
export type SplitSection = z.infer<typeof splitSection>;

export const joinedSections = z.object({
  sectionId: z.uuid(),
  basedOn: z.uuid(),
  /** The section above, to which it is joined, and the revision of it that the editor had before them. */
  into: z.uuid(),
  intoBasedOn: z.uuid(),
});
export type JoinedSections = z.infer<typeof joinedSections>;

export const restoredOutline = z.object({
  articleId: z.uuid(),
  /** The event after which the article was arranged as it is to be again. */
  seq: z.coerce.number().int().min(1),
  /** The newest event that the editor had before them. */
  newest: z.coerce.number().int().min(1),
  /** Whether its texts are to be those of then as well. */
  texts: z.boolean(),
});
export type RestoredOutline = z.infer<typeof restoredOutline>;
