import { bodyHtml } from '#lib/sections/render.ts';
import { html } from './html.ts';
import { frame } from './page-frame.ts';

/** How the site corrects itself, in the words of its settings; null when they have none. @param policy Markdown */
export function policyPage(policy: string): string | null {
  if (!policy) return null;
  const main = html`<h1>Corrections policy</h1>
${{ html: bodyHtml(policy) }}
<p><a href="/corrections">All corrections and retractions</a></p>`;
  return frame({ title: 'Corrections policy', path: '/corrections-policy', main });
}
