import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type Cookie, expect, type Page } from '@playwright/test';
import axe from 'axe-core';
import { type Running, running } from './server.ts';

const folder = path.resolve(import.meta.dirname, '../screenshots');

/** The cookies of those who have signed in, by Galley and address. */
const signedIn = new Map<string, Cookie[]>();

/**
 * Signs in, in a browser context of one's own: by the form at first, and then as whoever is still signed in. Sections are
 * shown there as Markdown, whose field says what is stored; e2e/writing.spec.ts looks at them as everybody does who has
 * not chosen.
 */
export async function signIn(browser: Browser, email: string, galley: Running = running()): Promise<Page> {
  const { url, accounts } = galley;
  const account = accounts.find((other) => other.email === email);
  if (!account) throw new Error(`npm start named no account ${email}`);
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1360, height: 900 } });
  await context.addInitScript(() => {
    if (!localStorage.getItem('galley view')) localStorage.setItem('galley view', 'markdown');
  });
  const who = `${email} at ${url}`;
  await context.addCookies(signedIn.get(who) ?? []);
  const page = await context.newPage();
  await page.goto('/desk');
  const atTheDesk = page.getByRole('navigation', { name: 'Desk' });
  const address = page.getByLabel('E-mail address');
  await expect(atTheDesk.or(address)).toBeVisible();
  if (await address.isVisible()) {
    await address.fill(email);
    await page.getByLabel('Password').fill(account.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(atTheDesk).toBeVisible();
    signedIn.set(who, await context.cookies());
  }
  return page;
}

/**
 * Looks at a page as axe does, in light and dark, on a desktop and a phone, and keeps a picture of each. Whoever came by
 * a link waits for the page's title or words before; in between there is none.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const size = page.viewportSize();
  for (const [device, viewport] of Object.entries({
    desktop: { width: 1360, height: 900 },
    phone: { width: 390, height: 844 },
  })) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: path.join(folder, `${name}-${device}-${colorScheme}.png`) });
      // What the bar at the top covers would count as too small to press.
      const place = await page.evaluate(() => window.scrollY);
      await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
      // A page to which a link led has its title last.
      await expect(page).toHaveTitle(/./);
      const violations = await askAxe(page);
      const found = violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map((node) => node.html)
            .slice(0, 3)
            .join(' ')}`,
      );
      expect.soft(found, `${name}, ${device}, ${colorScheme}`).toEqual([]);
      await page.evaluate((top) => window.scrollTo({ top, behavior: 'instant' }), place);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(overflow, `${name}, ${device}: nothing is wider than the screen`).toBeLessThanOrEqual(0);
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (size) await page.setViewportSize(size);
}

/**
 * What axe finds wrong in a page without frames. It is put into each document once: @axe-core/playwright does so twice
 * for each look, which on most pages takes longer than the look.
 */
async function askAxe(page: Page): Promise<axe.Result[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (options) => {
    const { violations } = await (window as never as { axe: typeof axe }).axe.run(document, options);
    return violations;
  }, axeOptions);
}

const axeOptions: axe.RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  resultTypes: ['violations'],
};

/** Imports a pasted text as this editor; answers with the article's address on the desk. */
export async function importArticle(editor: Page, text: string): Promise<string> {
  await editor.goto('/desk/import');
  await editor.getByLabel('Paste the article').fill(text);
  await editor.getByRole('button', { name: 'Show what it contains' }).click();
  await editor.getByRole('button', { name: 'Import', exact: true }).click();
  await editor.waitForURL(/\/desk\/articles\/[0-9a-f-]{36}/);
  return new URL(editor.url()).pathname;
}

/** Signs off every section of an article, one after the other. */
export async function signOffAll(checker: Page, articleUrl: string): Promise<void> {
  await checker.goto(articleUrl);
  const button = checker.getByRole('button', { name: 'Sign off', exact: true });
  for (let left = await button.count(); left > 0; left--) {
    await button.first().click();
    await expect(button).toHaveCount(left - 1);
  }
}
