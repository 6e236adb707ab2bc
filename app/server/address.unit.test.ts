import { expect, test } from 'vitest';
import { addressOf } from './address.ts';

test.each([
  ['a reader without a proxy', '203.0.113.9', undefined, '203.0.113.9'],
  ['a reader who forges one', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a reader behind nginx here', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['the same by a socket for both kinds', '::ffff:127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['a reader who forges one before nginx', '10.0.0.2', '198.51.100.1, 203.0.113.9', '203.0.113.9'],
  ['a reader by IPv6', '::1', '2001:db8::7', '2001:db8::7'],
  ['nobody behind a proxy', '127.0.0.1', undefined, '127.0.0.1'],
])('of %s', (_, remoteAddress, forwarded, expected) => {
  const request = { socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } };
  expect(addressOf(request as never)).toBe(expected);
});
