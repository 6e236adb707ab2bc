import { expect, type Page, test } from '@playwright/test';
import { inspect, signIn } from './desk.ts';

const source = (title: string) => `${title}

A reservoir and a town that moved.

1. Before the Dam

Floods came in the spring of each year, and the town rebuilt its mill after each.

2. After the Dam

The valley filled with water. The town moved uphill.
`;

/** The next full minute that is at least five seconds away, as the clocks of a zone show it. */
function nextMinute(timeZone: string): { at: Date; local: string } {
  const at = new Date(Math.ceil((Date.now() + 5000) / 60_000) * 60_000);
  const local = at
    .toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .replace(' ', 'T');
  return { at, local };
}

test('an article is published by the clock, and not while the gate is closed', async ({ browser }) => {
  const title = `The Dam by the Clock ${Date.now()}`;
  const editor = await signIn(browser, 'editor@galley.example');
  const checker = await signIn(browser, 'checker@galley.example');
  const articleUrl = await importArticle(editor, title);
  const publishUrl = `${articleUrl}/publish`;
  const schedule = async (timeZone: string) => {
    await editor.goto(publishUrl);
    await editor.getByText(/^(Publish at a time|Choose another time)$/).click();
    const { local } = nextMinute(timeZone);
    await editor.getByLabel('Date and time').fill(local);
    await editor.getByLabel('Time zone').selectOption(timeZone);
  };

  await test.step('a time that does not exist is refused, and what is understood is said', async () => {
    await schedule('Europe/Berlin');
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
    await schedule('Asia/Tokyo');
    await editor.getByRole('button', { name: 'Schedule', exact: true }).click();
    await expect(editor.getByText('Edith Moreau scheduled it for')).toBeVisible();
    await inspect(editor, 'schedule-pending');
    await editor.goto('/desk');
    await expect(editor.getByRole('listitem').filter({ hasText: title })).toContainText('Scheduled for');
    await inspect(editor, 'articles-scheduled');
    const notice = editor.getByRole('list', { name: 'Notices' }).getByText('was not published at its time');
    await expect(async () => {
      await editor.reload();
      await expect(notice).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 90_000 });
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
    await schedule('UTC');
    await editor.getByRole('button', { name: 'Schedule', exact: true }).click();
    await expect(editor.getByText('Edith Moreau scheduled it for')).toBeVisible();
    await editor.getByRole('button', { name: 'Cancel the publication' }).click();
    await editor.getByRole('button', { name: 'Yes, cancel it' }).click();
    await expect(editor.getByText('Edith Moreau scheduled it for')).toHaveCount(0);
    await schedule('UTC');
    await editor.getByRole('button', { name: 'Schedule', exact: true }).click();
    await expect(editor.getByText('Edith Moreau scheduled it for')).toBeVisible();
    await expect(async () => {
      await editor.goto(articleUrl);
      await expect(editor.getByText('which is this text')).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 90_000 });
    await editor.getByRole('link', { name: 'version 1' }).click();
    await expect(editor.getByRole('heading', { level: 1 })).toHaveText(title);
  });

  await test.step('the notice is put away and stays in the list of all', async () => {
    await editor.goto('/desk');
    await editor.getByRole('button', { name: 'Put away' }).click();
    await expect(editor.getByRole('list', { name: 'Notices' })).toHaveCount(0);
    await editor.goto('/desk/notices');
    await expect(editor.getByText('was not published at its time')).toBeVisible();
    await inspect(editor, 'notices');
  });
});

async function importArticle(editor: Page, title: string): Promise<string> {
  await editor.goto('/desk/import');
  await editor.getByLabel('Paste the article').fill(source(title));
  await editor.getByRole('button', { name: 'Show what it contains' }).click();
  await editor.getByRole('button', { name: 'Import', exact: true }).click();
  await editor.waitForURL(/\/desk\/articles\//);
  return editor.url();
}

async function signOffAll(checker: Page, articleUrl: string) {
  await checker.goto(articleUrl);
  const button = checker.getByRole('button', { name: 'Sign off', exact: true });
  for (let left = await button.count(); left > 0; left--) {
    await button.first().click();
    await expect(button).toHaveCount(left - 1);
  }
}
