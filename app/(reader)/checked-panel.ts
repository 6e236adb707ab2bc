import { type Role, roleNames } from '#lib/staff/model.ts';
import type { PublishedArticle, PublishedClaim, Source } from '#lib/versions/model.ts';
import { day, moment } from './dates.ts';
import { type Html, html } from './html.ts';

/** The claims of an article in the order of its text. The mark of the nth leads to the nth of the panel. */
export function inReadingOrder({ claims, sections, headId }: PublishedArticle): PublishedClaim[] {
  const order = [headId, ...sections.map(({ sectionId }) => sectionId)];
  return claims.toSorted(
    (a, b) => order.indexOf(a.sectionId) - order.indexOf(b.sectionId) || a.start - b.start,
  );
}

/** Who checked a version, when, how many claims and by which sources. */
export function checkedPanel(article: PublishedArticle): Html {
  const { number, publishedAt, checkedAt, checkedBy, checkers } = article;
  const claims = inReadingOrder(article);
  const sources = new Set(claims.flatMap((claim) => claim.sources.map(({ url }) => url))).size;
  return html`<section class="checked" id="how-checked">
<h2>How this was checked</h2>
<p>This is version ${number}, published ${moment(publishedAt)}. Each section was read and signed off by somebody who did not write it (${checkers ? named(checkers) : people(checkedBy)}), the last one ${moment(checkedAt)}.</p>
${
  claims.length === 0
    ? html`<p>No claim in it was checked against a source of its own.</p>`
    : html`<p>${claims.length === 1 ? 'One claim was' : `${claims.length} claims were`} doubted, looked up and verified in ${
        sources === 1 ? 'one source' : `${sources} sources`
      }. In the text, ✓ stands behind each.${overdueNote(claims)}</p>
<ol class="claims">${claims.map(claimHtml)}</ol>`
}
</section>`;
}

function overdueNote(claims: PublishedClaim[]): Html | null {
  const late = claims.filter((claim) => claim.sources.some(({ overdue }) => overdue)).length;
  if (late === 0) return null;
  return html` <strong>${late === 1 ? 'One of them was' : `${late} of them were`} to be looked at again by now, and ${late === 1 ? 'has' : 'have'} not been yet.</strong>`;
}

/** What stands above the text of a version that went out with claims nobody had answered for. */
export function underReviewNote({ underReview }: PublishedArticle): Html | null {
  if (!underReview) return null;
  const { claims, reason } = underReview;
  return html`<aside class="under-review"><p><strong>Published with ${claims === 1 ? 'one claim' : `${claims} claims`} under review.</strong> ${reason}</p></aside>
`;
}

function named(checkers: { name: string; role: Role }[]): string {
  const each = checkers.map(({ name, role }) => `${name}, ${roleNames[role].toLowerCase()}`);
  return each.join('; ');
}

function people(roles: PublishedArticle['checkedBy']): string {
  const counts = Map.groupBy(roles, (role) => roleNames[role].toLowerCase());
  return [...counts]
    .map(([name, { length }]) => (length === 1 ? `a ${name}` : `${length} ${name}s`))
    .join(' and ');
}

function claimHtml({ quote, checkedAt, sources }: PublishedClaim, index: number): Html {
  return html`<li id="claim-${index + 1}"><q>${quote}</q> <a class="back" href="#checked-${index + 1}">In the text<span class="hidden"> (claim ${index + 1})</span></a>
<p class="sources">Last checked ${day(checkedAt)}${sources.some(({ overdue }) => overdue) ? html`. <strong>A new check is overdue.</strong>` : '.'}</p>
<ul class="sources">${sources.map(sourceHtml)}</ul></li>
`;
}

function sourceHtml({
  url,
  title,
  publisher,
  publishedOn,
  passage,
  lookedAt,
  recheckOn,
  overdue,
}: Source): Html {
  return html`<li><a href="${url}" rel="nofollow noreferrer">${title}</a>${publisher ? `, ${publisher}` : ''}${
    publishedOn ? html`, ${day(new Date(publishedOn))}` : ''
  }. Read ${day(new Date(lookedAt))}${recheckOn ? html`, ${overdue ? 'was to be' : 'to be'} looked at again by ${day(new Date(recheckOn))}` : ''}.${passage ? html` <q>${passage}</q>` : ''}</li>`;
}
