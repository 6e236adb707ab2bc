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
  const later = await signIn(browser, 'editor@galley.example', first);
  await later.goto(url);
  await expect(source(later)).toHaveValue(typed.text);
  await second.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the tab keeps what was typed a moment ago, also when it is left before the server has it', async ({
  browser,
}) => {
  const page = await signIn(browser, 'editor@galley.example');
  await openSection(page);
  await page.addInitScript(() => Object.assign(window, { keptHere: JSON.stringify({ ...sessionStorage }) }));
  const keptHere = () => page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  await page.context().setOffline(true);
  await source(page).press('ControlOrMeta+End');
  await page.keyboard.type(' Typed in a tunnel.');
  await expect.poll(keptHere).toContain('Typed in a tunnel.');
  await page.context().setOffline(false);
  for (const [view, field] of [
    ['markdown', source(page)],
    ['rich', richText(page)],
  ] as const) {
    await page.evaluate((view) => localStorage.setItem('galley view', view), view);
    await page.reload();
    await field.press('ControlOrMeta+End');
    await page.keyboard.type(` Left in ${view}.`);
    await page.reload();
    await expect(field).toBeVisible();
    // Before anything else ran in the page.
    expect(await page.evaluate(() => (window as unknown as { keptHere: string }).keptHere)).toContain(
      `in a tunnel.${view === 'rich' ? ' Left in markdown.' : ''} Left in ${view}.`,
    );
  }
  await expect(richText(page)).toHaveText(/Typed in a tunnel\. Left in markdown\. Left in rich\.$/);
});

const richText = (page: Page) => page.locator('.rich');

const tool = (page: Page, name: string) =>
  page.getByRole('toolbar').getByRole('button', { name, exact: true });

/** What a browser does on Ctrl-V after something was copied in another program. */
async function paste(page: Page, html: string, plain: string) {
  await page.evaluate(
    ([html, plain]) => {
      const data = new DataTransfer();
      data.setData('text/html', html);
      data.setData('text/plain', plain);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      document.querySelector('.rich')?.dispatchEvent(event);
    },
    [html, plain] as const,
  );
}

/** Moves the caret by keys faster than a hand does: the browser tells the editor where it is a moment later. */
async function caret(page: Page, ...keys: string[]) {
  for (const key of keys) await page.keyboard.press(key);
  await page.evaluate(() => new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(told))));
}

/** What stands in the rich editor, as Markdown. */
async function asMarkdown(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Markdown', exact: true }).click();
  const markdown = await source(page).inputValue();
  await asItLooks(page);
  return markdown;
}

/** Opens a section as it looks. */
async function asItLooks(page: Page) {
  await page.getByRole('button', { name: 'As it looks' }).click();
  await expect(richText(page)).toBeVisible();
}

