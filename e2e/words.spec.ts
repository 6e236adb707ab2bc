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

test('an image that is copied alone comes in by its address; of a file the address is asked', async ({
  browser,
}) => {
  const { page, url } = await openSection(browser);
  await goToEnd(page);
  await paste(page, { html: '<meta charset="utf-8"><img src="https://example.org/gate.jpg" alt="A gate">' });
  await expect(richText(page).getByRole('img', { name: 'A gate' })).toHaveCount(1);
  expect(await asMarkdown(page)).toBe('The lock was built in 1931.![A gate](https://example.org/gate.jpg)');

  for (const how of ['paste', 'drop']) {
    await goToEnd(page);
    await paste(page, { file: 'gate.png' }, how);
    await expect(page.getByText('Galley keeps no image files')).toBeVisible();
    await expect(page.getByLabel('Address of the image')).toBeFocused();
    if (how === 'drop') await inspect(page, 'section-image-file');
    await page.keyboard.press('Escape');
  }
  expect(page.url()).toBe(url);
});

test('words typed without a network outlive the tab, and a text that was saved is no draft', async ({
  browser,
}) => {
  const { page, url } = await openSection(browser);
  const later = await page.context().newPage();
  await page.bringToFront();
  await page.context().setOffline(true);
  await goToEnd(page);
  await page.keyboard.type(' Typed in a tunnel.');
  await expect(draftState(page)).toHaveAttribute('data-state', 'offline');
  await page.keyboard.type(' And on.');
  await expect(draftState(page)).toHaveAttribute('data-state', 'offline');
  await page.close({ runBeforeUnload: false });
  await later.context().setOffline(false);
  await later.goto(url);
  await expect(richText(later)).toHaveText('The lock was built in 1931. Typed in a tunnel. And on.');
  await expect(later.getByText('Your unsaved text is back.')).toBeVisible();
  await expect(draftState(later)).toHaveAttribute('data-state', 'saved');

  // Another window does not take from this one what it is about to send itself.
  await later.context().setOffline(true);
  await goToEnd(later);
  await later.keyboard.type(' Once more.');
  await expect(draftState(later)).toHaveAttribute('data-state', 'offline');
  await later.context().setOffline(false);
  await expect(draftState(later)).toHaveAttribute('data-state', 'saved');
  await later.getByRole('button', { name: 'Save revision' }).click();
  await expect(later.getByText('Saved as revision 2.')).toBeVisible();
  await later.close();
  const last = await later.context().newPage();
  await last.goto(url);
  await expect(richText(last)).toHaveText(/Once more\.$/);
  await expect(last.getByText('Your unsaved text is back.')).toHaveCount(0);
});

test('what was saved in another window of one’s own is said to be so, and a saved text that was written on says that', async ({
  browser,
}) => {
  const { page, url } = await openSection(browser);
  const other = await page.context().newPage();
  await other.goto(url);
  await goToEnd(other);
  await other.keyboard.type(' Over there.');
  await other.keyboard.press('ControlOrMeta+s');
  await expect(other.getByText('Saved as revision 2.')).toBeVisible();
  await expect(other.getByText('You have written on since.')).toHaveCount(0);
  await other.keyboard.type(' More.');
  await expect(other.getByText('Saved as revision 2. You have written on since.')).toBeVisible();
  await other.keyboard.press('ControlOrMeta+z');
  await page.bringToFront();
  await richText(page).click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('Here. ');
  await page.getByRole('button', { name: 'Save revision' }).click();
  await expect(page.getByText('Your other window saved revision 2 of this section')).toBeVisible();
  await expect(page.getByText('Your changes and your other window’s do not touch.')).toBeVisible();
  await expect(page.getByText('Edith Moreau saved')).toHaveCount(0);
});

test('text from right to left is written and read from right to left', async ({ browser }) => {
  const { page, article } = await openSection(browser, 'Plain.');
  await goToEnd(page);
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('שלום עולם, זה מבחן.');
  // The first letter stands at the right end of its line.
  const atRight = (within: string) =>
    page.evaluate((within) => {
      const block = [...document.querySelectorAll(`${within} p`)].find((p) =>
        p.textContent?.includes('שלום'),
      );
      if (!block?.firstChild) return null;
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      const range = new Range();
      range.setStart(walker.nextNode() as Node, 0);
      range.setEnd(walker.currentNode, 1);
      return block.getBoundingClientRect().right - range.getBoundingClientRect().right < 5;
    }, within);
  expect(await atRight('.rich')).toBe(true);
  await page.getByRole('button', { name: 'Save revision' }).click();
  await expect(page.getByText('Saved as revision 2.')).toBeVisible();
  await page.goto(article);
  expect(await atRight('.prose')).toBe(true);
});

