import { z } from 'zod';

export const credentials = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().min(1).max(1024),
});

export const sessionId = z.object({ sessionId: z.uuid() });
