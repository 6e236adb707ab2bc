import type { Actor } from './model.ts';

export const mayManageStaff = (actor: Actor) => actor.role === 'admin';
