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
