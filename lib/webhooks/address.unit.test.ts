import { describe, expect, test } from 'vitest';
import { isPublicAddress, urlProblem } from './address.ts';

test.each([
  ['93.184.215.14', true],
  ['8.8.8.8', true],
  ['172.15.255.255', true],
  ['172.32.0.1', true],
  ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', true],
  ['127.0.0.1', false],
  ['127.1.2.3', false],
  ['0.0.0.0', false],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['172.31.255.255', false],
  ['192.168.1.1', false],
  ['198.18.0.1', false],
  ['224.0.0.1', false],
  ['240.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['::ffff:7f00:1', false],
  ['64:ff9b::7f00:1', false],
  ['fc00::1', false],
  ['fd12:3456::1', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['ff02::1', false],
  ['2001::1', false],
  ['2001:db8::1', false],
  ['2002:7f00:1::', false],
  ['example.com', false],
  ['', false],
])('%s is an address of the public internet: %s', (address, is) => {
  expect(isPublicAddress(address)).toBe(is);
});

describe('the address of a webhook', () => {
  test.each([
    ['https://example.com/hook?key=1', null],
    ['https://93.184.215.14/hook', null],
    ['http://example.com/hook', 'https'],
    ['ftp://example.com/hook', 'https'],
    ['example.com/hook', 'full address'],
    ['https://user:secret@example.com/', 'without a name'],
    ['https://example.com/#part', 'behind #'],
    ['https://127.0.0.1/', 'private'],
    ['https://2130706433/', 'private'],
    ['https://0x7f.1/', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:10.0.0.1]/', 'private'],
    ['https://localhost/', 'private'],
    ['https://a.localhost./', 'private'],
    ['http://localhost:3000/', 'https'],
  ])('%s: %s', (url, problem) => {
    if (problem) expect(urlProblem(url, false)).toContain(problem);
    else expect(urlProblem(url, false)).toBeNull();
  });

  test('may be on this machine, and there without TLS, only where that is allowed', () => {
    for (const url of [
      'http://localhost:3000/',
      'http://127.0.0.1:3000/',
      'http://[::1]:3000/',
      'https://10.0.0.1/',
    ])
      expect(urlProblem(url, true)).toBeNull();
    expect(urlProblem('http://10.0.0.1/', true)).toContain('https');
  });
});
