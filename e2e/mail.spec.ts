import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type Caught, startSmtp } from '../lib/mail/test-smtp.ts';
import { importArticle, inspect, signIn } from './desk.ts';
import { endAll, startGalley } from './server.ts';

test.afterEach(endAll);

/** The link in a message, whose lines were cut for the way (RFC 2045, section 6.7). */
const linkIn = (message: Caught | undefined) =>
  /http\S+\/sign-in\/link\/\S+/.exec(message?.source.replace(/=\r?\n/g, '') ?? '')?.[0] ?? '';

test('where e-mail is set up, an invitation goes to the person alone, and everybody chooses how to be told', async ({
  browser,
}) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'galley-mail-'));
  const smtp = await startSmtp();
  const galley = await startGalley({ GALLEY_DATA: folder, SMTP_URL: smtp.url });
  const admin = await signIn(browser, 'admin@galley.example', galley);
  await admin.goto('/desk/staff');
  await admin.getByLabel('Name').fill('Ines Duarte');
  await admin.getByLabel('E-mail address').fill('ines@galley.example');
  await admin.getByLabel('Role').selectOption('Editor');
  await admin.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(admin.getByRole('status')).toContainText('is on its way to Ines Duarte by e-mail');
  await expect(admin.getByText('/sign-in/link/')).toHaveCount(0);
  await inspect(admin, 'staff-mailed');
  const invitation = () => smtp.caught.find(({ to }) => to.includes('ines@galley.example'));
  await expect.poll(() => linkIn(invitation())).toContain(`${galley.url}/sign-in/link/`);

  const password = 'seven quiet herons';
  const ines = await (await browser.newContext({ baseURL: galley.url })).newPage();
  await ines.goto(linkIn(invitation()));
  await ines.getByLabel('New password').fill(password);
  await ines.getByRole('button', { name: 'Set the password' }).click();
  await expect(ines.getByText('Your password is set.')).toBeVisible();
  const accounts = [{ email: 'ines@galley.example', password, name: 'Ines Duarte' }];
  const desk = await signIn(browser, 'ines@galley.example', { ...galley, accounts });
  await desk.goto('/desk/notices');
  await desk.getByLabel('Each notice as it comes').check();
  await inspect(desk, 'notices-by-mail');
  await desk.getByRole('button', { name: 'Save' }).click();
  await expect(desk.getByRole('status')).toBeVisible();
  await desk.reload();
  await expect(desk.getByLabel('Each notice as it comes')).toBeChecked();

  const article = await importArticle(
    desk,
    'The Mill\n\n1. The Sale\n\nAnna Bell sold it in 1840.\n\n2. The Fire\n\nIt burnt down in 1862.\n',
  );
  const checker = await signIn(browser, 'checker@galley.example', galley);
  await checker.goto(article);
  for (const name of ['1. The Sale', '2. The Fire']) {
    const section = checker.getByRole('region', { name });
    await section.locator(`summary[aria-label="Send ${name} back"]`).click();
    await section.getByLabel(/What is to be done/).fill('Who says so?');
    await section.getByRole('button', { name: 'Send it back' }).click();
    await expect(section.getByText('Sent back by Farid Chaudhry')).toBeVisible();
  }
  await desk.goto('/desk/notices');
  const notices = desk.getByRole('list', { name: 'All notices' }).getByRole('listitem');
  await expect(notices.getByRole('button', { name: 'Put away' })).toHaveCount(2);
  await expect(notices.filter({ hasText: 'sent “The Fire” of The Mill back: Who says so?' })).toHaveCount(1);
  await inspect(desk, 'notices-two');
  await desk.getByRole('button', { name: 'Put all 2 away' }).click();
  await expect(desk.getByRole('button', { name: /away$/ })).toHaveCount(0);
  await expect(notices).toHaveCount(2);
  await galley.stop();
  await smtp.stop();
  await rm(folder, { recursive: true, force: true });
});
