/** An article as it is exported: the desk's draft, without what is in the bin. */
export type ExportedArticle = {
  slug: string;
  title: string;
  dek: string;
  /** Those of the article itself. */
  tags: string[];
  sections: ExportedSection[];
};

/** A section or FAQ, in the order of the outline; its number follows from that, see lib/articles/outline.ts. */
export type ExportedSection = {
  kind: 'section' | 'faq';
  depth: number;
  numbered: boolean;
  heading: string;
  body: string;
  tags: string[];
};

/** By what a file says that it is an article exported from here, and how it is to be read. */
export const FORM = 'article/1';

export const formats = ['md', 'html', 'json'] as const;
export type Format = (typeof formats)[number];

export const formatNames: Record<Format, string> = {
  md: 'Markdown with front matter',
  html: 'HTML',
  json: 'JSON',
};

export const mediaTypes: Record<Format, string> = {
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
};
