import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { inspect, signIn } from './desk.ts';
import { running } from './server.ts';

const seed = path.resolve(import.meta.dirname, '../../shared/seed/why-is-biden-in-peru.txt');
const title = 'Why Is Biden In Peru?';

test('an article goes through the whole desk: import, revise, tag, flag, settle, sign off, publish, revise again', async ({
  browser,
}) => {
  test.skip(!existsSync(seed), 'the seed article is not beside the repository');

  const editor = await signIn(browser, 'editor@galley.example');
  await inspect(editor, 'articles');
  await importSeed(editor);
  const articleUrl = editor.url();
  await lookAtArticle(editor);
  await reviseTagAndFlag(editor);

  await test.step('publishing is refused with the list of what blocks, each a link', async () => {
    await editor.getByRole('link', { name: 'Publish…' }).click();
    await editor.getByRole('button', { name: 'Publish now' }).click();
    await expect(editor.getByRole('alert').filter({ hasText: 'in the way of publishing' })).toBeVisible();
    const [, n] = /(\d+) things stand/.exec((await editor.locator('.gate').textContent()) ?? '') ?? [];
    await expect(editor.locator('.blockers a')).toHaveCount(Number(n));
    await inspect(editor, 'publish-blocked');
    await editor.locator('.blockers a').first().click();
    await expect(editor).toHaveURL(/\/desk\/flags\//);
    await editor.goto(articleUrl);
    expect((await editor.request.get('/why-is-biden-in-peru')).status()).toBe(404);
  });

  const checker = await signIn(browser, 'checker@galley.example');
  await settleAllFlags(checker, articleUrl);
  await signOffAll(checker, articleUrl);

  await test.step('the editor publishes, and the page is public', async () => {
    await editor.goto(`${articleUrl}/publish`);
    await inspect(editor, 'publish-open');
    await editor.getByRole('button', { name: 'Publish now' }).click();
    await expect(editor.getByRole('status')).toHaveText(/Version 1 is published/);
  });
  const reader = await openReader(browser);
  await readPublished(reader);

  await test.step('a later revision reaches readers only when it is reviewed and published', async () => {
    await reviseSection(
      editor,
      articleUrl,
      '8. Countering Disinformation',
      'Disinformation travels faster than corrections do.',
    );
    await reader.goto('/why-is-biden-in-peru');
    await expect(
      reader.getByText('Disinformation is a growing problem in Latin America, as in other parts'),
    ).toBeVisible();
    await editor.goto(`${articleUrl}/publish`);
    await expect(editor.locator('.blockers a')).toHaveText(['8. Countering Disinformation']);
    await checker.goto(articleUrl);
    await checker
      .getByRole('region', { name: '8. Countering Disinformation' })
      .getByRole('button', { name: 'Sign off' })
      .click();
    await expect(
      checker.getByRole('region', { name: '8. Countering Disinformation' }).getByText('Signed off by'),
    ).toBeVisible();
    await editor.reload();
    await editor.getByRole('button', { name: 'Publish now' }).click();
    await expect(editor.getByRole('status')).toHaveText(/Version 2 is published/);
    await reader.reload();
    await expect(reader.getByText('Disinformation travels faster than corrections do.')).toBeVisible();
  });

  await test.step('the managing editor finds all of it in the audit log', async () => {
    const admin = await signIn(browser, 'admin@galley.example');
    await admin.getByRole('link', { name: 'Audit log' }).click();
    await expect(admin.getByText('Every event carries the hash of the one before it')).toBeVisible();
    await expect(admin.locator('.audit').getByText('published a version').first()).toBeVisible();
    await inspect(admin, 'audit');
    await admin.getByRole('link', { name: 'Staff' }).click();
    await expect(admin).toHaveTitle('Staff · Galley');
    await inspect(admin, 'staff');
  });
});

async function importSeed(editor: Page) {
  await test.step('the editor imports the file after looking at what it contains', async () => {
    await editor.getByRole('link', { name: 'Import an article' }).click();
    await expect(editor).toHaveTitle('Import · Galley');
    await inspect(editor, 'import');
    await editor.getByLabel('Or choose a file').setInputFiles(seed);
    await editor.getByRole('button', { name: 'Show what it contains' }).click();
    await expect(editor.getByRole('heading', { name: title, exact: true })).toBeVisible();
    await expect(
      editor.getByText(/^60 sections, 10 FAQs, 1 section with a table, 1 part set aside/),
    ).toBeVisible();
    await expect(editor.locator('.set-aside')).toContainText('101 Curiosity Lane');
    const item = editor.locator('.draft-item').filter({ hasText: '10.3' });
    await expect(item).toHaveAttribute('data-depth', '2');
    // A correction, and back: the eighth section becomes a sub-section of the seventh.
    const eighth = editor.locator('.draft-item').filter({ hasText: 'Countering Disinformation' });
    await eighth.getByRole('treeitem').click();
    await editor.getByRole('button', { name: 'In', exact: true }).click();
    await expect(eighth).toHaveAttribute('data-depth', '2');
    await expect(eighth.locator('.number')).toHaveText('7.1');
    await inspect(editor, 'import-preview');
    await editor.getByRole('button', { name: 'Undo the last change' }).click();
    await expect(eighth.locator('.number')).toHaveText('8.');
    // A correction that stays: the closing words without a heading are not wanted.
    const closing = editor.locator('.draft-item').last().getByRole('treeitem').first();
    await closing.click();
    await expect(closing).toHaveAttribute('aria-selected', 'true');
    await editor.getByRole('button', { name: 'Set aside' }).click();
    await expect(
      editor.getByText(/^59 sections, 10 FAQs, 1 section with a table, 2 parts set aside/),
    ).toBeVisible();
    await editor.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(editor).toHaveURL(/\/desk\/articles\//);
  });

  await test.step('the same file again changes nothing and leads to the article', async () => {
    const articleUrl = editor.url();
    await editor.goto('/desk/import');
    await editor.getByLabel('Or choose a file').setInputFiles(seed);
    await editor.getByRole('button', { name: 'Show what it contains' }).click();
    await expect(editor.getByRole('alert').filter({ hasText: 'imported already' })).toBeVisible();
    await editor.getByRole('link', { name: 'Open the article' }).click();
    await expect(editor).toHaveURL(articleUrl);
  });
}

async function lookAtArticle(editor: Page) {
  await test.step('the article stands as its source has it, with suggested flags', async () => {
    await expect(editor.getByRole('heading', { level: 1 })).toHaveText(title);
    const numbers = editor.locator('.section-text .number');
    await expect(numbers.filter({ hasText: /^\d+\.$/ })).toHaveCount(38);
    await expect(editor.locator('.section-row[data-kind="faq"]')).toHaveCount(10);
    const labels = await numbers.allTextContents();
    expect(labels.slice(0, 4)).toEqual(['1.', '1.1', '1.2', '2.']);
    expect(labels).toEqual(expect.arrayContaining(['6.3', '10.1', '10.2', '10.3']));
    const table = editor
      .getByRole('region', { name: '2.2 Investing in Economic Prosperity' })
      .getByRole('table');
    await expect(table.locator('tbody tr')).toHaveCount(4);
    await expect(table.locator('thead th')).toHaveText(['Resource', 'Percentage of World Reserves']);
    await expect(table.getByRole('cell', { name: '~20%' })).toBeVisible();
    const list = editor.getByRole('region', { name: /^14\. What’s Next/ }).locator('.prose li');
    await expect(list).toHaveCount(5);
    for (const words of ['likely included discussions', 'perceived by some as', '~20%'])
      await expect(editor.locator('mark', { hasText: words }).first()).toBeVisible();
    expect(
      await editor.getByRole('region', { name: /^38\./ }).locator('.flag[data-kind="promotional"]').count(),
    ).toBeGreaterThan(3);
    await inspect(editor, 'article');
  });
}

async function reviseTagAndFlag(editor: Page) {
  const articleUrl = editor.url();
  await test.step('the editor revises, which keeps the revision before', async () => {
    await reviseSection(
      editor,
      articleUrl,
      '7. The Role of Spanish-Speaking Diplomats',
      'Diplomats who speak Spanish work in most of the region’s capitals.',
    );
    await expect(editor.locator('.history > li')).toHaveCount(2);
    await expect(editor.locator('.history ins').first()).toBeVisible();
    await inspect(editor, 'section');
  });

  await test.step('takes the publisher’s praise of itself out', async () => {
    await editor.goto(articleUrl);
    const removed = editor.getByRole('region', { name: /^38\./ });
    await removed.getByRole('button', { name: 'Remove' }).click();
    await removed.getByRole('button', { name: /^Remove “38\. The Power/ }).click();
    await expect(editor.getByRole('region', { name: /^38\./ })).toHaveCount(0);
    await expect(editor.getByRole('heading', { name: 'Removed' })).toBeVisible();
  });

  await test.step('tags a section and a FAQ', async () => {
    for (const name of ['1.2 China’s Growing Influence', 'What is the APEC summit?']) {
      const section = editor.getByRole('region', { name });
      await section.getByText('Add a tag').click();
      await section.getByLabel(`New tag for ${name}`).fill('APEC');
      await section.getByRole('button', { name: 'Add', exact: true }).click();
      await expect(section.getByRole('button', { name: /^apec/ })).toBeVisible();
    }
  });

  await test.step('flags words that they select', async () => {
    const section = editor.getByRole('region', { name: '3.2 América Crece' });
    await selectWords(section.locator('.prose'), 'changes in administration can often lead to shifts');
    await editor.getByRole('button', { name: 'Flag these words' }).click();
    const dialog = editor.getByRole('dialog');
    await expect(dialog.locator('blockquote')).toHaveText(
      'changes in administration can often lead to shifts',
    );
    await dialog.getByLabel('Category').selectOption('causal');
    await dialog.getByLabel('Reason').fill('Which changes, and says who?');
    await inspect(editor, 'flag-dialog');
    await dialog.getByRole('button', { name: 'Raise the flag' }).click();
    await expect(dialog).toBeHidden();
    await expect(section.locator('.flag', { hasText: 'Which changes, and says who?' })).toContainText(
      'Edith Moreau',
    );
  });
}

async function selectWords(block: ReturnType<Page['locator']>, words: string) {
  await block.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    while (walker.nextNode()) nodes.push(walker.currentNode as Text);
    const start = nodes
      .map((node) => node.data)
      .join('')
      .indexOf(wanted);
    const at = (offset: number): [Text, number] => {
      let left = offset;
      for (const node of nodes) {
        if (left <= node.data.length) return [node, left];
        left -= node.data.length;
      }
      throw new Error(`not found: ${wanted}`);
    };
    element.scrollIntoView({ block: 'center' });
    const range = document.createRange();
    range.setStart(...at(start));
    range.setEnd(...at(start + wanted.length));
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  }, words);
}

