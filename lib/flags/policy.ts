import type { Actor } from '#lib/staff/model.ts';
import { may } from './permissions.ts';

/** Everybody on the staff may raise a flag: the right to doubt is not the right to edit. */
export const mayRaise = (actor: Actor) => may(actor, 'raise');

/** Who may settle flags at all. On whose words and whose flags: see permissions.ts. */
export const maySettle = (actor: Actor) => may(actor, 'demandRewrite');
