import type { SectionKind } from '#lib/articles/model.ts';
import type { Action } from '#lib/audit/model.ts';
import type { SectionText } from '#lib/sections/text.ts';

/** A section, for the pages of its history. */
export type HistorySection = {
  id: string;
  articleId: string;
  article: string;
  kind: SectionKind;
  removed: boolean;
  /** Of its newest revision. */
  heading: string;
  newest: { id: string; number: number };
};

/** One revision in the list of all; its text is read where it is looked at. */
export type RevisionEntry = {
  id: string;
  number: number;
  heading: string;
  note: string;
  author: string;
  /** Whose wording was taken over, or null. */
  proposedBy: string | null;
  at: Date;
  signedBy: string | null;
  /** The section from which words were moved here, or null. */
  takenFrom: { sectionId: string; heading: string } | null;
  /** The numbers of the published versions that have it. */
  published: number[];
};

export type RevisionText = {
  id: string;
  number: number;
  heading: string;
  body: string;
  author: string;
  at: Date;
  note: string;
};

/** A sentence of a revision, and where it came from. */
export type BlamedSentence = {
  text: string;
  /** The first revision that had it, since when it has stood; of another section when it was moved here. */
  origin: { sectionId: string; number: number; author: string; at: Date };
  /** The first version in which readers saw it, or null. */
  published: number | null;
};

/** One line of what became of an article. */
export type ArticleChange = {
  seq: number;
  at: Date;
  actor: string;
  action: Action;
  section: { id: string; heading: string; kind: SectionKind } | null;
  detail: Record<string, unknown>;
};

/** The events that changed how an article is arranged. */
export const outlineActions = [
  'edition.imported',
  'section.added',
  'section.removed',
  'section.restored',
  'section.moved',
  'section.split',
  'section.joined',
  'outline.restored',
] as const satisfies Action[];

/** A section of an article as it was at a moment: its place is that in the list. */
export type MomentSection = {
  sectionId: string;
  kind: SectionKind;
  depth: number;
  numbered: boolean;
  /** Its revision of then. */
  number: number;
  heading: string;
  body: string;
  tags: string[];
};

/** An article as it was after one of its events; `sections` is null where its outline of then was not kept. */
export type Moment = {
  seq: number;
  at: Date;
  actor: string;
  action: Action;
  sections: MomentSection[] | null;
};

/** The events that changed what an article says, its order, its tags or what readers see of it. */
export const articleActions = [
  'article.imported',
  'edition.imported',
  'section.added',
  'section.revised',
  'section.removed',
  'section.restored',
  'section.moved',
  'section.split',
  'section.joined',
  'outline.restored',
  'section.tagged',
  'section.untagged',
  'version.published',
  'article.unpublished',
  'article.retracted',
  'article.readdressed',
] as const satisfies Action[];

/** The visible text of a revision in sentences, a heading being one; white space around them belongs to none. */
export function sentencesOf({ text, blocks }: SectionText): string[] {
  const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
  return blocks.flatMap(({ start, end }) =>
    [...sentences.segment(text.slice(start, end))].map(({ segment }) => segment.trim()).filter(Boolean),
  );
}
