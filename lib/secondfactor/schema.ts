import { z } from 'zod';

/** A code as people type it: with spaces or hyphens, in any case. */
export const codeText = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s-]/g, '').toLowerCase());

export const givenCode = z.object({ code: codeText });
