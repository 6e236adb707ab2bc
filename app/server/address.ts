import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv4 } from 'node:net';

/** Where a proxy of one's own stands: this machine, or a private network. Anybody else could forge what it says. */
const own = new BlockList();
own.addSubnet('127.0.0.0', 8);
own.addSubnet('10.0.0.0', 8);
own.addSubnet('172.16.0.0', 12);
own.addSubnet('192.168.0.0', 16);
own.addAddress('::1', 'ipv6');
own.addSubnet('fc00::', 7, 'ipv6');

/** The address that a request comes from: behind a proxy of one's own, the last that it names. */
export function addressOf(request: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  const peer = plain(request.socket.remoteAddress ?? '');
  const forwarded = String(request.headers['x-forwarded-for'] ?? '');
  const last = plain(forwarded.split(',').at(-1)?.trim() ?? '');
  return last && own.check(peer, isIPv4(peer) ? 'ipv4' : 'ipv6') ? last : peer;
}

/** An IPv4 address as itself where a socket for both kinds shows it as one of IPv6. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');
