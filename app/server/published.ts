import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { openDb } from '#db/client.ts';
import { listenTo } from '#db/listen.ts';
import { pauseAfter } from '#db/pause.ts';
import { isSlug } from '#lib/articles/slug.ts';
import { readDigest, readPointers } from '#lib/versions/queries.ts';
import { isSitePage, type Reply, replyAt, slugIn } from '../(reader)/surfaces.ts';

const compress = promisify(brotliCompress);

/** How many rendered pages are kept in memory; the least recently read goes first. */
const mostPages = 1000;
/** How many pages are rendered as soon as they are published; of more at once, the rest when they are asked for. */
const mostMadeAhead = 4;
/** How soon a missed notification heals, in milliseconds. */
const healEvery = 2000;

/**
 * How long a shared cache may answer without asking, in seconds. A retraction is behind it for that long and, as
 * caches count in whole seconds, one more (deploy/caches.md).
 */
const sharedFor = 1;

/** A page in one encoding, as it goes out: headers in the flat list that Node writes without copying. */
type Form = { etag: string; headers: string[]; unchanged: string[]; body: Buffer };
type Page = { status: number; plain: Form; brotli: Form | null; names: string[] };
/**
 * A page that was asked for; `ready` as soon as it is rendered. It is `ageing` when something was published since that
 * may be news on it, as a related article is: it is still true, and made anew behind the next reader.
 */
type Kept = { coming: Promise<Page | null>; ready: Page | null; ageing: boolean };

/**
 * Serves what is public from memory, in front of Next.
 *
 * A page is rendered from the rows that the pointer names, under the reader's role, when it is first asked for after
 * a publication; then its bytes are served until the pointer moves, be it to a version, a notice or another address.
 * PostgreSQL announces that; a look every two seconds whether the pointers are the same heals an announcement that got
 * lost. The bytes are not stored in the database (DESIGN.md had them so): what is derived cannot be forged there, and a
 * new release needs no re-rendering.
 * @param ofAll headers of every answer, among those of the page
 * @returns `answer` and, for what is in memory already, `answerAtOnce`, which tell whether the request was one for a
 * published page; `show`, after which readers here get what has just been published; and `close`
 */
