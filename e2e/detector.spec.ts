import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { inspect, signIn } from './desk.ts';
import { startGalley } from './server.ts';

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
  // The desk is shared with the other journeys, whose words stay forbidden.
  const articleUrl = await importText(editor, canal.replace('on tolls', 'on dues'));
  const locks = editor.getByRole('region', { name: '1. The Locks' });
  await expect(locks.locator('mark', { hasText: 'likely included discussions' })).toBeVisible();

  await editor.getByRole('link', { name: 'Detector' }).click();
  await expect(editor.getByRole('heading', { name: 'Detector', level: 1 })).toBeVisible();
  await expect(editor.getByText('does not touch flags that exist')).toBeVisible();
  await expect(editor.getByRole('checkbox', { name: 'On: speculation past' })).toBeDisabled();
  await expect(editor.getByRole('button', { name: 'Save the settings' })).toHaveCount(0);

  const admin = await signIn(browser, 'admin@galley.example');
  await admin.goto('/desk/detector');
  await admin.getByLabel('Phrases that are allowed').fill('likely included discussions on dues');
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

test('the queue is answered by single keys, by mouse, and read out', async ({ browser }) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const articleUrl = await importText(editor, canal.replace('The Canal and', 'The River and'));
  const articleId = articleUrl.split('/').at(-1)?.split('#')[0];
  const checker = await signIn(browser, 'checker@galley.example');
  await checker.goto(`/desk/queue?article=${articleId}`);
  const lines = checker.locator('[data-flag]');
  const all = await lines.count();
  expect(all).toBeGreaterThan(3);
  const link = (n: number) => lines.nth(n).locator('> .context a');
  await expect(checker.locator('.triage')).toHaveAttribute('aria-busy', 'false');

  await test.step('j and k move, c confirms and goes on', async () => {
    await checker.keyboard.press('j');
    await expect(link(0)).toBeFocused();
    await checker.keyboard.press('j');
    await expect(link(1)).toBeFocused();
    await checker.keyboard.press('k');
    await expect(link(0)).toBeFocused();
    const first = await lines.nth(0).getAttribute('data-flag');
    await checker.keyboard.press('c');
    await expect(checker.getByRole('status').filter({ hasText: 'Confirmed' })).toBeVisible();
    await expect(link(1)).toBeFocused();
    await expect(checker.locator(`[data-flag="${first}"] .flag-state`)).toHaveText('Open');
  });

  await test.step('d and a number dismiss at once', async () => {
    const second = await lines.nth(1).getAttribute('data-flag');
    await checker.keyboard.press('d');
    await expect(checker.getByRole('group', { name: 'Why may these words stand?' })).toBeVisible();
    await inspect(checker, 'queue-dismiss');
    await checker.keyboard.press('Escape');
    await expect(link(1)).toBeFocused();
    await checker.keyboard.press('d');
    await checker.keyboard.press('2');
    await expect(checker.getByRole('status').filter({ hasText: 'Dismissed: Quoted speech' })).toBeVisible();
    await expect(lines).toHaveCount(all - 1);
    await expect(link(1)).toBeFocused();
    await checker.goto(`/desk/flags/${second}`);
    await expect(checker.locator('.verdicts')).toContainText('Quoted speech');
    await checker.goBack();
  });

  await test.step('and so does the mouse, with a reason of one’s own', async () => {
    await lines
      .nth(0)
      .getByRole('button', { name: /^Dismiss…/ })
      .click();
    await checker.getByLabel('Another reason').fill('The minutes say so, d1 j');
    await checker.keyboard.press('Enter');
    await expect(checker.getByRole('status').filter({ hasText: 'The minutes say so, d1 j' })).toBeVisible();
    await expect(lines).toHaveCount(all - 2);
  });

  await test.step('single keys can be switched off', async () => {
    await checker.getByRole('button', { name: 'Switch single keys off' }).click();
    await checker.reload();
    await expect(checker.getByText('Single keys are off.')).toBeVisible();
    await checker.keyboard.press('j');
    await expect(link(0)).not.toBeFocused();
  });

  await test.step('who wrote the text confirms, and dismisses nothing', async () => {
    await editor.goto(`/desk/queue?article=${articleId}`);
    await expect(editor.getByRole('button', { name: /^Dismiss…/ })).toHaveCount(0);
    await expect(editor.locator('.triage')).toHaveAttribute('aria-busy', 'false');
    await editor.keyboard.press('j');
    await editor.keyboard.press('d');
    await expect(editor.getByRole('status').filter({ hasText: 'A fact-checker settles it.' })).toBeVisible();
  });
});

