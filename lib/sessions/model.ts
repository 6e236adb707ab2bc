import type { Actor } from '#lib/staff/model.ts';

/** For how many hours somebody stays signed in; migrations/0018_accounts.sql has the same. */
export const sessionHours = 12;

/** Where a request comes from: the address, and what the browser says that it is. */
export type Origin = { address: string; browser: string };

/** A session that counts. */
export type Session = { id: string; actor: Actor; seenAt: Date };

/** One line of the list of one's own sessions. */
export type SessionLine = { id: string; browser: string; network: string; startedAt: Date; seenAt: Date };

/** One thing that attempts are counted by: how many in how many minutes. */
export type Limit = { by: string[]; tries: number; minutes: number };

/**
 * What an attempt to sign in is counted by. Guessing at one account from one place, at any account from one place, and
 * at one account from anywhere: the last does not hold where the account's own person has signed in of late, so that
 * nobody can lock them out from elsewhere.
 */
export function limitsOf(email: string, network: string, isKnownPlace: boolean): Limit[] {
  return [
    { by: ['account and network', email, network], tries: 10, minutes: 15 },
    { by: ['network', network], tries: 60, minutes: 15 },
    { by: ['account', email], tries: isKnownPlace ? Number.POSITIVE_INFINITY : 50, minutes: 60 },
  ];
}

/** What somebody who tried too often is told. */
export function tryAgain(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return `There were too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
}
