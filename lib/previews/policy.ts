import type { Actor } from '#lib/staff/model.ts';

export const mayShare = (actor: Actor) => actor.role === 'editor' || actor.role === 'admin';