test('one verdict answers the same claim wherever it stands', async ({ browser }) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const own = 'Sailors insist that 63% of the ropes were rotten.';
  const text = (title: string, last: string) =>
    `${title}\n\nOf ropes.\n\n1. Hemp\n\nThe hemp came by cart. ${own}\n\n2. Tar\n\nThe tar came by sea. ${last}\n`;
  await importText(editor, text('Ropes of the North', own));
  const articleUrl = await importText(
    editor,
    text(
      'Ropes of the South',
      'Sailors now insist that 63% of the ropes were rotten. Sailors insist that 36% of the ropes were rotten.',
    ),
  );
  const checker = await signIn(browser, 'checker@galley.example');
  await checker.goto(`/desk/queue?article=${articleUrl.split('/').at(-1)}`);
  await expect(checker.getByRole('link', { name: '1 more like it' }).first()).toBeVisible();
  await checker.getByRole('link', { name: own }).click();
  const choices = checker.getByRole('group', { name: 'The same verdict for' });
  await expect(choices.getByRole('checkbox')).toHaveCount(3);
  await expect(choices.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await expect(choices.getByRole('checkbox', { name: /^Sailors now insist/ })).not.toBeChecked();
  await expect(choices).not.toContainText('36%');
  await inspect(checker, 'flag-alike');
  await checker.getByLabel(/^Verified/).check();
  await checker.getByLabel('Web address').fill('https://ropes.example/count');
  await checker.getByLabel('Title').fill('A count of ropes');
  const flagUrl = checker.url();
  await checker.getByRole('button', { name: 'Give the verdict on all 3' }).click();
  await expect(checker).not.toHaveURL(flagUrl);
  await checker.goto(flagUrl);
  const elsewhere = checker.locator('#alike');
  await expect(elsewhere.getByText('Verified. The very words.')).toHaveCount(2);
  await expect(elsewhere.getByRole('link', { name: 'A count of ropes' })).toHaveCount(2);
});

