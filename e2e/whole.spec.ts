import { type Browser, expect, type Page, test } from '@playwright/test';
import { importArticle, inspect, signIn } from './desk.ts';

const paragraph = (n: number) =>
  `In year ${n} the lock was mended by two carpenters from the upper town, who were paid in corn and left their names on the gate.`;
const part = (n: number) =>
  `## Part ${n}\n\n${Array.from({ length: 5 }, (_, k) => paragraph(1700 + n * 10 + k)).join('\n\n')}`;

/** An article of many sections, opened as a whole by somebody who writes as it looks. */
async function openWhole(browser: Browser, parts = 8): Promise<{ page: Page; url: string }> {
  const page = await signIn(browser, 'editor@galley.example');
  const text = [
    `# The Whole Lock of ${1000 + Math.floor(Math.random() * 1e6)}`,
    'What became of it.',
    ...Array.from({ length: parts }, (_, n) => part(n + 1)),
    '## Frequently asked questions',
    '### Is it open?\n\nExperts say it is, from May to October.',
  ].join('\n\n');
  const url = `${await importArticle(page, text)}/write`;
  await asItLooks(page, url);
  return { page, url };
}

async function asItLooks(page: Page, url: string) {
  await page.evaluate(() => localStorage.setItem('galley view', 'rich'));
  await page.goto(url);
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const editor = (page: Page) => page.locator('.rich');
/** Opens a text by pressing before its first letter. */
async function press(page: Page, words: string) {
  await page.getByText(words).click({ position: { x: 2, y: 8 } });
  await expect(editor(page)).toBeFocused();
}
const draftState = (page: Page) => page.locator('.draft-note');
const topOf = (page: Page, words: string) =>
  page
    .getByText(words)
    .first()
    .evaluate((element) => Math.round(element.closest('p')?.getBoundingClientRect().top ?? Number.NaN));

test('a text is written in where it is read, and nothing moves', async ({ browser }) => {
  const { page, url } = await openWhole(browser);
  await expect(page.getByRole('complementary').getByRole('link', { name: 'Part 1' })).toBeVisible();
  await inspect(page, 'whole');
  const words = page.getByText(paragraph(1742));
  await words.scrollIntoViewIfNeeded();
  const before = await topOf(page, paragraph(1742));
  await press(page, paragraph(1742));
  await expect(section(page, 'Part 4').locator('.rich')).toHaveCount(1);
  expect(await page.locator('.rich').count(), 'one editor at a time').toBe(1);
  expect(Math.abs((await topOf(page, paragraph(1742))) - before)).toBeLessThanOrEqual(2);
  await page.keyboard.type('Again: ');
  await expect(editor(page)).toContainText(`Again: ${paragraph(1742)}`);
  await inspect(page, 'whole-writing');
  expect(new URL(page.url()).hash).toMatch(/^#[0-9a-f-]{36}$/);

  // Escape keeps the words and gives the text to read back, where it was.
  await page.getByText(paragraph(1743)).scrollIntoViewIfNeeded();
  const there = await topOf(page, paragraph(1743));
  await page.keyboard.press('Escape');
  await expect(editor(page)).toHaveCount(0);
  expect(Math.abs((await topOf(page, paragraph(1743))) - there)).toBeLessThanOrEqual(2);
  await expect(section(page, 'Part 4')).toContainText('You have words here that are not saved');
  await expect(section(page, 'Part 4')).not.toContainText('Again:');

  await page.keyboard.press('e');
  await expect(editor(page)).toContainText(`Again: ${paragraph(1742)}`);
  await page.getByLabel('What did you change, and why?').fill('It was mended twice');
  await page.getByRole('button', { name: 'Save revision' }).click();
  await expect(editor(page)).toHaveCount(0);
  await expect(section(page, 'Part 4')).toContainText('Saved as revision 2.');
  await expect(section(page, 'Part 4')).toContainText(`Again: ${paragraph(1742)}`);
  await expect(section(page, 'Part 4').getByRole('link', { name: 'Revise Part 4' })).toBeFocused();
  await expect(section(page, 'Part 4')).not.toContainText('You have words here that are not saved');
  await page.reload();
  await expect(section(page, 'Part 4').locator('.rich')).toContainText('Again:');
  await expect(page.getByText('Your unsaved text is back.')).toHaveCount(0);
  await page.goto(url);
  await expect(section(page, 'Part 4')).toContainText(`Again: ${paragraph(1742)}`);
});

test('keys lead from section to section, and a draft is carried along', async ({ browser }) => {
  const { page, url } = await openWhole(browser, 3);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  // On a phone the outline would stand before the text.
  const outline = page.getByRole('complementary').getByRole('link', { name: 'Part 1' });
  await expect(outline).toBeHidden();
  await page.getByText('Outline', { exact: true }).click();
  await expect(outline).toBeVisible();
  await section(page, 'Title and dek').getByRole('link', { name: 'Revise Title and dek' }).press('Enter');
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue(/The Whole Lock/);
  await expect(editor(page)).toBeFocused();
  await page.screenshot({ path: 'screenshots/whole-on-a-phone.png' });
  await page.setViewportSize({ width: 1360, height: 900 });
  await page.keyboard.press('Control+Alt+ArrowDown');
  await expect(section(page, 'Part 1').locator('.rich')).toBeFocused();
  await page.keyboard.type('Half a thought. ');
  await page.keyboard.press('Control+Alt+ArrowDown');
  await expect(section(page, 'Part 2').locator('.rich')).toBeFocused();
  await expect(section(page, 'Part 1').getByRole('link', { name: 'Go on writing Part 1' })).toBeVisible();
  await page.keyboard.press('Control+Alt+ArrowUp');
  await expect(section(page, 'Part 1').locator('.rich')).toContainText('Half a thought. In year');
  await page.keyboard.press('Escape');
  await expect(section(page, 'Part 1').getByRole('link', { name: 'Go on writing Part 1' })).toBeFocused();
  for (let n = 0; n < 4; n++) await page.keyboard.press('Control+Alt+ArrowDown');
  await page.keyboard.press('e');
  await expect(page.getByRole('textbox', { name: 'Question', exact: true })).toHaveValue('Is it open?');

  // What the server alone knows, in a window that never had these words.
  const other = await page.context().newPage();
  await other.goto(url);
  await other.getByRole('link', { name: 'Go on writing Part 1' }).click();
  await expect(editor(other)).toContainText('Half a thought.');
  await other.getByRole('button', { name: 'Discard it' }).click();
  await expect(draftState(other)).toHaveAttribute('data-state', 'untouched');
  await other.keyboard.press('Escape');
  await expect(other.getByRole('link', { name: 'Revise Part 1' })).toBeVisible();
  await other.locator('body').press('?');
  await expect(other.getByRole('dialog')).toContainText('Close it, keep the words');
});

test('a section with words that are not saved opens again without a network', async ({ browser }) => {
  const { page } = await openWhole(browser, 2);
  await press(page, paragraph(1712));
  await page.keyboard.type('In a tunnel. ');
  await page.context().setOffline(true);
  await page.keyboard.press('Escape');
  await expect(editor(page)).toHaveCount(0);
  await page.getByRole('link', { name: 'Go on writing Part 1' }).click();
  await expect(editor(page)).toContainText('In a tunnel. In year 1712');
  await expect(editor(page)).toBeFocused();
  await page.keyboard.type('Deep. ');
  // One that was not open has nothing here to be opened with.
  await page.keyboard.press('Control+Alt+ArrowDown');
  await expect(section(page, 'Part 2')).toContainText('The server did not answer.');
  await page.context().setOffline(false);
  await expect(draftState(page)).toHaveAttribute('data-state', 'saved');
  await expect(editor(page)).toContainText('Deep. ');
});

test('two people write in one article: they see each other, and meet in a merge', async ({ browser }) => {
  const { page: edith, url } = await openWhole(browser, 3);
  const amara = await signIn(browser, 'admin@galley.example');
  await asItLooks(amara, url);
  await press(edith, paragraph(1712));
  await edith.keyboard.type('So. ');
  await expect(draftState(edith)).toHaveAttribute('data-state', 'saved');
  const seen = section(amara, 'Part 1').getByText(/Edith Moreau (is writing here|has this section open)/);
  await expect(seen).toBeVisible({ timeout: 25_000 });
  await inspect(amara, 'whole-company');

  // Different sections: nobody hears of a conflict, and each sees the other's text.
  await press(amara, paragraph(1722));
  await amara.keyboard.type('Later. ');
  await amara.getByRole('button', { name: 'Save revision' }).click();
  await expect(section(amara, 'Part 2')).toContainText('Saved as revision 2.');
  await expect(section(edith, 'Part 2')).toContainText('Later. In year 1722', { timeout: 25_000 });
  await expect(editor(edith)).toContainText('So. In year 1712');

  // The same section: whoever saves second is shown the merge, in its place.
  await press(amara, paragraph(1713));
  await amara.keyboard.type('Then. ');
  await expect(editor(amara)).toContainText('Then. In year 1713');
  await edith.getByRole('button', { name: 'Save revision' }).click();
  await expect(section(edith, 'Part 1')).toContainText('Saved as revision 2.');
  await amara.getByRole('button', { name: 'Save revision' }).click();
  await expect(section(amara, 'Part 1')).toContainText('do not touch');
  await inspect(amara, 'whole-conflict');
  await amara.getByRole('button', { name: 'Take the merged text' }).click();
  await expect(editor(amara)).toContainText('So. In year 1712');
  await amara.getByRole('button', { name: 'Save revision' }).click();
  await expect(section(amara, 'Part 1')).toContainText('Saved as revision 3.');
  await expect(section(amara, 'Part 1')).toContainText('Then. In year 1713');

  // A section that somebody removes stays with whoever writes in it.
  await edith.getByRole('link', { name: 'Revise Part 3' }).click();
  await expect(editor(edith)).toBeFocused();
  await edith.keyboard.type('Not lost. ');
  await amara.goto(url.replace('/write', ''));
  const doomed = section(amara, 'Part 3');
  await doomed.getByRole('button', { name: 'Remove' }).click();
  await doomed.getByRole('button', { name: 'Remove “Part 3”?' }).click();
  await expect(doomed).toHaveCount(0);
  await expect(edith.getByText('Somebody removed this section.')).toBeVisible({ timeout: 25_000 });
  await expect(editor(edith)).toContainText('Not lost.');
});

test('without scripts each heading leads to the page of its section', async ({ browser }) => {
  const { page, url } = await openWhole(browser, 2);
  const cookies = await page.context().storageState();
  const context = await browser.newContext({
    ...{ baseURL: new URL(page.url()).origin, storageState: cookies, javaScriptEnabled: false },
  });
  const plain = await context.newPage();
  await plain.goto(url);
  await expect(plain.getByText(paragraph(1713))).toBeVisible();
  await plain.getByRole('link', { name: 'Part 1', exact: true }).last().click();
  await expect(plain).toHaveURL(/\/desk\/sections\/[0-9a-f-]{36}$/);
  await expect(plain.getByRole('heading', { level: 1 })).toHaveText('Part 1');
});

test('an article at two moments is compared, and its earlier outline comes back', async ({ browser }) => {
  const { page, url } = await openWhole(browser, 4);
  const article = url.replace('/write', '');
  await page.goto(article);
  const remove = async (name: string) => {
    await section(page, name).getByRole('button', { name: 'Remove' }).click();
    await section(page, name)
      .getByRole('button', { name: `Remove “${name}”?` })
      .click();
    await expect(section(page, name)).toHaveCount(0);
  };
  await remove('Part 2');
  await page.goto(`${article}/outline`);
  await expect(page.getByRole('button', { name: 'Find…' })).toHaveAttribute('aria-keyshortcuts', /K/);
  const stored = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('treeitem', { name: 'Part 4', exact: true }).click();
  await page.keyboard.press('Alt+ArrowUp');
  await stored;
  await page.goto(`${article}/history`);
  await expect(page.getByText('Edith Moreau moved a section')).toBeVisible();
  await inspect(page, 'moments');
  await page.getByRole('listitem').last().getByLabel('as the earlier one').check();
  await page.getByRole('button', { name: 'Compare' }).click();
  const became = page.locator('.outline-diff li');
  await expect(became.filter({ hasText: 'Part 2' })).toContainText('Removed');
  await expect(became.filter({ hasText: 'Part 4' })).toContainText('Moved');
  await inspect(page, 'moments-compared');
  await page.getByRole('button', { name: 'Restore this outline' }).click();
  await page.getByRole('button', { name: 'Arrange the article as it was then?' }).click();
  await expect(page.getByText('The article is arranged as it was then.')).toBeVisible();
  await page.goto(article);
  await expect(page.locator('.section-row h2')).toHaveText([
    ...['Part 1', 'Part 2', 'Part 3', 'Part 4', 'Frequently asked questions'],
  ]);
});
