import type { Actor } from '#lib/staff/model.ts';

export const mayPublish = (actor: Actor) => actor.role === 'editor' || actor.role === 'admin';
