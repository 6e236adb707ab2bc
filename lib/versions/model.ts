import type { SectionKind } from '#lib/articles/model.ts';

/** One thing that keeps an article from readers, and where to settle it. */
export type Blocker =
  | { blocker: 'unsigned'; sectionId: string; section: string; author: string }
  | {
      blocker: 'open' | 'rewrite' | 'suggested';
      sectionId: string;
      section: string;
      flagId: string;
      quote: string;
    };

/** What stands in the way, in words for the gate's list. */
export const blockerNames: Record<Blocker['blocker'], string> = {
  unsigned: 'Not signed off',
  open: 'Open flag',
  rewrite: 'Has to be rewritten',
  suggested: 'Suggested flag that nobody has answered',
};

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
};

/** A claim of a published version that a fact-checker verified. */
export type PublishedClaim = {
  verdictId: string;
  sectionId: string;
  quote: string;
  checkedAt: Date;
  sources: Source[];
};

/** A published version with everything that its page shows. */
export type PublishedArticle = {
  slug: string;
  title: string;
  dek: string;
  number: number;
  publishedAt: Date;
  firstPublishedAt: Date;
  checkedAt: Date;
  sections: PublishedSection[];
  claims: PublishedClaim[];
};
