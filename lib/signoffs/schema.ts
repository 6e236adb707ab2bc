import { z } from 'zod';

export const signedRevision = z.object({ revisionId: z.uuid() });

export const signedRevisions = z.object({
  revisionIds: z.array(z.uuid()).min(1, 'Nothing to sign off: scroll through the text first.').max(2000),
});

export const sentBack = z.object({
  revisionId: z.uuid(),
  note: z.string().trim().min(1, 'Say what is to be done.').max(2000, 'At most 2,000 characters.'),
});
