import { expect, test } from '@playwright/test';
import { importArticle, inspect, signIn } from './desk.ts';

const source = (title: string) => `${title}

A reservoir and a town that moved.

1. Before the Dam

Floods came in the spring of each year. It likely included discussions on fisheries.

2. After the Dam

The valley filled with water. The town moved uphill. It likely included discussions on fisheries.

3. Today

Nobody lives there now. It likely included discussions on fisheries.
`;

test('words are flagged while a text is written, in both views, and nothing that was typed is lost', async ({
  browser,
}) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const article = await importArticle(editor, source(`The Dam as Written ${Date.now()}`));
  await editor.goto(article);
  await editor.getByRole('link', { name: 'Revise 2. After the Dam' }).click();

  await test.step('as Markdown, by keys', async () => {
    const field = editor.getByRole('textbox', { name: 'Text', exact: true });
    await field.fill(`${await field.inputValue()} More is to come.`);
    await field.evaluate((text: HTMLTextAreaElement) => {
      const at = text.value.indexOf('The town moved uphill.');
      text.focus();
      text.setSelectionRange(at, at + 'The town moved uphill'.length);
    });
    await editor.keyboard.press('Shift+ArrowRight');
    await editor.keyboard.press('Shift+Tab');
    await expect(editor.getByRole('button', { name: 'Flag words' })).toBeFocused();
    await editor.keyboard.press('Enter');
    await expect(editor.getByLabel('The exact words')).toHaveValue('The town moved uphill.');
    await editor.getByLabel('The exact words').fill('The town moved uphill.');
    const dialog = editor.getByRole('dialog');
    await dialog.getByLabel('Category').selectOption('undated');
    await dialog.getByLabel('How grave it is').selectOption('consider');
    await dialog.getByLabel('Reason').fill('When?');
    await inspect(editor, 'flag-while-writing');
    await dialog.getByRole('button', { name: 'Raise the flag' }).click();
    await expect(editor.getByText('Flagged: “The town moved uphill.”')).toBeVisible();
    await expect(editor.locator('.waiting').getByText('“The town moved uphill.”')).toBeVisible();
    await expect(field).toHaveValue(/More is to come\.$/);
  });

  await test.step('as it looks, by mouse', async () => {
    await editor.getByRole('button', { name: 'As it looks' }).click();
    const text = editor.locator('.rich.body');
    await expect(text).toContainText('More is to come.');
    const box = await text.getByText('The valley').first().boundingBox();
    if (!box) throw new Error('The text is not on screen.');
    await editor.mouse.dblclick(box.x + 45, box.y + box.height / 4);
    await expect(editor.getByRole('button', { name: 'Flag these words' })).toBeVisible();
    await editor.getByRole('button', { name: 'Flag these words' }).click();
    await expect(editor.getByLabel('The exact words')).toHaveValue('valley');
    await editor.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect(text).toContainText('More is to come.');
  });

  await test.step('in the whole article', async () => {
    await editor.goto(`${article}/write`);
    await editor.getByRole('link', { name: /(Revise|Go on writing) 1\. Before the Dam/ }).click();
    const text = editor.getByRole('region', { name: '1. Before the Dam' });
    await text.getByRole('button', { name: 'Flag words' }).click();
    await editor.getByLabel('The exact words').fill('Floods came in the spring of each year.');
    const dialog = editor.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Each year?');
    await dialog.getByRole('button', { name: 'Raise the flag' }).click();
    await expect(editor.getByText('Flagged: “Floods came in the spring of each year.”')).toBeVisible();
  });
});

test('a claim that waits in three places has one line in the queue, and one answer once they were looked at', async ({
  browser,
}) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const checker = await signIn(browser, 'checker@galley.example');
  const article = await importArticle(editor, source(`The Dam in Three Places ${Date.now()}`));
  await checker.goto(`/desk/queue?article=${article.split('/').pop()}&whose=desk`);
  const lines = checker.locator('[data-flag]:visible');
  const places = checker.getByText('The same words wait in 2 more places');
  await expect(places).toBeVisible();
  await expect(lines).toHaveCount(1);
  await places.click();
  await expect(lines).toHaveCount(3);
  await expect(checker.locator('.triage')).toHaveAttribute('aria-busy', 'false');
  await checker.keyboard.press('k');
  await expect(lines.first().locator('.context a').first()).toBeFocused();
  await checker.keyboard.press('t');
  await expect(lines.first().getByText('Given to Farid Chaudhry')).toBeVisible();
  await lines.first().locator('.context a').first().focus();
  await checker.keyboard.press('t');
  await expect(lines.first().getByText('Given to Farid Chaudhry')).toHaveCount(0);
  await lines.first().locator('.context a').first().focus();
  await checker.keyboard.press('d');
  await expect(checker.getByLabel('The same answer for the 2 lines below that say the same')).toBeChecked();
  await inspect(checker, 'queue-one-claim');
  await checker.keyboard.press('4');
  await expect(checker.getByText('Dismissed in 3 places: Not a claim')).toBeVisible();
  await expect(lines).toHaveCount(0);
  await checker.reload();
  await expect(checker.getByText('No flag waits for people like you')).toBeVisible();
});

test('a claim is settled beside the other verdicts of its article, and never by the article itself', async ({
  browser,
}) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const checker = await signIn(browser, 'checker@galley.example');
  const article = await importArticle(editor, source(`The Dam and Its Sources ${Date.now()}`));
  await editor.goto(article);
  await editor.getByRole('button', { name: 'Flag words in 2. After the Dam' }).click();
  await editor.getByLabel('The exact words').fill('The town moved uphill.');
  await editor.getByLabel('Reason').fill('When?');
  await editor.getByRole('button', { name: 'Raise the flag' }).click();
  await expect(editor.getByText('When?').first()).toBeVisible();
  await checker.goto(`/desk/queue?article=${article.split('/').pop()}`);
  await checker.getByRole('link', { name: 'The town moved uphill.' }).click();
  // All of the section, beside the form.
  await expect(checker.getByRole('region', { name: 'The words in their section' })).toContainText(
    'The valley filled with water. The town moved uphill. It likely included discussions on fisheries.',
  );
  await checker.getByRole('radio', { name: /^Verified/ }).check();
  const own = (await editor.request.get(`${article}/publish`)).url();
  await checker.getByLabel('Web address').fill(own);
  await checker.getByLabel('Title').fill('The dam');
  await checker.getByRole('button', { name: 'Give the verdict' }).click();
  await expect(checker.getByText('A source stands outside of what it verifies.')).toBeVisible();
  await checker.getByLabel('Web address').fill('https://water.example/dam');
  await checker.getByRole('button', { name: 'Give the verdict' }).click();
  // The next flag of the article, with the verdict that was just given.
  await checker.waitForURL(/settled=/);
  await checker.getByText('1 other verdict in this article').click();
  await expect(checker.getByRole('link', { name: 'The town moved uphill.' })).toBeVisible();
  await inspect(checker, 'flag-other-verdicts');
});
