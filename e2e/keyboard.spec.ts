import { expect, type Locator, type Page, test } from '@playwright/test';
import { importArticle, signIn } from './desk.ts';

const topics =
  'fishing,mills,roads,wells,bridges,taxes,schools,grain,timber,salt,wool,coal,glass,paper,bells,boats,bread,cloth,stone,wine';
const source = (title: string) => `${title}

What was on the table.

1. The Talks

${topics
  .split(',')
  .map((topic) => `It likely included discussions on ${topic}.`)
  .join('\n\n')}

2. Afterwards

The hall was sold to Anna Bell of Ely in 1957.
`;

/** Goes on with Tab until the focus is on this, as somebody without a mouse does. */
async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 400; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never led to ${target}.`);
}

async function press(page: Page, target: Locator): Promise<void> {
  await reach(page, target);
  await page.keyboard.press('Enter');
}

async function type(page: Page, target: Locator, text: string): Promise<void> {
  await reach(page, target);
  await page.keyboard.type(text);
}

/** Goes to the first line of the queue, as soon as the page listens to keys. */
async function firstLine(page: Page): Promise<void> {
  await expect(page.locator('.triage')).toHaveAttribute('aria-busy', 'false');
  await page.keyboard.press('k');
  await expect(page.locator('[data-flag]').first().locator('.context a')).toBeFocused();
}

test('an article goes from twenty suggestions to readers by keyboard alone', async ({ browser }) => {
  const title = `By Keyboard ${Date.now()}`;
  const editor = await signIn(browser, 'editor@galley.example');
  const checker = await signIn(browser, 'checker@galley.example');
  const second = await signIn(browser, 'checker2@galley.example');
  const articlePath = await importArticle(editor, source(title));
  const queue = `/desk/queue?article=${articlePath.split('/').pop()}`;
  // From here on a mouse would take the page away.
  for (const page of [editor, checker, second])
    await page.addInitScript(() =>
      addEventListener('mousedown', () => document.body.replaceChildren('A mouse was used.'), true),
    );

  await test.step('twenty suggestions are triaged with single keys', async () => {
    await checker.goto(queue);
    const lines = checker.locator('[data-flag]');
    await expect(lines).toHaveCount(20);
    await firstLine(checker);
    for (let confirmed = 0; confirmed < 2; confirmed++) {
      await checker.keyboard.press('c');
      await expect(checker.getByRole('button', { name: /^Confirm/ })).toHaveCount(19 - confirmed);
    }
    for (let left = 20; left > 2; left--) {
      await checker.keyboard.press('d');
      await checker.locator('.dismissing').waitFor();
      await checker.keyboard.press('1');
      await expect(lines).toHaveCount(left - 1);
    }
    await expect(checker.locator('.triage')).toHaveAttribute('aria-busy', 'false');
  });

  await test.step('one is verified with its checklist and a source, the other gets a wording', async () => {
    await checker.goto(queue);
    await firstLine(checker);
    await checker.keyboard.press('Enter');
    await checker.waitForURL(/\/desk\/flags\//);
    await reach(checker, checker.getByRole('radio', { name: /^Verified/ }));
    await checker.keyboard.press('Space');
    await reach(checker, checker.getByRole('checkbox').first());
    await checker.keyboard.press('Space');
    await type(checker, checker.getByLabel('Web address'), 'https://archive.example/talks');
    await type(checker, checker.getByLabel('Title'), 'Minutes of the talks');
    await press(checker, checker.getByRole('button', { name: 'Give the verdict' }));
    await checker.waitForURL(/settled=/);
    await reach(checker, checker.getByRole('radio', { name: /^Verified/ }));
    await checker.keyboard.press('Space');
    await checker.keyboard.press('ArrowDown');
    await expect(checker.getByRole('radio', { name: /^Must be rewritten/ })).toBeChecked();
    await type(checker, checker.getByLabel(/^Wording that you would accept/), 'The talks were about mills.');
    await press(checker, checker.getByRole('button', { name: 'Give the verdict' }));
    await checker.waitForURL((url) => url.pathname === '/desk/queue' || url.search.includes('settled='));
  });

  await test.step('a section is sent back', async () => {
    await checker.goto(articlePath);
    await press(checker, checker.locator('summary[aria-label="Send 2. Afterwards back"]'));
    const block = checker.getByRole('region', { name: '2. Afterwards' });
    await type(checker, block.getByLabel(/What is to be done/), 'Which day?');
    await press(checker, block.getByRole('button', { name: 'Send it back' }));
    await expect(block.getByText('Sent back by Farid Chaudhry')).toBeVisible();
  });

  await test.step('the editor takes the wording over', async () => {
    await editor.goto('/desk/notices');
    await press(
      editor,
      editor.getByRole('listitem').filter({ hasText: 'rewritten' }).getByRole('link').first(),
    );
    await press(editor, editor.getByRole('button', { name: 'Use this wording' }));
    await expect(editor.getByRole('heading', { level: 1 })).toContainText('The talks were about mills.');
  });

  await test.step('somebody else answers for the new words and signs off what was on screen', async () => {
    await second.goto(queue);
    await firstLine(second);
    await second.keyboard.press('d');
    await second.locator('.dismissing').waitFor();
    await second.keyboard.press('1');
    await expect(second.locator('[data-flag]')).toHaveCount(0);
    await expect(second.locator('.triage')).toHaveAttribute('aria-busy', 'false');
    // Its own reading time is not waited for.
    await second.clock.install();
    await second.goto(articlePath);
    const button = second.getByRole('button', { name: /that I have read$/ });
    await expect(button).toBeVisible();
    await expect(second.getByRole('button', { name: 'Sign off the 3 that I have read' })).toHaveCount(0);
    // Down the page, and again from its top: what was not drawn yet when it went by is seen the next time.
    let presses = 0;
    await expect
      .poll(
        async () => {
          await second.keyboard.press(presses++ % 4 === 0 ? 'Home' : 'PageDown');
          await second.clock.runFor(10_000);
          return button.textContent();
        },
        { timeout: 60_000, intervals: [250] },
      )
      .toBe('Sign off the 3 that I have read');
    await press(second, button);
    await expect(second.getByText('Signed off by Greta Lindqvist')).toHaveCount(3);
  });

  await test.step('the editor publishes it', async () => {
    await editor.goto(`${articlePath}/publish`);
    await press(editor, editor.getByRole('button', { name: 'Publish now' }));
    await press(editor, editor.getByRole('link', { name: 'version 1' }));
    await expect(editor.getByRole('heading', { level: 1 })).toContainText(title);
    await expect(editor.getByText('The talks were about mills.')).toBeVisible();
    await expect(editor.getByText('Minutes of the talks')).toBeVisible();
  });
});
