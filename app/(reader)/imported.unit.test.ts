import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse, type DefaultTreeAdapterTypes as Tree, defaultTreeAdapter as tree } from 'parse5';
import { describe, expect, test } from 'vitest';
import type { Draft } from '#lib/import/model.ts';
import { RICH_PASTE, readSource } from '#lib/import/read.ts';
import { normalise } from '#lib/sections/markdown.ts';
import { bodyHtml, markedHtml } from '#lib/sections/render.ts';
import type { PublishedArticle } from '#lib/versions/model.ts';
import { articlePage } from './article-page.ts';

/*
 * What was made to break parsers and pages goes the whole way that an article goes: import, stored Markdown, the desk's
 * HTML and the reader's page. Nothing may throw, and nothing that could run may be in the HTML.
 */

/** A draft as readers would get it. */
function published({ title, dek, items, setAside }: Draft): PublishedArticle {
  const sections = [...items, ...setAside.map(({ item }) => item)].map((item, i) => ({
    ...{ sectionId: `s${i}`, kind: item.kind, depth: item.depth, numbered: item.numbered },
    ...{ heading: item.heading, body: item.body },
  }));
  const at = new Date(Date.UTC(2026, 2, 1));
  return {
    ...{ id: '019330c0-0000-7000-8000-000000000001', slug: 'a', headId: 'head', newest: true, number: 1 },
    ...{ title, dek: normalise(dek), versions: [{ number: 1, publishedAt: at, correction: null }] },
    ...{ publishedAt: at, firstPublishedAt: at, checkedAt: at, checkedBy: ['fact_checker'] },
    ...{ tags: [], claims: [], underReview: null, sections },
  };
}

const FORBIDDEN = new Set(
  'iframe frame frameset object embed applet svg math base form meta-refresh portal'.split(' '),
);
const ADDRESSES = new Set(
  'href src action formaction xlink:href srcdoc data poster background cite ping'.split(' '),
);

/** What in a page could run, or fetch by itself what is no image. */
function executable(html: string): string[] {
  const found: string[] = [];
  const open: Tree.ParentNode[] = [parse(html)];
  for (let node = open.pop(); node; node = open.pop())
    for (const child of node.childNodes) {
      if (!tree.isElementNode(child)) continue;
      open.push(child);
      if (child.tagName === 'script' && child.attrs.some(({ value }) => value === 'application/ld+json'))
        continue;
      if (
        child.tagName === 'form' &&
        child.attrs.some(({ name, value }) => name === 'action' && value === '/report')
      )
        continue;
      if (child.tagName === 'script' || FORBIDDEN.has(child.tagName)) found.push(child.tagName);
      for (const { name, value } of child.attrs) {
        // What a browser leaves out of an address before it reads its scheme.
        const address = value.replace(/[\s\p{Cc}]/gu, '').toLowerCase();
        if (/^on/.test(name)) found.push(name);
        if (ADDRESSES.has(name) && /^(?:javascript|vbscript|data):/.test(address))
          found.push(`${name}=${value}`);
      }
    }
  return found;
}

type Way = { text: string; name: string };

/** What a text becomes, or what goes wrong with it on its way to being stored; no draft if it is refused in words. */
function imported({ text, name }: Way): { draft?: Draft; problems: string[] } {
  try {
    const reading = readSource({ bytes: new TextEncoder().encode(text), name });
    if (!reading.ok)
      return { problems: reading.problem.message.endsWith('.') ? [] : ['refused without words'] };
    const bodies = [...reading.draft.items, ...reading.draft.setAside.map(({ item }) => item)];
    const unstable = bodies.filter(({ body }) => normalise(body) !== body);
    return {
      draft: reading.draft,
      problems: unstable.map(({ body }) => `another spelling: ${body.slice(0, 80)}`),
    };
  } catch (error) {
    return { problems: [`thrown: ${error}`] };
  }
}

/** What goes wrong with drafts on the desk and on readers' pages; all of them make one page. */
function shown(drafts: Draft[]): string[] {
  try {
    const articles = drafts.map(published);
    const [first] = articles;
    if (!first) return [];
    const sections = articles.flatMap((article) => article.sections);
    const headings = articles.map(({ title, dek }) => ({
      ...sections[0],
      kind: 'section' as const,
      heading: title,
      body: dek,
    }));
    const all = [...sections, ...headings].map((section, i) => ({
      ...section,
      sectionId: `s${i}`,
      depth: 1,
      numbered: false,
    }));
    const desk = all.map(({ heading, body }) => markedHtml(heading, body, []));
    const parts = [
      articlePage({ ...first, sections: all }),
      ...desk.map(({ heading, body }) => heading + body),
    ];
    return [...parts, ...all.map(({ body }) => bodyHtml(body))].flatMap(executable);
  } catch (error) {
    return [`thrown: ${error}`];
  }
}

/** How many texts share a page. */
const BATCH = 40;

