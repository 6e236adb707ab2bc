export const roles = ['editor', 'fact_checker', 'admin'] as const;
export type Role = (typeof roles)[number];

export const roleNames: Record<Role, string> = {
  editor: 'Editor',
  fact_checker: 'Fact-checker',
  admin: 'Managing editor',
};

declare const authenticated: unique symbol;

/**
 * Somebody of the staff who has shown who they are. Only `signIn` and `actorOfSession` make one, and `personBehind` and
 * `actorOfStaff` for what somebody asked for earlier, so a function that takes an Actor cannot be called for a stranger.
 */
export type Actor = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly sessionVersion: number;
  readonly [authenticated]: true;
};

/** One person on the staff page. */
export type StaffMember = { id: string; name: string; email: string; role: Role; active: boolean };
