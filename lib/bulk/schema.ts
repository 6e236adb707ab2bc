import { z } from 'zod';

export const jobId = z.object({ jobId: z.uuid() });
