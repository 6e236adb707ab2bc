import { z } from 'zod';

export const taggedSection = z.object({
  sectionId: z.uuid(),
  tag: z
    .string()
    .trim()
    .toLowerCase()
    .transform((name) => name.replaceAll(/\s+/g, ' '))
    .pipe(z.string().min(1, 'Give the tag a name.').max(40, 'A tag has at most 40 characters.')),
});

export type TaggedSection = z.infer<typeof taggedSection>;
