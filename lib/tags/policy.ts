import type { Actor } from '#lib/staff/model.ts';

export const mayTag = (actor: Actor) => Boolean(actor.id);
