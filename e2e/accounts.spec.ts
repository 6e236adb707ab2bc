import { type Browser, expect, type Page, test } from '@playwright/test';
import { codeOf, stepAt } from '../lib/secondfactor/totp.ts';
import { inspect, signIn } from './desk.ts';
import { running } from './server.ts';

const password = 'seven quiet herons';

/** A browser of its own, as somebody who comes from this address behind a proxy. */
async function stranger(browser: Browser, address = '192.0.2.1'): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: running().url, viewport: { width: 1360, height: 900 } },
    extraHTTPHeaders: { 'x-forwarded-for': address },
  });
  return context.newPage();
}

async function enter(page: Page, email: string, password: string) {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const atTheDesk = (page: Page) => expect(page.getByRole('navigation', { name: 'Desk' })).toBeVisible();

/** Invites somebody and gives back the link that the managing editor was shown. */
async function invite(admin: Page, name: string, email: string): Promise<string> {
  await admin.goto('/desk/staff');
  await admin.getByLabel('Name').fill(name);
  await admin.getByLabel('E-mail address').fill(email);
  await admin.getByLabel('Role').selectOption('Editor');
  await admin.getByRole('button', { name: 'Add', exact: true }).click();
  return admin.getByLabel(`Give ${name} this link`).inputValue();
}

async function setPassword(page: Page, link: string, chosen: string) {
  await page.goto(link);
  await page.getByLabel('New password').fill(chosen);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByText('Your password is set.')).toBeVisible();
}

/** Somebody new who has set their password. */
async function newcomer(browser: Browser, name: string, email: string) {
  const admin = await signIn(browser, 'admin@galley.example');
  await setPassword(await stranger(browser), await invite(admin, name, email), password);
  return admin;
}

test('somebody new follows the link that the managing editor hands over, and sets a password that nobody else sees', async ({
  browser,
}) => {
  const admin = await signIn(browser, 'admin@galley.example');
  const link = await invite(admin, 'Ivo Brandt', 'ivo@galley.example');
  await inspect(admin, 'staff-invited');
  await expect(admin.getByText('Invited, has set no password yet')).toBeVisible();
  const ivo = await stranger(browser);
  await ivo.goto(link);
  await ivo.getByLabel('New password').fill('ivo@galley.example');
  await ivo.getByRole('button', { name: 'Set the password' }).click();
  await expect(ivo.getByRole('alert').filter({ hasText: 'mostly your name' })).toBeVisible();
  await inspect(ivo, 'link-password');
  await ivo.getByLabel('New password').fill(password);
  await ivo.getByRole('button', { name: 'Set the password' }).click();
  await expect(ivo.getByText('Your password is set.')).toBeVisible();
  await ivo.getByLabel('E-mail address').fill('ivo@galley.example');
  await ivo.getByLabel('Password').fill(password);
  await ivo.getByRole('button', { name: 'Sign in' }).click();
  await atTheDesk(ivo);
  await ivo.goto(link);
  await expect(ivo.getByRole('heading', { name: 'This link is not good any more' })).toBeVisible();
  await inspect(ivo, 'link-over');
  await admin.reload();
  await expect(admin.getByText('Invited, has set no password yet')).toHaveCount(0);

  const row = admin.getByRole('listitem').filter({ hasText: 'ivo@galley.example' });
  await row.getByRole('button', { name: 'Link for a new password' }).click();
  const reset = await row.getByLabel('Give Ivo Brandt this link').inputValue();
  await setPassword(await stranger(browser), reset, 'nine loud bitterns');
  await ivo.goto('/desk');
  await expect(ivo).toHaveURL(/\/sign-in/);
  await enter(ivo, 'ivo@galley.example', 'nine loud bitterns');
  await atTheDesk(ivo);
});

test('sessions are listed on the account page and end one by one, all others, and by the managing editor', async ({
  browser,
}) => {
  const admin = await newcomer(browser, 'Jo Stern', 'jo@galley.example');
  const [here, there, elsewhere] = await Promise.all(
    ['192.0.2.1', '198.51.100.2', '2001:db8:1:2:3::4'].map((address) => stranger(browser, address)),
  );
  if (!here || !there || !elsewhere) throw new Error('unreachable');
  for (const page of [elsewhere, there, here]) {
    await enter(page, 'jo@galley.example', password);
    await atTheDesk(page);
  }
  await here.getByRole('link', { name: 'Jo Stern' }).click();
  await expect(here.getByRole('heading', { name: 'Your account' })).toBeVisible();
  await expect(here.getByText('From 2001:db8:1:2::/64')).toBeVisible();
  await expect(here.getByRole('listitem').filter({ hasText: 'this one' })).toContainText('From 192.0.2.1');
  await inspect(here, 'account');
  await here
    .getByRole('listitem')
    .filter({ hasText: '198.51.100.2' })
    .getByRole('button', { name: 'Sign out there' })
    .click();
  await expect(here.getByText('198.51.100.2')).toHaveCount(0);
  await there.goto('/desk');
  await expect(there).toHaveURL(/\/sign-in/);
  await elsewhere.goto('/desk');
  await atTheDesk(elsewhere);

  await elsewhere.getByRole('button', { name: 'Sign out' }).click();
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await here.goto('/desk/account');
  await expect(here.getByRole('listitem')).toHaveCount(1);

  await enter(there, 'jo@galley.example', password);
  await atTheDesk(there);
  await here.reload();
  await here.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(here.getByRole('button', { name: 'Sign out there' })).toHaveCount(0);
  await there.goto('/desk');
  await expect(there).toHaveURL(/\/sign-in/);

  await admin.goto('/desk/staff');
  const row = admin.getByRole('listitem').filter({ hasText: 'jo@galley.example' });
  await row.getByRole('button', { name: 'Sign out (1 session)' }).click();
  await row.getByRole('button', { name: 'Sign Jo Stern out everywhere?' }).click();
  await expect(row.getByRole('button', { name: /session|everywhere/ })).toHaveCount(0);
  await here.goto('/desk/account');
  await expect(here).toHaveURL(/\/sign-in/);
});

