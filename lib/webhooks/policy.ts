import type { Actor } from '#lib/staff/model.ts';

export const mayManageWebhooks = (actor: Actor) => actor.role === 'admin';
