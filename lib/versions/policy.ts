import type { Actor } from '#lib/staff/model.ts';

export const mayPublish = (actor: Actor) => actor.role === 'editor' || actor.role === 'admin';

/** Who may let a version out while flags are open, with a reason that readers see; never without a sign-off. */
export const mayOverride = (actor: Actor) => actor.role === 'admin';
