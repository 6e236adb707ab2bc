import { expect, type Page, test } from '@playwright/test';
import { inspect, signIn } from './desk.ts';

const source = (title: string) => `${title}

A reservoir and a town that moved.

1. Before the Dam

Floods came in the spring of each year.

The town rebuilt its mill after each.

1.1 The Plan

The plan was drawn up in 1949.

2. After the Dam

The valley filled with water. The town moved uphill.

3. Today

The lake is a nature reserve.
`;

async function importArticle(editor: Page, title: string): Promise<string> {
  await editor.goto('/desk/import');
  await editor.getByLabel('Paste the article').fill(source(title));
  await editor.getByRole('button', { name: 'Show what it contains' }).click();
  await editor.getByRole('button', { name: 'Import', exact: true }).click();
  await editor.waitForURL(/\/desk\/articles\/[0-9a-f-]{36}/);
  return new URL(editor.url()).pathname;
}

/** The headings of the outline with their levels, as a screen reader has them. */
const lines = (page: Page) =>
  page
    .locator('.draft-row')
    .evaluateAll((rows) =>
      rows.map(
        (row) =>
          `${row.querySelector('.draft-name')?.textContent?.trim()} @${row.getAttribute('aria-level')}`,
      ),
    );

/** What was changed on the screen is in the database. */
const stored = (page: Page) => expect(page.getByText('Storing…')).toBeHidden();

/** The page listens to keys. */
const listening = (page: Page) =>
  expect(page.getByRole('button', { name: 'Find…' })).toHaveAttribute('aria-keyshortcuts', /K/);

/** A newer edition of the text is imported: the sections that changed get a revision. */
async function importEdition(editor: Page, articleUrl: string, text: string) {
  await editor.goto(articleUrl);
  await editor.getByRole('link', { name: 'Import a newer edition' }).click();
  await editor.getByLabel('Paste the article').fill(text);
  await editor.getByRole('button', { name: 'Show what it contains' }).click();
  await editor.getByRole('button', { name: 'Show what it changes' }).click();
  await editor.getByRole('button', { name: 'Import these changes' }).click();
  await editor.waitForURL(/\/desk\/articles\/[0-9a-f-]{36}$/);
}

test('an outline is arranged by keys and by drag; sections are split, joined, binned and put back', async ({
  browser,
}) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const articleUrl = await importArticle(editor, `The Outline ${Date.now()}`);
  await editor.getByRole('link', { name: 'Arrange' }).click();
  await expect(editor.getByRole('heading', { name: 'Outline' })).toBeVisible();
  await expect
    .poll(() => lines(editor))
    .toEqual(['1. Before the Dam @1', '1.1 The Plan @2', '2. After the Dam @1', '3. Today @1']);
  const row = (name: string) => editor.getByRole('treeitem', { name, exact: true });

  await test.step('by keys: down past its neighbour with what stands below, one level deeper, and out again', async () => {
    await row('1. Before the Dam').focus();
    await editor.keyboard.press('Alt+ArrowDown');
    await expect
      .poll(() => lines(editor))
      .toEqual(['1. After the Dam @1', '2. Before the Dam @1', '2.1 The Plan @2', '3. Today @1']);
    await expect(row('2. Before the Dam')).toBeFocused();
    await editor.keyboard.press('i');
    await expect.poll(() => lines(editor)).toContain('1.1.1 The Plan @3');
    await editor.keyboard.press('o');
    await editor.keyboard.press('Alt+ArrowUp');
    await expect.poll(() => lines(editor)).toContain('1. Before the Dam @1');
    await stored(editor);
    await editor.reload();
    await expect
      .poll(() => lines(editor))
      .toEqual(['1. Before the Dam @1', '1.1 The Plan @2', '2. After the Dam @1', '3. Today @1']);
  });

  await test.step('by drag: before another one, whose sibling it becomes', async () => {
    const plan = await row('1.1 The Plan').boundingBox();
    await row('3. Today').dragTo(row('1.1 The Plan'), { targetPosition: { x: 60, y: 3 } });
    expect(plan).not.toBeNull();
    await expect
      .poll(() => lines(editor))
      .toEqual(['1. Before the Dam @1', '1.1 Today @2', '1.2 The Plan @2', '2. After the Dam @1']);
    await stored(editor);
    await editor.reload();
    await expect.poll(() => lines(editor)).toContain('1.1 Today @2');
  });

  await test.step('split at a block, given a heading, and joined again', async () => {
    await row('1. Before the Dam').focus();
    await editor.keyboard.press('ArrowDown');
    await editor.keyboard.press('ArrowDown');
    await editor.keyboard.press('s');
    await expect.poll(() => lines(editor)).toContain('Section without a heading @1');
    const made = editor.getByRole('treeitem', { name: 'Section without a heading', exact: true });
    await expect(made).toBeFocused();
    await editor.keyboard.press('e');
    await editor.getByLabel('Heading of Section without a heading').fill('The Mill');
    await editor.keyboard.press('Enter');
    await expect(editor.getByRole('treeitem', { name: 'The Mill', exact: true })).toBeVisible();
    await inspect(editor, 'outline');
    await editor.getByRole('treeitem', { name: 'The Mill', exact: true }).focus();
    await editor.keyboard.press('m');
    await expect.poll(() => lines(editor)).not.toContain('The Mill @1');
    await expect(editor.getByText('The Mill').last()).toBeVisible();
  });

  await test.step('added, removed to the bin, and put back', async () => {
    await row('2. After the Dam').click();
    await editor.getByLabel('Heading or question').fill('A new part');
    await editor.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.poll(() => lines(editor)).toContain('3. A new part @1');
    await row('3. A new part').click();
    await editor.keyboard.press('x');
    await expect.poll(() => lines(editor)).not.toContain('3. A new part @1');
    const binned = editor.getByRole('listitem').filter({ hasText: 'A new part' });
    await binned.getByRole('button', { name: 'Restore' }).click();
    await expect.poll(() => lines(editor)).toContain('3. A new part @1');
  });

  await test.step('all of it stands in the history of the article', async () => {
    await stored(editor);
    await editor.goto(articleUrl);
    await editor.getByRole('link', { name: 'History', exact: true }).click();
    await expect(editor.getByText('split a section').first()).toBeVisible();
    await expect(editor.getByText('joined two sections').first()).toBeVisible();
    await expect(editor.getByText('from place 4 to place 2').first()).toBeVisible();
    await inspect(editor, 'article-history');
  });
});

