import { z } from 'zod';

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most.toLocaleString('en')} characters.`);

export const reportedError = z.object({
  slug: z.string().max(100),
  version: z.coerce.number<string>().int().min(1).max(999_999),
  /** Words of the article, as they were copied from the page, maybe with the marks of what was checked. */
  quote: text(500).transform((words) => words.replaceAll('✓', '').replace(/\s+/g, ' ').trim()),
  message: text(2000).min(1, 'Say what is wrong.'),
  email: z.union([z.literal(''), z.email('This is no e-mail address.').max(200)]),
});

export type ReportedError = z.infer<typeof reportedError>;

export const settledReport = z.object({ reportId: z.uuid(), note: text(1000) });
