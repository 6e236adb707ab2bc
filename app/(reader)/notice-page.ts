import type { Notice } from '#lib/versions/model.ts';
import { paragraphs } from './amendments-page.ts';
import { day } from './dates.ts';
import { html } from './html.ts';
import { frame } from './page-frame.ts';

/** What stands at the address of an article that was withdrawn. Of its text nothing is left, the title included. */
export function noticePage({ kind, withdrawnAt, reason }: Notice): string {
  if (kind === 'unpublished') {
    const title = 'This article is no longer published';
    const main = html`<h1>${title}</h1><p><a href="/">See what is published</a></p>`;
    return frame({ title, main, noIndex: true });
  }
  const title = 'This article was retracted';
  const main = html`<article>
<h1>${title}</h1>
<p class="dates">Retracted ${day(withdrawnAt)}</p>
${paragraphs(reason ?? '')}
<p>Its text is no longer available here. <a href="/corrections">All corrections and retractions</a></p>
</article>`;
  return frame({ title, main, noIndex: true });
}
