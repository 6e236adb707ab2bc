import { type Browser, expect, type Page, test } from '@playwright/test';
import { inspect, signIn, signOffAll } from './desk.ts';
import { running } from './server.ts';

const source = (title: string) => `${title}

A reservoir and a town that moved.

1. Before the Reservoir

Floods came in the spring of each year, and the town rebuilt its mill after each.

2. After the Reservoir

The valley filled with water. The town moved uphill.
`;

test('readers report errors and follow related articles without a script; the managing editor sets up the site', async ({
  browser,
}) => {
  const titles = ['Reservoirs in the upper valley', 'Two reservoirs of the valley'].map(
    (title) => `${title} ${Date.now()}`,
  );
  const editor = await signIn(browser, 'editor@galley.example');
  const checker = await signIn(browser, 'checker@galley.example');
  const admin = await signIn(browser, 'admin@galley.example');
  const reader = await openReader(browser, true);
  const plain = await openReader(browser, false);
  const addresses: string[] = [];

  await test.step('two articles are imported, checked and published', async () => {
    for (const title of titles) {
      await editor.goto('/desk/import');
      await editor.getByLabel('Paste the article').fill(source(title));
      await editor.getByRole('button', { name: 'Show what it contains' }).click();
      await editor.getByRole('button', { name: 'Import', exact: true }).click();
      await editor.waitForURL(/\/desk\/articles\//);
      const articleUrl = editor.url();
      await signOffAll(checker, articleUrl);
      await editor.goto(`${articleUrl}/publish`);
      await editor.getByRole('button', { name: 'Publish now' }).click();
      await expect(editor.getByRole('status')).toContainText('Version 1 is published');
      addresses.push((await editor.getByText(/^at \//).textContent())?.slice(3) ?? '');
    }
  });
  const [address = '', other = ''] = addresses;

  await test.step('one leads to the other, and has a picture for links to it', async () => {
    // Whoever comes first still gets the page as it was, while it is made anew with what is related by now.
    const related = reader.getByRole('link', { name: titles[1] });
    await expect(async () => {
      await reader.goto(address);
      await expect(related).toBeVisible({ timeout: 1000 });
    }).toPass();
    await related.click();
    await expect(reader).toHaveURL(other);
    await reader.getByRole('link', { name: titles[0] }).click();
    await reader.getByRole('navigation', { name: 'Related' }).scrollIntoViewIfNeeded();
    await inspect(reader, 'reader-related');
    const card = await reader.locator('meta[property="og:image"]').getAttribute('content');
    expect(card).toBe(`${running().url}${address}/card.png`);
    const picture = await reader.request.get(card ?? '');
    expect(picture.headers()['content-type']).toBe('image/png');
    await reader.goto(`${address}/card.png`);
    await reader.screenshot({ path: 'screenshots/card.png' });
  });

  await test.step('a reader reports an error and reads it once more', async () => {
    await reader.goto(address);
    await reader.getByText('Report a possible error').click();
    await inspect(reader, 'report-form');
    await reader.getByLabel('The words that may be wrong').fill('The town moved uphill.');
    await reader.getByLabel('What is wrong with them').fill('It moved across the river.');
    await reader.getByRole('button', { name: 'Continue' }).click();
    await expect(reader.getByRole('heading', { level: 1 })).toHaveText('Send this report?');
    await expect(reader.getByLabel('The words that may be wrong')).toHaveValue('The town moved uphill.');
    await reader.getByLabel('Your e-mail address, if you like').fill('reader@home.example');
    await inspect(reader, 'report-confirm');
    await reader.goto('/report?sent');
    await inspect(reader, 'report-thanks');
  });

  await test.step('and sends it, with scripts switched off', async () => {
    await plain.goto(address);
    await plain.getByText('Report a possible error').click();
    await plain.getByLabel('The words that may be wrong').fill('The town moved uphill.');
    await plain.getByLabel('What is wrong with them').fill('It moved across the river.');
    await plain.getByRole('button', { name: 'Continue' }).click();
    await plain.getByLabel('Your e-mail address, if you like').fill('reader@home.example');
    const send = plain.getByRole('button', { name: 'Send the report' });
    // Whoever is quicker than reading takes is asked once more.
    await expect(async () => {
      await send.click();
      await expect(plain).toHaveURL(/\/report\?sent$/, { timeout: 2000 });
    }).toPass();
    await expect(plain.getByRole('heading', { level: 1 })).toHaveText('Thank you');
  });

  await test.step('what a program sends is not taken', async () => {
    const form = { slug: address.slice(1), version: '1', quote: '', message: 'Buy this.', email: '' };
    const post = (more: Record<string, string>) =>
      reader.request.post('/report', { form: { ...form, ...more }, maxRedirects: 0 });
    expect(await (await post({})).text()).toContain('Send this report?');
    expect(await (await post({ token: `${Date.now() - 60_000}.made-up` })).text()).toContain(
      'Send this report?',
    );
    expect((await post({ website: 'https://spam.example' })).status()).toBe(303);
    expect((await post({ message: '' })).status()).toBe(400);
    expect((await post({ message: 'x'.repeat(30_000) })).status()).toBe(413);
  });

  await test.step('it is in the queue and the list of reports, and is settled', async () => {
    await checker.goto('/desk/queue');
    await expect(checker.getByText('It moved across the river.')).toBeVisible();
    await expect(checker.getByText('Buy this.')).toHaveCount(0);
    await checker.goto('/desk/reports');
    await expect(checker.getByRole('link', { name: 'reader@home.example' })).toBeVisible();
    await expect(checker.getByText('Buy this.')).toHaveCount(0);
    await inspect(checker, 'reports');
    await checker.getByRole('link', { name: 'The flag' }).click();
    await expect(checker.getByText('Raised by a reader')).toBeVisible();
    await inspect(checker, 'report-flag');
    await checker.goto('/desk/reports');
    await checker.getByLabel('What came of it').fill('The council’s map says uphill.');
    await checker.getByRole('button', { name: 'Settle' }).click();
    await expect(checker.getByText('Settled by Farid Chaudhry')).toBeVisible();
    await expect(checker.getByText('reader@home.example')).toHaveCount(0);
    await inspect(checker, 'reports-settled');
  });

  await test.step('programs read the same through the interface', async () => {
    const { items } = await (await reader.request.get('/api/v1/articles')).json();
    expect(items.map(({ title }: { title: string }) => title)).toContain(titles[0]);
    const article = await reader.request.get(`/api/v1/articles${address}`);
    expect(article.headers()['access-control-allow-origin']).toBe('*');
    expect((await article.json()).url).toBe(running().url + address);
    const again = await reader.request.get(`/api/v1/articles${address}`, {
      headers: { 'if-none-match': article.headers().etag ?? '' },
    });
    expect(again.status()).toBe(304);
    expect((await (await reader.request.get('/api/v1/openapi.json')).json()).openapi).toBe('3.1.0');
    const nothing = await reader.request.get('/api/v1/articles/no-such-article');
    expect(nothing.headers()['content-type']).toBe('application/problem+json');
  });

  await test.step('the managing editor names the site, and every page says so', async () => {
    await editor.goto('/desk/site');
    await expect(editor.getByText('The managing editor changes the settings.')).toBeVisible();
    await admin.goto('/desk/site');
    await admin.getByLabel(/^Name/).fill('The Valley Record');
    await admin.getByLabel(/^Description/).fill('What happens between the two dams, checked.');
    await admin.getByLabel(/^Corrections policy/).fill('We correct **in the open**.');
    await admin.getByLabel(/^On light paper/).fill('#ffd9a0');
    await admin.getByRole('button', { name: 'Save the settings' }).click();
    await expect(admin.getByText('too pale to read').first()).toBeVisible();
    await inspect(admin, 'site-refused');
    await admin.getByLabel(/^On light paper/).fill('#8a1c10');
    await admin.getByLabel(/^On dark paper/).fill('#f2b5ad');
    await admin.getByLabel(/^Tell readers the names/).check();
    await admin.getByRole('button', { name: 'Save the settings' }).click();
    await expect(admin.getByRole('status')).toContainText('Readers see it now.');
    await inspect(admin, 'site');
    await reader.goto('/');
    await expect(reader).toHaveTitle('The Valley Record');
    await expect(reader.getByText('What happens between the two dams, checked.')).toBeVisible();
    await inspect(reader, 'site-front');
    await admin.getByLabel(/^A picture in place/).setInputFiles({
      ...{ name: 'logo.png', mimeType: 'image/png', buffer: await admin.locator('h1').screenshot() },
    });
    await admin.getByRole('button', { name: 'Use this picture' }).click();
    await expect(admin.getByRole('img', { name: 'The Valley Record' })).toBeVisible();
    await inspect(admin, 'site-logo');
    await reader.goto('/');
    await expect(reader.getByRole('img', { name: 'The Valley Record' })).toBeVisible();
    await inspect(reader, 'site-logo-front');
    await admin.getByRole('button', { name: 'Remove the logo' }).click();
    await admin.getByRole('button', { name: 'Show the name instead' }).click();
    await expect(admin.getByRole('img', { name: 'The Valley Record' })).toBeHidden();
    await reader.goto('/');
    await expect(reader.getByRole('img')).toHaveCount(0);
    await reader.getByRole('link', { name: 'Corrections policy' }).click();
    await expect(reader.locator('strong')).toHaveText('in the open');
    await inspect(reader, 'corrections-policy');
    await reader.goto(address);
    await expect(reader.getByText('Farid Chaudhry, fact-checker')).toBeVisible();
    await inspect(reader, 'site-article');
  });
});

/** Somebody who reads; axe looks only where scripts can run. */
async function openReader(browser: Browser, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: running().url, javaScriptEnabled });
  return context.newPage();
}
