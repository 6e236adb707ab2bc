import { z } from 'zod';
import { urlProblem } from './address.ts';

/** @param allowPrivate see `urlProblem` */
export const newWebhook = (allowPrivate: boolean) =>
  z.object({
    url: z
      .string()
      .trim()
      .max(2000, 'At most 2,000 characters.')
      .superRefine((url, context) => {
        const problem = urlProblem(url, allowPrivate);
        if (problem) context.addIssue({ code: 'custom', message: problem });
      })
      .transform((url) => new URL(url).href),
  });

export const switchedWebhook = z.object({
  webhookId: z.uuid(),
  on: z.enum(['true', 'false']).transform((on) => on === 'true'),
});

export const deliveryId = z.object({ deliveryId: z.uuid() });
