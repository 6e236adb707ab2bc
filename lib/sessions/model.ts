import type { Actor } from '#lib/staff/model.ts';

/** For how many hours somebody stays signed in; migrations/0018_accounts.sql has the same. */
export const sessionHours = 12;

/** Where a request comes from: the address, and what the browser says that it is. */
export type Origin = { address: string; browser: string };

/** A session that counts. */
export type Session = { id: string; actor: Actor; seenAt: Date };

/** One line of the list of one's own sessions. */
export type SessionLine = { id: string; browser: string; network: string; startedAt: Date; seenAt: Date };