test('a person changes their own password, and is signed out everywhere by it', async ({ browser }) => {
  await newcomer(browser, 'Kim Adler', 'kim@galley.example');
  const [here, there] = [await stranger(browser), await stranger(browser)];
  for (const page of [here, there]) {
    await enter(page, 'kim@galley.example', password);
    await atTheDesk(page);
  }
  await here.goto('/desk/account');
  for (const [old, chosen] of [
    ['not the old one', 'nine loud bitterns'],
    [password, 'nine loud bitterns'],
  ] as const) {
    await here.getByLabel('Password that you have now').fill(old);
    await here.getByLabel('New password').fill(chosen);
    await here.getByRole('button', { name: 'Change the password' }).click();
    if (old !== password)
      await expect(
        here.getByRole('alert').filter({ hasText: 'not the password that you have now' }),
      ).toBeVisible();
  }
  await expect(here.getByText('Your password is set.')).toBeVisible();
  await inspect(here, 'sign-in-set');
  await there.goto('/desk');
  await expect(there).toHaveURL(/\/sign-in/);
  await enter(there, 'kim@galley.example', password);
  await expect(there.getByRole('alert').filter({ hasText: 'do not belong together' })).toBeVisible();
  await enter(there, 'kim@galley.example', 'nine loud bitterns');
  await atTheDesk(there);
});

test('whoever guesses is told when to try again, and the person is not locked out where they sign in', async ({
  browser,
}) => {
  await newcomer(browser, 'Lea Vogt', 'lea@galley.example');
  const lea = await stranger(browser, '198.51.100.20');
  await enter(lea, 'lea@galley.example', password);
  await atTheDesk(lea);
  const guesser = await stranger(browser, '198.51.100.66');
  await guesser.goto('/sign-in');
  const { csrfToken } = await (await guesser.request.get('/api/auth/csrf')).json();
  const guess = (address: string) =>
    guesser.request.post('/api/auth/callback/credentials', {
      headers: { 'x-forwarded-for': address },
      form: { csrfToken, json: 'true', email: 'lea@galley.example', password: 'a guess' },
    });
  for (let i = 0; i < 5; i++)
    for (let place = 60; place < 70; place++) expect((await guess(`198.51.100.${place}`)).status()).toBe(401);
  for (let i = 0; i < 5; i++) await guess('198.51.100.66');
  await enter(guesser, 'lea@galley.example', password);
  const alert = guesser.locator('.sign-in [role="alert"]');
  await expect(alert).toHaveText(/^There were too many attempts\. Try again in (59|60) minutes\.$/);
  await inspect(guesser, 'sign-in-too-often');

  await lea.getByRole('button', { name: 'Sign out' }).click();
  await expect(lea).toHaveURL(/\/sign-in/);
  await enter(lea, 'lea@galley.example', password);
  await atTheDesk(lea);
});

test('signing in and out leads nowhere but to the desk', async ({ browser }) => {
  await newcomer(browser, 'Max Roth', 'max@galley.example');
  const { origin } = new URL(running().url);
  const elsewhere = [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example',
    '/desk@evil.example',
    '/desk.evil.example/',
    'https:evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    `${origin}.evil.example/`,
    `${origin.replace('//', '//x@evil.example/')}`,
    '%2F%2Fevil.example',
    '/desk/..//evil.example',
    '/\t/evil.example/',
  ];
  const page = await stranger(browser, '198.51.100.30');
  await page.goto('/sign-in');
  for (const to of elsewhere) {
    const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json();
    const credentials = { email: 'max@galley.example', password };
    const answer = await page.request.post('/api/auth/callback/credentials', {
      form: { csrfToken, json: 'true', callbackUrl: to, ...credentials },
    });
    expect(new URL((await answer.json()).url).origin, `callbackUrl ${to}`).toBe(origin);
    for (const path of ['/sign-in', '/api/auth/signin', '/api/auth/signout', '/api/auth/error']) {
      for (const name of ['to', 'callbackUrl']) {
        const asked = `${path}?${new URLSearchParams({ [name]: to })}`;
        // What next-auth takes for no address at all it answers with an error, and leads nowhere.
        const { location } = (await page.request.get(asked, { maxRedirects: 0 })).headers();
        if (location) expect(new URL(location, origin).origin, asked).toBe(origin);
      }
    }
    const out = await page.request.post('/api/auth/signout', {
      form: { csrfToken, json: 'true', callbackUrl: to },
    });
    expect(new URL((await out.json()).url).origin, `signed out to ${to}`).toBe(origin);
  }
  await page.goto(
    `/sign-in?${new URLSearchParams({ to: '//evil.example/', callbackUrl: '//evil.example/' })}`,
  );
  await page.getByLabel('E-mail address').fill('max@galley.example');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await atTheDesk(page);
  await expect(page).toHaveURL('/desk');
});