test('a text is written as it looks, and stored as Markdown; looking at it changes nothing', async ({
  browser,
}) => {
  const page = await signIn(browser, 'editor@galley.example');
  await openSection(
    page,
    'The lock was built in 1931, experts say.\n\n| Year | Boats |\n| --- | --- |\n| 1932 | 412 |',
  );
  await asItLooks(page);
  await expect(richText(page).getByRole('cell', { name: '412' })).toBeVisible();
  await expect(page.locator('.rich mark[data-kind="unverifiable"]').first()).toBeVisible();
  await inspect(page, 'section-rich');
  await expect(draftState(page)).toHaveAttribute('data-state', 'untouched');
  await page.getByRole('button', { name: 'Save revision' }).click();
  await expect(
    page.getByRole('status').filter({ hasText: 'Nothing changed: this is revision 1.' }),
  ).toBeVisible();

  await richText(page).getByRole('cell', { name: '412' }).click();
  await tool(page, 'Add a row below').click();
  await tool(page, 'Add a column after').click();
  await tool(page, 'Remove this column').click();
  await richText(page).getByText('The lock was built').click();
  await page.keyboard.press('Home');
  await page.keyboard.type('Of ');
  await tool(page, 'Bold').click();
  await page.keyboard.type('oak');
  await tool(page, 'Bold').click();
  await page.keyboard.type('. ');
  await tool(page, 'Link').click();
  await page.getByLabel('Address of the link').fill('no address');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Give a full address')).toBeVisible();
  await page.getByLabel('Address of the link').fill('https://example.org/lock');
  await page.keyboard.press('Enter');
  await tool(page, 'Image').click();
  await page.getByLabel('Address of the image').fill('https://example.org/gate.jpg');
  await page.getByRole('button', { name: 'Set' }).click();
  await expect(page.getByText('Say what the image shows')).toBeVisible();
  await inspect(page, 'section-rich-image');
  await page.getByLabel('What it shows, in words').fill('A gate');
  await page.getByRole('button', { name: 'Set' }).click();
  await tool(page, 'Footnote').click();
  await page.keyboard.type('Lock register, 1931.');
  await expect(draftState(page)).toHaveAttribute('data-state', 'saved');
  await page.getByRole('button', { name: 'Save revision' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved as revision 2' })).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Markdown', exact: true }).click();
  await expect(source(page)).toHaveValue(
    'Of **oak**. <https://example.org/lock>![A gate](https://example.org/gate.jpg)[^1]The lock was built in 1931, ' +
      'experts say.\n\n| Year | |\n| - | - |\n| 1932 | |\n| | |\n\n[^1]: Lock register, 1931.',
  );
});

test('what is pasted from Word comes in clean, and what does not fit is edited as Markdown', async ({
  browser,
}) => {
  const page = await signIn(browser, 'editor@galley.example');
  await openSection(page);
  await asItLooks(page);
  await richText(page).getByText('The lock was built').click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const html = `<html><body><!--StartFragment--><p class=MsoNormal style="color:red">It has <b>two</b> gates.<o:p></o:p></p>
    <p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp; </span></span>Oak</p><!--EndFragment--></body></html>`;
  await paste(page, html, 'It has two gates.\r\nOak');
  await expect(richText(page).getByRole('listitem').getByText('Oak')).toBeVisible();
  await page.getByRole('button', { name: 'Markdown', exact: true }).click();
  await expect(source(page)).toHaveValue('The lock was built in 1931.\n\nIt has **two** gates.\n\n- Oak');

  await source(page).fill('See [the register][r].\n\n[r]: https://example.org');
  await page.getByRole('button', { name: 'As it looks' }).click();
  await expect(page.getByText('This text can only be edited as Markdown.')).toBeVisible();
  await expect(source(page)).toHaveValue('See [the register][r].\n\n[r]: https://example.org');
  await inspect(page, 'section-unfit');
});

test('two editors who write as it looks: the second is shown the merge and goes on in the editor', async ({
  browser,
}) => {
  const [edith, amara] = [
    await signIn(browser, 'editor@galley.example'),
    await signIn(browser, 'admin@galley.example'),
  ];
  const url = await openSection(edith, 'The lock was built in 1931. It leaked. It was mended.');
  await amara.goto(url);
  for (const page of [edith, amara]) await asItLooks(page);
  await richText(edith).getByText('The lock').click();
  await edith.keyboard.press('Home');
  await edith.keyboard.type('So. ');
  await edith.getByRole('button', { name: 'Save revision' }).click();
  await expect(edith.getByRole('status').filter({ hasText: 'Saved as revision 2' })).toBeVisible();
  await richText(amara).getByText('The lock').click();
  await amara.keyboard.press('End');
  await amara.keyboard.type(' At last.');
  await amara.getByRole('button', { name: 'Save revision' }).click();
  await amara.getByRole('button', { name: 'Take the merged text' }).click();
  await expect(richText(amara)).toHaveText(
    'So. The lock was built in 1931. It leaked. It was mended. At last.',
  );
  await amara.getByRole('button', { name: 'Save revision' }).click();
  await expect(amara.getByRole('status').filter({ hasText: 'Saved as revision 3' })).toBeVisible();
});

