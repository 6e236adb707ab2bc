import { endOfHit, type Found, startOfHit } from '#lib/search/model.ts';
import type { ListedArticle, PublishedArticle, SeenVersion } from '#lib/versions/model.ts';
import { anchorsOf, placed } from '../../(reader)/article-page.ts';
import { inReadingOrder } from '../../(reader)/checked-panel.ts';
import { sectionHtml } from '../../(reader)/section-html.ts';
import { site } from '../../(reader)/site.ts';

const addressOf = (slug: string) => `${site().url}/${slug}`;

/** An article in a list. */
export function listedItem({ at: _, ...article }: ListedArticle) {
  const { slug, publishedAt, firstPublishedAt, checkedAt, ...rest } = article;
  return {
    ...{ ...rest, slug, url: addressOf(slug) },
    ...{ publishedAt: publishedAt.toISOString(), firstPublishedAt: firstPublishedAt.toISOString() },
    checkedAt: checkedAt.toISOString(),
  };
}

/** A version of an article with its whole text, and what was checked in it. */
export function articleItem(article: PublishedArticle) {
  const { id, slug, title, dek, number, newest, publishedAt, firstPublishedAt, checkedAt, tags } = article;
  return {
    ...{ id, slug, url: addressOf(slug), title, dek, number, newest, tags },
    ...{ publishedAt: publishedAt.toISOString(), firstPublishedAt: firstPublishedAt.toISOString() },
    ...{ checkedAt: checkedAt.toISOString(), checkedBy: article.checkedBy },
    corrections: article.versions.flatMap((version) =>
      version.correction === null
        ? []
        : [{ number: version.number, at: version.publishedAt.toISOString(), note: version.correction }],
    ),
    sections: sectionItems(article),
    claims: inReadingOrder(article).map((claim) => ({
      ...{ sectionId: claim.sectionId, quote: claim.quote, checkedAt: claim.checkedAt.toISOString() },
      sources: claim.sources.map(({ url, title: name, publisher, publishedOn, passage }) => ({
        ...{ url, title: name, publisher, publishedOn, passage },
      })),
    })),
  };
}

/** The sections and FAQs of a version in the order of its text, without title and dek. */
export function sectionItems(article: PublishedArticle) {
  return placed(article.sections).map(({ sectionId, kind, label, depth, heading, body, anchor }) => ({
    ...{ id: sectionId, kind, label, depth, heading, markdown: body },
    html: sectionHtml({ heading, body }, [], anchor).body.html,
    url: `${addressOf(article.slug)}#${anchor}`,
  }));
}

export function versionItem(slug: string, { number, publishedAt, correction }: SeenVersion) {
  const url = `${addressOf(slug)}/versions/${number}`;
  return { number, url, publishedAt: publishedAt.toISOString(), correction };
}

export function foundItem({ slug, title, publishedAt, headings, section, passage }: Found) {
  const anchor = section < 0 ? '' : `#${anchorsOf(headings)[section] ?? ''}`;
  return {
    ...{ slug, title, url: `${addressOf(slug)}${anchor}`, publishedAt: publishedAt.toISOString() },
    heading: headings[section] ?? null,
    passage: passage.replaceAll(startOfHit, '').replaceAll(endOfHit, ''),
  };
}
