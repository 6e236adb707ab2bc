import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { fetchesUrls, fetchSource, isPublic, type Resolve } from './fetch-source.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** A server on this machine; the address of a path at it under a name that only `near` knows. */
async function serving(listener: RequestListener): Promise<(path: string) => string> {
  const opened = createServer(listener);
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
  const { port } = opened.address() as AddressInfo;
  return (path) => `http://paper.test:${port}${path}`;
}

/** Lets the test's own name through to this machine, and no other. */
const near: Resolve = async (host) => {
  if (host === 'paper.test') return [{ address: '127.0.0.1', family: 4 }];
  const answer = await fetchSource(`http://${host}/`);
  if (answer.ok) throw new Error('unreachable');
  throw Object.assign(new Error(answer.message), { code: answer.message });
};
const html = { 'content-type': 'text/html; charset=utf-8' };
const fetched = (address: string, wait?: number) => fetchSource(address, { resolve: near, wait });

describe('an address', () => {
  test('is fetched with its name, type and bytes, and kept as it was in the end', async () => {
    const at = await serving((request, response) => {
      if (request.url === '/old') response.writeHead(301, { location: '/news/dam' }).end();
      else response.writeHead(200, html).end('<h1>The Dam</h1>');
    });
    const answer = await fetched(`${at('/old')}#part`);
    if (!answer.ok) throw new Error(answer.message);
    expect(Buffer.from(answer.source.bytes).toString()).toBe('<h1>The Dam</h1>');
    expect(answer.source.url).toBe(at('/news/dam'));
    expect(answer.source.name).toMatch(/^paper\.test:\d+\/news\/dam\.html$/);
  });

  test.each([
    [
      'a type that is no text',
      (_, response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF'),
      /type application\/pdf/,
    ],
    ['no type', (_, response) => response.writeHead(200).end('x'), /no named type/],
    [
      'a size that is too large',
      (_, response) => response.writeHead(200, { ...html, 'content-length': '6000000' }).end('x'),
      /more than 5 MB/,
    ],
    [
      'more than it said',
      (_, response) => response.writeHead(200, html).end(Buffer.alloc(6_000_000, 'a')),
      /more than 5 MB/,
    ],
    [
      'a packed answer',
      (_, response) => response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end('x'),
      /packed/,
    ],
    ['404', (_, response) => response.writeHead(404, html).end('x'), /answers 404/],
    [
      'redirects without an end',
      (_, response) => response.writeHead(302, { location: '/again' }).end(),
      /without an end/,
    ],
    [
      'a redirect to 127.0.0.1',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1/' }).end(),
      /not in the public internet/,
    ],
    [
      'a redirect to a decimal address',
      (_, response) => response.writeHead(302, { location: 'http://2130706433/' }).end(),
      /not in the public internet/,
    ],
    [
      'a redirect to a file',
      (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      /http:\/\/ or https:\/\//,
    ],
  ] satisfies [string, RequestListener, RegExp][])(
    'with %s is refused in words',
    async (_, listener, message) => {
      const at = await serving(listener);
      expect(await fetched(at('/'))).toMatchObject({
        ok: false,
        code: 'invalid',
        message: expect.stringMatching(message),
      });
    },
  );

  test('that does not answer in time is given up, also in the middle of an answer', async () => {
    const at = await serving((request, response) => {
      if (request.url === '/half') response.writeHead(200, html).write('<h1>');
    });
    for (const path of ['/', '/half'])
      expect(await fetched(at(path), 300)).toMatchObject({
        ok: false,
        message: expect.stringContaining('took too long'),
      });
  });

  test('whose name cannot be resolved in time is given up', async () => {
    const answer = await fetchSource('http://paper.test/', {
      resolve: () => new Promise(() => {}),
      wait: 50,
    });
    expect(answer).toMatchObject({ ok: false, message: expect.stringContaining('took too long') });
  });

  test('is asked where its name was resolved once, whatever the name says later', async () => {
    let asked = 0;
    const at = await serving((_, response) => response.writeHead(200, html).end('<h1>Here</h1>'));
    const answer = await fetchSource(at('/'), {
      resolve: async () => [{ address: ++asked === 1 ? '127.0.0.1' : '192.0.2.1', family: 4 }],
    });
    expect(answer.ok).toBe(true);
    expect(asked).toBe(1);
  });

  test.each([
    ...[
      'http://127.0.0.1/',
      'http://2130706433/',
      'http://0x7f000001/',
      'http://0177.0.0.1/',
      'http://127.1/',
    ],
    ...['http://0/', 'http://localhost/', 'http://[::1]/', 'http://[::]/', 'http://[::ffff:127.0.0.1]/'],
    ...[
      'http://[::ffff:7f00:1]/',
      'http://[64:ff9b::7f00:1]/',
      'http://[2002:7f00:1::]/',
      'http://[fe80::1]/',
    ],
    ...[
      'http://[fd00::1]/',
      'http://169.254.169.254/latest/meta-data/',
      'http://10.0.0.1/',
      'http://[ff02::1]/',
    ],
  ])('inside, such as %s, is refused before a connection is made', async (address) => {
    expect(await fetchSource(address)).toMatchObject({
      ok: false,
      message: expect.stringContaining('not in the public internet'),
    });
  });

  test.each([
    'ftp://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'gopher://x/',
    '',
  ])('that is none of the web (%s) is refused', async (address) => {
    expect(await fetchSource(address)).toMatchObject({
      ok: false,
      message: expect.stringContaining('http://'),
    });
  });

  test('with a name and password in it is refused', async () => {
    expect(await fetchSource('https://me:secret@example.org/')).toMatchObject({
      ok: false,
      message: expect.stringContaining('password'),
    });
  });
});

test('the public internet is what is neither private nor special', () => {
  const out =
    '1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1 223.255.255.255 2606:4700::1111 2a00:1450::1';
  const inside =
    '0.1.2.3 10.1.1.1 100.64.0.1 100.127.255.255 127.255.0.1 169.254.1.1 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 ' +
    '192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 :: ::1 ::7f00:1 ' +
    '::ffff:8.8.8.8 ::ffff:0:8.8.8.8 64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:808:808::1 ' +
    '3fff::1 5f00::1 fc00::1 fdff::1 fe80::1 fe80::1%eth0 2606:4700::1%eth0 fec0::1 ff02::1 nonsense';
  expect(out.split(' ').filter((address) => !isPublic(address))).toEqual([]);
  expect(inside.split(' ').filter(isPublic)).toEqual([]);
});

test('fetching is off unless it is switched on', () => {
  expect([{}, { IMPORT_URLS: 'off' }, { IMPORT_URLS: '1' }, { IMPORT_URLS: 'on' }].map(fetchesUrls)).toEqual([
    false,
    false,
    false,
    true,
  ]);
});
