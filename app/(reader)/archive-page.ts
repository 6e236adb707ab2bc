import { day } from './dates.ts';
import { type Html, html } from './html.ts';
import { frame } from './page-frame.ts';

type Entry = { slug: string; title: string; firstPublishedAt: Date };

/**
 * Everything that was first published in one year, by month, the newest first; with links to the other years.
 * @param year the newest one if none is given
 * @returns null for a year without articles, unless it is the only page there is
 */
export function archivePage(articles: Entry[], year?: string): string | null {
  const years = Map.groupBy(articles, ({ firstPublishedAt }) => firstPublishedAt.toISOString().slice(0, 4));
  const shown = year ?? years.keys().next().value;
  const entries = shown === undefined ? [] : (years.get(shown) ?? []);
  if (year && entries.length === 0) return null;
  const title = shown === undefined ? 'Archive' : `Archive: ${shown}`;
  const months = Map.groupBy(entries, ({ firstPublishedAt }) => firstPublishedAt.toISOString().slice(0, 7));
  const main = html`<h1>${title}</h1>
${years.size > 1 ? html`<nav aria-label="Years"><ul class="years">${[...years.keys()].map((name) => yearLink(name, name === shown))}</ul></nav>` : null}
${entries.length === 0 ? html`<p>Nothing is published yet.</p>` : [...months.values()].map(monthList)}`;
  return frame({ title, path: shown === undefined ? '/archive' : `/archive/${shown}`, main });
}

function yearLink(year: string, isHere: boolean): Html {
  return html`<li><a href="/archive/${year}"${isHere ? html` aria-current="page"` : null}>${year}</a></li>`;
}

function monthList(entries: Entry[]): Html {
  const name =
    entries[0]?.firstPublishedAt.toLocaleDateString('en-GB', { month: 'long', timeZone: 'UTC' }) ?? '';
  return html`<section><h2>${name}</h2>
<ul class="archive">${entries.map(
    ({ slug, title, firstPublishedAt }) =>
      html`<li><a href="/${slug}">${title}</a> <span class="dates">${day(firstPublishedAt)}</span></li>`,
  )}</ul></section>
`;
}
