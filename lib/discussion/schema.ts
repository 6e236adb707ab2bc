import { z } from 'zod';

export const comment = z.object({
  flagId: z.uuid(),
  text: z.string().trim().min(1, 'Write something first.').max(4000, 'At most 4,000 characters.'),
});

export const assignment = z.object({
  flagId: z.uuid(),
  /** Nobody: the flag is handed back. */
  staffId: z.union([z.uuid(), z.literal('').transform(() => null)]),
  dueOn: z.union([z.iso.date('Give the date as year-month-day.'), z.literal('').transform(() => null)]),
});

export type GivenComment = z.infer<typeof comment>;
export type GivenAssignment = z.infer<typeof assignment>;