test('what is typed right after a press of the toolbar is in the text, however busy the browser is', async ({
  browser,
}) => {
  const page = await signIn(browser, 'editor@galley.example');
  await openSection(page);
  await asItLooks(page);
  await richText(page).getByText('The lock was built').click();
  await page.keyboard.press('Home');
  // The next frame is long in coming.
  await page.evaluate(() => {
    const soon = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (draw) => window.setTimeout(() => soon(draw), 1_000);
  });
  await tool(page, 'Bold').click();
  await page.keyboard.type('Oak');
  await tool(page, 'Bold').click();
  await page.keyboard.type('. ');
  await tool(page, 'Link').click();
  await page.getByLabel('Address of the link').fill('https://example.org/lock');
  await page.keyboard.press('Enter');
  await page.keyboard.type(' says so. ');
  await tool(page, 'Footnote').click();
  await page.keyboard.type('Register.');
  expect(await asMarkdown(page)).toBe(
    '**Oak**. <https://example.org/lock> says so. [^1]The lock was built in 1931.\n\n[^1]: Register.',
  );
});

test('what is pasted stands at once where it was pasted, before what is typed meanwhile, also with no answer', async ({
  browser,
}) => {
  const page = await signIn(browser, 'editor@galley.example');
  await openSection(page);
  await asItLooks(page);
  await richText(page).getByText('The lock was built').click();
  await caret(page, 'End');
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/desk/sections/paste', async (route) => {
    await held;
    await route.continue();
  });
  await paste(page, '<p> It has <b>two</b> gates,</p>', ' It has two gates,');
  await page.keyboard.type(' of oak.');
  await expect(richText(page)).toHaveText('The lock was built in 1931.It has two gates, of oak.');
  answer();
  await expect(richText(page).locator('strong')).toHaveText('two');
  expect(await asMarkdown(page)).toBe('The lock was built in 1931.It has **two** gates, of oak.');

  // No answer, and nothing but HTML in the clipboard: the words are there all the same.
  await page.unroute('**/desk/sections/paste');
  await page.route('**/desk/sections/paste', (route) => route.abort());
  await richText(page).getByText('The lock was built').click();
  await caret(page, 'End');
  await page.keyboard.press('Enter');
  await paste(page, '<p>One <i>line</i></p><p>and another</p>', '');
  expect(await asMarkdown(page)).toMatch(/of oak\.\n\nOne line\n\nand another$/);
  await page.unroute('**/desk/sections/paste');

  // One step back takes back the whole of it.
  await richText(page).getByText('and another').click();
  await caret(page, 'End');
  await page.keyboard.press('Enter');
  await paste(page, '<ul><li>Oak</li><li>Iron</li></ul>', 'Oak\nIron');
  await expect(richText(page).getByRole('listitem')).toHaveText(['Oak', 'Iron']);
  await page.keyboard.press('Control+z');
  await expect(richText(page)).not.toContainText('Oak');
  await page.keyboard.press('Control+Shift+z');
  await expect(richText(page).getByRole('listitem')).toHaveText(['Oak', 'Iron']);

  // Items come into the list in which the caret is.
  await richText(page).getByText('Iron').click();
  await caret(page, 'End');
  await page.keyboard.press('Enter');
  await paste(page, '<ul><li>Tar</li><li>Lead</li></ul>', 'Tar\nLead');
  await expect(richText(page).getByRole('listitem')).toHaveText(['Oak', 'Iron', 'Tar', 'Lead']);
});

