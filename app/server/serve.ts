import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { sql } from 'kysely';
import next from 'next';
import { deskDb, readerDb } from '#db/client.ts';
import { isUnavailable } from '#db/pool.ts';
import { type RequestUnderWay, withRequest } from '#db/request.ts';
import { addressOf } from './address.ts';
import { headersOfAll } from './headers.ts';
import { type Logger, pathToLog } from './log.ts';
import { servePublished } from './published.ts';
import { whenPublished } from './show.ts';

const root = new URL('../..', import.meta.url).pathname;

/**
 * Galley's HTTP server: published pages from memory, everything else through Next, and headers that keep the desk's
 * pages from running anybody else's script.
 * @returns the server, listening, and `stop`, which finishes the requests under way
 */
export async function serve(options: {
  port: number;
  host?: string;
  dev: boolean;
  readerUrl: string;
  log: Logger;
}) {
  const { port, host, dev, readerUrl, log } = options;
  const app = next({ dev, dir: root, hostname: host, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const ofAll = headersOfAll(process.env.NEXTAUTH_URL ?? '');
  const published = await servePublished(readerUrl, ofAll, (message, error) =>
    log.error({ err: error }, message),
  );
  whenPublished(published.show);
  let stopping = false;
  // Longer than proxies keep a connection that rests (nginx: 60 s), so that none sends a request into one just closed.
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    // Readers who go on reading over one connection would keep it, and the server, until its patience ends.
    if (stopping) response.setHeader('connection', 'close');
    if (published.answerAtOnce(request, response)) return;
    for (const [name, value] of Object.entries(ofAll)) response.setHeader(name, value);
    const underWay: RequestUnderWay = { id: randomUUID(), unavailable: false, isRefused: false };
    keepRecord(request, response, underWay);
    withRequest(underWay, () => respond(request, response, underWay)).catch((error) => {
      log.error({ err: error, request: underWay.id }, 'a request failed');
      if (response.headersSent) return response.destroy();
      const status = isUnavailable(error) ? 503 : 500;
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('Something went wrong on the server. Try again in a moment.\n');
    });
  });

  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  async function respond(request: IncomingMessage, response: ServerResponse, underWay: RequestUnderWay) {
    if (!isAddress(request.url ?? '')) {
      response
        .writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
        .end('This is no address of this site.\n');
      return;
    }
    if (isTooLong(request)) {
      response
        .writeHead(413, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
        .end('This is too long.\n');
      return;
    }
    if (request.url === '/healthz') return tell(response, true);
    if (request.url === '/readyz') return tell(response, !stopping && (await isReady()));
    if (await published.answer(request, response)) return;
    protect(request, response, underWay, dev);
    await handle(request, response);
  }

  /** What cannot be answered for want of the database is worth another try; each answer is a line in the log. */
  function keepRecord(request: IncomingMessage, response: ServerResponse, underWay: RequestUnderWay) {
    const began = performance.now();
    const path = pathToLog(request.url);
    const { writeHead } = response;
    // Node calls it, too, for a head that nobody wrote explicitly.
    response.writeHead = ((status: number, ...head: unknown[]) => {
      const isOver = underWay.isRefused || (underWay.unavailable && status >= 500) || status === 503;
      response.setHeader('x-request-id', underWay.id);
      if (isOver) response.setHeader('retry-after', '5');
      if (stopping) response.setHeader('connection', 'close');
      return writeHead.call(response, isOver ? 503 : status, ...(head as [never]));
    }) as typeof writeHead;
    response.once('close', () => {
      const { method } = request;
      const milliseconds = Math.round(performance.now() - began);
      const line = { request: underWay.id, method, path, status: response.statusCode, milliseconds };
      if (underWay.unavailable) log.warn(line, 'the database was not to be had');
      else log.info(line, 'answered');
    });
  }

  await listen(server, port, host);
  return {
    server,
    /** Takes no request any more; what is under way is finished, for as long as `patience`. */
    async stop() {
      stopping = true;
      const closed = new Promise((done) => server.close(done));
      // Again and again: an answer that had begun before leaves its connection open, and one opened in advance, as
      // browsers do, has asked for nothing yet.
      const sweeping = setInterval(() => {
        server.closeIdleConnections();
        for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      }, 50);
      const late = setTimeout(() => server.closeAllConnections(), patience);
      await closed;
      clearTimeout(late);
      clearInterval(sweeping);
      await published.close();
      await Promise.all([deskDb().destroy(), readerDb().destroy()]);
    },
  };
}

/** How long requests may take to finish when the server is to stop, in milliseconds. */
const patience = 30_000;
/** How long the database may take to show that it is there, in milliseconds. */
const readyWithin = 2000;

async function isReady(): Promise<boolean> {
  const asked = Promise.all([sql`select 1`.execute(deskDb()), sql`select 1`.execute(readerDb())]);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, readyWithin, false);
  });
  return Promise.race([asked.then(() => true).catch(() => false), late]).finally(() => clearTimeout(timer));
}

function tell(response: ServerResponse, isWell: boolean) {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  response.writeHead(isWell ? 200 : 503, headers).end(isWell ? 'ok\n' : 'not ready\n');
}

/** The most bytes that somebody who need not be signed in may send. */
const mostFromStrangers = 100_000;

/** Whether more is sent than anybody has reason to, where no account is needed; what does not say its length is as well. */
function isTooLong({ method, url = '', headers }: IncomingMessage): boolean {
  if (method === 'GET' || method === 'HEAD' || !/^\/(?:api\/auth|report|sign-in|preview)\b/.test(url))
    return false;
  return (
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > mostFromStrangers
  );
}

/** A path on this site whose escapes are those of UTF-8; a whole address would be somebody else's. */
function isAddress(url: string): boolean {
  try {
    return url.startsWith('/') && decodeURIComponent(url.split('?', 1)[0] ?? '') !== '';
  } catch {
    return false;
  }
}

/**
 * Gives each page its own nonce. Next reads it from the request's header and writes it into the scripts that it
 * makes, so only these run.
 */
function protect(
  request: IncomingMessage,
  response: ServerResponse,
  underWay: RequestUnderWay,
  dev: boolean,
) {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' https: data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  request.headers['content-security-policy'] = policy;
  setUnlessSet(response, {
    'content-security-policy': policy,
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
  request.headers['x-request-id'] = underWay.id;
  request.headers['x-path'] = request.url ?? '/desk';
  request.headers['x-reader-address'] = addressOf(request);
  // Next takes this for the host when it asks whether a server action came from a page of this site. A proxy may have
  // changed the host itself, so the address that Galley is known by counts, and what anybody else says does not.
  const known = new URL(process.env.NEXTAUTH_URL ?? 'http://localhost').host;
  if (URL.parse(request.headers.origin ?? '')?.host === known) request.headers['x-forwarded-host'] = known;
  else delete request.headers['x-forwarded-host'];
  // Nobody outside may talk to Next in the names that it uses with itself.
  delete request.headers['x-middleware-subrequest'];
}

/**
 * Headers for an answer that does not bring them itself. Next drops those of a route handler that are set already, and
 * what readers get is stricter than the desk.
 */
function setUnlessSet(response: ServerResponse, headers: Record<string, string>) {
  const writeHead = response.writeHead;
  // Node calls it, too, for a head that nobody wrote explicitly.
  response.writeHead = ((...head: Parameters<typeof writeHead>) => {
    for (const [name, value] of Object.entries(headers))
      if (!response.hasHeader(name)) response.setHeader(name, value);
    return writeHead.apply(response, head);
  }) as typeof writeHead;
}

function listen(server: Server, port: number, host?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}
