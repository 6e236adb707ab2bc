import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { inspect, signIn } from './desk.ts';
import { startProvider } from './provider.ts';
import { Visitor } from './raw.ts';
import { endAll, startGalley } from './server.ts';

test.use({ trace: 'off' });

const client = { id: 'galley', secret: 'a secret of the client' };
let provider: Awaited<ReturnType<typeof startProvider>>;
let galley: Awaited<ReturnType<typeof startGalley>>;
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'galley-provider-'));
  provider = await startProvider(client);
  galley = await startGalley({
    ...{ GALLEY_DATA: path.join(folder, 'data'), OIDC_ISSUER: provider.issuer, OIDC_NAME: 'Newsroom ID' },
    ...{ OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret },
  });
  provider.registered = [`${galley.url}/api/auth/callback/provider`];
});

test.afterEach(() => {
  provider.lie = {};
});

test.afterAll(async () => {
  await galley?.stop();
  endAll();
  await provider?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function pressed(browser: Browser, to = '/desk'): Promise<Page> {
  const context = await browser.newContext({ baseURL: galley.url, viewport: { width: 1360, height: 900 } });
  const page = await context.newPage();
  await page.goto(to);
  await page.getByRole('button', { name: 'Sign in with Newsroom ID' }).click();
  return page;
}

const atTheDesk = (page: Page, name: string) => expect(page.getByRole('link', { name })).toBeVisible();
const refused = async (page: Page, words: string) => {
  await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible();
  await page.goto('/desk');
  await expect(page).toHaveURL(/\/sign-in/);
};

const edith = { sub: 'edith-1', email: 'Editor@galley.example', email_verified: true };

test('somebody of the staff signs in through the provider, and comes to the page that they asked for', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: galley.url, viewport: { width: 1360, height: 900 } });
  const page = await context.newPage();
  await page.goto('/desk/account');
  await inspect(page, 'sign-in-provider');
  provider.claims = edith;
  await page.getByRole('button', { name: 'Sign in with Newsroom ID' }).click();
  await expect(page).toHaveURL(`${galley.url}/desk/account`);
  await atTheDesk(page, 'Edith Moreau');

  await test.step('a session like any other: the managing editor ends it, and the next one is let in again', async () => {
    const admin = await signIn(browser, 'admin@galley.example', galley);
    await admin.goto('/desk/staff');
    const row = admin.getByRole('listitem').filter({ hasText: 'editor@galley.example' });
    await expect(row.getByRole('button', { name: 'Unlink provider' })).toBeVisible();
    await inspect(admin, 'staff-provider');
    await row.getByRole('button', { name: 'Sign out (1 session)' }).click();
    await row.getByRole('button', { name: 'Sign Edith Moreau out everywhere?' }).click();
    await expect(row.getByRole('button', { name: /^Sign/ })).toHaveCount(0);
    await page.goto('/desk');
    await expect(page).toHaveURL(/\/sign-in/);
    provider.claims = { ...edith, email: 'edith@elsewhere.example' };
    await page.getByRole('button', { name: 'Sign in with Newsroom ID' }).click();
    await atTheDesk(page, 'Edith Moreau');
    await admin.context().close();
  });
  await context.close();
});

test('nobody else is let in, and each is told why', async ({ browser }) => {
  provider.claims = { sub: 'stranger', email: 'stranger@elsewhere.example', email_verified: true };
  const page = await pressed(browser);
  await expect(page.getByRole('alert').filter({ hasText: 'Nobody on the staff' })).toBeVisible();
  await inspect(page, 'sign-in-refused');
  await page.goto('/desk');
  await expect(page).toHaveURL(/\/sign-in/);
  provider.claims = { sub: 'farid-1', email: 'checker@galley.example', email_verified: false };
  await refused(await pressed(browser), 'has not verified the address');
  provider.claims = { sub: 'farid-1', email: 'checker@galley.example' };
  await refused(await pressed(browser), 'has not verified the address');
  provider.claims = edith;
  await atTheDesk(await pressed(browser), 'Edith Moreau');
  // Another account of the provider to which her address was given.
  provider.claims = { ...edith, sub: 'mallory' };
  await refused(await pressed(browser), 'another account of the provider');
});

for (const [name, lie] of Object.entries({
  'signed with another key': { key: 'another' },
  'not signed': { alg: 'none' },
  'of another sign-in, by its nonce': { claims: { nonce: 'another' } },
  'without a nonce': { claims: { nonce: undefined } },
  'for another client': { claims: { aud: 'another' } },
  'of another issuer': { claims: { iss: 'https://elsewhere.example' } },
  'that has expired': { claims: { exp: 1_000_000_000 } },
  'brought back with another state': { state: 'another' },
} as const))
  test(`a token ${name} lets nobody in`, async ({ browser }) => {
    provider.claims = { sub: 'greta-1', email: 'checker2@galley.example', email_verified: true };
    provider.lie = lie;
    const before = provider.tokens;
    await refused(await pressed(browser), 'This did not work.');
    // It came to the token, and that was what is wrong; another state is found out before.
    expect(provider.tokens).toBe('state' in lie ? before : before + 1);
  });

test('an answer of the provider that is brought to another browser, or a second time, lets nobody in', async ({
  browser,
}) => {
  provider.claims = edith;
  const back: string[] = [];
  const context = await browser.newContext({ baseURL: galley.url });
  const page = await context.newPage();
  page.on('request', (request) => {
    if (request.url().includes('/api/auth/callback/provider?')) back.push(request.url());
  });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in with Newsroom ID' }).click();
  await atTheDesk(page, 'Edith Moreau');
  const [answer = ''] = back;
  expect(answer).toContain('code=');
  for (const other of [await browser.newContext({ baseURL: galley.url }), context]) {
    if (other === context) await context.clearCookies({ name: /session-token/ });
    const elsewhere = await other.newPage();
    await elsewhere.goto(answer);
    await refused(elsewhere, 'This did not work.');
  }
});

test('it leads back to this site alone, whatever address or host is asked for', async () => {
  provider.claims = edith;
  const visitor = new Visitor(galley.url);
  const begin = async (callbackUrl: string, headers: Record<string, string> = {}) => {
    const { csrfToken } = (await (await visitor.ask('/api/auth/csrf')).json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, callbackUrl, json: 'true' });
    return visitor.ask('/api/auth/signin/provider', { method: 'POST', body, headers });
  };
  for (const headers of [
    {},
    { 'x-forwarded-host': 'elsewhere.example' },
    { host: 'elsewhere.example' },
  ] as Record<string, string>[]) {
    visitor.cookie = '';
    const csrf = await visitor.ask('/api/auth/csrf');
    visitor.keep(csrf);
    const answer = await begin('https://elsewhere.example/', headers);
    visitor.keep(answer);
    const { url } = (await answer.json()) as { url: string };
    expect(new URL(url).searchParams.get('redirect_uri')).toBe(provider.registered[0]);
    const back = await fetch(url, { redirect: 'manual' });
    const done = await visitor.ask(back.headers.get('location') ?? '');
    expect(new URL(done.headers.get('location') ?? '', galley.url).origin).toBe(galley.url);
  }
  expect(provider.refused).toEqual([]);
});

test('what went wrong is said in the log without what was sent', () => {
  expect(galley.output()).toContain('Sign-in: OAUTH_CALLBACK_ERROR');
  expect(galley.output()).not.toMatch(/eyJ|access_token|a secret of the client/);
});
