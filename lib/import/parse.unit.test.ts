import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { outlineNumbers } from '#lib/articles/outline.ts';
import { lostWords } from './lossless.ts';
import type { Draft } from './model.ts';
import { parse } from './parse.ts';

/*
 * Each file in fixtures/ holds documents, each with what an editor would make of it: title, dek, sections and FAQs by
 * depth with their bodies (¶ parts blocks, / lines), what is set aside and why, and what is noted.
 */
const folder = new URL('fixtures/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe.each(files)('%s', (file) => {
  const cases = readFileSync(new URL(file, folder), 'utf8')
    .split(/^#{8} /m)
    .slice(1);
  test.each(cases.map((text) => [text.slice(0, text.indexOf('\n')), text]))('%s', (_, text) => {
    const [source, outline] = text.slice(text.indexOf('\n') + 1).split('======== outline\n') as [
      string,
      string,
    ];
    const draft = read(source);
    expect(written(draft)).toBe(outline);
    expect(lostWords(source, draft)).toEqual([]);
  });
});

test('the documents are at least fifty', () => {
  const documents = files.flatMap(
    (file) => readFileSync(new URL(file, folder), 'utf8').match(/^#{8} /gm) ?? [],
  );
  expect(documents.length).toBeGreaterThanOrEqual(50);
});

function read(source: string): Draft {
  const parsed = parse(source);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.draft;
}

function written(draft: Draft): string {
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
