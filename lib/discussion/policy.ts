import type { Actor } from '#lib/staff/model.ts';

/** Everybody on the staff may speak about a flag. */
export const mayComment = (actor: Actor) => Boolean(actor.id);

/** Fact-checkers share out what waits for them, and hand it back; whoever answers flags may. */
export const mayAssign = (actor: Actor) => actor.role === 'fact_checker' || actor.role === 'admin';
