import { z } from 'zod';
import { tagColours } from './model.ts';

const name = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text) => text.replaceAll(/\s+/g, ' '))
  .pipe(z.string().min(1, 'Give the tag a name.').max(40, 'A tag has at most 40 characters.'));

export const taggedSection = z.object({ sectionId: z.uuid(), tag: name });
export type TaggedSection = z.infer<typeof taggedSection>;

/** What is done to many articles at once. */
export const taggedArticles = z.object({
  articleIds: z
    .array(z.uuid())
    .min(1, 'Choose some articles first.')
    .max(500, 'At most 500 articles at once.'),
  tag: name,
  how: z.enum(['on', 'off']),
});
export type TaggedArticles = z.infer<typeof taggedArticles>;

const described = {
  name,
  description: z.string().trim().max(300, 'A description has at most 300 characters.').default(''),
  colour: z.enum(tagColours).default('grey'),
};
export const newTag = z.object(described);
export type NewTag = z.infer<typeof newTag>;

export const changedTag = z.object({ tagId: z.uuid(), ...described });
export type ChangedTag = z.infer<typeof changedTag>;

export const mergedTag = z.object({ tagId: z.uuid(), into: name });
export type MergedTag = z.infer<typeof mergedTag>;
