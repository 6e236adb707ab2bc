import { z } from 'zod';
import { outlineNumbers } from '#lib/articles/outline.ts';
import { type ExportedArticle, FORM } from './model.ts';

/** Characters that a reader of text may take for the end of a line or leave out. */
const ODD = /[\x7f-\x9f\u2028\u2029\ufeff]/g;

/** An article as JSON. `number` is what the outline shows, for those who do not count themselves; it is not read back. */
export function toJson({ sections, ...article }: ExportedArticle): string {
  const labels = outlineNumbers(sections);
  const numbered = sections.map(({ kind, ...section }, i) => ({ kind, number: labels[i], ...section }));
  const json = JSON.stringify({ galley: FORM, ...article, sections: numbered }, null, 2);
  return `${json.replace(ODD, (odd) => `\\u${odd.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

const line = z.string().transform((text) => text.replace(/\s+/g, ' ').trim());
const exported = z.object({
  galley: z.literal(FORM),
  slug: z.string().default(''),
  title: line,
  dek: z.string().default(''),
  tags: z.array(z.string()).default([]),
  sections: z.array(
    z.object({
      kind: z.enum(['section', 'faq']),
      depth: z.int().min(1).max(5),
      numbered: z.boolean().default(false),
      heading: line,
      body: z.string(),
      tags: z.array(z.string()).default([]),
    }),
  ),
});

/** Reads an article that `toJson` wrote; undefined when the text is anything else. */
export function fromJson(text: string): ExportedArticle | undefined {
  if (!/^\s*\{/.test(text) || !text.includes('"galley"')) return undefined;
  try {
    const { galley: _, ...article } = exported.parse(JSON.parse(text));
    return article;
  } catch {
    return undefined;
  }
}
