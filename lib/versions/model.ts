import type { SectionKind } from '#lib/articles/model.ts';
import type { Role } from '#lib/staff/model.ts';

/** One thing that keeps an article from readers, and where to settle it. */
export type Blocker =
  | { blocker: 'unsigned'; sectionId: string; section: string; author: string }
  | {
      blocker: 'open' | 'rewrite' | 'suggested';
      sectionId: string;
      section: string;
      flagId: string;
      quote: string;
      /** Who was asked to answer it and can, or null. */
      assignee: string | null;
    };

/** What stands in the way, in words for the gate's list. */
export const blockerNames: Record<Blocker['blocker'], string> = {
  unsigned: 'Not signed off',
  open: 'Open flag',
  rewrite: 'Has to be rewritten',
  suggested: 'Suggested flag that nobody has answered',
};

/** Who holds what stands in the way, and how many things each: people by name, whoever has most first. */
export function holders(blockers: Blocker[]): { who: string; things: number }[] {
  const things = new Map<string, number>();
  for (const blocker of blockers) {
    const anybody = blocker.blocker === 'rewrite' ? 'an editor' : 'a fact-checker';
    const who = blocker.blocker === 'unsigned' ? anybody : (blocker.assignee ?? anybody);
    things.set(who, (things.get(who) ?? 0) + 1);
  }
  return [...things]
    .map(([who, count]) => ({ who, things: count }))
    .sort((a, b) => b.things - a.things || a.who.localeCompare(b.who));
}

/** A section of a published version, as readers get it. */
export type PublishedSection = {
  sectionId: string;
  kind: SectionKind;
  depth: number;
  numbered: boolean;
  heading: string;
  body: string;
};

/** A source that stands behind a verified claim. */
export type Source = {
  url: string;
  title: string;
  publisher: string;
  publishedOn: string | null;
  passage: string;
  lookedAt: string;
  /** When it is to be looked at again, or null. */
  recheckOn: string | null;
  /** That day has come. */
  overdue: boolean;
};

/** A claim of a published version that a fact-checker verified. */
export type PublishedClaim = {
  verdictId: string;
  sectionId: string;
  quote: string;
  /** Where the words stand in the section's visible text (lib/sections/text.ts). */
  start: number;
  end: number;
  checkedAt: Date;
  sources: Source[];
};

/** A version that readers have seen; `correction` is its public note. */
export type SeenVersion = { number: number; publishedAt: Date; correction: string | null };

export type WithdrawalKind = 'unpublished' | 'retracted';

/** What stands at the address of an article that readers no longer see. Only a retraction gives its reason. */
export type Notice = { slug: string; kind: WithdrawalKind; withdrawnAt: Date; reason: string | null };

/** A correction or retraction in the list of all. */
export type Amendment = {
  slug: string;
  at: Date;
  note: string;
  /** Null for a retraction, of which nothing but the notice is left. */
  corrected: { title: string; number: number } | null;
};

/** An article on the same matter as another. */
export type Related = { slug: string; title: string };

/** A tag on what readers see. */
export type PublishedTag = { name: string; articles: number };

/** An article with a tag, and the headings of the sections that have it; none for title and dek. */
export type Tagged = { slug: string; title: string; publishedAt: Date; headings: string[]; tagged: number[] };

/** A published article in a list; `at` is its place in the order, as PostgreSQL writes it. */
export type ListedArticle = {
  id: string;
  slug: string;
  title: string;
  dek: string;
  number: number;
  tags: string[];
  publishedAt: Date;
  firstPublishedAt: Date;
  checkedAt: Date;
  at: string;
};

/** How an article stands with readers, as the desk sees it. */
export type Standing = {
  versions: SeenVersion[];
  withdrawal: { kind: WithdrawalKind; reason: string; by: string; at: Date } | null;
};

/** A published version with everything that its page shows. */
export type PublishedArticle = {
  id: string;
  slug: string;
  title: string;
  dek: string;
  number: number;
  newest: boolean;
  /** Every version that readers may look up, the newest first. */
  versions: SeenVersion[];
  publishedAt: Date;
  firstPublishedAt: Date;
  checkedAt: Date;
  /** The role of each person who signed a part of it off. */
  checkedBy: Role[];
  /** Who they are, where the site's settings let readers know. */
  checkers?: { name: string; role: Role }[];
  /** The tags of its sections, each once. */
  tags: string[];
  /** Articles on the same matter, where they were asked for. */
  related?: Related[];
  /** The section of title and dek, to which claims in them belong. */
  headId: string;
  sections: PublishedSection[];
  claims: PublishedClaim[];
  /** How many claims nobody had answered for when it went out all the same, and why it did; null as a rule. */
  underReview: { claims: number; reason: string } | null;
};
