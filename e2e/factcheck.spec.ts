import { expect, type Page, test } from '@playwright/test';
import { importArticle, inspect, signIn } from './desk.ts';

const source = (title: string) => `${title}

A reservoir and a town that moved.

1. Before the Dam

Floods came in the spring of each year, and the town rebuilt its mill after each.

2. After the Dam

The valley filled with water. The town moved uphill.
`;

async function flagWords(page: Page, articleUrl: string, section: string, quote: string) {
  await page.goto(articleUrl);
  await page.getByRole('button', { name: `Flag words in ${section}` }).click();
  await page.getByLabel('The exact words').fill(quote);
  await page.getByLabel('Category').selectOption('undated');
  await page.getByLabel('Reason').fill('When?');
  await page.getByRole('button', { name: 'Raise the flag' }).click();
  await expect(page.getByText('When?').first()).toBeVisible();
}

test('a flag is given, talked about and reworded; a section is sent back; a version goes out under review', async ({
  browser,
}) => {
  const title = `The Dam at the Desk ${Date.now()}`;
  const editor = await signIn(browser, 'editor@galley.example');
  const checker = await signIn(browser, 'checker@galley.example');
  const second = await signIn(browser, 'checker2@galley.example');
  const admin = await signIn(browser, 'admin@galley.example');
  const articleUrl = await importArticle(editor, source(title));
  await flagWords(editor, articleUrl, '2. After the Dam', 'The town moved uphill.');

  await test.step('a fact-checker takes it, asks, and proposes a wording', async () => {
    await checker.goto(`/desk/queue?article=${articleUrl.split('/').pop()}&whose=free`);
    await checker.getByRole('link', { name: 'The town moved uphill.' }).click();
    await checker.getByRole('button', { name: 'Take it' }).click();
    await expect(checker.getByText('You answer it.')).toBeVisible();
    await checker.getByLabel('Say something about this flag').fill('When was that, @Edith Moreau?');
    await checker.getByRole('button', { name: 'Say it' }).click();
    await expect(checker.getByText('When was that, @Edith Moreau?')).toBeVisible();
    await checker.goto('/desk/queue?whose=mine');
    await expect(checker.getByText('Given to Farid Chaudhry')).toBeVisible();
    await inspect(checker, 'queue-mine');
    await checker.getByRole('link', { name: 'The town moved uphill.' }).click();
    await checker.getByRole('radio', { name: 'Must be rewritten' }).check();
    await checker.getByLabel('Wording that you would accept').fill('Part of the town moved uphill in 1955.');
    await inspect(checker, 'flag-with-thread');
    await checker.getByRole('button', { name: 'Give the verdict' }).click();
    await checker.waitForURL(/settled=/);
  });

  await test.step('the editor is told, and takes the wording over with one press', async () => {
    await editor.goto('/desk/notices');
    await expect(editor.getByText('Farid Chaudhry asks you about')).toBeVisible();
    await inspect(editor, 'notices');
    await editor.getByRole('listitem').filter({ hasText: 'rewritten' }).getByRole('link').first().click();
    await expect(editor).toHaveTitle('Flag · Galley');
    await inspect(editor, 'flag-proposal');
    await editor.getByRole('button', { name: 'Use this wording' }).click();
    await expect(editor.getByRole('heading', { level: 1 })).toContainText(
      'Part of the town moved uphill in 1955.',
    );
  });

  await test.step('a section is sent back with a note, which stands beside it', async () => {
    await second.goto(articleUrl);
    await second.locator('summary[aria-label="Send 1. Before the Dam back"]').click();
    const block = second.getByRole('region', { name: '1. Before the Dam' });
    await block.getByLabel(/What is to be done/).fill('Name the years of the floods.');
    await inspect(second, 'send-back');
    await block.getByRole('button', { name: 'Send it back' }).click();
    await expect(second.getByText('Sent back by Greta Lindqvist')).toBeVisible();
    await editor.goto(articleUrl);
    await expect(editor.getByText('Name the years of the floods.')).toBeVisible();
  });

  await test.step('the managing editor publishes over the open flag, and readers are told', async () => {
    await second.goto(articleUrl);
    for (const name of ['Title and dek', '1. Before the Dam', '2. After the Dam']) {
      const block = second.getByRole('region', { name });
      await block.getByRole('button', { name: 'Sign off' }).click();
      await expect(block.getByText('Signed off by Greta Lindqvist')).toBeVisible();
    }
    await admin.goto(`${articleUrl}/publish`);
    await admin.getByLabel('Why it cannot wait').fill('The dam is failing tonight.');
    await inspect(admin, 'publish-override');
    await admin.getByRole('button', { name: 'Publish over open flags' }).click();
    await admin.getByRole('button', { name: /^Publish with 1 claim under review/ }).click();
    await expect(admin.getByText('It is published, and readers see that it is under review.')).toBeVisible();
    await admin.getByRole('link', { name: 'version 1' }).click();
    await expect(admin.getByText('Published with one claim under review.')).toBeVisible();
    await expect(admin.getByText('The dam is failing tonight.')).toBeVisible();
    await inspect(admin, 'reader-under-review');
  });

  await test.step('the record shows it all, is filtered, and leaves as a file', async () => {
    await admin.goto('/desk/audit');
    await admin.getByLabel('What').selectOption('let a version out past open flags');
    await admin.getByRole('button', { name: 'Show' }).click();
    await expect(admin.getByText('Amara Okafor let a version out past open flags')).toBeVisible();
    await inspect(admin, 'audit-filtered');
    const download = admin.waitForEvent('download');
    await admin.getByRole('link', { name: 'JSON lines' }).click();
    const lines = (await (await (await download).createReadStream()).toArray()).join('').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).action)).toEqual(['gate.overridden']);
    const refused = await editor.request.get('/desk/audit/export');
    expect(refused.status()).toBe(403);
  });
});
