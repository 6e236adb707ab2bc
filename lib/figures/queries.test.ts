import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { confirmFlag } from '#lib/flags/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish } from '#lib/versions/commands.ts';
import { readFigures } from './queries.ts';

const desk = testDesk();
let admin: Actor;
let editor: Actor;
let checker: Actor;

beforeAll(async () => {
  admin = await desk.person('admin');
  editor = await desk.person('editor');
  checker = await desk.person('fact_checker');
});

test('the figures are counted from what stands in the database, for the managing editor alone', async () => {
  const article = await makeArticle(desk, editor);
  const blocking = async () => (await readFigures(admin, desk.db))?.openByAge;
  expect(await blocking()).toEqual([
    { name: 'under 1 day', value: 1 },
    ...['1 to 3 days', '4 to 7 days', '8 to 30 days', 'over 30 days'].map((name) => ({ name, value: 0 })),
  ]);
  // As if it had been raised ten days ago.
  await desk.owner.transaction().execute(async (trx) => {
    await sql`alter table flag disable trigger user`.execute(trx);
    await sql`update flag set raised_at = now() - interval '10 days'`.execute(trx);
    await sql`alter table flag enable trigger user`.execute(trx);
  });
  expect((await blocking())?.map(({ value }) => value)).toEqual([0, 0, 0, 1, 0]);
  await article.answerAll(checker);
  expect((await blocking())?.map(({ value }) => value)).toEqual([0, 0, 0, 0, 0]);
  const figures = await readFigures(admin, desk.db);
  expect(figures?.hoursToVerdict).toHaveLength(12);
  expect(figures?.hoursToVerdict.at(-1)?.value).toBeCloseTo(240, 0);
  expect(figures?.hoursToVerdict.slice(0, -1).every(({ value }) => value === null)).toBe(true);
  await publish(editor, desk.db, article.id);
  expect(figures?.corrections.map(({ value }) => value)).toEqual(Array(12).fill(0));
  for (const actor of [editor, checker]) expect(await readFigures(actor, desk.db)).toBeNull();
});

test('a rule is shown with how many of its answered suggestions people agreed with; an idle week is no zero', async () => {
  const figures = async () => await readFigures(admin, desk.db);
  expect((await figures())?.hoursToVerdict[0]).toMatchObject({ value: null });
  const before = (await figures())?.acceptedByRule ?? [];
  const article = await makeArticle(desk, editor);
  const [flag] = article.section('The Plan').flags;
  await confirmFlag(editor, desk.db, flag?.id ?? '');
  const after = (await figures())?.acceptedByRule ?? [];
  const [changed] = after.filter(
    ({ rule, accepted }) => accepted !== (before.find((one) => one.rule === rule)?.accepted ?? 0),
  );
  expect(changed?.accepted).toBe(1);
  expect(changed?.answered).toBe((before.find(({ rule }) => rule === changed?.rule)?.answered ?? 0) + 1);
  expect(after.every(({ accepted, answered }) => answered > 0 && accepted <= answered)).toBe(true);
});
