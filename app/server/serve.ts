import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import next from 'next';
import type { Logger } from 'pino';
import { addressOf } from './address.ts';
import { servePublished } from './published.ts';

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
  const published = await servePublished(readerUrl, (message, error) => log.error(error, message));
  // Longer than proxies keep a connection that rests (nginx: 60 s), so that none sends a request into one just closed.
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    if (published.answerAtOnce(request, response)) return;
    respond(request, response).catch((error) => {
      log.error(error, 'a request failed');
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('Something went wrong on the server. Try again in a moment.\n');
    });
  });

  async function respond(request: IncomingMessage, response: ServerResponse) {
    if (!isAddress(request.url ?? '')) {
      response
        .writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
        .end('This is no address of this site.\n');
      return;
    }
    if (await published.answer(request, response)) return;
    protect(request, response, dev);
    await handle(request, response);
  }

  await listen(server, port, host);
  return {
    server,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      await closed;
      await published.close();
    },
  };
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
function protect(request: IncomingMessage, response: ServerResponse, dev: boolean) {
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
  request.headers['x-path'] = request.url ?? '/desk';
  request.headers['x-reader-address'] = addressOf(request);
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
