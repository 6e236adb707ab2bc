import type { Actor } from '#lib/staff/model.ts';

/** Everybody on the staff sees how the site presents itself. */
export const mayReadSite = (actor: Actor) => Boolean(actor.id);

export const maySetSite = (actor: Actor) => actor.role === 'admin';
