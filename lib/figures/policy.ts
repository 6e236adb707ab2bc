import type { Actor } from '#lib/staff/model.ts';

export const mayReadFigures = (actor: Actor) => actor.role === 'admin';
