import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lostWords } from './lossless.ts';
import { parse } from './parse.ts';
import { documents } from './test-documents.ts';

/** The words of a source that its draft lacks; a source that is refused loses nothing. */
function lost(source: string): string[] {
  const parsed = parse(source);
  return parsed.ok ? lostWords(source, parsed.draft) : [];
}

test('a draft that lacks a word is found out', () => {
  const source = '# Title\n\nSome words of text.\n\n## One\n\nMore of them.\n';
  const parsed = parse(source);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const items = parsed.draft.items.map((item) => ({ ...item, body: item.body.replace('More', '') }));
  expect(lostWords(source, { ...parsed.draft, items })).toContain('More');
  expect(lostWords(source, { ...parsed.draft, dek: '' })).toContain('Some');
  expect(lostWords(source, { ...parsed.draft, title: '' })).toContain('Title');
});

test('no word of any document is lost', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(documents, (source) => {
      expect(lost(source)).toEqual([]);
    }),
    { numRuns: 1_500, seed: 3 },
  );
});

test('no word of any characters is lost', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (source) => {
      expect(lost(source)).toEqual([]);
    }),
    { numRuns: 500, seed: 3 },
  );
});

const commonmark = '../shared/import/commonmark/commonmark-0.31.json';
test.skipIf(!present(commonmark))(
  'no word of the examples of CommonMark is lost',
  { timeout: 60_000 },
  () => {
    const examples: { markdown: string; example: number }[] = JSON.parse(readFileSync(commonmark, 'utf8'));
    const failed = examples.flatMap(({ markdown, example }) =>
      // Alone, and as Markdown beyond doubt.
      [markdown, `# Title\n\n## Part\n\n${markdown}`].flatMap((source) => {
        const words = lost(source);
        return words.length ? [{ example, words, source }] : [];
      }),
    );
    expect(failed).toEqual([]);
  },
);

const pages = '../shared/import/article-pages/ground-truth.json';
test.skipIf(!present(pages))('no word of real articles is lost', { timeout: 60_000 }, () => {
  const truth: Record<string, { articleBody: string }> = JSON.parse(readFileSync(pages, 'utf8'));
  const failed = Object.entries(truth).flatMap(([page, { articleBody }]) => {
    const words = lost(articleBody);
    return words.length ? [{ page, words }] : [];
  });
  expect(failed).toEqual([]);
});

function present(file: string): boolean {
  if (!existsSync(file)) console.log(`${file} is not there: its test is left out.`);
  return existsSync(file);
}
