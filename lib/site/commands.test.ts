import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { checked } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish } from '#lib/versions/commands.ts';
import { readPublished } from '#lib/versions/queries.ts';
import { setLogo, setSite } from './commands.ts';
import { defaultSettings } from './model.ts';
import { readLogoBytes, readSite, readSiteDesk } from './queries.ts';
import { type SiteDecision, siteDecision } from './schema.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let admin: Actor;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  checker = await desk.person('fact_checker', 'Farid');
  admin = await desk.person('admin', 'Amara');
});

const decision = (change: Partial<SiteDecision> = {}): SiteDecision => ({
  ...{ basedOn: 0, ...defaultSettings() },
  ...change,
});

/** Decides on top of whatever is in force. */
async function decide(change: Partial<SiteDecision> = {}) {
  const { number = 0 } = (await readSiteDesk(admin, desk.db)) ?? {};
  const answer = await setSite(admin, desk.db, decision({ basedOn: number, ...change }));
  if (!answer.ok) throw new Error(answer.message);
}

describe('the settings of the site', () => {
  test('are Galley’s own, with the name that the environment gives, until somebody decides', async () => {
    expect(await readSite(desk.reader, 'The Valley')).toEqual({
      ...defaultSettings('The Valley'),
      logo: null,
    });
    expect(await readSiteDesk(editor, desk.db)).toMatchObject({ number: 0, decided: null });
  });

  test('are set by the managing editor only, which the database says too', async () => {
    for (const actor of [editor, checker])
      expect(await setSite(actor, desk.db, decision())).toMatchObject({ ok: false, code: 'not-allowed' });
    const forged = sql`insert into site_settings
      (number, name, publisher, description, corrections_policy, accent, accent_dark, language, names_shown, decided_by)
      values (1, 'x', '', '', '', '#000000', '#ffffff', 'en', true, ${editor.id})`;
    await expect(forged.execute(desk.db)).rejects.toMatchObject({
      constraint_name: 'site_settings_by_admin',
    });
    const change = sql`update site_settings set name = 'x'`;
    await expect(change.execute(desk.db)).rejects.toThrow(/permission denied/);
    await expect(sql`select * from site_settings`.execute(desk.reader)).rejects.toThrow(/permission denied/);
  });

  test('hold for readers, the newest of them, and are on record', async () => {
    await decide({ name: 'The Valley', namesShown: true });
    await decide({ name: 'The Upper Valley' });
    expect(await readSite(desk.reader)).toMatchObject({ name: 'The Upper Valley', namesShown: false });
    expect(await readSiteDesk(checker, desk.db)).toMatchObject({ number: 2, decided: { by: 'Amara' } });
    const events = await desk.db.selectFrom('event').selectAll().where('action', '=', 'site.set').execute();
    expect(events).toHaveLength(2);
  });

  test('refuse a decision on top of older settings, and of two at once one', async () => {
    const { number = 0 } = (await readSiteDesk(admin, desk.db)) ?? {};
    expect(await setSite(admin, desk.db, decision({ basedOn: number - 1 }))).toMatchObject({
      ...{ ok: false, code: 'conflict' },
    });
    const both = await Promise.all([1, 2].map(() => setSite(admin, desk.db, decision({ basedOn: number }))));
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  test('tell readers who checked only as long as they say so', async () => {
    const article = await makeArticle(desk, editor);
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    const { slug } = await article.reload();
    await decide({ namesShown: false });
    expect(await readPublished(desk.reader, slug)).not.toHaveProperty('checkers');
    await decide({ namesShown: true });
    expect((await readPublished(desk.reader, slug))?.checkers).toEqual([
      { name: 'Farid', role: 'fact_checker' },
    ]);
    await decide({ namesShown: false });
    expect(await readPublished(desk.reader, slug)).not.toHaveProperty('checkers');
  });

  test('take a logo, which stays through other decisions until it is removed', async () => {
    expect(await setLogo(editor, desk.db, picture())).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await setLogo(admin, desk.db, picture())).toMatchObject({ ok: true });
    await decide({ name: 'The Valley' });
    const { name, logo } = await readSite(desk.reader);
    expect({ name, logo }).toEqual({
      name: 'The Valley',
      logo: {
        path: expect.stringMatching(/^\/logo-[0-9a-f]{16}\.png$/),
        type: 'image/png',
        width: 3,
        height: 2,
      },
    });
    expect(await readLogoBytes(desk.reader)).toEqual(Buffer.from(picture()));
    await expect(sql`select * from site_logo`.execute(desk.reader)).rejects.toThrow(/permission denied/);
    expect(await setLogo(admin, desk.db, null)).toMatchObject({ ok: true });
    expect(await readSite(desk.reader)).toMatchObject({ name: 'The Valley', logo: null });
    expect(await readLogoBytes(desk.reader)).toBeNull();
  });

  test('take no logo that is no picture, or too large a one', async () => {
    const refused = (bytes: Uint8Array) => setLogo(admin, desk.db, bytes);
    expect(await refused(new Uint8Array())).toMatchObject({ message: 'Choose a picture first.' });
    expect(await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toMatchObject({
      message: expect.stringContaining('PNG, JPEG or WebP'),
    });
    expect(await refused(picture(4001))).toMatchObject({ message: expect.stringContaining('4,000 pixels') });
    const padded = Buffer.concat([picture(), Buffer.alloc(100_000)]);
    expect(await refused(padded)).toMatchObject({ message: expect.stringContaining('100 kB') });
  });
});

test.each([
  ['no name', { name: '  ' }, 'name'],
  ['a name of two lines', { name: 'a\nb' }, 'name'],
  ['a colour that is too pale on light paper', { accent: '#8ab8f0' }, 'accent'],
  ['a colour that is too dark on dark paper', { accentDark: '#0b5394' }, 'accentDark'],
  ['a colour that could be a style', { accent: '#000;}*{color:red' }, 'accent'],
  ['a language that is none', { language: 'x y' }, 'language'],
])('%s is refused, at its field', (_, change, field) => {
  expect(checked(siteDecision, decision()).ok).toBe(true);
  const answer = checked(siteDecision, { ...decision(), ...change });
  expect(answer).toMatchObject({ ok: false, fields: { [field]: expect.any(String) } });
});

test('a language tag is kept as the standard writes it', () => {
  expect(checked(siteDecision, decision({ language: 'EN-gb' }))).toMatchObject({
    value: { language: 'en-GB' },
  });
});

/** What a PNG begins with, as far as its size (PNG specification, section 11.2.1). */
function picture(width = 3, height = 2): Uint8Array {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([head, size, Buffer.from('0802000000', 'hex')]);
}
