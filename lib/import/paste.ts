import type { RootContent } from 'mdast';
import { type Answer, refuse } from '#lib/refusal.ts';
import { tooIntricate } from '#lib/sections/intricacy.ts';
import { nodeOf } from './blocks.ts';
import { writeBody } from './body.ts';
import { readPage } from './html.ts';

/** The most characters of HTML from the clipboard: what Word puts around a page of text has some 100,000. */
export const MAX_PASTED = 5_000_000;

/**
 * What was pasted into a section, from a word processor or a web page, as Markdown: its words, headings, lists, tables,
 * links and emphasis, and nothing of what the other program says of their looks.
 */
export function pastedMarkdown(html: string): Answer<{ markdown: string }> {
  const page = readPage(html, true);
  if (!page) return refuse('invalid', 'This is too intricate to be pasted with its formatting.');
  const nodes = page.blocks.map(({ block }): RootContent => {
    if (block.kind !== 'heading') return nodeOf(block);
    return { type: 'heading', depth: 2, children: [{ type: 'text', value: block.text }] };
  });
  const markdown = writeBody(nodes);
  const intricate = tooIntricate(markdown);
  return intricate ? refuse('invalid', intricate) : { ok: true, markdown };
}
