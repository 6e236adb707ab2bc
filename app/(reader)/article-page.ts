import { outlineNumbers } from '#lib/articles/outline.ts';
import { slugOf } from '#lib/articles/slug.ts';
import type { PublishedArticle, PublishedSection, Related, SeenVersion } from '#lib/versions/model.ts';
import { paragraphs } from './amendments-page.ts';
import { cardSize } from './card.ts';
import { checkedPanel, inReadingOrder, underReviewNote } from './checked-panel.ts';
import { day, moment } from './dates.ts';
import { summary } from './feeds.ts';
import { type Html, html } from './html.ts';
import { frame } from './page-frame.ts';
import { reportForm } from './report-page.ts';
import { type NumberedClaim, sectionHtml } from './section-html.ts';
import { machineHead } from './structured-data.ts';
import { tagPath } from './tags-page.ts';
import { versionList } from './versions-page.ts';

type Placed = PublishedSection & { label: string | null; anchor: string };

/**
 * A published version as a complete page: a pure function of the version, so that its bytes are the same everywhere.
 * @param preview for a version that is none yet: what stands above it, and whether all of it is checked
 */
export function articlePage(article: PublishedArticle, preview?: { banner: Html; checked: boolean }): string {
  const checked = preview?.checked ?? true;
  const sections = placed(article.sections);
  const corrections = article.versions.filter(({ correction }) => correction !== null);
  const numbered = inReadingOrder(article).map((claim, index) => ({ ...claim, number: index + 1 }));
  const claimsIn = (sectionId: string) => numbered.filter((claim) => claim.sectionId === sectionId);
  const head = sectionHtml({ heading: article.title, body: article.dek }, claimsIn(article.headId), 'dek');
  return frame({
    title: article.title,
    description: summary(article),
    path: preview ? undefined : `/${article.slug}`,
    noIndex: preview !== undefined || !article.newest,
    head: article.newest && !preview ? machineHead(article) : undefined,
    card: article.newest && !preview ? { path: `/${article.slug}/card.png`, ...cardSize } : undefined,
    main: html`${preview ? preview.banner : article.newest ? null : earlier(article)}${underReviewNote(article)}<article>
<header>
<h1>${head.heading}</h1>
<div class="dek">${head.body}</div>
${checked ? dates(article, corrections[0]) : null}
</header>
${contents(sections)}
${sections.map((section) => passage(section, claimsIn(section.sectionId)))}
${
  article.tags.length > 0
    ? html`<p class="tags">Tags: ${article.tags.map((name, index) => html`${index > 0 ? ', ' : ''}<a href="${tagPath(name)}">${name}</a>`)}</p>`
    : null
}
${correctionList(corrections)}
${checked ? checkedPanel(article) : null}
${article.newest && !preview ? reportForm(article.slug, article.number) : null}
${
  // A version that is none yet has no address.
  article.versions.length > 1 && !preview
    ? html`<section class="all-versions" id="versions"><h2>Versions</h2>${versionList(article.slug, article.versions)}</section>`
    : null
}
</article>
${relatedList(article.related ?? [])}`,
  });
}

function dates(
  { firstPublishedAt, publishedAt, number, checkedAt }: PublishedArticle,
  corrected?: SeenVersion,
) {
  return html`<p class="dates">Published ${day(firstPublishedAt)}${
    number > 1 ? html`, revised ${day(publishedAt)}` : null
  }. Checked ${day(checkedAt)}. <a href="#how-checked">How this was checked</a>${
    corrected ? html` · <a href="#corrections">Corrected ${day(corrected.publishedAt)}</a>` : null
  }</p>`;
}

function earlier({ slug, number, publishedAt, versions: [newest] }: PublishedArticle): Html {
  return html`<aside class="earlier"><p>This is version ${number} as published ${moment(publishedAt)}. It is kept for reference and is no longer current. <a href="/${slug}">Read the newest version</a> or see <a href="/${slug}/versions/${number}..${newest?.number ?? number}">what changed since</a>.</p></aside>
`;
}

/** The sections with their numbers, and with the ids that links to them name. */
export function placed(sections: PublishedSection[]): Placed[] {
  const labels = outlineNumbers(sections);
  const anchors = anchorsOf(sections.map(({ heading }) => heading));
  return sections.map((section, index) => ({
    ...section,
    label: labels[index] ?? null,
    anchor: anchors[index] ?? '',
  }));
}

/** What claims and the marks that lead to them are called. */
const isMark = /^(claim|checked)-\d+$/;

/** The id of each section, from the headings of all: no two are the same. */
export function anchorsOf(headings: string[]): string[] {
  const taken = new Set([
    'corrections',
    'how-checked',
    'main',
    'versions',
    'contents',
    'contents-title',
    'related-title',
    'report',
    'dek',
  ]);
  return headings.map((heading, index) => {
    const wanted = heading ? slugOf(heading) : `part-${index + 1}`;
    let anchor = wanted;
    for (let times = 2; taken.has(anchor) || isMark.test(anchor); times++) anchor = `${wanted}-${times}`;
    taken.add(anchor);
    return anchor;
  });
}

function contents(sections: Placed[]): Html | null {
  const entries = sections.filter((section) => section.heading);
  if (entries.length < 3) return null;
  return html`<nav class="contents" id="contents" aria-labelledby="contents-title">
<details open><summary><h2 id="contents-title">Contents</h2></summary>
<ol>${entries.map(
    (section) =>
      html`<li data-depth="${section.depth}"><a href="#${section.anchor}">${section.label ? `${section.label} ` : ''}${section.heading}</a></li>`,
  )}</ol></details>
</nav>`;
}

function passage(section: Placed, claims: NumberedClaim[]): Html {
  const { anchor, label, depth, kind } = section;
  const { heading, body } = sectionHtml(section, claims, anchor);
  const title = html`${label ? html`<span class="number">${label}</span> ` : null}${heading}`;
  const tag = { html: `h${Math.min(depth + 1, 6)}` };
  return html`<section id="${anchor}" data-kind="${kind}">
${section.heading ? html`<${tag}>${title} <a class="here" href="#${anchor}" aria-label="Link to “${section.heading}”">#</a></${tag}>` : null}
${body}
</section>
`;
}

function relatedList(related: Related[]): Html | null {
  if (related.length === 0) return null;
  return html`<nav class="related" aria-labelledby="related-title">
<h2 id="related-title">Related</h2>
<ul>${related.map(({ slug, title }) => html`<li><a href="/${slug}">${title}</a></li>`)}</ul>
</nav>`;
}

function correctionList(corrections: SeenVersion[]): Html | null {
  if (corrections.length === 0) return null;
  return html`<section class="corrections" id="corrections">
<h2>Corrections</h2>
<ol>${corrections.map(
    ({ number, publishedAt, correction }) =>
      html`<li><p class="dates">${day(publishedAt)}, version ${number}</p>${paragraphs(correction ?? '')}</li>`,
  )}</ol>
</section>
`;
}
