import { BlockList, isIP } from 'node:net';

// IANA's registries of special-purpose addresses: whatever is not globally reachable, or leads to what is not.
const reserved4 = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  reserved4.addSubnet(network, bits, 'ipv4');
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
const reserved6 = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  reserved6.addSubnet(network, bits, 'ipv6');

/** Whether this is an address of the public internet, and not of a machine or network behind it. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !reserved4.check(address, 'ipv4');
  // A zone is of a link only.
  if (version === 6 && !address.includes('%'))
    return global6.check(address, 'ipv6') && !reserved6.check(address, 'ipv6');
  return false;
}

/**
 * What keeps an address from being told of publications, or null.
 * @param allowPrivate whether private networks and, on this machine, plain HTTP are allowed (WEBHOOK_PRIVATE)
 */
export function urlProblem(text: string, allowPrivate: boolean): string | null {
  if (!URL.canParse(text)) return 'Give the full address, beginning with https://.';
  const url = new URL(text);
  const host = hostOf(url);
  if (url.username || url.password)
    return 'Give the address without a name and password: messages are signed.';
  if (url.hash) return 'Give the address without the part behind #.';
  if (allowPrivate && url.protocol === 'http:' && ['localhost', '127.0.0.1', '::1'].includes(host))
    return null;
  if (url.protocol !== 'https:') return 'Give an address that begins with https://.';
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) return privateProblem;
  if (!allowPrivate && /(^|\.)localhost\.?$/.test(host)) return privateProblem;
  return null;
}

export const privateProblem = 'This address is of a private network.';

/** The host of an address, an IPv6 one without its brackets. */
export const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '');
