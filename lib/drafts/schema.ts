import { z } from 'zod';
import { maxBodyLength } from '#lib/sections/schema.ts';

export const keptDraft = z.object({
  sectionId: z.uuid(),
  basedOn: z.uuid(),
  /** Not trimmed as a revision's: a space at the end is the beginning of the next word. */
  heading: z.string().max(2_000, 'This heading is too long to be kept.'),
  body: z.string().max(maxBodyLength, 'This section is too long: split it into several.'),
  note: z.string().max(2_000, 'This note is too long to be kept.').default(''),
  windowId: z.uuid(),
  turn: z.int().min(1).max(2_000_000_000),
  /** Another window whose draft this one goes on with, or comes over. */
  instead: z.uuid().nullable().default(null),
});

export const droppedDraft = z.object({ sectionId: z.uuid(), windows: z.array(z.uuid()).min(1).max(2) });

export const sign = z.object({ sectionId: z.uuid(), windowId: z.uuid(), writing: z.boolean() });

export const leave = z.object({ sectionId: z.uuid(), windowId: z.uuid() });

export const writtenArticle = z.object({ articleId: z.uuid() });

export type KeptDraft = z.infer<typeof keptDraft>;
export type Sign = z.infer<typeof sign>;
