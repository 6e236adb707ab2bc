import { bodyHtml } from '#lib/sections/render.ts';
import { day } from './dates.ts';
import { type Html, html } from './html.ts';
import { frame } from './page-frame.ts';
import { site } from './site.ts';

type Entry = { slug: string; title: string; dek: string; publishedAt: Date };

/** The front page: what is published, newest first. */
export function frontPage(articles: Entry[]): string {
  const { name, description } = site();
  const main = html`<h1 class="hidden">${name}</h1>
${description ? html`<p class="dek">${description}</p>` : null}
${
  articles.length === 0
    ? html`<p class="nothing">Nothing is published yet. <a href="/desk">To the desk</a></p>`
    : html`<ul class="front">${articles.map(entry)}</ul>`
}`;
  return frame({ title: name, description, path: '/', main });
}

function entry({ slug, title, dek, publishedAt }: Entry): Html {
  return html`<li><h2><a href="/${slug}">${title}</a></h2>${{ html: bodyHtml(dek) }}<p class="dates">${day(publishedAt)}</p></li>`;
}

/** What somebody gets for a preview link that is not good; it tells nobody whether it ever was. */
export function expiredPage(): string {
  const main = html`<h1>This preview link is not good</h1><p>It has expired, was revoked, or is mistyped. Ask whoever sent it to you for another. <a href="/">See what is published</a></p>`;
  return frame({ title: 'No such preview', main, noIndex: true });
}

/** What a reader gets at an address where nothing is published. */
export function missingPage(): string {
  const main = html`<h1>There is no such page</h1><p>The address may be mistyped, or nothing is published there. <a href="/">See what is published</a></p>`;
  return frame({ title: 'No such page', main, noIndex: true });
}
