import { toHtml } from './html.ts';
import { toJson } from './json.ts';
import { toMarkdown } from './markdown.ts';
import type { ExportedArticle, Format } from './model.ts';

/** A file of an export. */
export type ExportedFile = { name: string; text: string };

const writers: Record<Format, (article: ExportedArticle) => string> = {
  ...{ md: toMarkdown, html: toHtml, json: toJson },
};

/** The file that an article is exported as; its name is the article's address, which no other article has. */
export function fileOf(article: ExportedArticle, format: Format): ExportedFile {
  return { name: `${article.slug}.${format}`, text: writers[format](article) };
}
