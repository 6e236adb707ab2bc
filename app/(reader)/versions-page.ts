import { compareVersions, type SectionChange } from '#lib/versions/changes.ts';
import type { PublishedArticle, SeenVersion } from '#lib/versions/model.ts';
import { paragraphs } from './amendments-page.ts';
import { day, moment } from './dates.ts';
import { type Html, html } from './html.ts';
import { frame } from './page-frame.ts';

/** The versions of an article that readers may look up, the newest first. */
export function versionsPage({ slug, title, versions }: PublishedArticle): string {
  const heading = `Versions of “${title}”`;
  const main = html`<p class="crumb"><a href="/${slug}">${title}</a></p>
<h1>${heading}</h1>
${versionList(slug, versions)}`;
  return frame({ title: heading, main, noIndex: true });
}

/** Each version with its date, its note if it corrects something, and what changed since the one before. */
export function versionList(slug: string, versions: SeenVersion[]): Html {
  return html`<ol class="versions" reversed>${versions.map(({ number, publishedAt, correction }, index) => {
    const before = versions[index + 1];
    return html`<li><p><a href="/${slug}/versions/${number}">Version ${number}</a>, ${moment(publishedAt)}${
      index === 0 ? ', the newest' : null
    }${before ? html`: <a href="/${slug}/versions/${before.number}..${number}">what changed<span class="hidden"> in version ${number}</span></a>` : null}</p>${
      correction
        ? html`<div class="note"><p class="dates">Correction</p>${paragraphs(correction)}</div>`
        : null
    }</li>`;
  })}</ol>`;
}

/** What one version has other than another: by section, then word by word. */
export function changesPage(before: PublishedArticle, after: PublishedArticle): string {
  const { slug, title } = after;
  const { changes, same, rearranged } = compareVersions(before, after);
  const heading = `What changed from version ${before.number} to ${after.number}`;
  const main = html`<p class="crumb"><a href="/${slug}">${title}</a> / <a href="/${slug}/versions">Versions</a></p>
<h1>${heading}</h1>
<p class="dates"><a href="/${slug}/versions/${before.number}">Version ${before.number}</a> was published ${day(before.publishedAt)}, <a href="/${slug}/versions/${after.number}">version ${after.number}</a> ${day(after.publishedAt)}. ${
    same === 1 ? 'One section is' : `${same} sections are`
  } the same in both.${rearranged ? ' Sections stand in another order or at another depth.' : ''}</p>
${changes.length === 0 && !rearranged ? html`<p>No word is different.</p>` : null}
${changes.map(sectionChange)}`;
  return frame({ title: `${heading} · ${title}`, main, noIndex: true });
}

const said = { added: 'New', removed: 'Removed', changed: 'Changed' };
const tags = { added: { html: 'ins' }, removed: { html: 'del' }, same: { html: 'span' } };

function sectionChange({ kind, name, parts }: SectionChange): Html {
  return html`<section class="change">
<h2><span class="number">${said[kind]}:</span> ${name}</h2>
<div class="diff">${parts.map(({ type, text }) => html`<${tags[type]}>${text}</${tags[type]}>`)}</div>
</section>
`;
}
