import { type Html, html } from './html.ts';
import { frame } from './page-frame.ts';

/** On an article's page, folded: what somebody fills in who has found a mistake. It works without a script. */
export function reportForm(slug: string, version: number): Html {
  return html`<details class="report" id="report">
<summary>Report a possible error</summary>
${form({ slug, version: String(version) }, html`<button type="submit">Continue</button>`)}
</details>`;
}

/** What was typed, to be read once more and sent; with `wrong`, what has to be put right before. */
export function confirmPage(typed: Record<string, unknown>, token: string, wrong?: string): string {
  const values = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, String(value)]));
  const main = html`<h1>${wrong ? 'Something is missing' : 'Send this report?'}</h1>
${
  wrong
    ? html`<p class="refused" role="alert">${wrong}</p>`
    : html`<p>Please read it once more. It goes to the people who check the facts here, and is not published.</p>`
}
<div class="report">${form(values, html`<input type="hidden" name="token" value="${token}"><button type="submit">Send the report</button>`)}</div>
<p><a href="/${values.slug ?? ''}">Back to the article</a></p>`;
  return frame({ title: 'Report a possible error', main, noIndex: true });
}

function form(values: Record<string, string>, submit: Html): Html {
  const { slug = '', version = '', quote = '', message = '', email = '' } = values;
  return html`<form action="/report" method="post">
<input type="hidden" name="slug" value="${slug}"><input type="hidden" name="version" value="${version}">
<label for="report-quote">The words that may be wrong</label>
<textarea id="report-quote" name="quote" rows="2" maxlength="500" aria-describedby="report-quote-hint">${quote}</textarea>
<p class="hint" id="report-quote-hint">Copied from the article, so that they can be found.</p>
<label for="report-message">What is wrong with them</label>
<textarea id="report-message" name="message" rows="4" maxlength="2000" required>${message}</textarea>
<label for="report-email">Your e-mail address, if you like</label>
<input id="report-email" name="email" type="email" maxlength="200" autocomplete="email" value="${email}" aria-describedby="report-email-hint">
<p class="hint" id="report-email-hint">Only for questions about this report; it is forgotten when the report is settled.</p>
<div class="trap" aria-hidden="true"><label for="report-website">Leave this empty</label><input id="report-website" name="website" type="text" tabindex="-1" autocomplete="off"></div>
${submit}
</form>`;
}

export function thanksPage(): string {
  const main = html`<h1>Thank you</h1><p>Your report has reached the desk. If something is wrong, the article is corrected, with a note that says what and why.</p><p><a href="/corrections">All corrections</a></p>`;
  return frame({ title: 'Thank you', main, noIndex: true });
}

export function refusedPage(why: string): string {
  const main = html`<h1>This report was not taken</h1><p>${why}</p>`;
  return frame({ title: 'Not taken', main, noIndex: true });
}
