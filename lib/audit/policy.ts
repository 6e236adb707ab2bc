import type { Actor } from '#lib/staff/model.ts';

export const mayReadAudit = (actor: Actor) => actor.role === 'admin';
