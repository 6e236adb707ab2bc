import type { Severity } from '#lib/detector/model.ts';
import type { FlagKind, FlagState } from '#lib/flags/model.ts';

export type SectionKind = 'head' | 'section' | 'faq';

/** An article in the desk's list. */
export type ArticleSummary = {
  id: string;
  slug: string;
  title: string;
  updatedAt: Date;
  updatedBy: string;
  sections: number;
  faqs: number;
  unsigned: number;
  blockingFlags: number;
  openFlags: number;
  suggestions: number;
  published: { number: number; at: Date; current: boolean } | null;
  /** When it is to be published by itself. */
  scheduledAt: Date | null;
  tags: string[];
};

export const articleStates = {
  draft: 'Never published',
  current: 'Published as it is',
  changed: 'Changed since published',
  scheduled: 'Scheduled',
  withdrawn: 'Withdrawn',
  ready: 'Ready to publish',
} as const;

export const articleFlags = {
  blocking: 'Flags in the way',
  open: 'Open flags',
  suggested: 'Suggestions',
  none: 'No open flags',
} as const;

export const articleSorts = {
  revised: 'Last revised',
  created: 'Newest',
  title: 'Title',
  flags: 'Most flags in the way',
} as const;

/** Which articles of the desk's list are shown, and in which order. */
export type ArticleFilter = {
  /** What their titles contain, in any case. */
  titled?: string;
  state?: keyof typeof articleStates;
  /** On the article or anywhere in it. */
  tag?: string;
  /** Who wrote a revision of anything in it. */
  personId?: string;
  flags?: keyof typeof articleFlags;
  /** When it was revised last: whole days in UTC, as year-month-day, the last one included. */
  from?: string;
  to?: string;
  sort?: keyof typeof articleSorts;
};

/** A filter that somebody keeps under a name: what stands in the address of the list. */
export type SavedView = { id: string; name: string; query: string };

/** A flag where it stands in the newest revision of its section. */
export type PlacedFlag = {
  id: string;
  kind: FlagKind;
  category: string;
  severity: Severity;
  state: FlagState;
  reason: string;
  raisedBy: string | null;
  quote: string;
  start: number;
  end: number;
};

/** A section as the desk shows it: its newest revision and what stands on it. */
export type DeskSection = {
  id: string;
  kind: SectionKind;
  depth: number;
  numbered: boolean;
  label: string | null;
  heading: string;
  body: string;
  revision: { id: string; number: number; author: string; authorId: string; at: Date; note: string };
  signOff: { by: string; at: Date } | null;
  /** What a fact-checker asked for who sent this revision back; null when nobody did. */
  sentBack: { by: string; at: Date; note: string } | null;
  tags: string[];
  flags: PlacedFlag[];
  removed: boolean;
};

export type DeskArticle = {
  id: string;
  slug: string;
  title: string;
  sections: DeskSection[];
  removed: DeskSection[];
  published: { number: number; at: Date; current: boolean } | null;
};

/** What a section is called in lists and links: its number and heading, or what it is when it has no heading. */
export function sectionName(section: { kind: SectionKind; label: string | null; heading: string }): string {
  if (section.kind === 'head') return 'Title and dek';
  if (!section.heading) return 'Section without a heading';
  return section.label ? `${section.label} ${section.heading}` : section.heading;
}
