import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP } from 'node:net';
import { type Answer, Refused, refuse } from '#lib/refusal.ts';
import { MAX_SOURCE_BYTES } from './decode.ts';
import type { SourceInput } from './read.ts';

/** An address that a name stands for. */
export type Resolved = { address: string; family: number };

/** Gives the addresses of a host that may be connected to; throws Refused where there is none. */
export type Resolve = (host: string) => Promise<Resolved[]>;

const MAX_REDIRECTS = 5;
/** How long all of it may take, in milliseconds. */
const patience = 20_000;
const endings: Record<string, string> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/plain': 'txt',
  'text/markdown': 'md',
};

/** Whether this installation fetches articles by their address: off unless IMPORT_URLS is "on". */
export function fetchesUrls(env: Record<string, string | undefined>): boolean {
  return env.IMPORT_URLS === 'on';
}

/**
 * Fetches a page or text by its address. A name is resolved once, all its addresses have to be public, and the
 * connection is made to these and no others, so that neither a redirect nor a name that changes its mind leads to a
 * machine inside.
 * @param resolve only tests, whose server is on this machine, give one of their own
 * @returns the source, with the address at which it was found in the end
 */
export async function fetchSource(
  address: string,
  { resolve = resolvePublic, wait = patience }: { resolve?: Resolve; wait?: number } = {},
): Promise<Answer<{ source: SourceInput & { url: string } }>> {
  const signal = AbortSignal.timeout(wait);
  try {
    let url = urlOf(
      /^[a-z][a-z0-9+.-]*:/i.test(address.trim()) ? address.trim() : `https://${address.trim()}`,
    );
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const response = await ask(url, await within(resolve(url.hostname), signal), signal);
      const next = redirectOf(response, url);
      if (!next) return { ok: true, source: await sourceOf(response, url) };
      response.destroy();
      url = next;
    }
    return refuse('invalid', `${hostOf(address)} leads from one address to the next without an end.`);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    if (signal.aborted)
      return refuse(
        'invalid',
        `${hostOf(address)} took too long to answer. Try again later, or paste the article.`,
      );
    return refuse(
      'invalid',
      `${hostOf(address)} cannot be reached (${(error as NodeJS.ErrnoException).code ?? 'no answer'}). Check the address, or paste the article.`,
    );
  }
}

/** The resolver of names has a patience of its own. */
function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

function urlOf(text: string, base?: URL): URL {
  const url = URL.parse(text, base);
  if (!url || !/^https?:$/.test(url.protocol))
    throw refused('Give a web address that begins with http:// or https://.');
  if (url.username || url.password) throw refused('Give the address without a name and password in it.');
  url.hash = '';
  return url;
}

/** The addresses of a host in the public internet; a host with any other is refused. */
async function resolvePublic(host: string): Promise<Resolved[]> {
  const literal = host.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(literal);
  const found = family
    ? [{ address: literal, family }]
    : await lookup(literal, { all: true }).catch(() => []);
  if (found.length === 0) throw refused(`There is no site named ${host}. Check the address.`);
  if (!found.every(({ address }) => isPublic(address)))
    throw refused(`${host} is not in the public internet. Articles are fetched from public sites only.`);
  return found;
}

const inside = new BlockList();
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const)
  inside.addSubnet(net, bits, 'ipv4');
// Of IPv6 only what is given out as global unicast, less Teredo and the like, documentation and 6to4. Addresses that
// carry one of IPv4 in them (mapped, translated by NAT64) are outside of it.
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/**
 * Whether an address is one of the public internet, by IANA's registries of special-purpose addresses (RFC 6890 and its
 * successors): not private, loopback, link-local, shared (CGNAT), multicast, reserved, or one address inside another.
 */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !inside.check(address, 'ipv4');
  // One with a zone is of a link.
  return (
    isIP(address) === 6 &&
    !address.includes('%') &&
    global.check(address, 'ipv6') &&
    !inside.check(address, 'ipv6')
  );
}

function ask(url: URL, addresses: Resolved[], signal: AbortSignal): Promise<http.IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      signal,
      // No connection of an earlier request: it may have been made to another address.
      agent: false,
      headers: {
        accept: Object.keys(endings).join(', '),
        'accept-encoding': 'identity',
        'user-agent': 'Galley',
      },
      lookup: (_host, options, done) => {
        const [first] = addresses;
        if (options.all) done(null, addresses);
        else done(null, first?.address ?? '', first?.family);
      },
    });
    asked.once('response', resolve).once('error', reject).end();
  });
}

function redirectOf({ statusCode = 0, headers }: http.IncomingMessage, url: URL): URL | null {
  const isRedirect = [301, 302, 303, 307, 308].includes(statusCode);
  return isRedirect && headers.location ? urlOf(headers.location, url) : null;
}

async function sourceOf(response: http.IncomingMessage, url: URL): Promise<SourceInput & { url: string }> {
  try {
    const { statusCode, headers } = response;
    if (statusCode !== 200)
      throw refused(`${url.host} answers ${statusCode} for this address. Check it, or paste the article.`);
    const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    const ending = endings[type];
    if (!ending)
      throw refused(
        `At this address is ${type ? `a file of the type ${type}` : 'something of no named type'}. Only web pages and texts are fetched: save it and choose the file.`,
      );
    if ((headers['content-encoding'] ?? 'identity') !== 'identity')
      throw refused(
        `${url.host} sends the page packed, although it was not asked to. Save it and choose the file.`,
      );
    if (Number(headers['content-length']) > MAX_SOURCE_BYTES) throw tooLarge();
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response) {
      size += chunk.length;
      if (size > MAX_SOURCE_BYTES) throw tooLarge();
      chunks.push(chunk);
    }
    const name = `${url.host}${url.pathname.replace(/\/$/, '')}`.slice(0, 300);
    return {
      bytes: Buffer.concat(chunks),
      name: name.endsWith(`.${ending}`) ? name : `${name}.${ending}`,
      url: url.href,
    };
  } finally {
    response.destroy();
  }
}

function tooLarge(): Refused {
  return refused(
    'What is at this address has more than 5 MB. Save the article by itself and choose the file.',
  );
}

function hostOf(address: string): string {
  return URL.parse(address)?.host || 'This site';
}

function refused(message: string): Refused {
  return new Refused(refuse('invalid', message));
}
