import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { testDesk } from './test-desk.ts';

const desk = testDesk();
const at = new Date('2026-11-24T15:00:00.123Z');

/** What postgres.js takes for one value by its first element goes as text, as db/unnest.ts sends all of them. */
const guessed = ([first]: unknown[]) => {
  if (typeof first === 'boolean') return '{t,f,NULL}';
  if (first instanceof Buffer) return String.raw`{"\\x00ff5c22"}`;
  return first instanceof Date ? `{${first.toISOString()}}` : null;
};

describe('an array', () => {
  test.each<[string, unknown[]]>([
    ['text', ['a', '', 'NULL', 'a "b" \\ {c}, d', ' e ', 'ü\n', null]],
    ['varchar', ['x,y']],
    ['uuid', ['0190163d-8694-739b-aea5-966c26f8ad91']],
    ['int', [1, -2, null]],
    ['smallint', [1]],
    ['bigint', ['9007199254740993']],
    ['numeric', ['1.50']],
    ['float8', [1.5]],
    ['real', [0.5]],
    ['boolean', [true, false, null]],
    ['date', [new Date('2026-11-24')]],
    ['timestamptz', [at]],
    ['timestamp', [at]],
    ['jsonb', [{ a: '"', b: [1] }, 'text']],
    ['bytea', [Buffer.from([0, 255, 92, 34])]],
    ['text', []],
  ])('of %s comes back from PostgreSQL as it went', async (type, values) => {
    const { rows } = await sql<{
      back: unknown[];
    }>`select ${guessed(values) ?? values}::${sql.raw(type)}[] as back`.execute(desk.db);
    expect(rows[0]?.back).toEqual(values);
  });

  test('is read with dimensions and bounds', async () => {
    const { rows } = await sql`select array[[1,2],[3,4]] as square, '[0:1]={a,b}'::text[] as bound`.execute(
      desk.db,
    );
    expect(rows).toEqual([
      {
        square: [
          [1, 2],
          [3, 4],
        ],
        bound: ['a', 'b'],
      },
    ]);
  });

  test('of which the text is given goes as it is', async () => {
    const { rows } = await sql`select ${'{a,b}'}::text[] as text`.execute(desk.db);
    expect(rows).toEqual([{ text: ['a', 'b'] }]);
  });
});