test('a footnote goes where its mark goes, and keeps its own words', async ({ browser }) => {
  const page = await signIn(browser, 'editor@galley.example');
  const url = await openSection(page);
  await source(page).fill('The lock was built in 1931.[^1]\n\n[^1]: Register.');
  await page.getByRole('button', { name: 'Save revision' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved as revision 2' })).toBeVisible();
  await asItLooks(page);
  const word = `<p>It leaked.<sup><a href="#_ftn1" name="_ftnref1">[1]</a></sup></p>
    <div><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Diary.</p></div></div>`;
  await richText(page).getByText('The lock was built').click();
  await caret(page, 'Home');
  await page.keyboard.press('Enter');
  await caret(page, 'ArrowUp');
  await paste(page, word, 'It leaked.[1]');
  await expect(richText(page)).toContainText('Diary.');
  const both = 'It leaked.[^2]\n\nThe lock was built in 1931.[^1]\n\n[^1]: Register.\n\n[^2]: Diary.';
  expect(await asMarkdown(page)).toBe(both);

  // Copied in the same section, the mark leads to the same note; in another one, to a copy of it.
  const copy = async (words: string) => {
    await richText(page).getByText(words).click();
    await caret(page, 'Home', 'Shift+End');
    await page.keyboard.press('Control+c');
  };
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await copy('The lock was built');
  await caret(page, 'End');
  await page.keyboard.press('Control+v');
  const twice = both.replace('1931.[^1]', '1931.[^1]The lock was built in 1931.[^1]');
  expect(await asMarkdown(page)).toBe(twice);
  await copy('It leaked.');
  await page.goto(`${url}?`);
  await page.getByRole('button', { name: 'Discard it' }).click();
  await richText(page).getByText('The lock was built').click();
  await caret(page, 'Home');
  await page.keyboard.press('Enter');
  await caret(page, 'ArrowUp');
  // As another section whose first note says something else has it.
  await page.keyboard.press('Control+v');
  await expect(richText(page)).toContainText('Diary.');

  // An empty note goes with its mark.
  await richText(page).getByText('Register.').click();
  await caret(page, 'Home', 'Shift+End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  expect(await asMarkdown(page)).toBe('It leaked.[^2]\n\nThe lock was built in 1931.\n\n[^2]: Diary.');
  await page.getByRole('button', { name: 'Markdown', exact: true }).click();
  await source(page).fill('![](https://example.org/gate.jpg) Built.\n\n[^1]: Register.');
  await expect(page.getByText('An image has no words that say what it shows')).toBeVisible();
  await expect(page.getByText('No mark in the text leads to note 1')).toBeVisible();
});

test('what is typed while two texts are compared is in neither, and is never lost by choosing one', async ({
  browser,
}) => {
  const [edith, amara] = [
    await signIn(browser, 'editor@galley.example'),
    await signIn(browser, 'admin@galley.example'),
  ];
  const url = await openSection(edith, 'The lock was built in 1931. It leaked. It was mended.');
  await amara.goto(url);
  await source(edith).fill('So. The lock was built in 1931. It leaked. It was mended.');
  await edith.getByRole('button', { name: 'Save revision' }).click();
  await expect(edith.getByRole('status').filter({ hasText: 'Saved as revision 2' })).toBeVisible();
  await source(amara).fill('The lock was built in 1931. It leaked. It was mended. At last.');
  await amara.getByRole('button', { name: 'Save revision' }).click();
  const panel = amara.getByRole('region', { name: 'Conflict' });
  // What the other one brings is marked.
  await expect(panel.locator('ins')).toHaveText('So. ');
  await source(amara).press('End');
  await source(amara).pressSequentially(' By hand.');
  await expect(panel.getByRole('button', { name: 'Take the merged text' })).toHaveCount(0);
  await panel.getByRole('button', { name: 'Compare again' }).click();
  await panel.getByRole('button', { name: 'Take the merged text' }).click();
  await expect(source(amara)).toHaveValue(
    'So. The lock was built in 1931. It leaked. It was mended. At last. By hand.',
  );
});

test('a draft that the server cannot keep just now is sent again by itself, and the tab asks before it goes', async ({
  browser,
}) => {
  const page = await signIn(browser, 'editor@galley.example');
  await openSection(page);
  let isDown = true;
  await page.route('**/draft', (route) =>
    isDown && route.request().method() === 'PUT'
      ? route.fulfill({
          status: 503,
          json: { ok: false, code: 'unavailable', message: 'The database cannot be reached just now.' },
        })
      : route.continue(),
  );
  const asks = () =>
    page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
  await source(page).fill('Typed while the database was down.');
  await expect(draftState(page)).toHaveAttribute('data-state', 'offline');
  expect(await asks()).toBe(true);
  isDown = false;
  await expect(draftState(page)).toHaveAttribute('data-state', 'saved');
  expect(await asks()).toBe(false);
});
