import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { expect, test } from '@playwright/test';
import { importArticle, inspect, signIn, signOffAll } from './desk.ts';
import { running } from './server.ts';

const source = (title: string) => `${title}

A reservoir and a town that moved.

1. Before the Dam

Floods came in the spring of each year, and the town rebuilt its mill after each.

2. After the Dam

The valley filled with water. The town moved uphill.
`;

/** A moment as the clocks of a zone show it, for a field of date and time. */
const local = (at: number, timeZone: string) =>
  new Date(at)
    .toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .replace(' ', 'T');
const tomorrow = () => Date.now() + 24 * 60 * 60 * 1000;
/** The next full minute for which there is time enough to send a form. */
const nextMinute = () => Math.ceil((Date.now() + 20_000) / 60_000) * 60_000;

test('an article is published by the clock, and not while the gate is closed', async ({ browser }) => {
  const title = `The Dam by the Clock ${Date.now()}`;
  const editor = await signIn(browser, 'editor@galley.example');
  const checker = await signIn(browser, 'checker@galley.example');
  const articleUrl = await importArticle(editor, source(title));
  const publishUrl = `${articleUrl}/publish`;
  const choose = async (timeZone: string, at: number) => {
    await editor.goto(publishUrl);
    await editor.getByText(/^(Publish at a time|Choose another time)$/).click();
    await editor.getByLabel('Date and time').fill(local(at, timeZone));
    await editor.getByLabel('Time zone').selectOption(timeZone);
  };
  const schedule = async (timeZone: string, at: number) => {
    await choose(timeZone, at);
    await editor.getByRole('button', { name: 'Schedule', exact: true }).click();
    await expect(editor.getByText('Edith Moreau scheduled it for')).toContainText(
      local(at, timeZone).slice(-5),
    );
  };

  await test.step('a time that does not exist is refused, and what is understood is said', async () => {
    await choose('Europe/Berlin', tomorrow());
    await editor.getByLabel('Date and time').fill('2027-03-28T02:30');
    await expect(editor.getByText('There is no such time in this zone')).toBeVisible();
    await editor.getByRole('button', { name: 'Schedule', exact: true }).click();
    await expect(editor.getByRole('alert').filter({ hasText: 'clocks go forward' })).toBeVisible();
    await editor.getByLabel('Date and time').fill('2027-06-28T02:30');
    await expect(
      editor.getByText('Monday, 28 June 2027 at 00:30 (UTC; 02:30 Europe/Berlin time)'),
    ).toBeVisible();
    await inspect(editor, 'schedule-choose');
  });

  await test.step('while sections are not signed off it is not published, and the editor is told', async () => {
    await schedule('Asia/Tokyo', tomorrow());
    await inspect(editor, 'schedule-pending');
    await editor.goto('/desk');
    await expect(editor.getByRole('listitem').filter({ hasText: title })).toContainText('Scheduled for');
    await inspect(editor, 'articles-scheduled');
    await schedule('Asia/Tokyo', nextMinute());
    await editor.goto('/desk');
    const notice = editor.getByRole('list', { name: 'Notices' }).getByText('was not published at its time');
    await expect(async () => {
      await editor.reload();
      await expect(notice).toBeVisible({ timeout: 2000 });
    }).toPass({ timeout: 120_000 });
    await inspect(editor, 'articles-notice');
    await editor.goto(articleUrl);
    await expect(editor.getByText('3 things stand in the way of publishing.')).toBeVisible();
    await inspect(editor, 'article-not-published');
    await editor.getByRole('link', { name: 'See what to do' }).click();
    await editor.getByText('What stood in the way then').click();
    await inspect(editor, 'schedule-failed');
  });

  await test.step('signed off, it is published at the time', async () => {
    await signOffAll(checker, articleUrl);
    await schedule('UTC', tomorrow());
    await editor.getByRole('button', { name: 'Cancel the publication' }).click();
    await editor.getByRole('button', { name: 'Yes, cancel it' }).click();
    await expect(editor.getByText('Edith Moreau scheduled it for')).toHaveCount(0);
    await schedule('UTC', nextMinute());
    await expect(async () => {
      await editor.goto(articleUrl);
      await expect(editor.getByText('which is this text')).toBeVisible({ timeout: 2000 });
    }).toPass({ timeout: 120_000 });
    await editor.getByRole('link', { name: 'version 1' }).click();
    await expect(editor.getByRole('heading', { level: 1 })).toHaveText(title);
  });

  await test.step('the notice is put away and stays in the list of all', async () => {
    await editor.goto('/desk');
    const notice = editor.getByRole('listitem').filter({ hasText: 'was not published at its time' });
    await notice.getByRole('button', { name: 'Put away' }).click();
    await expect(notice).toHaveCount(0);
    await editor.goto('/desk/notices');
    await expect(editor.getByText('was not published at its time')).toBeVisible();
    await inspect(editor, 'notices');
  });
});

