import type { Actor } from '#lib/staff/model.ts';

/** Everybody on the staff may raise a flag: the right to doubt is not the right to edit. */
export const mayRaise = (actor: Actor) => Boolean(actor.id);

/** Who may settle flags at all. On whose words and whose flags, the database decides: see migrations/0002_gate.sql. */
export const maySettle = (actor: Actor) => actor.role === 'fact_checker' || actor.role === 'admin';
