import { z } from 'zod';

export const publishedArticle = z.object({ articleId: z.uuid() });
