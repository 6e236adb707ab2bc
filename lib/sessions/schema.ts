import { z } from 'zod';
import { codeText } from '#lib/secondfactor/schema.ts';

export const credentials = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().min(1).max(1024),
  /** Of the second factor; empty for none. */
  code: codeText.default(''),
});

export const sessionId = z.object({ sessionId: z.uuid() });
