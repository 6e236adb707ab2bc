import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { inspect, signIn } from './desk.ts';
import { type Running, running, startGalley } from './server.ts';

const draftState = (page: Page) => page.locator('.draft-note');
const source = (page: Page) => page.getByRole('textbox', { name: 'Text', exact: true });

/** Imports an article as this person and opens its first section; another article at each call. */
async function openSection(page: Page, body = 'The lock was built in 1931.'): Promise<string> {
  await page.goto('/desk/import');
  await page
    .getByLabel('Paste the article')
    .fill(`The Lock of ${Math.random()}\n\n1. Gates\n\n${body}\n\n2. Water\n\nIt came in 1932.\n`);
  await page.getByRole('button', { name: 'Show what it contains' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: 'Revise 1. Gates' }).click();
  await expect(source(page)).toBeVisible();
  return page.url();
}

/** The same section in another window of the same person's, with what the server alone knows. */
async function elsewhere(page: Page, url: string): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(url);
  return other;
}

test('what is typed is kept on the server within seconds, for its writer alone, until it is saved', async ({
  browser,
}) => {
  const edith = await signIn(browser, 'editor@galley.example');
  const amara = await signIn(browser, 'admin@galley.example');
  const url = await openSection(edith);
  await source(edith).fill('Half a thought about gates.');
  await expect(draftState(edith)).toHaveAttribute('data-state', 'saved');
  await amara.goto(url);
  await expect(source(amara)).toHaveValue('The lock was built in 1931.');
  await expect(amara.getByText('Edith Moreau is writing here, too')).toBeVisible();
  await inspect(amara, 'section-company');
  const other = await elsewhere(edith, url);
  await expect(source(other)).toHaveValue('Half a thought about gates.');
  await expect(other.getByText('Your unsaved text is back.')).toBeVisible();

  // Two windows of one person: neither writes over the other's words unasked.
  await source(other).fill('Half a thought about gates, finished elsewhere.');
  await expect(draftState(other)).toHaveAttribute('data-state', 'saved');
  await source(edith).fill('Half a thought about gates, finished here.');
  await expect(draftState(edith)).toHaveAttribute('data-state', 'conflict');
  await edith.getByRole('button', { name: 'Show the other text' }).click();
  await expect(edith.getByLabel('The text of the other window')).toContainText('finished elsewhere');
  await inspect(edith, 'section-two-windows');
  await edith.getByRole('button', { name: 'Keep this text as the draft' }).click();
  await expect(draftState(edith)).toHaveAttribute('data-state', 'saved');
  await other.close();

  await edith.getByRole('button', { name: 'Save revision' }).click();
  await expect(edith.getByRole('status').filter({ hasText: 'Saved as revision 2' })).toBeVisible();
  const third = await elsewhere(edith, url);
  await expect(source(third)).toHaveValue('Half a thought about gates, finished here.');
  await expect(third.getByText('Your unsaved text is back.')).toHaveCount(0);
  await expect(amara.getByText('Edith Moreau saved revision 2')).toBeVisible({ timeout: 20_000 });
  await edith.close();
  await third.close();
  await expect(amara.getByText('Edith Moreau has this section open')).toHaveCount(0, { timeout: 20_000 });
});

test('words typed offline and while signed out are kept as soon as that is over', async ({ browser }) => {
  const page = await signIn(browser, 'editor@galley.example');
  const url = await openSection(page);
  await page.context().setOffline(true);
  await source(page).fill('Typed in a tunnel.');
  await expect(draftState(page)).toHaveAttribute('data-state', 'offline');
  await inspect(page, 'section-offline');
  await page.context().setOffline(false);
  await expect(draftState(page)).toHaveAttribute('data-state', 'saved');
  const other = await elsewhere(page, url);
  await expect(source(other)).toHaveValue('Typed in a tunnel.');
  await other.close();

  await page.context().clearCookies();
  await source(page).fill('Typed after the session had ended.');
  await expect(draftState(page)).toHaveAttribute('data-state', 'signed-out');
  const again = await page.context().newPage();
  await signInHere(again, url);
  await expect(draftState(page)).toHaveAttribute('data-state', 'saved');
  await again.reload();
  await expect(source(again)).toHaveValue('Typed after the session had ended.');
});

async function signInHere(page: Page, url: string, galley: Running = running()) {
  await page.goto(url);
  const account = galley.accounts.find(({ email }) => email === 'editor@galley.example');
  await page.getByLabel('E-mail address').fill(account?.email ?? '');
  await page.getByLabel('Password').fill(account?.password ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(source(page)).toBeVisible();
}

test('a draft outlives the server that is killed while somebody types, and the browser that is closed', async ({
  browser,
}: {
  browser: Browser;
}) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'galley-killed-'));
  const first = await startGalley({ GALLEY_DATA: folder });
  const page = await signIn(browser, 'editor@galley.example', first);
  const url = await openSection(page);
  await source(page).press('End');
  const typed = { text: await source(page).inputValue() };
  const typing = (async () => {
    for (let n = 0; n < 40; n++) {
      await page.keyboard.type(` word${n}`, { delay: 40 });
      typed.text += ` word${n}`;
    }
  })();
  await expect(draftState(page)).toHaveAttribute('data-state', 'saved');
  first.kill('SIGKILL');
  await first.ended;
  await typing;
  await expect(source(page)).toHaveValue(typed.text);
  await expect(draftState(page)).toHaveAttribute('data-state', 'offline');
  const second = await startGalley({ GALLEY_DATA: folder, PORT: new URL(first.url).port });
  await expect(draftState(page)).toHaveAttribute('data-state', 'saved');
  await page.context().close();
  const context = await browser.newContext({ baseURL: first.url });
  const later = await context.newPage();
  await signInHere(later, url, first);
  await expect(source(later)).toHaveValue(typed.text);
  await second.stop();
  await rm(folder, { recursive: true, force: true });
});
