/** A reader's report as the desk sees it. */
export type Report = {
  id: string;
  articleId: string;
  article: string;
  /** The number of the version that the reader had on screen. */
  version: number;
  section: { id: string; heading: string } | null;
  quote: string;
  message: string;
  /** Empty when the reader gave none, and once the report is settled. */
  email: string;
  at: Date;
  /** The flag that it became, if its words stood in the newest text. */
  flagId: string | null;
  settled: { by: string; at: Date; note: string } | null;
};
