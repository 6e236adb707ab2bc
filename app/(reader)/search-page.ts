import { type Found, partsOf, type SearchFilter, type SearchResult } from '#lib/search/model.ts';
import { anchorsOf } from './article-page.ts';
import { day } from './dates.ts';
import { type Html, html } from './html.ts';
import { frame } from './page-frame.ts';

/** The search form, and what was found. The address says what was asked, so that it can be passed on. */
export function searchPage(
  typed: string,
  { found, corrected }: SearchResult,
  filter: SearchFilter = {},
  choices: { tags: string[]; years: number[] } = { tags: [], years: [] },
): string {
  const asked = typed.trim();
  const main = html`<h1>Search</h1>
<form class="search" action="/search" role="search"><label for="q">Search what is published</label>
<div><input id="q" name="q" type="search" value="${asked}" maxlength="200" autocomplete="off"><button type="submit">Search</button></div>
${choices.tags.length > 0 ? select('tag', 'With the tag', 'Any', choices.tags, filter.tag) : null}${
  choices.years.length > 1
    ? select('year', 'First published in', 'Any year', choices.years, filter.year)
    : null
}</form>
${asked ? answer(asked, found, corrected) : null}`;
  return frame({ title: asked ? `Search: ${asked}` : 'Search', main, noIndex: true });
}

function select(
  name: string,
  label: string,
  any: string,
  values: (string | number)[],
  chosen?: string | number,
): Html {
  const options = values.map((value) =>
    value === chosen
      ? html`<option selected>${String(value)}</option>`
      : html`<option>${String(value)}</option>`,
  );
  return html`<label for="${name}">${label}</label>
<select id="${name}" name="${name}"><option value="">${any}</option>${options}</select>
`;
}

function answer(asked: string, found: Found[], corrected: string | null): Html {
  const count = found.length === 1 ? 'One article' : `${found.length === 0 ? 'No' : found.length} articles`;
  return html`<p class="dates">${
    corrected && found.length > 0
      ? html`Nothing has “${asked}”. ${count} for “${corrected}”.`
      : html`${count} for “${asked}”.`
  }</p>
<ol class="found">${found.map(entry)}</ol>`;
}

function entry({ slug, title, publishedAt, headings, section, passage }: Found): Html {
  const heading = headings[section];
  const anchor = section < 0 ? '' : `#${anchorsOf(headings)[section] ?? ''}`;
  return html`<li><h2><a href="/${slug}">${title}</a></h2>
<p>${highlighted(passage)}</p>
<p class="dates">${heading ? html`Under <a href="/${slug}${anchor}">${heading}</a>, ` : null}${day(publishedAt)}</p></li>
`;
}

function highlighted(passage: string): Html {
  return html`${partsOf(passage).map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : html`${text}`))}`;
}