async function settleAllFlags(checker: Page, articleUrl: string) {
  await test.step('a fact-checker settles what must be settled, with evidence or a reason', async () => {
    await checker.getByRole('link', { name: 'Queue' }).click();
    await expect(checker).toHaveTitle('Queue · Galley');
    await inspect(checker, 'queue');
    await checker.goto(articleUrl);
    // Editors write; a fact-checker is not offered to.
    await expect(checker.getByRole('link', { name: /^Revise/ })).toHaveCount(0);
    await checker.getByRole('link', { name: 'Flags in the queue' }).click();
    const must = checker.locator('section', {
      has: checker.getByRole('heading', { name: /^Must be answered/ }),
    });
    await must.getByRole('link').first().click();
    await checker.waitForURL(/\/desk\/flags\//);
    let settled = 0;
    while (
      /\/desk\/flags\//.test(checker.url()) &&
      (await checker.getByText('must be answered').count()) > 0
    ) {
      const before = checker.url();
      if (settled === 0) {
        await checker.getByLabel(/^Verified/).check();
        await checker.getByLabel('Web address').fill('not an address');
        await checker.getByLabel('Title').fill('The visit in full');
        await checker.getByLabel('Web address').fill('https://records.example/visit');
        await checker.getByLabel('Publisher').fill('The Record');
        await checker.getByLabel('Date', { exact: true }).fill('2024-11-14');
        await checker.getByLabel('The passage relied on').fill('The visit is described there day by day.');
        await inspect(checker, 'flag');
      } else {
        await checker.getByLabel(/^Dismissed/).check();
        await checker
          .getByLabel('Why may these words stand?')
          .fill('Read in context, these words may stand.');
      }
      await checker.getByRole('button', { name: 'Give the verdict' }).click();
      await expect(checker).not.toHaveURL(before);
      await expect(checker.getByRole('heading', { name: /^(Settle it|Queue)$/ })).toBeVisible();
      settled += 1;
    }
    expect(settled).toBeGreaterThan(5);
    await checker.goto(`${articleUrl}/publish`);
    await expect(checker.getByRole('heading', { name: 'Flags to answer' })).toHaveCount(0);
  });
}

async function signOffAll(checker: Page, articleUrl: string) {
  await test.step('and signs off the sections that were on screen', async () => {
    // Its own reading time is not waited for.
    await checker.clock.install();
    await checker.goto(articleUrl);
    const rows = checker.locator('.section-row');
    const n = await rows.count();
    await expect(checker.getByRole('button', { name: /^Sign off the \d+ that I have read/ })).toBeVisible();
    await expect(checker.getByText(`of the ${n} sections that wait`)).toBeVisible();
    await expect(checker.getByRole('button', { name: `Sign off the ${n} that I have read` })).toHaveCount(0);
    for (let i = 0; i < n; i++) {
      const text = rows.nth(i).locator('.section-text');
      await text.evaluate((section) => section.scrollIntoView({ block: 'end' }));
      await expect
        .poll(async () => {
          await checker.clock.runFor(10_000);
          return checker.locator('.read-list li').nth(i).getAttribute('data-read');
        })
        .toBe('true');
    }
    await checker.getByRole('button', { name: `Sign off the ${n} that I have read` }).click();
    await expect(checker.getByText('Signed off by Farid Chaudhry')).toHaveCount(n);
    await checker.goto(`${articleUrl}/publish`);
    await expect(checker.getByRole('heading', { name: 'Nothing stands in the way' })).toBeVisible();
  });
}

async function openReader(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: running().url, javaScriptEnabled: true });
  const page = await context.newPage();
  await page.goto('/why-is-biden-in-peru');
  return page;
}

