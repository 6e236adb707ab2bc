import { type Browser, expect, type Page, request, test } from '@playwright/test';
import { inspect, signIn } from './desk.ts';
import { running } from './server.ts';

/** What a browser sent when it ran a server action, to be sent again by somebody else. */
type Sent = { url: string; headers: Record<string, string>; body: Buffer };

/** Runs a server action in the browser and catches what was sent; the server never gets it from here. */
async function catchAction(page: Page, run: () => Promise<void>): Promise<Sent> {
  let sent: Sent | undefined;
  await page.route('**', async (route) => {
    const { method, headers, url, body } = {
      method: route.request().method(),
      headers: route.request().headers(),
      url: route.request().url(),
      body: route.request().postDataBuffer(),
    };
    if (method !== 'POST' || !headers['next-action'] || !body) return route.continue();
    sent = { url, headers, body };
    return route.abort();
  });
  await run();
  await expect.poll(() => sent !== undefined).toBe(true);
  await page.unroute('**');
  return sent as Sent;
}

async function replay(sent: Sent, as: Page | null): Promise<string> {
  const { cookie: _, 'content-length': __, ...headers } = sent.headers;
  const context = await request.newContext({
    baseURL: running().url,
    storageState: as ? await as.context().storageState() : undefined,
  });
  const response = await context.post(sent.url, { headers, data: sent.body, maxRedirects: 0 });
  return response.text();
}

const articleCount = async (page: Page) => {
  await page.goto('/desk');
  return page.locator('h1 .count').textContent();
};

async function pasted(browser: Browser, text: string): Promise<Page> {
  const page = await signIn(browser, 'editor@galley.example');
  await page.goto('/desk/import');
  await page.getByLabel('Paste the article').fill(text);
  await page.getByRole('button', { name: 'Show what it contains' }).click();
  return page;
}

test('a server action refuses a stranger and the wrong role when it is called directly, and changes nothing', async ({
  browser,
}) => {
  const editor = await pasted(
    browser,
    `Called Directly ${Date.now()}\n\n1. First\n\nText of the first section.\n`,
  );
  const before = await articleCount(await signIn(browser, 'admin@galley.example'));
  const importing = await catchAction(editor, () =>
    editor.getByRole('button', { name: 'Import', exact: true }).click(),
  );
  expect(await replay(importing, null)).toContain('You are signed out');
  const checker = await signIn(browser, 'checker@galley.example');
  expect(await replay(importing, checker)).toContain('Only editors import');
  expect(await articleCount(checker)).toBe(before);

  await editor.goto('/desk?titled=street+trees');
  await editor.getByRole('link', { name: 'Why Do Cities Plant Street Trees?' }).click();
  await editor.waitForURL(/\/desk\/articles\//);
  const articleUrl = editor.url();
  const confirming = await catchAction(editor, () =>
    editor.getByRole('button', { name: 'Confirm' }).first().click(),
  );
  expect(await replay(confirming, null)).toContain('You are signed out');
  await editor.goto(`${articleUrl}/publish`);
  const publishing = await catchAction(editor, () =>
    editor.getByRole('button', { name: 'Publish now' }).click(),
  );
  expect(await replay(publishing, checker)).toContain('Only editors publish');
  await checker.goto(articleUrl);
  const signing = await catchAction(checker, () =>
    checker.getByRole('button', { name: 'Sign off', exact: true }).first().click(),
  );
  expect(await replay(signing, editor)).toContain('Only a fact-checker signs off');
  expect(await replay(signing, null)).toContain('You are signed out');
  await checker.reload();
  await expect(checker.getByText('Signed off by')).toHaveCount(0);
});

test('the desk sends a stranger to sign in, and a wrong password is answered without telling which part was wrong', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: running().url });
  const page = await context.newPage();
  for (const path of ['/desk', '/desk/queue', '/desk/import', '/desk/staff', '/desk/audit']) {
    await page.goto(path);
    await expect(page).toHaveURL(`/sign-in?to=${encodeURIComponent(path)}`);
  }
  await inspect(page, 'sign-in');
  const answers: (string | null)[] = [];
  for (const email of ['editor@galley.example', 'nobody@galley.example']) {
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
    answers.push(await page.locator('.sign-in [role="alert"]').textContent());
  }
  expect(answers[0]).toContain('do not belong together');
  expect(answers[1]).toBe(answers[0]);
});

test('bad sources are answered with what to do, and what was pasted stays', async ({ browser }) => {
  const page = await pasted(browser, '   ');
  const alert = page.getByRole('alert').filter({ hasText: /\w/ });
  await expect(alert).toContainText('white space');
  const file = page.getByLabel('Or choose a file');
  const show = () => page.getByRole('button', { name: 'Show what it contains' }).click();
  await page.getByLabel('Paste the article').fill('');
  await show();
  await expect(alert).toHaveText('Paste the article, or choose a file, first.');
  await page.getByLabel('Paste the article').fill('These words stay.');
  for (const [name, buffer, message] of [
    ['scan.pdf', Buffer.from('%PDF-1.7\n%\u0000\u0001\u0002'), /PDF/],
    ['nul.txt', Buffer.from('A title\n\nText\u0000with a NUL.'), /zero bytes/],
    ['long.txt', Buffer.from(`A title\n\n${'word '.repeat(1_100_000)}`), /5 MB/],
    ['noise.txt', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 32)), /text/],
  ] as const) {
    await file.setInputFiles({ name, mimeType: 'text/plain', buffer });
    await show();
    await expect(alert).toContainText(message);
    await expect(page.getByLabel('Paste the article')).toHaveValue('These words stay.');
  }
  await inspect(page, 'import-refused');
  await file.setInputFiles({
    name: 'windows.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Caf\xe9 Culture\n\n1. First\n\nA na\xefve text.\n', 'latin1'),
  });
  await show();
  await expect(page.getByRole('heading', { name: 'Café Culture' })).toBeVisible();
  await expect(page.getByText(/Windows-1252/)).toBeVisible();
  await page.getByRole('button', { name: 'Back to the source' }).click();
  await expect(page.getByLabel('Paste the article')).toHaveValue('These words stay.');
});

