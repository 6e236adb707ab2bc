import { bodyTree } from './markdown.ts';
import type { MergedRevision } from './merge.ts';
import { placeText, type SectionText } from './text.ts';

/** A revision's text as the database holds it. */
export type StoredRevision = { id: string; sectionId: string; heading: string; body: string };

/** A revision's text together with what a reader sees of it. */
export type ReadRevision = StoredRevision & { visible: SectionText };

export function readRevision({ id, sectionId, heading, body }: StoredRevision): ReadRevision {
  return { id, sectionId, heading, body, visible: placeText(heading, bodyTree(body)).visible };
}

/** What an author gets who saved on top of an older revision: both texts, and what merging them gives. */
export type Conflict = {
  newest: { id: string; number: number; author: string; heading: string; body: string };
  mine: { heading: string; body: string };
  merged: MergedRevision;
};
