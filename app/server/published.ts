import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { connectTo, overConnection } from '#db/client.ts';
import { isSlug } from '#lib/articles/slug.ts';
import { readPointers } from '#lib/versions/queries.ts';
import { isSitePage, type Reply, replyAt, slugIn } from '../(reader)/surfaces.ts';

const compress = promisify(brotliCompress);

/** How many rendered pages are kept in memory; the least recently read goes first. */
const mostPages = 1000;
/** How soon a missed notification heals, in milliseconds. */
const healEvery = 2000;

type Page = Omit<Reply, 'body'> & { plain: Buffer; brotli: Buffer; etag: string };

/**
 * Serves what is public from memory, in front of Next.
 *
 * A page is rendered from the rows that the pointer names, under the reader's role, when it is first asked for after
 * a publication; then its bytes are served until the pointer moves, be it to a version, a notice or another address.
 * PostgreSQL announces that; a look at all pointers every two seconds heals an announcement that got lost. The bytes
 * are not stored in the database (DESIGN.md had them so): what is derived cannot be forged there, and a new release
 * needs no re-rendering.
 * @returns `answer`, which tells whether the request was one for a published page, and `close`
 */
export async function servePublished(readerUrl: string, log: (message: string, error: unknown) => void) {
  const sql = connectTo(readerUrl, { max: 4 });
  const db = overConnection(sql);
  let pointers = new Map<string, string>();
  let pages = new Map<string, Promise<Page | null>>();

  async function look() {
    const next = new Map(
      (await readPointers(db)).filter(({ slug }) => isSlug(slug)).map(({ slug, state }) => [slug, state]),
    );
    const moved =
      next.size !== pointers.size || [...next].some(([slug, state]) => pointers.get(slug) !== state);
    if (!moved) return;
    const kept = [...pages].filter(
      ([path]) => !isSitePage(path) && pointers.get(slugIn(path)) === next.get(slugIn(path)),
    );
    pointers = next;
    pages = new Map(kept);
  }

  let looking = Promise.resolve();
  const lookAgain = () => {
    looking = looking.then(look).catch((error) => log('could not read what is published', error));
    return looking;
  };
  await look();
  await sql.listen('publication', lookAgain, lookAgain);
  const healing = setInterval(lookAgain, healEvery);

  async function render(path: string): Promise<Page | null> {
    const reply = await replyAt(db, path);
    if (!reply) return null;
    const plain = Buffer.from(reply.body);
    return {
      ...{ status: reply.status, headers: reply.headers, plain },
      brotli: await compress(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    };
  }

  function pageAt(path: string): Promise<Page | null> {
    const known = pages.get(path);
    if (known) {
      pages.delete(path);
      pages.set(path, known);
      return known;
    }
    const page = render(path);
    const here = pages;
    here.set(path, page);
    const forget = () => here.delete(path);
    page.then((found) => found ?? forget(), forget);
    const oldest = here.keys().next().value;
    if (here.size > mostPages && oldest !== undefined) here.delete(oldest);
    return page;
  }

  /** Answers a request for what is public; false when it is for something else. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (!isSitePage(path) && !pointers.has(slugIn(path))) return false;
    const page = await pageAt(path);
    if (!page) return false;
    // Brotli unless it is not named, or named with the weight 0 (RFC 9110, section 12.5.3).
    const accepts = /(?:^|,)\s*br\s*(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))(?:;|,|$)/.test(
      String(request.headers['accept-encoding'] ?? ''),
    );
    const etag = accepts ? page.etag.replace(/"$/, '-br"') : page.etag;
    const headers = {
      ...page.headers,
      etag,
      vary: 'accept-encoding',
      // A redirect as well: browsers keep one for ever otherwise, and an article may take an old address again.
      'cache-control': 'public, max-age=0, must-revalidate',
    };
    const known = request.headers['if-none-match'] ?? '';
    if (page.status === 200 && (known === '*' || known.includes(etag))) {
      response.writeHead(304, headers).end();
      return true;
    }
    const body = accepts ? page.brotli : page.plain;
    response.writeHead(page.status, {
      ...headers,
      'content-length': body.length,
      ...(accepts ? { 'content-encoding': 'br' } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    return true;
  }

  async function close() {
    clearInterval(healing);
    await looking;
    await db.destroy();
  }

  return { answer, close };
}
