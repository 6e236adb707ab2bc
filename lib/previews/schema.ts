import { z } from 'zod';
import { previewDays } from './model.ts';

export const newPreview = z.object({
  articleId: z.uuid(),
  days: z.coerce
    .number()
    .refine((days) => previewDays.some((known) => known === days), 'Choose for how long the link is good.'),
});

export const previewId = z.object({ previewId: z.uuid() });
