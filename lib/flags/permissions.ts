import { type Refusal, refuse } from '#lib/refusal.ts';
import type { Actor, Role } from '#lib/staff/model.ts';

/** What somebody has to do with what they act on. */
export const relations = ['nothing', 'raiser', 'author', 'proposer'] as const;

/**
 * `raiser` raised the flag, and its words stand as they did; `author` wrote the words, of the flag or, for a sign-off,
 * anything in the text that no other fact-checker has signed off since; `proposer` proposed the words that an editor
 * took over.
 */
export type Relation = (typeof relations)[number];

/** Why somebody may not, in words for them. */
const reasons = {
  checkersSettle: 'Only a fact-checker gives verdicts.',
  checkersShare: 'Fact-checkers share out the flags among themselves.',
  checkersSignOff: 'Only a fact-checker signs off.',
  checkersWithdraw: 'Only a fact-checker withdraws a sign-off.',
  checkersSendBack: 'Only a fact-checker sends a text back.',
  ownFlag: 'You raised this flag. Until its words change, somebody else has to clear it.',
  ownWords: 'You wrote these words, so somebody else has to settle what was flagged in them.',
  ownText: 'You wrote part of this text, so somebody else has to sign it off.',
  editorsRevise: 'Only editors revise the text. Raise a flag to say what should change.',
  editorsPublish: 'Only editors publish.',
  adminOverrides: 'Only the managing editor publishes over open flags.',
} as const;

type Cell = 'yes' | keyof typeof reasons;
type Row = Record<Relation, Cell>;

const row = (nothing: Cell, raiser: Cell, author: Cell, proposer: Cell): Row => ({
  ...{ nothing, raiser, author, proposer },
});
const always = row('yes', 'yes', 'yes', 'yes');
const never = (why: keyof typeof reasons) => row(why, why, why, why);

/** A verdict that clears: not on one's own words, and not on one's own flag, not even when its author agrees. */
const clearing = row('yes', 'ownFlag', 'ownWords', 'ownWords');
/** A verdict that goes on blocking: whoever doubted the words may insist. */
const insisting = row('yes', 'yes', 'ownWords', 'ownWords');
const reading = row('yes', 'yes', 'ownText', 'ownText');

/**
 * Who may do what in fact-checking, by role and by what they have to do with it: the one table, which every policy here
 * asks, and of which e2e/permissions.spec.ts tries each cell. PostgreSQL holds the same of the words themselves
 * (`keep_verdict_independent`, `keep_sign_off_independent`, `keep_gate_override`).
 *
 * Nobody clears a flag that they raised, however mistaken it was and whoever agrees: the author's side gains by it, so
 * its word counts for nothing, and another fact-checker's dismissal costs a minute.
 */
export const permissions = {
  raise: { editor: always, fact_checker: always, admin: always },
  confirm: { editor: always, fact_checker: always, admin: always },
  discuss: { editor: always, fact_checker: always, admin: always },
  assign: { editor: never('checkersShare'), fact_checker: always, admin: always },
  verify: { editor: never('checkersSettle'), fact_checker: clearing, admin: clearing },
  dismiss: { editor: never('checkersSettle'), fact_checker: clearing, admin: clearing },
  demandRewrite: { editor: never('checkersSettle'), fact_checker: insisting, admin: insisting },
  revise: { editor: always, fact_checker: never('editorsRevise'), admin: always },
  acceptWording: { editor: always, fact_checker: never('editorsRevise'), admin: always },
  signOff: { editor: never('checkersSignOff'), fact_checker: reading, admin: reading },
  withdrawSignOff: { editor: never('checkersWithdraw'), fact_checker: always, admin: always },
  sendBack: { editor: never('checkersSendBack'), fact_checker: always, admin: always },
  publish: { editor: always, fact_checker: never('editorsPublish'), admin: always },
  override: { editor: never('adminOverrides'), fact_checker: never('editorsPublish'), admin: always },
} satisfies Record<string, Record<Role, Row>>;

export type CheckedAction = keyof typeof permissions;
export const checkedActions = Object.keys(permissions) as CheckedAction[];

/** Why somebody of this role may not do this, in words for them, or null when they may. */
export function whyNot(role: Role, action: CheckedAction, ...related: Relation[]): string | null {
  const cells = (['nothing', ...related] as const).map((relation) => permissions[action][role][relation]);
  const no = cells.find((cell) => cell !== 'yes');
  return no ? reasons[no] : null;
}

export const may = (actor: Actor, action: CheckedAction) => whyNot(actor.role, action) === null;

/** The refusal of a command that this person may not give, or null when they may. */
export function notAllowed(actor: Actor, action: CheckedAction, ...related: Relation[]): Refusal | null {
  const why = whyNot(actor.role, action, ...related);
  return why === null ? null : refuse('not-allowed', why);
}

/** What a verdict of each kind is in the table. */
export const verdictActions = {
  verified: 'verify',
  rewrite: 'demandRewrite',
  dismissed: 'dismiss',
} as const satisfies Record<string, CheckedAction>;
