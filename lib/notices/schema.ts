import { z } from 'zod';

export const noticeId = z.object({ noticeId: z.uuid() });
