import { expect, test } from '@playwright/test';
import { inspect, signIn } from './desk.ts';

test('what is pasted with its formatting keeps its headings and tables, and becomes an article', async ({
  browser,
}) => {
  const editor = await signIn(browser, 'editor@galley.example');
  await editor.goto('/desk/import');
  await editor.getByLabel('Paste the article').evaluate((field: HTMLTextAreaElement) => {
    const data = new DataTransfer();
    data.setData('text/plain', 'Prices of Bread');
    data.setData(
      'text/html',
      '<h1>Prices of Bread</h1><h2>By town</h2><table><tr><th>Town</th><th>Price</th></tr><tr><td>Lyon</td><td>1.45</td></tr></table><h2>By kind</h2><p>Rye is dearer.</p>',
    );
    field.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await expect(editor.getByText('Pasted with its headings')).toBeVisible();
  await inspect(editor, 'import-pasted');
  await editor.getByRole('button', { name: 'Show what it contains' }).click();
  await expect(editor.getByText('2 sections, 0 FAQs, 1 section with a table')).toBeVisible();
  await editor.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(editor).toHaveURL(/\/desk\/articles\//);
  await expect(editor.getByRole('cell', { name: '1.45' })).toBeVisible();
});
