import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Visitor } from './raw.ts';
import { endAll, running, startGalley } from './server.ts';

test.use({ trace: 'off' });

let galley: Awaited<ReturnType<typeof startGalley>>;
let folder: string;
let editor: Visitor;
const given: string[] = [];

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'galley-headers-'));
  // As behind a proxy that ends TLS.
  galley = await startGalley({
    GALLEY_DATA: path.join(folder, 'data'),
    NEXTAUTH_URL: 'https://desk.example',
  });
  editor = new Visitor(galley.url);
  const { keep } = editor;
  editor.keep = (response) => {
    given.push(...response.headers.getSetCookie());
    keep.call(editor, response);
  };
  const account = galley.accounts.find(({ email }) => email === 'editor@galley.example');
  expect(await editor.signIn(account?.email ?? '', account?.password ?? '')).toBe(true);
});

test.afterAll(async () => {
  await galley?.stop();
  endAll();
  await rm(folder, { recursive: true, force: true });
});

const pages = [
  '/',
  '/archive',
  '/no-such-article',
  '/search?q=dam',
  '/report?sent',
  '/preview/x',
  '/sign-in',
];
const desk = [
  '/desk',
  '/desk/queue',
  '/desk/import',
  '/desk/account',
  '/desk/no-such-page',
  '/sign-in/link/x',
];
const others = ['/feed.rss', '/sitemap.xml', '/robots.txt', '/api/v1/articles', '/api/auth/csrf', '/healthz'];
const more = [
  '/readyz',
  '/desk/palette?q=dam',
  '/desk/export/all',
  '/desk/audit/export',
  '/icon.svg',
  '/%ff',
];

for (const address of [...pages, ...desk, ...others, ...more])
  test(`${address} comes with what a browser is to heed`, async () => {
    const response = await editor.ask(address);
    const text = await response.text();
    const header = (name: string) => response.headers.get(name) ?? '';
    expect(header('strict-transport-security')).toBe('max-age=31536000');
    expect(header('x-content-type-options')).toBe('nosniff');
    expect(header('permissions-policy')).toContain('camera=(), ');
    expect(header('x-powered-by')).toBe('');
    if (!header('content-type').startsWith('text/html')) return;
    expect(header('referrer-policy')).toMatch(/^(strict-origin-when-cross-origin|same-origin|no-referrer)$/);
    const policy = new Map(
      header('content-security-policy')
        .split('; ')
        .map((one) => one.split(/ (.*)/s) as [string, string]),
    );
    expect(policy.get('frame-ancestors')).toBe("'none'");
    expect(policy.get('base-uri')).toBe("'none'");
    expect(policy.get('form-action')).toBe("'self'");
    const scripts = policy.get('script-src') ?? policy.get('default-src') ?? '';
    expect(scripts).not.toMatch(/unsafe|\*|https?:|data:/);
    const nonce = /'nonce-([^']+)'/.exec(scripts)?.[1];
    // Each script of the page is one of its own, by this answer's nonce; where there is no nonce there is none.
    const made = [...text.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    const isData = (tag: string) => tag.includes('type="application/ld+json"');
    for (const tag of made.filter((one) => !isData(one))) expect(tag).toContain(`nonce="${nonce}"`);
    expect(text).not.toMatch(/<[^>]+\son[a-z]+="/);
    if (!nonce) return;
    const again = (await editor.ask(address)).headers.get('content-security-policy');
    expect(again).not.toContain(nonce);
  });

test('scripts and styles come with it as well', async () => {
  const text = await (await editor.ask('/desk')).text();
  const assets = [
    ...new Set([...text.matchAll(/(?:src|href)="(\/_next\/static\/[^"?]+)/g)].map(([, one]) => one ?? '')),
  ];
  expect(assets.length).toBeGreaterThan(1);
  for (const asset of assets.slice(0, 3)) {
    const { headers } = await editor.ask(asset);
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('cookies are of this very host alone, by TLS alone, and no script’s', async () => {
  expect(given.map((one) => one.split('=', 1)[0])).toEqual(
    expect.arrayContaining(['__Host-next-auth.csrf-token', '__Host-next-auth.session-token']),
  );
  for (const cookie of given) {
    expect(cookie).toMatch(/^__Host-/);
    const attributes = cookie
      .split('; ')
      .slice(1)
      .map((one) => one.toLowerCase());
    expect(attributes).toEqual(expect.arrayContaining(['path=/', 'httponly', 'secure', 'samesite=lax']));
    expect(attributes.join()).not.toContain('domain');
  }
});

test('without TLS no browser is told to come by it', async () => {
  const { headers } = await new Visitor(running().url).ask('/');
  expect(headers.get('strict-transport-security')).toBeNull();
  expect(headers.get('permissions-policy')).toContain('camera=()');
});
