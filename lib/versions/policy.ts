import { may } from '#lib/flags/permissions.ts';
import type { Actor } from '#lib/staff/model.ts';

export const mayPublish = (actor: Actor) => may(actor, 'publish');

/** Who may let a version out while flags are open, with a reason that readers see; never without a sign-off. */
export const mayOverride = (actor: Actor) => may(actor, 'override');
