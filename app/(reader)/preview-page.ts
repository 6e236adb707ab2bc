import type { Db } from '#db/client.ts';
import type { Previewed } from '#lib/previews/model.ts';
import { readPreview } from '#lib/previews/queries.ts';
import { readSite } from '#lib/site/queries.ts';
import { articlePage } from './article-page.ts';
import { moment } from './dates.ts';
import { expiredPage } from './front-page.ts';
import { type Html, html } from './html.ts';
import { headersFor } from './page-frame.ts';
import { firstName, inSettings } from './site.ts';
import type { Reply } from './surfaces.ts';

/** Nobody keeps it, finds it, or learns its address from a source that is looked up from it. */
const unlisted = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'referrer-policy': 'no-referrer',
};

/**
 * The answer to a preview link. One that is unknown, expired or revoked gets a 404, always the same.
 * @param db the desk's pool: the public's role sees no draft
 */
export async function previewReply(db: Db, token: string): Promise<Reply> {
  const previewed = await readPreview(db, token);
  const { status, headers, body } = inSettings(await readSite(db, firstName()), () => ({
    status: previewed ? 200 : 404,
    headers: headersFor('text/html'),
    body: previewed ? previewPage(previewed) : expiredPage(),
  }));
  return { status, headers: { ...headers, ...unlisted }, body };
}

export function previewPage({ article, inTheWay, expiresAt }: Previewed): string {
  return articlePage(article, { banner: banner(inTheWay, expiresAt), checked: inTheWay === 0 });
}

function banner(inTheWay: number, expiresAt: Date): Html {
  const things = inTheWay === 1 ? 'One thing stands' : `${inTheWay} things stand`;
  return html`<aside class="earlier"><p><strong>Preview, not published.</strong> ${
    inTheWay === 0
      ? 'This is the article as it would be published.'
      : `${things} in the way of publishing it: not everything here has been checked.`
  } Do not quote it or pass it on. This link is good until ${moment(expiresAt)}.</p></aside>
`;
}
