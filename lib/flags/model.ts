import type { FlagKind, Severity } from '#lib/detector/model.ts';
import type { Check, ClaimType } from './claim-types.ts';

export type { FlagKind };
export const flagKinds = ['promotional', 'unverifiable'] as const satisfies FlagKind[];

/** Suggested by a rule and not looked at yet; open; or what the verdict says that holds for the exact words. */
export type FlagState = 'suggested' | 'open' | 'verified' | 'rewrite' | 'dismissed';

/** How grave a flag is, in words for whoever raises it. Whatever it is, it blocks once somebody stands behind it. */
export const severityNames: Record<Severity, string> = {
  must: 'Grave: readers would be misled',
  should: 'Middling: it wants a source',
  consider: 'Slight: worth a look',
};

export const verdictKinds = ['verified', 'rewrite', 'dismissed'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

export const stateNames: Record<FlagState, string> = {
  suggested: 'Suggested',
  open: 'Open',
  verified: 'Verified',
  rewrite: 'Must be rewritten',
  dismissed: 'Dismissed',
};

/** Categories that a person can give a flag, by kind; the detector's own rules add finer ones. */
export const categories: Record<FlagKind, { value: string; name: string }[]> = {
  promotional: [
    { value: 'self-promotion', name: 'Self-promotion' },
    { value: 'call-to-action', name: 'Call to action' },
    { value: 'puffery', name: 'Puffery' },
    { value: 'superlative', name: 'Superlative or absolute' },
  ],
  unverifiable: [
    { value: 'speculation', name: 'Speculation' },
    { value: 'vague-attribution', name: 'Vague attribution' },
    { value: 'unsourced-figure', name: 'Figure without a source' },
    { value: 'causal', name: 'Cause or effect without a source' },
    { value: 'prediction', name: 'Prediction' },
    { value: 'undated', name: 'Undated' },
    { value: 'prescription', name: "Prescription in the article's own voice" },
  ],
};

/** Does a flag in this state keep its section from readers? The database says the same: `revision_blockers`. */
export function blocks(state: FlagState, severity: string): boolean {
  return state === 'open' || state === 'rewrite' || (state === 'suggested' && severity === 'must');
}

/** The longest span that one flag may mark, in UTF-16 code units: a long paragraph. */
export const maxQuoteLength = 2000;

/** A flag in the queue, with as much of the text as it takes to judge it. */
export type QueuedFlag = {
  id: string;
  articleId: string;
  article: string;
  sectionId: string;
  section: string;
  revisionId: string;
  kind: FlagKind;
  category: string;
  /** What the claim says, as whoever raised it chose or its words suggest. */
  claimType: ClaimType;
  severity: Severity;
  state: FlagState;
  reason: string;
  raisedBy: string | null;
  raisedAt: Date;
  quote: string;
  before: string;
  after: string;
  /** What the fact-checker asked for who wants it rewritten. */
  demand: string | null;
  /** The wording that the same fact-checker would accept, with the verdict that holds; null when none is proposed. */
  proposal: { verdictId: string; text: string } | null;
  /** Who is to answer it, and by which day (year-month-day). */
  assigned: { staffId: string; name: string; dueOn: string | null } | null;
  /** A source of the verdict that holds was to be looked at again by this day, which has passed; null otherwise. */
  recheckDue: string | null;
  /** When its article is to be published, if that is settled. */
  publishAt: Date | null;
  /** Why the person asking may not settle it, or null when they may. */
  notMine: string | null;
};

/**
 * Whose flags a queue shows: everybody's; those that wait for people like the person asking, which is who settles them or,
 * where words have to change, who writes; those given to the person asking; or those that nobody has.
 */
export const queueViews = ['all', 'desk', 'mine', 'free'] as const;
export type QueueView = (typeof queueViews)[number];

/**
 * What stands first in a queue: what is due first, by its own day or its article’s publication; what weighs most; what
 * was raised first; or the articles by title, each in the order of its text.
 */
export const queueOrders = ['due', 'severity', 'age', 'article'] as const;
export type QueueOrder = (typeof queueOrders)[number];

/** A flag on the same claim elsewhere. */
export type LikeFlag = QueuedFlag & { likeness: 'same' | 'alike' };

/** An earlier verdict on the same claim elsewhere. */
export type LikeVerdict = {
  id: string;
  flagId: string;
  kind: VerdictKind;
  reason: string;
  quote: string;
  by: string;
  at: Date;
  article: string;
  sources: { url: string; title: string }[];
};

/** A verdict on another claim of the same article, as it holds there now. */
export type OtherVerdict = {
  flagId: string;
  kind: VerdictKind;
  quote: string;
  reason: string;
  section: string;
  by: string;
  at: Date;
};

/** Where else a flag's claim stands: flagged, answered before, or in the same article without a flag. */
export type Elsewhere = {
  flags: LikeFlag[];
  verdicts: LikeVerdict[];
  unflagged: { sectionId: string; section: string }[];
};

/**
 * A line of the queue: how many like claims wait with it, and what was said of the same words before. Lines of one `claim`
 * say the same in the very words.
 */
export type QueueEntry = QueuedFlag & {
  claim: string | null;
  alike: number;
  answeredBefore: VerdictKind | null;
};

/** What fact-checking waits for: revisions of one article without a sign-off. */
export type UnsignedArticle = { articleId: string; article: string; unsigned: number; openFlags: number };

export type GivenVerdictLine = {
  id: string;
  kind: VerdictKind;
  reason: string;
  by: string;
  at: Date;
  quote: string;
  claimType: ClaimType | null;
  /** The checklist of that type, with what was looked at; empty for a verdict without a type. */
  checks: (Check & { done: boolean })[];
  /** The wording that was proposed, or an empty text. */
  proposal: string;
  /** Does it hold for the words as they stand now? */
  holds: boolean;
  evidence: {
    url: string;
    title: string;
    publisher: string;
    publishedOn: string | null;
    passage: string;
    lookedAt: Date;
    recheckOn: string | null;
  }[];
};

/** A flag with its whole story. */
export type FlagStory = QueuedFlag & {
  /** The words as they were when the flag was raised. */
  originalQuote: string;
  /** All of its section that stands before the words, and after them. */
  around: { before: string; after: string };
  verdicts: GivenVerdictLine[];
};
