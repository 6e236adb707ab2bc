import { expect, test } from 'vitest';
import { testDesk } from '#db/test-desk.ts';
import { setPasswordByLink } from '#lib/staff/commands.ts';
import { readLink } from '#lib/staff/queries.ts';
import { runCommand } from './test-command.ts';

const desk = testDesk();

const run = (args: string[]) =>
  runCommand('password-link.mjs', args, {
    ...{ DATABASE_APP_URL: desk.urlFor('galley_app'), NEXTAUTH_URL: 'https://news.example/' },
  });

test('a managing editor who forgot the password gets back in, and nobody else by this way', async () => {
  const admin = await desk.person('admin');
  const editor = await desk.person('editor');
  const { code, output } = await run([`${admin.id}@staff.example`]);
  expect(code).toBe(0);
  const token = /^Good once, for a day: https:\/\/news\.example\/sign-in\/link\/(\S{43})$/m.exec(output)?.[1];
  expect(await readLink(desk.db, token ?? '')).toMatchObject({ staffId: admin.id, purpose: 'reset' });
  expect(await setPasswordByLink(desk.db, { token: token ?? '', password: 'seven quiet herons' })).toEqual({
    ok: true,
  });
  expect(await run([`${editor.id}@staff.example`])).toMatchObject({
    ...{ code: 1, output: expect.stringContaining('Only the managing editor') },
  });
  expect(await run([])).toMatchObject({ code: 1, output: 'npm run password-link -- EMAIL\n' });
});
