import { type Browser, expect, type Page, test } from '@playwright/test';
import { inspect, signIn, signOffAll } from './desk.ts';
import { running } from './server.ts';

const source = (title: string) => `${title}

A reservoir, a town that moved, and the letters that were kept.

1. Before the Dam

Floods came in the spring of each year, and the town rebuilt its mill after each.

1.1 The Plan

The plan was drawn up in 1949. It likely included discussions on fisheries. The engineers measured the valley twice.

2. After the Dam

The valley filled with water. The town moved uphill.

3. The Letters

The letters stayed in a tin box.

FAQ: The Dam

- Who paid for it?
- The province paid for it.
`;

test('readers see corrections, earlier versions, a changed address and a retraction, without a script', async ({
  browser,
}) => {
  const title = `The Dam and the Town ${Date.now()}`;
  const editor = await signIn(browser, 'editor@galley.example');
  const checker = await signIn(browser, 'checker@galley.example');
  const reader = await openReader(browser);

  await test.step('an article is imported, checked and published', async () => {
    await editor.goto('/desk/import');
    await editor.getByLabel('Paste the article').fill(source(title));
    await editor.getByRole('button', { name: 'Show what it contains' }).click();
    await editor.getByRole('button', { name: 'Import', exact: true }).click();
    await editor.waitForURL(/\/desk\/articles\//);
    const plan = editor.getByRole('region', { name: '1.1 The Plan' });
    await plan.getByText('Add a tag').click();
    await plan.getByLabel('New tag for 1.1 The Plan').fill('Dams');
    await plan.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(plan.getByRole('button', { name: /^dams/ })).toBeVisible();
    await verifyTheClaim(checker, editor.url());
    await signOffAll(checker, editor.url());
    await editor.goto(`${editor.url()}/publish`);
    await editor.getByRole('button', { name: 'Publish now' }).click();
    await expect(editor.getByRole('status')).toContainText('Version 1 is published');
  });
  const publishUrl = editor.url();
  const articleUrl = publishUrl.replace('/publish', '');
  const address = (await editor.getByText(/^at \//).textContent())?.slice(3) ?? '';

  await test.step('feeds and sitemap are well-formed and name it', async () => {
    await reader.goto(address);
    for (const [path, root] of [
      ['/sitemap.xml', 'urlset'],
      ['/feed.rss', 'rss'],
      ['/feed.atom', 'feed'],
    ] as const) {
      const response = await reader.request.get(path);
      expect(response.headers()['content-type']).toMatch(/xml/);
      const parsed = await reader.evaluate(
        (text) => {
          const { documentElement } = new DOMParser().parseFromString(text, 'application/xml');
          return { root: documentElement.tagName, text: documentElement.textContent ?? '' };
        },
        await response.text(),
      );
      expect(parsed.root).toBe(root);
      if (root === 'urlset') expect(parsed.text).toContain(address);
      else expect(parsed.text).toContain(title);
    }
    const feed = await (await reader.request.get('/feed.json')).json();
    expect(feed.items[0].content_html).toContain('The valley filled with water.');
  });

  await test.step('the claim that was verified leads to its source and back', async () => {
    await reader.goto(address);
    await expect(reader.getByRole('heading', { level: 1 })).toHaveText(title);
    await inspect(reader, 'reader-article');
    await readOnPaper(reader);
    await reader.getByRole('link', { name: 'Checked: sources of claim 1' }).click();
    await expect(reader).toHaveURL(/#claim-1$/);
    await expect(reader.locator('#claim-1')).toContainText('Minutes of the council');
    await inspect(reader, 'reader-claim');
    await reader.getByRole('link', { name: 'In the text (claim 1)' }).click();
    await expect(reader).toHaveURL(/#checked-1$/);
  });

  await test.step('a search finds it, with a slip too, at an address that can be passed on', async () => {
    await reader.getByRole('link', { name: 'Search' }).click();
    await reader.getByLabel('Search what is published').fill('fisheires engineer');
    await reader.getByRole('button', { name: 'Search' }).click();
    await expect(reader).toHaveURL(/\/search\?q=fisheires\+engineer$/);
    await expect(reader.getByRole('link', { name: title })).toBeVisible();
    await expect(reader.getByText('“fisheries engineer”')).toBeVisible();
    await expect(reader.locator('mark').first()).toHaveText('fisheries');
    await inspect(reader, 'search');
    await reader.getByRole('link', { name: 'The Plan' }).click();
    await expect(reader).toHaveURL(/#the-plan$/);
    await reader.getByRole('link', { name: 'Archive' }).click();
    await expect(reader.getByRole('link', { name: title })).toBeVisible();
    await inspect(reader, 'archive');
    await reader.getByRole('link', { name: 'Tags' }).click();
    await inspect(reader, 'tags');
    await reader.getByRole('link', { name: 'dams' }).click();
    await expect(reader.getByRole('link', { name: title })).toBeVisible();
    await inspect(reader, 'tag');
    await reader.goto('/search?q=submarines');
    await expect(reader.getByText('No articles for “submarines”')).toBeVisible();
  });

  await test.step('a correction is published with its note', async () => {
    await editor.goto(articleUrl);
    await editor.getByRole('link', { name: 'Revise 2. After the Dam' }).click();
    await editor
      .getByRole('textbox', { name: 'Text', exact: true })
      .fill('The valley filled with water in two years. The town moved uphill.');
    await editor.getByRole('button', { name: 'Save revision' }).click();
    await expect(editor.getByRole('status').filter({ hasText: 'Saved as revision 2' })).toBeVisible();
    await signOffAll(checker, articleUrl);
    await editor.goto(publishUrl);
    await editor
      .getByLabel('Correction')
      .fill('An earlier version did not say how long the valley took to fill. It took two years.');
    await inspect(editor, 'publish-correction');
    await editor.getByRole('button', { name: 'Publish the correction' }).click();
    await expect(editor.getByRole('status')).toContainText('Version 2 is published');
    await reader.goto(address);
    await expect(reader.locator('#corrections')).toContainText('It took two years.');
    await inspect(reader, 'reader-corrected');
    await reader.locator('#corrections').scrollIntoViewIfNeeded();
    await inspect(reader, 'reader-corrections');
    await reader.goto('/corrections');
    await expect(reader.getByRole('link', { name: title })).toBeVisible();
    await inspect(reader, 'corrections');
  });

  await test.step('the earlier version can be read and compared', async () => {
    await reader.goto(address);
    await reader.getByRole('link', { name: 'Version 1', exact: true }).click();
    await expect(reader).toHaveURL(/\/versions\/1$/);
    await expect(reader.getByText('It is kept for reference')).toBeVisible();
    await inspect(reader, 'version-earlier');
    await reader.getByRole('link', { name: 'what changed since' }).click();
    await expect(reader.locator('ins')).toHaveText(' in two years');
    await inspect(reader, 'version-changes');
    await reader.getByRole('link', { name: 'Versions' }).click();
    await expect(reader.locator('.versions > li')).toHaveCount(2);
    await inspect(reader, 'versions');
  });

  const moved = `the-dam-${Date.now()}`;
  await test.step('at its new address it is found by the old one; that of another article is refused', async () => {
    await editor.goto(publishUrl);
    await editor.getByLabel('New address').fill('Dam!');
    await editor.getByRole('button', { name: 'Change the address' }).click();
    await expect(editor.getByRole('alert').filter({ hasText: 'small letters' })).toBeVisible();
    await editor.getByLabel('New address').fill('why-do-cities-plant-street-trees');
    await editor.getByRole('button', { name: 'Change the address' }).click();
    await expect(
      editor.getByRole('alert').filter({ hasText: 'Another article has this address' }),
    ).toBeVisible();
    await editor.getByLabel('New address').fill(moved);
    await editor.getByRole('button', { name: 'Change the address' }).click();
    await expect(editor.getByText(`at /${moved}`)).toBeVisible();
    await reader.goto(`${address}/versions/1`);
    await expect(reader).toHaveURL(new RegExp(`/${moved}/versions/1$`));
  });

  await test.step('retracted, it leaves nothing but the notice, at every address it had', async () => {
    await editor.reload();
    await editor.getByText('Retract', { exact: true }).click();
    await editor.getByLabel(/^The public notice/).fill('The minutes that it rests on were forged.');
    await inspect(editor, 'publish-retract');
    await editor.getByRole('button', { name: 'Retract the article for ever' }).click();
    expect((await reader.goto(`/${moved}`))?.status()).toBe(200);
    await editor.getByRole('button', { name: 'Retract it? This cannot be undone' }).click();
    await expect(editor.getByText('find the notice')).toBeVisible();
    await inspect(editor, 'publish-retracted');
    for (const path of [`/${moved}`, address, `/${moved}/versions/1`, `/${moved}/versions/1..2`]) {
      const response = await reader.goto(path);
      expect(response?.status()).toBe(410);
      await expect(reader.getByRole('heading', { level: 1 })).toHaveText('This article was retracted');
      await expect(reader.getByText('The minutes that it rests on were forged.')).toBeVisible();
      await expect(reader.getByText('valley')).toHaveCount(0);
    }
    await inspect(reader, 'retracted');
    await reader.goto('/search?q=valley');
    await expect(reader.getByRole('link', { name: title })).toHaveCount(0);
    for (const path of ['/sitemap.xml', '/feed.rss', '/feed.atom', '/feed.json'])
      expect(await (await reader.request.get(path)).text()).not.toContain(moved);
  });
});

async function openReader(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: running().url });
  return context.newPage();
}

/** What print shows: the text without what only a screen can use, and the sources' addresses in full. */
async function readOnPaper(reader: Page) {
  await reader.emulateMedia({ media: 'print' });
  await expect(reader.locator('.contents')).toBeHidden();
  await expect(reader.locator('.back')).toBeHidden();
  await expect(reader.getByRole('heading', { level: 1 })).toBeVisible();
  const address = await reader
    .locator('.sources a')
    .evaluate((link) => getComputedStyle(link, '::after').content);
  expect(address).toContain('https://archive.example/minutes');
  await reader.screenshot({ path: 'screenshots/reader-print.png', fullPage: true });
  await reader.emulateMedia({ media: null });
}

async function verifyTheClaim(checker: Page, articleUrl: string) {
  await checker.goto(`${articleUrl}/publish`);
  const flags = checker.locator('section').filter({ hasText: 'Flags to answer' }).getByRole('link');
  await flags.filter({ hasText: 'likely included' }).click();
  await checker.getByLabel(/^Verified/).check();
  await checker.getByLabel('Web address').fill('https://archive.example/minutes');
  await checker.getByLabel('Title').fill('Minutes of the council, 1949');
  await checker.getByLabel('Publisher').fill('The Town Archive');
  await checker.getByLabel('Date', { exact: true }).fill('1949-05-03');
  await checker.getByLabel('The passage relied on').fill('Fisheries were discussed at length.');
  const before = checker.url();
  await checker.getByRole('button', { name: 'Give the verdict' }).click();
  await expect(checker).not.toHaveURL(before);
  await checker.goto(`${articleUrl}/publish`);
  await expect(flags).toHaveCount(0);
}
