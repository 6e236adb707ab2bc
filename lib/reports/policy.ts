import type { Actor } from '#lib/staff/model.ts';

/** Readers' reports, with their addresses, are for everybody on the staff and nobody else. */
export const mayReadReports = (actor: Actor) => Boolean(actor.id);
export const maySettleReports = mayReadReports;
