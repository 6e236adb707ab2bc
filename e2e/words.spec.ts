import { type Browser, expect, type Page, test } from '@playwright/test';
import { importArticle, inspect, signIn } from './desk.ts';

/** Opens a section of a new article as it looks; answers with its address. */
async function openSection(browser: Browser, body = 'The lock was built in 1931.') {
  const page = await signIn(browser, 'editor@galley.example');
  await page.evaluate(() => localStorage.setItem('galley view', 'rich'));
  const article = await importArticle(
    page,
    `The Lock of ${Math.random()}\n\n1. Gates\n\n${body}\n\n2. Water\n\nIt came in 1932.\n`,
  );
  await page.getByRole('link', { name: 'Revise 1. Gates' }).click();
  await expect(richText(page)).toBeVisible();
  return { page, url: page.url(), article };
}

const richText = (page: Page) => page.locator('.rich');
const draftState = (page: Page) => page.locator('.draft-note');
const tool = (page: Page, name: string) =>
  page.getByRole('toolbar').getByRole('button', { name, exact: true });

async function goToEnd(page: Page) {
  await richText(page).click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.evaluate(() => new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(told))));
}

/** What a browser does when this was copied in another program: a text, or an image that is a file. */
async function paste(page: Page, copied: { html?: string; plain?: string; file?: string }, type = 'paste') {
  await page.evaluate(
    ([{ html, plain, file }, type]) => {
      const data = new DataTransfer();
      if (html) data.setData('text/html', html);
      if (plain) data.setData('text/plain', plain);
      if (file) data.items.add(new File(['x'], file, { type: 'image/png' }));
      const field = document.querySelector('.rich');
      const { left = 0, top = 0 } = field?.getBoundingClientRect() ?? {};
      const options = { bubbles: true, cancelable: true, clientX: left + 40, clientY: top + 20 };
      const event =
        type === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, ...options })
          : new DragEvent('drop', { dataTransfer: data, ...options });
      field?.dispatchEvent(event);
    },
    [copied, type] as const,
  );
}

/** What stands in the rich editor, as Markdown. */
async function asMarkdown(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Markdown', exact: true }).click();
  const markdown = await page.getByRole('textbox', { name: 'Text', exact: true }).inputValue();
  await page.getByRole('button', { name: 'As it looks' }).click();
  await expect(richText(page)).toBeVisible();
  return markdown;
}

test('asterisks between numbers stay what they are, typed and pasted; those around words mark them', async ({
  browser,
}) => {
  const { page } = await openSection(browser);
  await goToEnd(page);
  await page.keyboard.type(
    ' So 5 * 3 * 2 and 2 ** 3 ** 4, ~~ or ~~ not. It is *very* _old_ **indeed** ~~no~~',
  );
  await goToEnd(page);
  await page.keyboard.press('Enter');
  await paste(page, { plain: 'A sum: 5 * 3 * 2, and *one* word' });
  await expect(richText(page)).toContainText('A sum: 5 * 3 * 2, and one word');
  expect(await asMarkdown(page)).toBe(
    'The lock was built in 1931. So 5 \\* 3 \\* 2 and 2 \\*\\* 3 \\*\\* 4, \\~\\~ or \\~\\~ not. ' +
      'It is *very* *old* **indeed** ~~no~~\n\nA sum: 5 \\* 3 \\* 2, and *one* word',
  );
});
