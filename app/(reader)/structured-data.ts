import type { PublishedArticle } from '#lib/versions/model.ts';
import { summary } from './feeds.ts';
import { type Html, html } from './html.ts';
import { sectionHtml } from './section-html.ts';
import { site } from './site.ts';

/**
 * What a page says of itself in the words of schema.org.
 *
 * There is no ClaimReview here, though every claim was reviewed: it is for a verdict on a claim that somebody else
 * made (https://schema.org/ClaimReview; so do Google's guidelines). A publisher's verdict on its own text would be
 * praise of itself in the form of a check. What was checked, the page says in "How this was checked".
 */
export function structuredData(article: PublishedArticle): object {
  const { name, url, publisher: house, language, correctionsPolicy, logo } = site();
  const address = `${url}/${article.slug}`;
  const publisher = {
    ...{ '@type': 'Organization', name: house || name, url: `${url}/` },
    ...(logo && {
      logo: { '@type': 'ImageObject', url: `${url}${logo.path}`, width: logo.width, height: logo.height },
    }),
  };
  const faqs = article.sections.filter(({ kind, heading, body }) => kind === 'faq' && heading && body);
  const corrections = article.versions.filter(({ correction }) => correction !== null);
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'Article',
        '@id': `${address}#article`,
        headline: article.title,
        description: summary(article),
        url: address,
        mainEntityOfPage: address,
        image: `${address}/card.png`,
        inLanguage: language,
        datePublished: article.firstPublishedAt.toISOString(),
        dateModified: article.publishedAt.toISOString(),
        version: article.number,
        isAccessibleForFree: true,
        author: publisher,
        publisher: {
          ...publisher,
          correctionsPolicy: `${url}/${correctionsPolicy ? 'corrections-policy' : 'corrections'}`,
        },
        ...(corrections.length > 0 && {
          correction: corrections.map(({ correction, publishedAt }) => ({
            ...{ '@type': 'CorrectionComment', text: correction, datePublished: publishedAt.toISOString() },
            url: `${address}#corrections`,
          })),
        }),
      },
      {
        '@type': 'BreadcrumbList',
        itemListElement: [
          { '@type': 'ListItem', position: 1, name, item: `${url}/` },
          { '@type': 'ListItem', position: 2, name: article.title, item: address },
        ],
      },
      ...(faqs.length > 0
        ? [
            {
              '@type': 'FAQPage',
              '@id': `${address}#faq`,
              mainEntity: faqs.map(({ heading, body }) => ({
                ...{ '@type': 'Question', name: heading },
                acceptedAnswer: {
                  '@type': 'Answer',
                  text: sectionHtml({ heading: '', body }, [], '').body.html,
                },
              })),
            },
          ]
        : []),
    ],
  };
}

/** For the head of an article's page: the same in JSON-LD, and what a card that links to the page shows. */
export function machineHead(article: PublishedArticle): Html {
  // No text of an article can end the element that it stands in.
  const json = JSON.stringify(structuredData(article)).replaceAll('<', '\\u003c');
  return html`<meta property="og:type" content="article">
<meta property="og:description" content="${summary(article)}">
<meta property="article:published_time" content="${article.firstPublishedAt.toISOString()}">
<meta property="article:modified_time" content="${article.publishedAt.toISOString()}">
<script type="application/ld+json">${{ html: json }}</script>`;
}
