import type { Amendment } from '#lib/versions/model.ts';
import { day } from './dates.ts';
import { type Html, html } from './html.ts';
import { frame } from './page-frame.ts';

/** Every correction and retraction of the site, newest first. */
export function amendmentsPage(amendments: Amendment[]): string {
  const main = html`<h1>Corrections</h1>
<p class="dek">What was wrong is put right in the open: each correction says what changed and why, and a retracted article leaves its reason at its address.</p>
${
  amendments.length === 0
    ? html`<p>Nothing has been corrected or retracted yet.</p>`
    : html`<ol class="amendments">${amendments.map(amendment)}</ol>`
}`;
  return frame({ title: 'Corrections', path: '/corrections', main });
}

function amendment({ slug, at, note, corrected }: Amendment): Html {
  return html`<li><h2><a href="/${slug}">${corrected ? corrected.title : `/${slug}`}</a></h2>
<p class="dates">${corrected ? 'Corrected' : 'Retracted'} ${day(at)}</p>
${paragraphs(note)}</li>
`;
}

/** A public note as it was written: plain text, an empty line between paragraphs. */
export function paragraphs(note: string): Html[] {
  return note.split(/\n\s*\n/).map((paragraph) => html`<p>${paragraph.trim()}</p>`);
}
