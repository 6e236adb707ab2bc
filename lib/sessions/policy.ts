import type { Actor } from '#lib/staff/model.ts';
import { mayManageStaff } from '#lib/staff/policy.ts';

export const mayEndSessionsOf = (actor: Actor, staffId: string) =>
  actor.id === staffId || mayManageStaff(actor);
