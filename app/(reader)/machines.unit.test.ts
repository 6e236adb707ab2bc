import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import type { PublishedArticle } from '#lib/versions/model.ts';
import { amendmentsPage } from './amendments-page.ts';
import { archivePage } from './archive-page.ts';
import { articlePage } from './article-page.ts';
import { robots, sitemap, sitemapPart } from './crawlers.ts';
import { atom, jsonFeed, rss } from './feeds.ts';
import { frontPage, missingPage } from './front-page.ts';
import { noticePage } from './notice-page.ts';
import { policyPage } from './policy-page.ts';
import { confirmPage, refusedPage, thanksPage } from './report-page.ts';
import { searchPage } from './search-page.ts';
import { tagPage, tagsPage } from './tags-page.ts';
import { changesPage, versionsPage } from './versions-page.ts';

const at = (day: number) => new Date(Date.UTC(2026, 2, day, 9, 30));
const section = (sectionId: string, heading: string, body: string, kind: 'section' | 'faq' = 'section') => ({
  ...{ sectionId, kind, depth: kind === 'faq' ? 2 : 1, numbered: kind === 'section', heading, body },
});
const article: PublishedArticle = {
  ...{ id: '019330c0-0000-7000-8000-000000000001', slug: 'the-dam', headId: 'head', newest: true, number: 2 },
  title: 'Who “built” the dam & why? </script><b>',
  dek: 'Its *story*, [told](https://a.example/?x=1&y=2) once.',
  versions: [
    { number: 2, publishedAt: at(4), correction: 'It said 1954 <here>.\n\nIt was 1955.' },
    { number: 1, publishedAt: at(3), correction: null },
  ],
  ...{ firstPublishedAt: at(3), publishedAt: at(4), checkedAt: at(2), checkedBy: ['admin', 'fact_checker'] },
  tags: ['a & b', 'water'],
  sections: [
    section('a', 'The plan', 'It is 40 km long.[^1] Once more.[^1]\n\n[^1]: By the *authority*.'),
    section(
      'b',
      'The plan',
      '| Year | Height |\n| --- | --- |\n| 1954 | 40\u000c m |\n\n![A dam](https://a.example/dam.jpg)',
    ),
    section('', '', '- One\n- Two\n\n> Quoted\n\n```\ncode <b>\n```'),
    section('c', 'Who paid?', 'The *province* paid </script>.', 'faq'),
  ],
  underReview: null,
  claims: [
    {
      ...{ verdictId: 'v', sectionId: 'a', quote: '40 km long', start: 15, end: 25, checkedAt: at(1) },
      sources: [
        {
          ...{ url: 'https://a.example/?a=1&b="2"', title: 'A <source>', publisher: 'The Archive' },
          ...{
            publishedOn: '1949-05-03',
            passage: 'It is 40 km.',
            lookedAt: at(1).toISOString(),
            recheckOn: null,
            overdue: false,
          },
        },
      ],
    },
  ],
};
const hit = {
  ...{
    slug: 'the-dam',
    title: 'A <dam>',
    publishedAt: at(1),
    headings: ['The plan', 'The plan'],
    section: 1,
  },
  passage: 'A <\u0002dam\u0003> of 40 m.',
};
const years = ['2026-03-02', '2026-03-01', '2026-01-31', '2025-12-31'].map((date) => ({
  ...{ slug: `of-${date}`, title: `Of <${date}>`, firstPublishedAt: new Date(date) },
}));
const earlier = { ...article, number: 1, newest: false, dek: 'Its story.' };

