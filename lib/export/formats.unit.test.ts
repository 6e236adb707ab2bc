import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settle } from '#lib/import/body.ts';
import { cleanText } from '#lib/import/decode.ts';
import type { Draft } from '#lib/import/model.ts';
import { parse } from '#lib/import/parse.ts';
import { readSource } from '#lib/import/read.ts';
import { documents } from '#lib/import/test-documents.ts';
import { fromHtml, toHtml } from './html.ts';
import { fromJson, toJson } from './json.ts';
import { fromMarkdown, toMarkdown } from './markdown.ts';
import { type ExportedArticle, type Format, formats } from './model.ts';

const writers: Record<Format, (article: ExportedArticle) => string> = {
  ...{ md: toMarkdown, html: toHtml, json: toJson },
};

/** What an import makes of the file that an export of the article is. */
function again(article: ExportedArticle, format: Format) {
  const bytes = new TextEncoder().encode(writers[format](article));
  const reading = readSource({ bytes, name: `article.${format}` });
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading;
}

/** The parts of an article that an import keeps. */
function kept({ title, dek, tags = [], items }: Draft) {
  const sections = items.map(({ kind, depth, numbered, heading, body, tags: own = [] }) => ({
    ...{ kind, depth, numbered, heading, body, tags: own },
  }));
  return { title, dek, tags, sections };
}

function expectIdentity({ slug, ...article }: ExportedArticle) {
  for (const format of formats) {
    const { draft } = again({ slug, ...article }, format);
    expect(kept(draft), format).toEqual(article);
    expect(draft.setAside).toEqual([]);
  }
}

const article: ExportedArticle = {
  ...{ slug: 'the-dam', title: 'The Dam: “Why?”', dek: 'Its *story*.', tags: ['dams', 'süd'] },
  sections: [
    {
      kind: 'section',
      depth: 1,
      numbered: true,
      heading: 'Before',
      body: 'Floods.[^1]\n\n[^1]: Many.',
      tags: ['a>b', ']'],
    },
    { kind: 'section', depth: 2, numbered: true, heading: '1. A plan & <more>', body: '', tags: [] },
    {
      kind: 'section',
      depth: 1,
      numbered: false,
      heading: '',
      body: '## A heading in a body\n\nText.',
      tags: [],
    },
    {
      kind: 'faq',
      depth: 1,
      numbered: false,
      heading: 'Who paid?',
      body: '| A | B |\n| - | - |\n| 1 | 2 |',
      tags: [],
    },
  ],
};

