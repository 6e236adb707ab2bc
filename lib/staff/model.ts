export const roles = ['editor', 'fact_checker', 'admin'] as const;
export type Role = (typeof roles)[number];

export const roleNames: Record<Role, string> = {
  editor: 'Editor',
  fact_checker: 'Fact-checker',
  admin: 'Managing editor',
};

declare const authenticated: unique symbol;

/**
 * Somebody of the staff who has shown who they are. Only `readSession` makes one, and `personBehind` and
 * `actorOfStaff` for what somebody asked for earlier, so a function that takes an Actor cannot be called for a stranger.
 */
export type Actor = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly [authenticated]: true;
};

/** One person on the staff page. */
export type StaffMember = {
  id: string;
  name: string;
  email: string;
  role: Role;
  active: boolean;
  /** Whether they have yet to set a password. */
  invited: boolean;
  /** Until when the link that was made for them is good; null without one. */
  linkUntil: Date | null;
  /** In how many browsers they are signed in. */
  sessions: number;
  /** Whether sign-in asks them for a code as well. */
  secondFactor: boolean;
  /** Whether they have signed in through the newsroom's own provider. */
  byProvider: boolean;
};

export type LinkPurpose = 'invitation' | 'reset';

/** For how many days a link is good: an invitation waits for somebody's first day, a reset for somebody at the door. */
export const linkDays: Record<LinkPurpose, number> = { invitation: 7, reset: 1 };

/** Whom a link is for, as the page behind it says. */
export type StaffLink = { staffId: string; name: string; email: string; purpose: LinkPurpose };

export const shortestPassword = 12;

/**
 * What is wrong with a new password, or null. Length counts, as NIST SP 800-63B has it, and no rules of composition; but
 * it is neither made of one's own name or address nor of a few characters again and again.
 */
export function passwordProblem(password: string, person: { name: string; email: string }): string | null {
  if ([...password].length < shortestPassword)
    return `A password has at least ${shortestPassword} characters. Three or four words make a good one.`;
  if (new Set(password.toLowerCase()).size < 5) return 'This repeats a few characters. Choose another one.';
  let rest = password.toLowerCase();
  for (const part of `${person.name} ${person.email} galley password`.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    if (part.length > 2) rest = rest.replaceAll(part, '');
  return [...rest].length < 8
    ? 'This is mostly your name, your address or a word that anybody would try. Choose another one.'
    : null;
}
