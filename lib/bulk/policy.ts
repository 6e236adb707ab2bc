import { mayImport } from '#lib/import/policy.ts';
import type { Actor } from '#lib/staff/model.ts';

export const mayImportMany = mayImport;

/** Whoever may import may also stop what somebody else has started: it makes articles that all have to answer for. */
export const mayCancel = (actor: Actor) => mayImport(actor);