test('somebody gets another role, which signs them out', async ({ browser }) => {
  const admin = await newcomer(browser, 'Ria Novak', 'ria@galley.example');
  const ria = await stranger(browser, '198.51.100.50');
  await enter(ria, 'ria@galley.example', password);
  await atTheDesk(ria);
  await admin.goto('/desk/staff');
  const row = admin.getByRole('listitem').filter({ hasText: 'ria@galley.example' });
  await row.getByRole('button', { name: 'Change role' }).click();
  await expect(row.getByLabel('Role of Ria Novak')).toBeFocused();
  await row.getByLabel('Role of Ria Novak').scrollIntoViewIfNeeded();
  await inspect(admin, 'staff-role');
  await row.getByLabel('Role of Ria Novak').selectOption('Fact-checker');
  await row.getByRole('button', { name: 'Give this role' }).click();
  await expect(row).toContainText('Ria Novak, Fact-checker');
  await expect(row.getByLabel('Role of Ria Novak')).toHaveCount(0);
  await ria.goto('/desk');
  await expect(ria).toHaveURL(/\/sign-in/);
  await enter(ria, 'ria@galley.example', password);
  await atTheDesk(ria);
  await ria.goto('/desk/account');
  await expect(ria.getByText('Ria Novak, Fact-checker')).toBeVisible();
});

test('a second factor is set up, asked for at sign-in, replaced by a recovery code, and removed by the managing editor', async ({
  browser,
}) => {
  const admin = await newcomer(browser, 'Nia Wolf', 'nia@galley.example');
  const nia = await stranger(browser, '198.51.100.40');
  await enter(nia, 'nia@galley.example', password);
  await atTheDesk(nia);
  await nia.goto('/desk/account');
  await nia.getByRole('button', { name: 'Set it up' }).click();
  const secret = await nia.getByLabel('1. Scan this with your app, or give it this key').inputValue();
  await nia.getByLabel('2. The code that it shows now').scrollIntoViewIfNeeded();
  await inspect(nia, 'second-factor');
  const shown = (later = 0) => codeOf(bytesOf(secret), stepAt(Date.now()) + later);
  await nia.getByLabel('2. The code that it shows now').fill(shown());
  await nia.getByRole('button', { name: 'Ask for a code at sign-in' }).click();
  await expect(nia.locator('.codes code')).toHaveCount(10);
  const codes = await nia.locator('.codes code').allTextContents();
  await nia.locator('.codes').scrollIntoViewIfNeeded();
  await inspect(nia, 'recovery-codes');

  const again = await stranger(browser, '198.51.100.41');
  for (const code of [shown(1), codes[0] ?? '']) {
    await enter(again, 'nia@galley.example', password);
    await expect(again.getByLabel('Code')).toBeFocused();
    if (code === codes[0]) await inspect(again, 'sign-in-code');
    await again.getByLabel('Code').fill('123');
    await again.getByRole('button', { name: 'Sign in' }).click();
    await expect(again.getByRole('alert').filter({ hasText: 'This code is not right' })).toBeVisible();
    await again.getByLabel('Code').fill(code);
    await again.getByRole('button', { name: 'Sign in' }).click();
    await atTheDesk(again);
    await again.getByRole('button', { name: 'Sign out' }).click();
    await expect(again).toHaveURL(/\/sign-in/);
  }
  await nia.reload();
  await expect(nia.getByText('9 recovery codes left')).toBeVisible();

  await admin.goto('/desk/staff');
  const row = admin.getByRole('listitem').filter({ hasText: 'nia@galley.example' });
  await row.getByRole('button', { name: 'Ask for no code' }).click();
  await row.getByRole('button', { name: 'Has Nia Wolf lost phone and recovery codes?' }).click();
  await expect(row.getByRole('button', { name: 'Ask for no code' })).toHaveCount(0);
  await enter(again, 'nia@galley.example', password);
  await atTheDesk(again);
});

/** Reads base32, as an authenticator app does. */
function bytesOf(base32: string): Buffer {
  const bits = [...base32]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
