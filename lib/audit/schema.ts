import { z } from 'zod';
import { type Action, type AuditFilter, actions } from './model.ts';

const choice = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** The filter that an address asks for. What makes no sense in it is left out: an old link still shows something. */
export const auditFilter: z.ZodType<AuditFilter, unknown> = z.object({
  actorId: choice(z.uuid()),
  action: choice(z.enum(Object.keys(actions) as [Action, ...Action[]])),
  articleId: choice(z.uuid()),
  from: choice(z.iso.date()),
  to: choice(z.iso.date()),
});