describe('every public page is valid HTML', () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      // Matters of taste in a file that nobody edits: spelling of void elements, white space, length of the title.
      'void-style': 'off',
      'no-trailing-whitespace': 'off',
      'long-title': 'off',
      'doctype-style': 'off',
      'no-inline-style': 'off',
      // The region around a table is there to be scrolled by keyboard; a section would be part of the outline.
      'prefer-native-element': 'off',
      // A published text may say what it likes.
      'no-raw-characters': 'off',
    },
  });
  test.each([
    ['an article', articlePage(article)],
    ['an earlier version', articlePage(earlier)],
    ['the versions', versionsPage(article)],
    ['what changed', changesPage(earlier, article)],
    ['a report to be sent', confirmPage({ slug: 'the-dam', quote: '"<b>' }, '1.a', 'Say what is wrong.')],
    ['the thanks for one', thanksPage()],
    ['a report that is not taken', refusedPage('Too many.')],
    ['the corrections policy', policyPage('We *correct* <b>.') ?? ''],
    ['the front page', frontPage([{ ...article }])],
    ['the corrections', amendmentsPage([{ slug: 'a', at: at(1), note: 'A & B', corrected: null }])],
    ['a retraction', noticePage({ slug: 'a', kind: 'retracted', withdrawnAt: at(1), reason: 'A & B' })],
    [
      'an unpublished article',
      noticePage({ slug: 'a', kind: 'unpublished', withdrawnAt: at(1), reason: null }),
    ],
    ['a missing page', missingPage()],
    ['the archive', archivePage(years) ?? ''],
    ['an empty archive', archivePage([]) ?? ''],
    ['the tags', tagsPage([{ name: 'a & b', articles: 2 }])],
    ['a tag', tagPage('a & b', [{ ...hit, tagged: [1] }]) ?? ''],
    ['a search', searchPage('<dam>', { found: [hit], corrected: 'dam' })],
    [
      'a narrowed search',
      searchPage(
        'dam',
        { found: [], corrected: null },
        { tag: 'a&b' },
        { tags: ['a&b', 'c'], years: [2026, 2025] },
      ),
    ],
  ])('%s', async (_, page) => {
    const { results } = await validator.validateString(page);
    const found = results.flatMap(({ messages }) =>
      messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`),
    );
    expect(found).toEqual([]);
  });

  test('and the validator would say so if one were not', async () => {
    const { valid } = await validator.validateString(articlePage(article).replace('</h1>', ''));
    expect(valid).toBe(false);
  });
});

test('what was found is marked in the passage, and leads to its section', () => {
  const page = searchPage('dam', { found: [hit], corrected: null });
  expect(page).toContain('A &lt;<mark>dam</mark>&gt; of 40 m.');
  expect(page).toContain('href="/the-dam#the-plan-2"');
  expect(articlePage(article)).toContain('id="the-plan-2"');
});

test('the archive has each article once, in its year and month, and no page for another year', () => {
  const [newest, last] = [archivePage(years), archivePage(years, '2025')];
  expect([newest, last].map((page) => page?.match(/href="\/of-[\d-]+"/g))).toEqual([
    ['href="/of-2026-03-02"', 'href="/of-2026-03-01"', 'href="/of-2026-01-31"'],
    ['href="/of-2025-12-31"'],
  ]);
  expect(newest?.match(/<h2>\w+/g)).toEqual(['<h2>March', '<h2>January']);
  expect(archivePage(years, '2026')).toBe(newest);
  expect(archivePage(years, '2024')).toBeNull();
});

describe('structured data', () => {
  const page = articlePage(article);
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page) ?? [];
  const graph = (JSON.parse(json)['@graph'] as Record<string, unknown>[]).map(
    (node) => [node['@type'], node] as const,
  );
  const node = (type: string) => graph.find(([name]) => name === type)?.[1] as Record<string, unknown>;

  test('is an article with its dates and corrections, a breadcrumb and the FAQs, and no review of the site’s own claims', () => {
    expect(graph.map(([type]) => type)).toEqual(['Article', 'BreadcrumbList', 'FAQPage']);
    expect(node('Article')).toMatchObject({
      headline: article.title,
      datePublished: '2026-03-03T09:30:00.000Z',
      dateModified: '2026-03-04T09:30:00.000Z',
      correction: [{ '@type': 'CorrectionComment', text: article.versions[0]?.correction }],
    });
    expect(node('FAQPage')).toMatchObject({
      mainEntity: [{ '@type': 'Question', name: 'Who paid?', acceptedAnswer: { '@type': 'Answer' } }],
    });
    expect(page).not.toContain('ClaimReview');
  });

  test('has only types and properties of schema.org', () => {
    const known: Record<string, string[]> = {
      Article:
        '@id headline description url image mainEntityOfPage inLanguage datePublished dateModified version isAccessibleForFree author publisher correction'.split(
          ' ',
        ),
      Organization: ['name', 'url', 'correctionsPolicy'],
      CorrectionComment: ['text', 'datePublished', 'url'],
      BreadcrumbList: ['itemListElement'],
      ListItem: ['position', 'name', 'item'],
      FAQPage: ['@id', 'mainEntity'],
      Question: ['name', 'acceptedAnswer'],
      Answer: ['text'],
    };
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(walk);
      else if (value && typeof value === 'object') {
        const { '@type': type, ...rest } = value as Record<string, unknown>;
        for (const name of Object.keys(rest)) expect(known[String(type)], `${type}`).toContain(name);
        Object.values(rest).forEach(walk);
      }
    };
    for (const [, each] of graph) walk(each);
  });

  test('does not stand on earlier versions, which are not the article', () => {
    expect(articlePage(earlier)).not.toContain('ld+json');
  });
});

describe('feeds', () => {
  test('have the whole text, with links that lead to the site from anywhere', () => {
    const [item] = JSON.parse(jsonFeed([article])).items;
    expect(item).toMatchObject({
      id: 'urn:uuid:019330c0-0000-7000-8000-000000000001',
      url: 'http://localhost:3000/the-dam',
      title: article.title,
    });
    for (const words of ['It is 40 km long.', 'Who paid?', '<table>', 'It was 1955.'])
      expect(item.content_html).toContain(words);
    expect(item.content_html).not.toContain('href="#');
    expect(item.content_html).not.toContain('✓');
    const ids = [...articlePage(article).matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    for (const [, target] of item.content_html.matchAll(/the-dam#([^"]+)"/g)) expect(ids).toContain(target);
  });

  test.each([
    ['RSS', rss([article]), '<content:encoded>&lt;p&gt;Its &lt;em&gt;story'],
    ['Atom', atom([article]), '<content type="html">&lt;p&gt;Its &lt;em&gt;story'],
  ])('%s escapes what it quotes and leaves out what XML cannot say', (_, feed, words) => {
    expect(feed).toContain(words);
    expect(feed).not.toContain('\u000c');
    expect(feed).toContain('Who “built” the dam &amp; why? &lt;/script&gt;&lt;b&gt;');
  });
});

test('what looks like HTML in a dek is words in RSS, whose descriptions are HTML, and in Atom, whose summaries are not', () => {
  const dek = 'Write `<img onerror=x>` so.';
  expect(rss([{ ...article, dek }])).toContain(
    '<description>Write &amp;lt;img onerror=x&amp;gt; so.</description>',
  );
  expect(atom([{ ...article, dek }])).toContain('<summary>Write &lt;img onerror=x&gt; so.</summary>');
});

describe('the sitemap', () => {
  const articles = Array.from({ length: 5 }, (_, i) => ({ slug: `a-${i}`, publishedAt: at(1) }));

  test('is one up to the most that one may have, and a list of several beyond', () => {
    expect(sitemap(articles, 6).match(/<url>/g)).toHaveLength(6);
    expect(sitemapPart(articles, 1, 6)).toBeNull();
    expect(sitemap(articles, 2).match(/<sitemap>/g)).toHaveLength(3);
    const parts = [1, 2, 3].map((n) => sitemapPart(articles, n, 2) ?? 'none');
    for (const { slug } of articles) expect(parts.join('')).toContain(`/${slug}</loc>`);
    expect(sitemapPart(articles, 4, 2)).toBeNull();
  });

  test('of more than 50,000 has no part above what the protocol allows', () => {
    const many = Array.from({ length: 100_001 }, (_, i) => ({ slug: `a-${i}`, publishedAt: at(1) }));
    expect(sitemap(many).match(/<sitemap>/g)).toHaveLength(3);
    for (const n of [1, 2, 3]) {
      const part = sitemapPart(many, n) ?? '';
      expect(part.match(/<url>/g)?.length).toBeLessThanOrEqual(50_000);
      expect(part.length).toBeLessThan(50 * 1024 * 1024);
    }
  });

  test('is named by robots.txt, which keeps crawlers from the desk', () => {
    expect(robots()).toContain('Sitemap: http://localhost:3000/sitemap.xml');
    expect(robots()).toContain('Disallow: /desk');
  });
});
