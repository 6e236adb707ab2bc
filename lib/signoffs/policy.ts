import type { Actor } from '#lib/staff/model.ts';

/** Who may sign off at all. Whose text, the database decides: see migrations/0002_gate.sql. */
export const maySignOff = (actor: Actor) => actor.role === 'fact_checker' || actor.role === 'admin';
