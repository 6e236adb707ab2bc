import { outlineNumbers } from '#lib/articles/outline.ts';
import { slugOf } from '#lib/articles/slug.ts';
import { bodyHtml } from '#lib/sections/render.ts';
import { sectionText } from '#lib/sections/text.ts';
import type { PublishedArticle, PublishedClaim, PublishedSection } from '#lib/versions/model.ts';
import { type Html, html } from './html.ts';
import { frame } from './page-frame.ts';

type Placed = PublishedSection & { label: string | null; anchor: string };

/** A published version as a complete page: a pure function of the version, so that its bytes are the same everywhere. */
export function articlePage(article: PublishedArticle): string {
  const sections = placed(article.sections);
  return frame({
    title: article.title,
    description: sectionText('', article.dek).text.slice(0, 300),
    path: `/${article.slug}`,
    main: html`<article>
<header>
<h1>${article.title}</h1>
<div class="dek">${{ html: bodyHtml(article.dek) }}</div>
<p class="dates">Published ${day(article.firstPublishedAt)}${
      article.number > 1 ? html`, revised ${day(article.publishedAt)}` : null
    }. Checked ${day(article.checkedAt)}. <a href="#how-checked">How this was checked</a></p>
</header>
${contents(sections)}
${sections.map(sectionHtml)}
${checkedPanel(article)}
</article>`,
  });
}

function placed(sections: PublishedSection[]): Placed[] {
  const labels = outlineNumbers(sections);
  const taken = new Map<string, number>([
    ['how-checked', 1],
    ['main', 1],
    ['contents', 1],
  ]);
  return sections.map((section, index) => {
    const wanted = section.heading ? slugOf(section.heading) : `part-${index + 1}`;
    const times = (taken.get(wanted) ?? 0) + 1;
    taken.set(wanted, times);
    return { ...section, label: labels[index] ?? null, anchor: times === 1 ? wanted : `${wanted}-${times}` };
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

function sectionHtml(section: Placed): Html {
  const { heading, anchor, label, depth, kind } = section;
  const level = Math.min(depth + 1, 6);
  const title = html`${label ? html`<span class="number">${label}</span> ` : null}${heading}`;
  const tag = { html: `h${level}` };
  return html`<section id="${anchor}" data-kind="${kind}">
${heading ? html`<${tag}>${title} <a class="here" href="#${anchor}" aria-label="Link to “${heading}”">#</a></${tag}>` : null}
${{ html: bodyHtml(section.body, `${anchor}-`) }}
</section>
`;
}

function checkedPanel(article: PublishedArticle): Html {
  const { claims, number } = article;
  return html`<section class="checked" id="how-checked">
<h2>How this was checked</h2>
<p>This is version ${number}, published ${moment(article.publishedAt)}. Each section was read and signed off by a fact-checker who did not write it, the last one ${moment(article.checkedAt)}.</p>
${
  claims.length === 0
    ? html`<p>No claim in it was checked against a source of its own.</p>`
    : html`<p>${claims.length === 1 ? 'One claim was' : `${claims.length} claims were`} doubted, looked up and verified:</p>
<ul>${claims.map(claimHtml)}</ul>`
}
</section>`;
}

function claimHtml({ quote, checkedAt, sources }: PublishedClaim): Html {
  const links = sources.map(
    ({ url, title, publisher, publishedOn }) =>
      html` <a href="${url}" rel="nofollow noreferrer">${title}</a>${publisher ? `, ${publisher}` : ''}${publishedOn ? `, ${publishedOn}` : ''}.`,
  );
  return html`<li><q>${quote}</q> <span class="sources">Verified ${day(checkedAt)}:${links}</span></li>`;
}

function day(date: Date): Html {
  const text = date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return html`<time datetime="${date.toISOString()}">${text}</time>`;
}

function moment(date: Date): Html {
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  return html`${day(date)} at ${time} UTC`;
}
