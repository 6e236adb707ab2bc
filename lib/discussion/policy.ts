import { may } from '#lib/flags/permissions.ts';
import type { Actor } from '#lib/staff/model.ts';

/** Fact-checkers share out what waits for them, and hand it back; whoever answers flags may. */
export const mayAssign = (actor: Actor) => may(actor, 'assign');
