import { z } from 'zod';

export const noticeIds = z.object({ noticeIds: z.array(z.uuid()).min(1).max(200) });