test('a preview is read by its link alone, until it is revoked', async ({ browser }) => {
  const title = `The Dam, Not Yet ${Date.now()}`;
  const editor = await signIn(browser, 'editor@galley.example');
  const checker = await signIn(browser, 'checker@galley.example');
  const reader = await (await browser.newContext({ baseURL: running().url })).newPage();
  const articleUrl = await importArticle(editor, source(title));
  await editor.getByText('Preview links').click();
  await editor.getByLabel('Good for').selectOption('1 day');
  await editor.getByRole('button', { name: 'Make a link' }).click();
  const address = await editor.getByLabel('The link, shown this once').inputValue();
  await expect(editor.getByText('Made by Edith Moreau')).toBeVisible();
  await inspect(editor, 'preview-links');

  await test.step('it says that it is a preview, and is not kept or found by anybody', async () => {
    const response = await reader.goto(address);
    expect(response?.status()).toBe(200);
    const headers = response?.headers() ?? {};
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-robots-tag']).toContain('noindex');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    await expect(reader.getByText('Preview, not published.')).toBeVisible();
    await expect(reader.getByText('3 things stand in the way of publishing it')).toBeVisible();
    await expect(reader.getByRole('heading', { level: 1 })).toHaveText(title);
    await inspect(reader, 'preview-blocked');
    await signOffAll(checker, articleUrl);
    await reader.reload();
    await expect(reader.getByText('the article as it would be published')).toBeVisible();
    await expect(reader.getByRole('heading', { name: 'How this was checked' })).toBeVisible();
    await inspect(reader, 'preview');
    for (const path of ['/', '/robots.txt', '/sitemap.xml', '/feed.rss', '/feed.atom', '/feed.json']) {
      const text = await (await reader.request.get(path)).text();
      expect(text).not.toContain(title);
      expect(text).not.toContain('/preview');
    }
  });

  await test.step('revoked, it is what never was', async () => {
    await editor.getByRole('button', { name: 'Revoke' }).click();
    await editor.getByRole('button', { name: 'Yes, revoke it' }).click();
    await expect(editor.getByText('Made by Edith Moreau')).toHaveCount(0);
    const [revoked, unknown] = await Promise.all(
      [address, `/preview/${'A'.repeat(43)}`].map((url) => reader.request.get(url)),
    );
    expect(revoked?.status()).toBe(404);
    expect(await revoked?.text()).toBe(await unknown?.text());
    const steady = (headers: Record<string, string> = {}) => ({ ...headers, date: '', 'x-request-id': '' });
    expect(steady(revoked?.headers())).toEqual(steady(unknown?.headers()));
    expect(revoked?.headers()['cache-control']).toBe('no-store');
    await reader.goto(address);
    await expect(reader.getByText('Ask whoever sent it to you for another.')).toBeVisible();
    await expect(reader.getByText(title)).toHaveCount(0);
    await inspect(reader, 'preview-revoked');
  });
});

test('a webhook is told of a publication, and sent it again', async ({ browser }) => {
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  let status = 500;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(status).end(status === 200 ? 'Thank you.' : 'Not now.');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}/hook`;

  const title = `The Dam, Told ${Date.now()}`;
  const editor = await signIn(browser, 'editor@galley.example');
  const checker = await signIn(browser, 'checker@galley.example');
  const admin = await signIn(browser, 'admin@galley.example');
  await admin.getByRole('link', { name: 'Webhooks' }).click();
  await admin.getByLabel('Address').fill('http://example.com/hook');
  await admin.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(admin.getByRole('alert').filter({ hasText: 'https://' })).toBeVisible();
  await admin.getByLabel('Address').fill(url);
  await admin.getByRole('button', { name: 'Add', exact: true }).click();
  const secret = (await admin.locator('code').textContent()) ?? '';
  await inspect(admin, 'webhooks-added');

  const articleUrl = await importArticle(editor, source(title));
  await signOffAll(checker, articleUrl);
  await editor.goto(`${articleUrl}/publish`);
  await editor.getByRole('button', { name: 'Publish now' }).click();
  await expect(editor.getByRole('status')).toContainText('Version 1 is published');

  await test.step('an answer that is no success is seen, and the message is sent again by itself', async () => {
    await expect.poll(() => received.length).toBe(1);
    await admin.goto('/desk/webhooks');
    await admin.getByText('1 message, 1 waiting').click();
    await expect(admin.getByText(/500 after \d+ ms/)).toBeVisible();
    status = 200;
    await expect.poll(() => received.length, { timeout: 20_000 }).toBe(2);
    await expect(async () => {
      await admin.reload();
      await admin.getByText(/^1 message/).click();
      await expect(admin.getByText(/200 after \d+ ms/)).toBeVisible({ timeout: 2000 });
    }).toPass();
    await inspect(admin, 'webhooks-log');
  });

  await test.step('it is signed, and sent once more by hand under the same id', async () => {
    await admin.getByRole('button', { name: 'Send again' }).click();
    await expect.poll(() => received.length).toBe(3);
    for (const { headers, body } of received) {
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
      const signature = createHmac('sha256', key).update(signed).digest('base64');
      expect(headers['webhook-signature']).toBe(`v1,${signature}`);
      expect(JSON.parse(body)).toMatchObject({ type: 'article.published', data: { title, version: 1 } });
    }
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    await admin.getByRole('button', { name: 'Switch off' }).click();
    await expect(admin.getByText('Switched off by Amara Okafor')).toBeVisible();
    await inspect(admin, 'webhooks-off');
  });
  server.closeAllConnections();
  server.close();
});