test('a newsroom’s own detector never holds up a save or an import', async ({ browser }) => {
  let asked = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const claim = { kind: 'unverifiable', category: 'causal', message: 'Says who?', quote: 'The keeper lived' };
  const standIn = createServer(async (_, response) => {
    asked += 1;
    await released;
    const content = JSON.stringify({ claims: [{ ...claim, severity: 'must' }] });
    response.end(JSON.stringify({ choices: [{ message: { content } }] }));
  });
  await new Promise<void>((listening) => standIn.listen(0, '127.0.0.1', listening));
  const { port } = standIn.address() as { port: number };
  const folder = await mkdtemp(path.join(tmpdir(), 'galley-newsroom-'));
  const galley = await startGalley({
    ...{ GALLEY_DATA: folder, DETECTOR_URL: `http://127.0.0.1:${port}/v1`, DETECTOR_MODEL: 'stand-in' },
  });
  try {
    const editor = await signIn(browser, 'editor@galley.example', galley);
    await importText(editor, canal);
    const locks = editor.getByRole('region', { name: '1. The Locks' });
    await expect(locks.getByText('Says who?')).toHaveCount(0);
    await expect.poll(() => asked).toBe(1);
    release();
    await expect(async () => {
      await editor.reload();
      await expect(locks.getByText('Says who?')).toHaveCount(1, { timeout: 500 });
    }).toPass();
    await locks.getByText('weaker suggestion').click();
    await expect(locks.locator('.flag', { hasText: 'Says who?' })).toContainText(
      'The keeper lived beside the lock.',
    );
    await editor.goto('/desk/detector');
    await expect(editor.getByText(`stand-in at 127.0.0.1:${port}`)).toBeVisible();
  } finally {
    await galley.stop();
    standIn.closeAllConnections();
    standIn.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('while an editor writes, suggestions follow the text', async ({ browser }) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const errors: string[] = [];
  editor.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
  });
  await importText(editor, canal.replace('The Canal and', 'The Ditch and'));
  await editor.getByRole('link', { name: 'Revise 1. The Locks' }).click();
  const field = editor.getByRole('textbox', { name: 'Text', exact: true });
  const list = editor.getByRole('complementary', { name: 'Suggestions of the detector' });
  const entry = (words: string) => list.getByRole('button').filter({ hasText: words });
  const marks = editor.locator('.under mark');
  await expect(marks.filter({ hasText: 'likely included' })).toBeVisible();

  await test.step('words are marked in the Markdown source, behind whatever markup', async () => {
    await field.fill(
      'The lock is **old**. [Some say](https://a.example) that 57% of it is *breathtaking* brick.',
    );
    await expect(marks.filter({ hasText: 'breathtaking' })).toHaveAttribute('data-kind', 'promotional');
    await expect(marks.filter({ hasText: 'likely included' })).toHaveCount(0);
    await expect(entry('breathtaking')).toContainText('Say what was done');
    const lines = await marks.evaluateAll((all) =>
      all.map((mark) => getComputedStyle(mark).textDecorationStyle),
    );
    expect(lines).toContain('wavy');
  });

  await test.step('marks follow their words at once, before the detector has looked again', async () => {
    await field.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(0, 0));
    await field.focus();
    await editor.keyboard.type('Now: ');
    await expect(marks.filter({ hasText: /^breathtaking$/ })).toBeVisible();
    await field.press('Home');
  });

  await test.step('an entry points at its words, and the words at their entry', async () => {
    await entry('breathtaking').focus();
    await expect(marks.filter({ hasText: 'breathtaking' })).toHaveAttribute('data-pointed', 'true');
    await entry('breathtaking').click();
    const chosen = await field.evaluate((area: HTMLTextAreaElement) =>
      area.value.slice(area.selectionStart, area.selectionEnd),
    );
    expect(chosen).toBe('breathtaking');
    await expect(list.locator('[data-pointed="true"]')).toContainText('breathtaking');
    await list.getByRole('heading').hover();
    const box = await marks.filter({ hasText: 'breathtaking' }).boundingBox();
    if (!box) throw new Error('The mark has no place.');
    await editor.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect(list.locator('[data-pointed="true"]')).toContainText('breathtaking');
    await inspect(editor, 'section-writing');
  });

  await test.step('a long text stays in step with what lies behind it', async () => {
    const long =
      `${'Some say that it was breathtaking, and 57% of the barges were late. '.repeat(12)}\n\n`.repeat(20);
    await field.fill(long);
    await expect(marks.nth(200)).toBeAttached();
    for (const width of [1360, 700, 390]) {
      await editor.setViewportSize({ width, height: 900 });
      const [area, under] = await Promise.all(
        [field, editor.locator('.under')].map((each) =>
          each.evaluate((element) => [element.scrollHeight, element.clientWidth]),
        ),
      );
      expect(under).toEqual(area);
    }
    await editor.setViewportSize({ width: 1360, height: 900 });
    await field.evaluate((area: HTMLTextAreaElement) => {
      area.setSelectionRange(area.value.length, area.value.length);
      area.scrollTop = area.scrollHeight;
    });
    const offset = await editor.locator('.under').evaluate((under) => under.scrollTop);
    expect(offset).toBeGreaterThan(1000);
  });
  expect(errors).toEqual([]);
});
