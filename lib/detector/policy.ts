import type { Actor } from '#lib/staff/model.ts';

/** Everybody on the staff sees what the detector looks for, and how often it is right. */
export const mayReadDetector = (actor: Actor) => Boolean(actor.id);

export const maySetDetector = (actor: Actor) => actor.role === 'admin';
