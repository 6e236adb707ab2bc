import { z } from 'zod';

export const maxBodyLength = 500_000;

export const savedRevision = z.object({
  sectionId: z.uuid(),
  /** The revision that the author had before them. */
  basedOn: z.uuid(),
  heading: z
    .string()
    .trim()
    .transform((heading) => heading.replaceAll(/\s+/g, ' '))
    .pipe(z.string().max(300, 'A heading has at most 300 characters: move the rest into the text.')),
  body: z.string().max(maxBodyLength, 'This section is too long: split it into several.'),
  note: z.string().trim().max(300, 'A note has at most 300 characters.').default(''),
  /** The windows of the browser whose draft this text is: it is done with when this is saved. */
  writtenIn: z.array(z.uuid()).max(2).optional(),
});

export const sectionId = z.object({ sectionId: z.uuid() });

export type SavedRevision = z.infer<typeof savedRevision>;

export const restoredRevision = z.object({
  sectionId: z.uuid(),
  /** The revision whose text is wanted again. */
  number: z.coerce.number().int().min(1),
  /** The newest revision that the editor had before them. */
  basedOn: z.uuid(),
});
export type RestoredRevision = z.infer<typeof restoredRevision>;

export const acceptedProposal = z.object({ verdictId: z.uuid() });