async function readPublished(reader: Page) {
  await test.step('a reader without an account sees the article and how it was checked', async () => {
    await expect(reader.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(reader.locator('.contents a')).not.toHaveCount(0);
    await reader.locator('.contents a', { hasText: '2.2 Investing in Economic Prosperity' }).click();
    await expect(reader).toHaveURL(/#investing-in-economic-prosperity$/);
    await expect(reader.getByRole('table').locator('tbody tr')).toHaveCount(4);
    await expect(reader.locator('section[data-kind="faq"]')).toHaveCount(10);
    await expect(reader.getByText('Checked', { exact: false }).first()).toBeVisible();
    await expect(reader.locator('#how-checked .sources a')).toHaveAttribute(
      'href',
      'https://records.example/visit',
    );
    await expect(reader.getByText('101 Curiosity Lane')).toHaveCount(0);
    await expect(reader.locator('script:not([type="application/ld+json"])')).toHaveCount(0);
    await reader.goto('/why-is-biden-in-peru');
    await inspect(reader, 'reader');
    await reader.goto('/');
    await expect(reader.getByRole('link', { name: title })).toBeVisible();
    await inspect(reader, 'front-page');
    const missing = await reader.goto('/no-such-article');
    expect(missing?.status()).toBe(404);
    await inspect(reader, 'missing');
  });
}

async function reviseSection(editor: Page, articleUrl: string, name: string, body: string) {
  await editor.goto(articleUrl);
  await editor.getByRole('link', { name: `Revise ${name}` }).click();
  await editor.getByRole('textbox', { name: 'Text', exact: true }).fill(body);
  await editor.getByLabel('What did you change, and why?').fill('Shorter, and without the claim');
  await editor.getByRole('button', { name: 'Save revision' }).click();
  await expect(editor.getByRole('status').filter({ hasText: 'Saved as revision 2' })).toBeVisible();
}