describe('exporting and importing again is the identity', () => {
  test('for an article with everything in it', () => expectIdentity(article));

  test('for an article that speaks of the format itself', () => {
    const body = '```html\n<!-- galley section 1 -->\n\n---\n```';
    const sections = [
      {
        kind: 'section' as const,
        depth: 1,
        numbered: false,
        heading: '<!-- galley faq 1 -->',
        body,
        tags: ['-->'],
      },
    ];
    expectIdentity({ ...article, dek: body, sections });
  });

  const line = fc
    .oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('# A', '1. B', '- C', '**D**', 'a\u00a0b', '"', '-->'),
    )
    .map((text) => clean(text).replace(/\s+/g, ' ').trim());
  const body = fc
    .oneof(documents, fc.string({ unit: 'binary' }), fc.constant(''))
    .map((text) => settle(clean(text)));
  const tags = fc.uniqueArray(fc.stringMatching(/^[a-zé"\\>[\]-]{1,10}$/), { maxLength: 3 });
  const articles: fc.Arbitrary<ExportedArticle> = fc.record({
    ...{ slug: fc.constant('slug'), title: line, dek: body },
    tags,
    sections: fc.array(
      fc.record({
        ...{
          kind: fc.constantFrom('section' as const, 'faq' as const),
          depth: fc.integer({ min: 1, max: 5 }),
        },
        ...{ numbered: fc.boolean(), heading: line, body, tags },
      }),
      { maxLength: 6 },
    ),
  });

  test('for any article', { timeout: 120_000 }, () => {
    fc.assert(fc.property(articles, expectIdentity), { numRuns: 500, seed: 3 });
  });

  const commonmark = '../shared/import/commonmark/commonmark-0.31.json';
  test.skipIf(!present(commonmark))('for all of CommonMark', { timeout: 120_000 }, () => {
    const examples: { markdown: string }[] = JSON.parse(readFileSync(commonmark, 'utf8'));
    for (const { markdown } of examples) {
      const parsed = parse(`# Title\n\n## Part\n\n${markdown}`);
      if (parsed.ok) expectIdentity({ slug: 'a', ...kept(parsed.draft) });
    }
  });

  const pages = '../shared/import/article-pages';
  test.skipIf(!present(pages))('for what is imported of real pages', { timeout: 300_000 }, () => {
    const truth: Record<string, { articleBody: string }> = JSON.parse(
      readFileSync(`${pages}/ground-truth.json`, 'utf8'),
    );
    const texts = Object.values(truth).map(({ articleBody }) => ({ text: articleBody, name: 'a.txt' }));
    const html = pagesIn('../shared/import/readability-pages').map((file) => ({
      ...{ text: readFileSync(file, 'utf8'), name: 'a.html' },
    }));
    let sections = 0;
    for (const { text, name } of [...texts, ...html]) {
      const reading = readSource({ bytes: new TextEncoder().encode(text), name });
      if (!reading.ok) continue;
      expectIdentity({ slug: 'a', ...kept(reading.draft) });
      sections += reading.draft.items.length;
    }
    expect(sections).toBeGreaterThan(500);
  });
});

describe('what somebody made of an export is read as they left it', () => {
  const edited = (format: Format, from: string, to: string) => {
    const text = writers[format](article).replace(from, to);
    return { text, reading: readSource({ bytes: new TextEncoder().encode(text), name: `a.${format}` }) };
  };

  test('Markdown: a section written into it, a line of front matter more', () => {
    const { reading } = edited(
      'md',
      'Floods.',
      'Great floods.\n\n<!-- galley section 1 -->\n\n## New\n\nOf it.\n\n* More.',
    );
    if (!reading.ok) throw new Error(reading.problem.message);
    expect(reading.draft.items.map(({ heading, body }) => [heading, body]).slice(0, 2)).toEqual([
      ['Before', 'Great floods.'],
      ['New', 'Of it.\n\n- More.\\[^1]\n\n[^1]: Many.'.replace('\\[^1]', '[^1]')],
    ]);
    const more = edited('md', 'slug:', 'author: Ana\nslug:').reading;
    expect(more.ok && more.draft.setAside.map(({ text }) => text)).toEqual(['author: Ana']);
  });

  test('HTML: the page counts, not the Markdown that it carries', () => {
    const { text, reading } = edited('html', '>Floods.', '>Great floods.');
    expect(fromHtml(text)).toBe('edited');
    expect(reading.ok && JSON.stringify(reading.draft)).toContain('Great floods.');
  });

  test('JSON of another kind is refused with what to do', () => {
    const reading = readSource({ bytes: new TextEncoder().encode('{"a": 1}'), name: 'a.json' });
    expect(reading).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining('.txt, .md or .html') },
    });
    expect(fromJson('{"galley": "article/1"}')).toBeUndefined();
    expect(fromMarkdown('---\ntitle: Other\n---\n\nText')).toBeUndefined();
  });

  test('what would hold the importer up is refused', () => {
    for (const format of formats) {
      const dek = `${'>'.repeat(100_000)} deep`;
      const text =
        format === 'html'
          ? toHtml(article).replaceAll('Its *story*.', dek.replaceAll('>', '&gt;'))
          : writers[format]({ ...article, dek });
      const start = performance.now();
      readSource({ bytes: new TextEncoder().encode(text), name: `a.${format}` });
      expect(performance.now() - start, format).toBeLessThan(2_000);
    }
  });
});

test('blocks of an export are traced to their lines', () => {
  const { draft, text } = again(article, 'json');
  const lines = text.split('\n');
  const [before] = draft.items;
  expect(before?.places.map(([first]) => lines[first - 1])).toEqual(['Floods.[^1]']);
  expect(lines.slice((before?.lines[0] ?? 0) - 1, before?.lines[1])).toEqual([
    ...[
      '<!-- galley section 1 numbered {"tags":["a\\u003eb","]"]} -->',
      '',
      '## 1. Before',
      '',
      'Floods.[^1]',
      '',
      '[^1]: Many.',
    ],
  ]);
});

/** Text as it is stored: without control characters. */
function clean(text: string): string {
  return cleanText(text).text;
}

function pagesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('source.html'))
    .map((name) => `${folder}/${name}`);
}

function present(file: string): boolean {
  if (!existsSync(file)) console.log(`${file} is not there: its test is left out.`);
  return existsSync(file);
}
