import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { unlessTooLong, withRequest } from './request.ts';
import { testDesk } from './test-desk.ts';

const desk = testDesk();
const request = () => ({ id: 'one', unavailable: false, isRefused: false });

test('what is given up when its own time is over is not held against the database', async () => {
  const underWay = request();
  const answer = await withRequest(underWay, () =>
    desk.db.transaction().execute(async (trx) => {
      await sql`savepoint before`.execute(trx);
      await sql`set local statement_timeout = 20`.execute(trx);
      const slept = await unlessTooLong(() => sql`select pg_sleep(20)`.execute(trx));
      await sql`rollback to savepoint before`.execute(trx);
      const { rows } = await sql<{ n: number }>`select 1 as n`.execute(trx);
      return { slept, rows };
    }),
  );
  expect(answer).toEqual({ slept: null, rows: [{ n: 1 }] });
  expect(underWay.unavailable).toBe(false);
});

test('a connection that is lost meanwhile is', async () => {
  const underWay = request();
  const lost = withRequest(underWay, () =>
    desk.db
      .connection()
      .execute((db) => unlessTooLong(() => sql`select pg_terminate_backend(pg_backend_pid())`.execute(db))),
  );
  await expect(lost).rejects.toMatchObject({ name: 'DatabaseUnavailable' });
  expect(underWay.unavailable).toBe(true);
});