test('a section’s revisions are compared, blamed and put back', async ({ browser }) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const title = `The History ${Date.now()}`;
  const articleUrl = await importArticle(editor, title);
  const edition = (height: string) =>
    source(title)
      .replace('Floods came in the spring of each year.\n\n', '')
      .replace(
        'mill after each.\n',
        `mill after each.\n\nFloods came in the autumn of each year.\n\n| Year | Height |\n| --- | --- |\n| 1951 | ${height} |\n`,
      );
  await importEdition(editor, articleUrl, edition('4 m'));
  await importEdition(editor, articleUrl, edition('5 m'));
  await editor.getByRole('link', { name: 'Revise 1. Before the Dam' }).click();
  await editor.getByRole('link', { name: /All revisions/ }).click();
  await expect(editor.getByText('Revision 3')).toBeVisible();
  await inspect(editor, 'section-history');

  await test.step('any two, side by side and in one text', async () => {
    await editor.getByRole('spinbutton', { name: 'Compare revision' }).fill('1');
    await editor.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect(editor.getByRole('heading', { name: 'Revision 1 and revision 3' })).toBeVisible();
    await expect(editor.getByText('Moved here (1)')).toBeVisible();
    await expect(editor.locator('ins', { hasText: 'autumn' })).toBeVisible();
    await inspect(editor, 'compare-sides');
    await editor.getByRole('link', { name: 'In one text' }).click();
    await expect(editor.locator('del', { hasText: 'spring' })).toBeVisible();
    await inspect(editor, 'compare-inline');
    // Selected across a change, what is flagged are the words that stand there now.
    await editor.locator('[data-type="moved-here"]').evaluate((line) => {
      getSelection()?.selectAllChildren(line);
    });
    await editor.getByRole('button', { name: 'Flag these words' }).press('Enter');
    await expect(editor.getByLabel('The exact words')).toHaveValue('Floods came in the autumn of each year.');
    await editor.getByLabel('Reason').fill('Which autumns?');
    await editor.getByRole('button', { name: 'Raise the flag' }).press('Enter');
    await expect(editor.getByRole('status')).toHaveText('Flagged: “Floods came in the autumn of each year.”');
    await inspect(editor, 'compare-flagged');
    await editor.goBack();
    await editor.goBack();
  });

  await test.step('who wrote each sentence', async () => {
    await editor.getByRole('link', { name: 'Who wrote what' }).click();
    const height = editor.getByRole('listitem').filter({ hasText: '5 m' });
    await expect(height.getByText('revision 3')).toBeVisible();
    await inspect(editor, 'blame');
    await editor.goBack();
  });

  await test.step('an earlier one is the newest again', async () => {
    const first = editor.getByRole('listitem').filter({ hasText: 'Revision 1 by' });
    await first.getByRole('button', { name: 'Restore' }).click();
    await first.getByRole('button', { name: 'Make revision 1 the newest text?' }).click();
    await expect(editor.getByText('Revision 1 again')).toBeVisible();
    await expect(editor.getByText('Revision 4')).toBeVisible();
  });
});

