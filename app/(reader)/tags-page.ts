import type { PublishedTag, Tagged } from '#lib/versions/model.ts';
import { anchorsOf } from './article-page.ts';
import { day } from './dates.ts';
import { type Html, html } from './html.ts';
import { frame } from './page-frame.ts';

/** Where what has a tag is listed. */
export const tagPath = (name: string) => `/tags/${encodeURIComponent(name)}`;

/** All tags of what is published. */
export function tagsPage(tags: PublishedTag[]): string {
  const entry = ({ name, articles }: PublishedTag) =>
    html`<li><a href="${tagPath(name)}">${name}</a> <span class="dates">${articles}<span class="hidden"> ${articles === 1 ? 'article' : 'articles'}</span></span></li>`;
  const main = html`<h1>Tags</h1>
${tags.length === 0 ? html`<p>Nothing is tagged yet.</p>` : html`<ul class="archive">${tags.map(entry)}</ul>`}`;
  return frame({ title: 'Tags', path: '/tags', main });
}

/** What has a tag: the articles, and the sections in them; null when nothing has it. */
export function tagPage(name: string, tagged: Tagged[]): string | null {
  if (tagged.length === 0) return null;
  const main = html`<p class="crumb"><a href="/tags">Tags</a></p>
<h1>${name}</h1>
<ol class="found">${tagged.map(entry)}</ol>`;
  return frame({ title: name, path: tagPath(name), main });
}

function entry({ slug, title, publishedAt, headings, tagged }: Tagged): Html {
  const anchors = anchorsOf(headings);
  const links = tagged.map(
    (index) =>
      html`<li><a href="/${slug}#${anchors[index] ?? ''}">${headings[index] || 'A section without a heading'}</a></li>`,
  );
  return html`<li><h2><a href="/${slug}">${title}</a></h2>
<p class="dates">${day(publishedAt)}</p>
${links.length > 0 ? html`<ul>${links}</ul>` : null}</li>
`;
}
