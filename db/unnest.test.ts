import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDesk } from './test-desk.ts';
import { unnest } from './unnest.ts';

const desk = testDesk();

test('rows arrive as they are: words, numbers, booleans, times, nothing, quotes and braces', async () => {
  const at = new Date('2026-11-24T15:00:00.123Z');
  const rows = [
    { name: 'a,"b"}', size: 1, fits: true, at, gone: null },
    { name: '', size: -2, fits: false, at: null, gone: 'NULL' },
    { name: '\\é\n', size: 0, fits: true, at, gone: '{}' },
  ];
  const read = (some: typeof rows) =>
    sql`select * from (${unnest({ name: 'text', size: 'int', fits: 'bool', at: 'timestamptz', gone: 'text' }, some)})
      as rows (name, size, fits, at, gone)`.execute(desk.db);
  expect((await read(rows)).rows).toEqual(rows);
  expect((await read([])).rows).toEqual([]);
});

test('moments arrive as they are, also where the first row has one', async () => {
  const at = new Date('2026-03-04T05:06:07.089Z');
  const read = (some: { at: Date | null }[]) =>
    sql`select * from (${unnest({ at: 'timestamptz' }, some)}) as rows (at)`.execute(desk.db);
  for (const rows of [[{ at }], [{ at }, { at: null }], [{ at: null }, { at }]])
    expect((await read(rows)).rows).toEqual(rows);
});