test('articles are tagged together, found by tag and words, and a filter is kept', async ({ browser }) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const mark = `Q${Date.now()}`;
  await importArticle(editor, `The Tagged ${mark}`);
  const tag = `series ${mark.toLowerCase()}`;

  await test.step('a tag is made, described and coloured', async () => {
    await editor.goto('/desk/tags');
    const making = editor.locator('.new-tag');
    if (!(await making.getByLabel('Name').isVisible())) await making.getByText('Make a tag').click();
    await making.getByLabel('Name').fill(tag);
    await making.getByLabel('What it is for').fill('Articles on dams');
    await making.getByLabel('Colour').selectOption('teal');
    await making.getByRole('button', { name: 'Make it' }).click();
    await expect(editor.getByRole('link', { name: tag })).toBeVisible();
    await inspect(editor, 'tags');
  });

  await test.step('chosen articles get it', async () => {
    await editor.goto(`/desk?titled=${mark}`);
    await editor.getByLabel(`Choose The Tagged ${mark}`).check();
    await editor.getByText('Tag the chosen articles').click();
    await editor.getByLabel('Tag for the chosen articles').fill(tag);
    await editor.getByRole('button', { name: 'Do it' }).click();
    await expect(editor.getByRole('link', { name: tag })).toBeVisible();
  });

  await test.step('the list is narrowed, and the view kept and given up', async () => {
    await editor.getByRole('link', { name: tag }).click();
    await expect(editor.getByLabel('Tag', { exact: true })).toHaveValue(tag);
    await expect(editor.getByRole('heading', { name: 'Articles 1' })).toBeVisible();
    await editor.getByLabel('State').selectOption('draft');
    await editor.getByRole('button', { name: 'Find', exact: true }).click();
    await expect(editor).toHaveURL(/state=draft/);
    await editor.getByText('Keep this view').click();
    await editor.getByLabel('Name of the view').fill(`Dams ${mark}`);
    await editor.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(editor.getByRole('link', { name: `Dams ${mark}` })).toHaveAttribute('aria-current', 'page');
    await inspect(editor, 'articles-filtered');
    await editor.goto('/desk');
    await editor.getByRole('link', { name: `Dams ${mark}` }).click();
    await expect(editor.getByRole('heading', { name: 'Articles 1' })).toBeVisible();
    await editor.getByRole('button', { name: 'Give up this view' }).click();
    await expect(editor.getByRole('link', { name: `Dams ${mark}` })).toBeHidden();
  });

  await test.step('a tag is renamed, and merged into another', async () => {
    await editor.goto('/desk/tags');
    await editor.getByLabel(`Change ${tag}`).click();
    const row = editor.getByRole('listitem').filter({ hasText: tag });
    await row.getByLabel('Name').fill(`${tag} anew`);
    await row.getByRole('button', { name: 'Save' }).click();
    await expect(editor.getByRole('link', { name: `${tag} anew` })).toBeVisible();
    await expect(editor.getByText('On 1 article.').first()).toBeVisible();
  });

  await test.step('words of a draft are found and marked', async () => {
    await editor.goto('/desk/search');
    await editor.getByLabel('Words').fill('nature reserve');
    await editor.getByRole('button', { name: 'Search', exact: true }).click();
    await expect(editor.locator('mark', { hasText: 'reserve' }).first()).toBeVisible();
    await inspect(editor, 'search-drafts');
  });
});

test('the palette reaches articles and pages by keys alone; “?” shows the keys', async ({ browser }) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const title = `The Palette ${Date.now()}`;
  const articleUrl = await importArticle(editor, title);
  await editor.goto('/desk/tags');

  await test.step('an article by words of its title', async () => {
    await listening(editor);
    await editor.keyboard.press('Control+k');
    const field = editor.getByRole('combobox', { name: 'Article or page' });
    await expect(field).toBeFocused();
    await field.fill(title.toLowerCase());
    await expect(editor.getByRole('option', { name: title, exact: true })).toBeVisible();
    await expect(field).toHaveAttribute('aria-activedescendant', /-0$/);
    await expect(
      editor.getByRole('listbox', { name: 'Articles and pages' }).getByRole('option', { selected: true }),
    ).toHaveText(title);
    await editor.keyboard.press('Enter');
    await editor.waitForURL(`**${articleUrl}`);
  });

  await test.step('what can be done with it', async () => {
    await listening(editor);
    await editor.keyboard.press('Control+k');
    await inspect(editor, 'palette');
    await editor.getByRole('combobox').fill('outline');
    await editor.keyboard.press('Enter');
    await editor.waitForURL(`**${articleUrl}/outline`);
  });

  await test.step('the sheet of keys, from outside of fields only', async () => {
    await editor.getByLabel('Heading or question').press('?');
    await expect(editor.getByRole('dialog')).toBeHidden();
    await editor.getByRole('heading', { name: 'Outline', exact: true }).click();
    await editor.keyboard.press('?');
    await expect(editor.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await inspect(editor, 'keys');
    await editor.keyboard.press('Escape');
    await expect(editor.getByRole('dialog')).toBeHidden();
  });
});
