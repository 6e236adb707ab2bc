import { readdirSync, readFileSync } from 'node:fs';
import { outlineNumbers } from '#lib/articles/outline.ts';
import type { Draft } from './model.ts';
import { RICH_PASTE, readSource } from './read.ts';

/** A document with what an editor would make of it. */
export type Fixture = {
  file: string;
  name: string;
  source: string;
  /** Title, dek, sections and FAQs by depth with their bodies (¶ parts blocks, / lines), what is set aside and why, notes. */
  outline: string;
};

/** The documents in fixtures/: text and Markdown in `.txt`, web pages and what was pasted with its formatting in `.html.txt`. */
export function readFixtures(): Fixture[] {
  const folder = new URL('fixtures/', import.meta.url);
  return readdirSync(folder).flatMap((file) =>
    readFileSync(new URL(file, folder), 'utf8')
      .split(/^#{8} /m)
      .slice(1)
      .map((text) => {
        const end = text.indexOf('\n');
        const [source, outline] = text.slice(end + 1).split('======== outline\n') as [string, string];
        return { file, name: text.slice(0, end), source, outline };
      }),
  );
}

/** What the importer makes of a document: a page is a file of its own, other HTML is a piece that was pasted. */
export function readFixture({ file, source }: Fixture): Draft {
  const isPiece = file.endsWith('.html.txt') && !/^\s*<(?:!doctype|html)\b/i.test(source);
  const name = isPiece ? RICH_PASTE : file;
  const reading = readSource({ bytes: new TextEncoder().encode(source), name });
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading.draft;
}

/** A draft in the words of a fixture's outline. */
export function written(draft: Draft): string {
  const labels = outlineNumbers(draft.items);
  const lines = [`title: ${draft.title}`];
  if (draft.dek) lines.push(`dek: ${draft.dek}`);
  for (const [i, item] of draft.items.entries()) {
    const name = [labels[i], item.kind === 'faq' ? 'FAQ' : null, item.heading || '(no heading)'];
    const body = item.body ? ` => ${onOneLine(item.body)}` : '';
    lines.push('  '.repeat(item.depth - 1) + name.filter(Boolean).join(' ') + body);
  }
  for (const { reason, text } of draft.setAside)
    lines.push(`aside [${reason}] ${text.replaceAll('\n', ' / ')}`);
  for (const note of draft.notes) lines.push(`note: ${note}`);
  return `${lines.join('\n')}\n`;
}

function onOneLine(body: string): string {
  return body.replaceAll('\n\n', ' ¶ ').replaceAll('\n', ' / ');
}
