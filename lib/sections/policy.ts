import { may } from '#lib/flags/permissions.ts';
import type { Actor } from '#lib/staff/model.ts';

/** Fact-checkers do not write: what they would change they send back with a verdict. */
export const mayRevise = (actor: Actor) => may(actor, 'revise');
