import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long a person takes at least to read what they are about to send, in milliseconds; and how long they may. */
const atLeast = 1500;
const atMost = 24 * 60 * 60_000;

const keyed = (what: string) =>
  createHmac('sha256', process.env.NEXTAUTH_SECRET ?? '')
    .update(what)
    .digest();

/** A token for one report, with the moment at which it was given. */
export function tokenFor(article: { slug?: unknown; version?: unknown }, now: number): string {
  return `${now}.${signature(article, String(now))}`;
}

/** Whether a token was given for this article by this site, long enough ago for a person, and not too long ago. */
export function isOldEnough(
  article: { slug?: unknown; version?: unknown },
  token: string,
  now: number,
): boolean {
  const [given = '', signed = ''] = token.split('.', 2);
  const expected = Buffer.from(signature(article, given));
  const actual = Buffer.from(signed);
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return false;
  const age = now - Number(given);
  return age >= atLeast && age <= atMost;
}

const signature = ({ slug, version }: { slug?: unknown; version?: unknown }, given: string) =>
  keyed(JSON.stringify(['reader report', String(slug), String(version), given])).toString('base64url');

/** What is kept of a reader's address for a day: nothing that says it. Of IPv6 the network counts, which one person has. */
export function addressHash(address: string): Buffer {
  const [network = ''] = address.includes('.') ? [address] : [expanded(address).slice(0, 4).join(':')];
  return keyed(`reader address ${network}`);
}

function expanded(address: string): string[] {
  const [before = '', after] = address.split('%')[0]?.split('::') ?? [];
  const head = before.split(':').filter(Boolean);
  const tail = after?.split(':').filter(Boolean) ?? [];
  const zeros = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  return [...head, ...Array<string>(zeros).fill('0'), ...tail].map((part) =>
    part.toLowerCase().padStart(4, '0'),
  );
}
