import { sectionText } from '#lib/sections/text.ts';
import type { PublishedArticle } from '#lib/versions/model.ts';
import { paragraphs } from './amendments-page.ts';
import { placed } from './article-page.ts';
import { day } from './dates.ts';
import { type Html, html } from './html.ts';
import { sectionHtml } from './section-html.ts';
import { site } from './site.ts';
import { xml, xmlDocument } from './xml.ts';

/** RSS 2.0, https://www.rssboard.org/rss-specification, with the full content of each article. */
export function rss(articles: PublishedArticle[]): string {
  const { name, url, description, language } = site();
  const items = articles.map(
    (article) => xml`<item>
<title>${article.title}</title>
<link>${url}/${article.slug}</link>
<guid isPermaLink="false">${idOf(article)}</guid>
<pubDate>${article.firstPublishedAt.toUTCString()}</pubDate>
<description>${asHtml(summary(article))}</description>
<content:encoded>${content(article)}</content:encoded>
</item>
`,
  );
  return xmlDocument(xml`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${name}</title>
<link>${url}/</link>
<description>${asHtml(description || `What ${name} has published`)}</description>
<language>${language}</language>
<atom:link href="${url}/feed.rss" rel="self" type="application/rss+xml"/>
${items}</channel>
</rss>`);
}

/** Atom, RFC 4287, with the full content of each article. */
export function atom(articles: PublishedArticle[]): string {
  const { name, url, language } = site();
  const entries = articles.map(
    (article) => xml`<entry>
<id>${idOf(article)}</id>
<title>${article.title}</title>
<link href="${url}/${article.slug}"/>
<published>${article.firstPublishedAt.toISOString()}</published>
<updated>${article.publishedAt.toISOString()}</updated>
<summary>${summary(article)}</summary>
<content type="html">${content(article)}</content>
</entry>
`,
  );
  const newest = articles[0]?.publishedAt ?? new Date(0);
  return xmlDocument(xml`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>${url}/</id>
<title>${name}</title>
<author><name>${name}</name></author>
<link href="${url}/"/>
<link href="${url}/feed.atom" rel="self" type="application/atom+xml"/>
<updated>${newest.toISOString()}</updated>
${entries}</feed>`);
}

/** JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/, with the full content of each article. */
export function jsonFeed(articles: PublishedArticle[]): string {
  const { name, url, description, language } = site();
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: name,
    home_page_url: `${url}/`,
    feed_url: `${url}/feed.json`,
    language,
    ...(description && { description }),
    authors: [{ name }],
    items: articles.map((article) => ({
      id: idOf(article),
      url: `${url}/${article.slug}`,
      title: article.title,
      summary: summary(article),
      content_html: content(article),
      date_published: article.firstPublishedAt.toISOString(),
      date_modified: article.publishedAt.toISOString(),
    })),
  });
}

/** What RSS calls a description is HTML in which readers run what looks like it; plain words are written so there. */
const asHtml = (text: string) => html`${text}`.html;

/** The article's own id: it stays when the address changes, so that no feed reader shows the article twice. */
const idOf = (article: PublishedArticle) => `urn:uuid:${article.id}`;

export const summary = ({ dek }: PublishedArticle) => sectionText('', dek).text.slice(0, 300);

/** The whole text as HTML that can stand anywhere: without the page's marks, and with links that name the site. */
function content(article: PublishedArticle): string {
  const { url } = site();
  const head = sectionHtml({ heading: '', body: article.dek }, [], 'dek').body;
  const sections = placed(article.sections).map((section) => {
    const { heading, body } = sectionHtml(section, [], section.anchor);
    const label = section.label ? `${section.label} ` : '';
    const tag: Html = { html: `h${Math.min(section.depth + 1, 6)}` };
    return html`${section.heading ? html`<${tag}>${label}${heading}</${tag}>` : null}${body}`;
  });
  const corrections = article.versions
    .filter(({ correction }) => correction !== null)
    .map(
      ({ publishedAt, correction }) =>
        html`<p>Corrected ${day(publishedAt)}:</p>${paragraphs(correction ?? '')}`,
    );
  const whole = html`${head}${sections}${corrections}`.html;
  return whole.replaceAll(' href="#', ` href="${url}/${article.slug}#`);
}