function failures(texts: string[], names: string[]) {
  const ways = texts.flatMap((text) => names.map((name): Way => ({ text, name })));
  return Array.from({ length: Math.ceil(ways.length / BATCH) }, (_, i) =>
    ways.slice(i * BATCH, (i + 1) * BATCH),
  ).flatMap((batch) => {
    const results = batch.map((way) => ({ way, ...imported(way) }));
    const problems = shown(results.flatMap(({ draft }) => draft ?? []));
    const from =
      problems.length > 0
        ? [{ from: batch.map(({ text }) => text.slice(0, 80)), problems: problems.slice(0, 5) }]
        : [];
    return [
      ...from,
      ...results
        .filter((result) => result.problems.length > 0)
        .map(({ way, problems }) => ({ from: [way.text.slice(0, 200), way.name], problems })),
    ];
  });
}

describe('the test itself', () => {
  test.each([
    '<p onclick=x>',
    '<a href=" java\nscript:x">',
    '<script>x</script>',
    '<svg/onload=x>',
    '<iframe srcdoc=x>',
    '<img src="data:image/svg+xml,x">',
  ])('finds %s', (html) => {
    expect(executable(html)).not.toEqual([]);
  });
});

const shared = '../shared/security';
const isThere = existsSync(shared);
if (!isThere) console.log(`${shared} is not there: the tests with html5lib-tests and blns are left out.`);
const ALL = ['page.html', RICH_PASTE, 'a.md', 'a.txt'];

describe.skipIf(!isThere)('html5lib-tests', () => {
  const folder = `${shared}/html5lib-tests`;
  test('tree construction', { timeout: 300_000 }, () => {
    const texts = readdirSync(`${folder}/tree-construction`)
      .filter((name) => name.endsWith('.dat'))
      .flatMap((name) =>
        readFileSync(`${folder}/tree-construction/${name}`, 'utf8')
          .split(/^#data\n/m)
          .slice(1)
          .map((part) => part.split(/\n#(?:errors|new-errors|document)/)[0] as string),
      );
    expect(texts.length).toBeGreaterThan(500);
    expect(failures(texts, ['page.html', RICH_PASTE])).toEqual([]);
  });

  test('tokenizer and serializer', { timeout: 300_000 }, () => {
    const texts = ['tokenizer', 'serializer'].flatMap((part) =>
      readdirSync(`${folder}/${part}`)
        .filter((name) => name.endsWith('.test'))
        .flatMap((name): string[] => {
          const { tests = [], xmlViolationTests = [] } = JSON.parse(
            readFileSync(`${folder}/${part}/${name}`, 'utf8'),
          );
          return [...tests, ...xmlViolationTests].map(textOf);
        }),
    );
    expect(texts.length).toBeGreaterThan(1_000);
    expect(failures(texts, [RICH_PASTE])).toEqual([]);
  });

  test('encodings', () => {
    const texts = ['tests1.dat', 'tests2.dat', 'test-yahoo-jp.dat'].flatMap((name) =>
      readFileSync(`${folder}/encoding/${name}`, 'latin1')
        .split(/^#data\n/m)
        .slice(1),
    );
    expect(failures(texts, ALL)).toEqual([]);
  });
});

type Case = { input?: string | unknown[][]; doubleEscaped?: boolean };

/** The text of a case: a tokenizer's input, or a serializer's tokens as tags. */
function textOf({ input = '', doubleEscaped }: Case): string {
  if (Array.isArray(input))
    return input
      .map(
        (token) =>
          `<${token
            .slice(1)
            .flat()
            .map((part) => JSON.stringify(part))
            .join(' ')}>`,
      )
      .join('');
  if (!doubleEscaped) return input;
  return input.replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

test.skipIf(!isThere)('the big list of naughty strings', { timeout: 300_000 }, () => {
  const texts: string[] = JSON.parse(readFileSync(`${shared}/blns/blns.json`, 'utf8'));
  expect(texts.length).toBeGreaterThan(400);
  const inPages = texts.flatMap((text) => [
    `<h1>T</h1><p>${text}</p><p><a href="${text}">link</a><img src="${text}" alt="${text}" ${text}></p>`,
  ]);
  expect(failures(texts, ALL)).toEqual([]);
  expect(failures(inPages, ['page.html', RICH_PASTE])).toEqual([]);
});

test.each([
  '<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)"><text>x</text></a></svg><p>text</p>',
  '<p><a href="&#106;avascript:alert(1)">a</a> <a href="java\tscript:alert(1)">b</a> <a href=" DATA:text/html,x">c</a></p>',
  '<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math><p>text</p>',
  '<p><img src="javascript:x" onerror=alert(1) alt="](javascript:alert(1))"> <b onmouseover=x>b</b></p>',
  '<h1>](javascript:alert(1))</h1><h2>&lt;script&gt;alert(1)&lt;/script&gt;</h2><p>[a](javascript:alert(1)) ![b](data:text/html,x)</p>',
  '<pre>```\n<script>alert(1)</script></pre><p>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>',
  '# T\n\n## A\n\n[a](javascript:alert(1)) [b](<java\tscript:alert(1)>) ![c](data:text/html,x) [d][e]\n\n[e]: vbscript:x\n',
])('%s: nothing of it runs', (html) => {
  expect(failures([html], ALL)).toEqual([]);
});
