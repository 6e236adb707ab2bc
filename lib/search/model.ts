import type { SectionKind } from '#lib/articles/model.ts';

/** An article that answers a search, and its passage that answers best. */
export type Found = {
  slug: string;
  title: string;
  publishedAt: Date;
  /** The headings of its sections, in order, and which of them the passage stands under; -1 for title and dek. */
  headings: string[];
  section: number;
  /** The words around what was found; what was found stands between `startOfHit` and `endOfHit`. */
  passage: string;
};

/** An article of the desk that answers a search, and the section that answers best. */
export type FoundDraft = {
  articleId: string;
  title: string;
  sectionId: string;
  kind: SectionKind;
  heading: string;
  /** As in `Found`. */
  passage: string;
};

export type SearchResult = {
  found: Found[];
  /** What was searched for instead, when the words as they were typed stand nowhere. */
  corrected: string | null;
};

/** Where to search: among the articles with a tag, and among those first published in a year (UTC). */
export type SearchFilter = { tag?: string; year?: number };

/** Two characters that no text has a use for. */
export const [startOfHit, endOfHit] = ['\u0002', '\u0003'];

/** A passage in stretches, of which some are what was found. */
export function partsOf(passage: string): { text: string; hit: boolean }[] {
  const [before = '', ...hits] = passage.split(startOfHit);
  const parts = [{ text: before, hit: false }];
  for (const piece of hits) {
    const [text = '', after = ''] = piece.split(endOfHit);
    parts.push({ text, hit: true }, { text: after, hit: false });
  }
  return parts.filter(({ text }) => text !== '');
}

const mostWords = 10;

/** The words of what somebody typed, in small letters; punctuation has no meaning here. */
export function wordsOf(typed: string): string[] {
  const words =
    typed
      .slice(0, 200)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].slice(0, mostWords);
}