export async function servePublished(
  readerUrl: string,
  ofAll: Record<string, string>,
  log: (message: string, error: unknown) => void,
) {
  // What is asked here is asked by a key or of everything: to plan each of the first five times for its values, as
  // PostgreSQL does, takes longer than the answers and brings no other plan.
  const db = openDb(readerUrl, 4, { plan_cache_mode: 'force_generic_plan' });
  let digest = '';
  let pointers = new Map<string, string>();
  let pages = new Map<string, Kept>();

  let making: Promise<unknown> = Promise.resolve();

  async function look() {
    // Before the pointers: what changes between the two is then seen the next time.
    const now = await readDigest(db);
    if (now === digest) return;
    const next = new Map(
      (await readPointers(db))
        .filter(({ slug }) => isSlug(slug) || slug === '/')
        .map(({ slug, state }) => [slug, state]),
    );
    digest = now;
    const moved = [...next].flatMap(([slug, state]) => (pointers.get(slug) === state ? [] : [slug]));
    if (next.size === pointers.size && moved.length === 0) return;
    const same = (slug: string) => pointers.get(slug) === next.get(slug);
    const kept = [...pages].flatMap(([path, { coming, ready }]): [string, Kept][] =>
      ready && !isSitePage(path) && [slugIn(path), '/', ...ready.names].every(same)
        ? [[path, { coming, ready, ageing: true }]]
        : [],
    );
    pointers = next;
    pages = new Map(kept);
    // Before anybody asks, so that nobody waits for it.
    making = Promise.allSettled(
      moved
        .filter(isSlug)
        .slice(0, mostMadeAhead)
        .map((slug) => keep(`/${slug}`)),
    );
  }

  let looking = Promise.resolve();
  let healing: NodeJS.Timeout | undefined;
  let failures = 0;
  let closed = false;
  const lookAgain = () => {
    looking = looking.then(look).then(
      () => {
        failures = 0;
      },
      (error) => {
        failures += 1;
        if (!closed) log('could not read what is published', error);
      },
    );
    looking = looking.then(() => {
      clearTimeout(healing);
      if (!closed) healing = setTimeout(lookAgain, failures === 0 ? healEvery : pauseAfter(failures));
    });
    return looking;
  };
  await look();
  await making;
  const listener = await listenTo(readerUrl, ['publication'], lookAgain);

  async function render(path: string): Promise<Page | null> {
    const found = await replyAt(db, path);
    if (!found) return null;
    const reply = { ...found, headers: { ...ofAll, ...found.headers } };
    const plain = Buffer.from(reply.body);
    const etag = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
    // From 7 on it takes ten times as long for a hundredth less, while the first reader waits.
    const params = { [constants.BROTLI_PARAM_QUALITY]: 6 };
    // Pictures are compressed already.
    const isText = typeof reply.body === 'string';
    return {
      ...{ status: reply.status, names: reply.names ?? [] },
      plain: formOf(reply, etag, plain),
      brotli: isText ? formOf(reply, `${etag}-br`, await compress(plain, { params }), 'br') : null,
    };
  }

  function keep(path: string): Promise<Page | null> {
    const kept: Kept = { coming: render(path), ready: null, ageing: false };
    const here = pages;
    here.set(path, kept);
    const forget = () => here.delete(path);
    kept.coming.then((page) => {
      kept.ready = page;
      if (!page) forget();
    }, forget);
    const oldest = here.keys().next().value;
    if (here.size > mostPages && oldest !== undefined) here.delete(oldest);
    return kept.coming;
  }

  let renewing = Promise.resolve();
  /** Makes a page anew while the old one serves; one at a time, so that no publication makes all readers wait. */
  function renew(path: string, kept: Kept) {
    kept.ageing = false;
    const here = pages;
    renewing = renewing
      .then(async () => {
        const coming = here === pages ? render(path) : null;
        const ready = await coming;
        // What changed meanwhile may be what it shows.
        if (coming && ready && here === pages) here.set(path, { coming, ready, ageing: false });
      })
      .catch((error) => log('could not make a page anew', error));
  }

  /** Answers a request for a page that is in memory, as nearly all are; false when it is for something else. */
  function answerAtOnce(request: IncomingMessage, response: ServerResponse): boolean {
    const path = pathOf(request);
    const kept = pages.get(path);
    if (!kept?.ready || !isRead(request)) return false;
    pages.delete(path);
    pages.set(path, kept);
    write(kept.ready, request, response);
    if (kept.ageing) renew(path, kept);
    return true;
  }

  /** Answers a request for what is public; false when it is for something else. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (answerAtOnce(request, response)) return true;
    const path = pathOf(request);
    if (!isRead(request) || !(isSitePage(path) || pointers.has(slugIn(path)))) return false;
    const page = await (pages.get(path)?.coming ?? keep(path));
    if (page) write(page, request, response);
    return page !== null;
  }

  async function show() {
    await lookAgain();
    await making;
  }

  async function close() {
    closed = true;
    await listener.stop();
    await looking;
    clearTimeout(healing);
    await renewing;
    await db.destroy();
  }

  return { answer, answerAtOnce, show, close };
}

const isRead = ({ method }: IncomingMessage) => method === 'GET' || method === 'HEAD';

function pathOf({ url = '' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

function formOf({ headers }: Reply, tag: string, body: Buffer, encoding?: string): Form {
  const etag = `"${tag}"`;
  const unchanged = Object.entries({
    ...headers,
    etag,
    vary: 'accept-encoding',
    // A redirect as well: browsers keep one for ever otherwise, and an article may take an old address again.
    'cache-control': `public, max-age=0, s-maxage=${sharedFor}, must-revalidate`,
  }).flat();
  const whole = [...unchanged, 'content-length', String(body.length)];
  return { etag, body, unchanged, headers: encoding ? [...whole, 'content-encoding', encoding] : whole };
}

/** Brotli unless it is not named, or named with the weight 0 (RFC 9110, section 12.5.3). */
const takesBrotli = /(?:^|,)\s*br\s*(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))(?:;|,|$)/;

function write({ status, plain, brotli }: Page, request: IncomingMessage, response: ServerResponse): void {
  const { 'accept-encoding': accepted, 'if-none-match': known } = request.headers;
  const form = brotli && accepted && takesBrotli.test(String(accepted)) ? brotli : plain;
  if (status === 200 && known && (known === '*' || known.includes(form.etag))) {
    response.writeHead(304, form.unchanged).end();
    return;
  }
  response.writeHead(status, form.headers);
  response.end(request.method === 'HEAD' ? undefined : form.body);
}