test('two editors on one section: the second gets both texts and their merge, and nothing is overwritten', async ({
  browser,
}) => {
  const [edith, amara] = [
    await signIn(browser, 'editor@galley.example'),
    await signIn(browser, 'admin@galley.example'),
  ];
  for (const page of [edith, amara]) {
    await page.goto('/desk?titled=street+trees');
    await page.getByRole('link', { name: 'Why Do Cities Plant Street Trees?' }).click();
    await page.getByRole('link', { name: 'Revise 4. Choosing the Right Tree' }).click();
  }
  const text = (page: Page) => page.getByRole('textbox', { name: 'Text', exact: true });
  const original = await text(edith).inputValue();
  await text(edith).fill(original.replace('There is no best tree', 'No tree is best everywhere'));
  await edith.getByRole('button', { name: 'Save revision' }).click();
  await expect(edith.getByRole('status').filter({ hasText: 'Saved as revision 2' })).toBeVisible();
  await text(amara).fill(`${original} Mixed avenues last longer.`);
  await amara.getByRole('button', { name: 'Save revision' }).click();
  await expect(amara.getByRole('alert').filter({ hasText: 'Edith Moreau saved revision 2' })).toBeVisible();
  await inspect(amara, 'conflict');
  await amara.getByRole('button', { name: 'Take the merged text' }).click();
  await expect(text(amara)).toHaveValue(/^No tree is best everywhere.* Mixed avenues last longer\.$/s);
  await amara.getByRole('button', { name: 'Save revision' }).click();
  await expect(amara.getByRole('status').filter({ hasText: 'Saved as revision 3' })).toBeVisible();
  await expect(amara.locator('.history > li')).toHaveCount(3);
});

test('words that were not saved survive a link followed by mistake, a reload and the back button', async ({
  browser,
}) => {
  const page = await signIn(browser, 'editor@galley.example');
  await page.goto('/desk?titled=street+trees');
  await page.getByRole('link', { name: 'Why Do Cities Plant Street Trees?' }).click();
  await page.getByRole('link', { name: 'Revise 3. What Trees Cost' }).click();
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  await text.fill('Half a thought');
  await page.getByRole('link', { name: 'Queue' }).click();
  await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible();
  await page.goBack();
  await expect(text).toHaveValue('Half a thought');
  await expect(page.getByText('Your unsaved text is back.')).toBeVisible();
  await page.reload();
  await expect(text).toHaveValue('Half a thought');
  await inspect(page, 'section-unsaved');
  await page.getByRole('button', { name: 'Discard it' }).click();
  await expect(text).toHaveValue(/^Planting is the cheap part/);
  await page.reload();
  await expect(text).toHaveValue(/^Planting is the cheap part/);
});

test('a session that ends while somebody writes costs them nothing', async ({ browser }) => {
  const page = await signIn(browser, 'editor@galley.example');
  await page.goto('/desk?titled=street+trees');
  await page.getByRole('link', { name: 'Why Do Cities Plant Street Trees?' }).click();
  await page.getByRole('link', { name: 'Revise 2.1 Shade and Heat' }).click();
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  await text.fill('Written while signed out.');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Save revision' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'You are signed out' })).toBeVisible();
  await expect(text).toHaveValue('Written while signed out.');
});

test('a session that ends leaves what stands in any form of the desk where it is', async ({ browser }) => {
  const admin = await signIn(browser, 'admin@galley.example');
  await admin.goto('/desk/site');
  await admin.getByLabel('Corrections policy').fill('Eight careful paragraphs.');
  await admin.context().clearCookies();
  await admin.getByRole('button', { name: 'Save the settings' }).click();
  await expect(admin.getByRole('alert').filter({ hasText: 'You are signed out' })).toBeVisible();
  await expect(admin.getByLabel('Corrections policy')).toHaveValue('Eight careful paragraphs.');

  const other = await signIn(browser, 'admin@galley.example');
  await other.goto('/desk/tags');
  const form = other.locator('.new-tag');
  if ((await form.getAttribute('open')) === null) await other.getByText('Make a tag').click();
  await form.getByLabel('Name').fill('Without a session');
  await form.getByLabel('What it is for').fill('Written with care');
  await other.context().clearCookies();
  await form.getByRole('button', { name: 'Make it' }).click();
  await expect(form.getByRole('alert')).toContainText('You are signed out');
  await expect(form.getByLabel('What it is for')).toHaveValue('Written with care');
});