test('a table gets rows and columns on every side, and its first row is its head', async ({ browser }) => {
  const { page } = await openSection(browser, '| Year | Boats |\n| - | - |\n| 1932 | 412 |');
  const cell = (name: string) => richText(page).locator('th, td', { hasText: name });
  await cell('Year').click();
  await tool(page, 'Remove this row').click();
  await expect(richText(page).locator('th')).toHaveText(['1932', '412']);
  await tool(page, 'Add a row above').click();
  await expect(richText(page).locator('td')).toHaveText(['1932', '412']);
  await cell('1932').click();
  await tool(page, 'Add a column before').click();
  expect(await asMarkdown(page)).toBe('| | | |\n| - | - | - |\n| | 1932 | 412 |');
  // What is copied from a spreadsheet fills the cells.
  await richText(page).locator('td').first().click();
  await paste(page, {
    html: '<table><tr><td>a</td><td><b>b</b></td></tr><tr><td>c</td><td>d</td></tr></table>',
    plain: 'a\tb\nc\td',
  });
  await expect(richText(page).locator('td')).toHaveText(['a', 'b', '412', 'c', 'd', '']);
  expect(await asMarkdown(page)).toBe('| | | |\n| - | - | - |\n| a | **b** | 412 |\n| c | d | |');
});

test('a key acts where the caret was moved to by the key before, however busy the browser is', async ({
  browser,
}) => {
  const { page } = await openSection(browser, 'One.');
  await goToEnd(page);
  const browserKeys = await page.context().newCDPSession(page);
  const busy = () =>
    page.evaluate(() => {
      setTimeout(() => {
        const over = performance.now() + 700;
        while (performance.now() < over);
      });
    });
  const keys = (...pressed: [string, number][]) =>
    pressed.flatMap(([key, code]) =>
      (['keyDown', 'keyUp'] as const).map((type) =>
        browserKeys.send('Input.dispatchKeyEvent', {
          ...{ type, key, code: key, windowsVirtualKeyCode: code },
          ...(key === 'Enter' && type === 'keyDown' && { text: '\r' }),
        }),
      ),
    );
  await busy();
  await Promise.all(keys(['Home', 36], ['Enter', 13]));
  await expect(richText(page).locator('p')).toHaveText(['', 'One.']);
  await goToEnd(page);
  await busy();
  await Promise.all(keys(['Home', 36], ['Delete', 46]));
  await expect(richText(page).locator('p')).toHaveText(['', 'ne.']);
});

test('an address without https:// is a link all the same', async ({ browser }) => {
  const { page } = await openSection(browser);
  await richText(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await tool(page, 'Link').click();
  await page.getByLabel('Address of the link').fill('www.example.org/lock?a=1');
  await page.keyboard.press('Enter');
  expect(await asMarkdown(page)).toBe('[The lock was built in 1931.](https://www.example.org/lock?a=1)');
});

test('the palette reaches an article from its sections and their history, and keeps what is being written', async ({
  browser,
}) => {
  const { page, article } = await openSection(browser);
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('option', { name: 'This article: publish' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Article or page' }).fill('section history');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk/history/*');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Article or page' }).fill('arrange');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${article}/outline`);
});

test('what was written can be undone after a look at the Markdown, which is what is saved there', async ({
  browser,
}) => {
  const { page } = await openSection(browser);
  const source = page.getByRole('textbox', { name: 'Text', exact: true });
  await goToEnd(page);
  await page.keyboard.type(' It leaks.');
  expect(await asMarkdown(page)).toBe('The lock was built in 1931. It leaks.');
  await richText(page).press('ControlOrMeta+z');
  await expect(richText(page)).toHaveText('The lock was built in 1931.');

  await page.getByRole('button', { name: 'Markdown', exact: true }).click();
  await source.fill('The lock was built in **1932**.');
  await page.getByRole('button', { name: 'Save revision' }).click();
  await expect(page.getByText('Saved as revision 2')).toBeVisible();
  await page.getByRole('button', { name: 'As it looks' }).click();
  await expect(richText(page).locator('strong')).toHaveText('1932');
  await page.reload();
  expect(await asMarkdown(page)).toBe('The lock was built in **1932**.');
});
