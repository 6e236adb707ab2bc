import { may } from '#lib/flags/permissions.ts';
import type { Actor } from '#lib/staff/model.ts';

/** Who may sign off at all. Whose text: see lib/flags/permissions.ts. */
export const maySignOff = (actor: Actor) => may(actor, 'signOff');
