import { expect, type Page, test } from '@playwright/test';
import { inspect, signIn } from './desk.ts';

/** Imports an article as the editor, who is then on its page. */
async function importText(editor: Page, text: string): Promise<string> {
  await editor.goto('/desk/import');
  await editor.getByLabel('Paste the article').fill(text);
  await editor.getByRole('button', { name: 'Show what it contains' }).click();
  await editor.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(editor).toHaveURL(/\/desk\/articles\//);
  return editor.url();
}

const canal = `The Canal and Its Locks

A short history of the canal at Almere.

1. The Locks

The lock likely included discussions on tolls. Some say that the water was too low. Experts believe that 57% of the boats were late. The keeper lived beside the lock.

2. The Barges

The barges carried peat and bricks. Experts believe that 57% of the boats were late. Critics argue that the trade declined because of the railway.
`;

test('the managing editor sets the detector, and an article is looked at again', async ({ browser }) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const articleUrl = await importText(editor, canal);
  const locks = editor.getByRole('region', { name: '1. The Locks' });
  await expect(locks.locator('mark', { hasText: 'likely included discussions' })).toBeVisible();

  await editor.getByRole('link', { name: 'Detector' }).click();
  await expect(editor.getByRole('heading', { name: 'Detector', level: 1 })).toBeVisible();
  await expect(editor.getByText('does not touch flags that exist')).toBeVisible();
  await expect(editor.getByRole('checkbox', { name: 'On: speculation past' })).toBeDisabled();
  await expect(editor.getByRole('button', { name: 'Save the settings' })).toHaveCount(0);

  const admin = await signIn(browser, 'admin@galley.example');
  await admin.goto('/desk/detector');
  await admin.getByLabel('Phrases that are allowed').fill('likely included discussions on tolls');
  await admin.getByLabel('Severity of superlative').selectOption('consider');
  await inspect(admin, 'detector');
  await admin.getByRole('button', { name: 'Save the settings' }).click();
  await expect(admin.getByRole('status')).toHaveText(/^Saved/);
  await expect(admin.getByText('Set by Amara Okafor')).toBeVisible();

  await editor.goto(articleUrl);
  await expect(locks.locator('mark', { hasText: 'likely included discussions' })).toBeVisible();
  await editor.getByRole('button', { name: 'Look again' }).click();
  await expect(editor.getByText(/1 withdrawn/)).toBeVisible();
  await expect(locks.locator('mark', { hasText: 'likely included discussions' })).toHaveCount(0);
  await expect(locks.locator('mark', { hasText: 'Some say' })).toBeVisible();
});
