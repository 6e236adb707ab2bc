import type { Actor } from '#lib/staff/model.ts';

/** Everybody on the staff reads every draft. */
export const mayRead = (actor: Actor) => Boolean(actor.id);

export const mayReaddress = (actor: Actor) => actor.role === 'editor' || actor.role === 'admin';
