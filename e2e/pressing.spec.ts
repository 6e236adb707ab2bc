import { expect, type Page, test } from '@playwright/test';
import { inspect, signIn } from './desk.ts';

test('a question is asked before what cannot be undone, and neither a double click nor Enter answers it', async ({
  browser,
}) => {
  const mark = Date.now();
  const admin = await signIn(browser, 'admin@galley.example');

  await test.step('a double click ends nobody’s access', async () => {
    await addStaff(admin, `Nora Double ${mark}`);
    const row = admin.getByRole('listitem').filter({ hasText: `Nora Double ${mark}` });
    await row.getByRole('button', { name: 'End access' }).dblclick();
    const question = row.getByRole('button', { name: `End Nora Double ${mark}’s access?` });
    await expect(question).toBeFocused();
    await admin.reload();
    await expect(row.getByText('Access ended')).toHaveCount(0);
  });

  await test.step('the keyboard stays where it was through question and change of mind', async () => {
    const row = admin.getByRole('listitem').filter({ hasText: `Nora Double ${mark}` });
    const end = row.getByRole('button', { name: 'End access' });
    await end.focus();
    await admin.keyboard.press('Enter');
    await expect(row.getByRole('button', { name: /’s access\?$/ })).toBeFocused();
    await admin.keyboard.press('Tab');
    await expect(row.getByRole('button', { name: 'Keep' })).toBeFocused();
    await admin.keyboard.press('Enter');
    await expect(end).toBeFocused();
    await admin.keyboard.press('Enter');
    await admin.keyboard.press('Enter');
    await expect(row.getByText('Access ended')).toBeVisible();
  });

  await test.step('Enter in a field asks as the button does', async () => {
    const [one, other] = [`one ${mark}`, `other ${mark}`];
    for (const name of [one, other]) await addTag(admin, name);
    await admin.getByLabel(`Change ${one}`).click();
    const row = admin.getByRole('listitem').filter({ hasText: one });
    await row.getByRole('button', { name: 'Merge' }).click();
    await expect(row.getByLabel(`Merge ${one} into`)).toBeFocused();
    await expect(row.getByRole('button', { name: /^Merge\?/ })).toHaveCount(0);
    await row.getByLabel(`Merge ${one} into`).fill(other);
    await admin.keyboard.press('Enter');
    await expect(row.getByRole('button', { name: /^Merge\?/ })).toBeVisible();
    await admin.reload();
    await expect(admin.getByRole('link', { name: one, exact: true })).toBeVisible();
  });
});

test('what was typed stays in a form that is refused, and goes once it is taken', async ({ browser }) => {
  const mark = Date.now();
  const editor = await signIn(browser, 'editor@galley.example');
  await addTag(editor, `known ${mark}`);
  await editor.getByText('Make a tag').click();
  const form = editor.locator('.new-tag');
  await form.getByLabel('Name').fill(`known ${mark}`);
  await form.getByLabel('What it is for').fill('Written with care');
  await form.getByRole('button').click();
  await expect(form.getByRole('alert')).toHaveText('A tag of this name exists already.');
  await expect(form.getByLabel('Name')).toHaveValue(`known ${mark}`);
  await expect(form.getByLabel('What it is for')).toHaveValue('Written with care');
  await form.getByLabel('Name').fill(`new ${mark}`);
  await form.getByRole('button').click();
  await expect(editor.getByRole('link', { name: `new ${mark}` })).toBeVisible();
  await expect(form.getByLabel('What it is for')).toHaveValue('');
});

test('what is typed and sent before the script has come stays in its field', async ({ browser }) => {
  const editor = await signIn(browser, 'editor@galley.example');
  const held = Promise.withResolvers<void>();
  await editor.route('**/_next/static/**/*.js', async (route) => {
    await held.promise;
    await route.continue();
  });
  await editor.goto('/desk/import', { waitUntil: 'commit' });
  const text = editor.getByLabel('Paste the article');
  await text.fill('A Title\n\nWords that were pasted early.');
  const show = editor.getByRole('button', { name: 'Show what it contains' });
  await show.click({ force: true });
  await expect(text).toHaveValue(/pasted early/);
  expect(new URL(editor.url()).search).toBe('');
  held.resolve();
  await show.click();
  await expect(editor.getByRole('heading', { name: 'A Title' })).toBeVisible();
});

test('the name of the page is in sight on a phone, and what is missing is said in the frame of the desk', async ({
  browser,
}) => {
  const admin = await signIn(browser, 'admin@galley.example');
  await admin.setViewportSize({ width: 390, height: 844 });
  const desk = admin.getByRole('navigation', { name: 'Desk' });
  for (const [path, name] of [
    ['/desk/audit', 'Audit log'],
    ['/desk', 'Articles'],
    ['/desk/webhooks', 'Webhooks'],
  ] as const) {
    await admin.goto(path);
    await expect(desk.getByRole('link', { name })).toBeInViewport({ ratio: 1 });
  }
  for (const path of ['/desk/articels', '/desk/articles/00000000-0000-4000-8000-000000000000']) {
    const answer = await admin.goto(path);
    expect(answer?.status()).toBe(404);
    await expect(admin.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
    await expect(desk).toBeVisible();
  }
  await inspect(admin, 'desk-missing');
});

async function addStaff(admin: Page, name: string): Promise<void> {
  await admin.goto('/desk/staff');
  await admin.getByLabel('Name').fill(name);
  await admin.getByLabel('E-mail address').fill(`${name.replaceAll(' ', '.').toLowerCase()}@galley.example`);
  await admin.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(admin.getByText(`Give ${name} this link`)).toBeVisible();
}

async function addTag(page: Page, name: string): Promise<void> {
  await page.goto('/desk/tags');
  const form = page.locator('.new-tag');
  if ((await form.getAttribute('open')) === null) await page.getByText('Make a tag').click();
  await form.getByLabel('Name').fill(name);
  await form.getByRole('button').click();
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  await page.reload();
}
