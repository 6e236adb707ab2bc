import type { PublishedArticle } from '#lib/versions/model.ts';

/** For how many days a link may be good. */
export const previewDays = [1, 7, 30] as const;

/** A link that is good now. The address itself is known only to those who were given it. */
export type Preview = { id: string; by: string; at: Date; expiresAt: Date };

/** What somebody with a link sees: the version as it would be if the article were published now, or at its time. */
export type Previewed = {
  article: PublishedArticle;
  /** How many things stand in the way of publishing it. */
  inTheWay: number;
  expiresAt: Date;
};
