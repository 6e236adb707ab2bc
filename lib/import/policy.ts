import type { Actor } from '#lib/staff/model.ts';

export const mayImport = (actor: Actor) => actor.role === 'editor' || actor.role === 'admin';
