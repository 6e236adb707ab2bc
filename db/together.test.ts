import { type CompiledQuery, sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/staff/model.ts';
import type { Trx } from './client.ts';
import { newId } from './id.ts';
import { testDesk } from './test-desk.ts';
import { together } from './together.ts';

const desk = testDesk();
let editor: Actor;
beforeAll(async () => {
  editor = await desk.person('editor');
});

const inTransaction = <T>(work: (trx: Trx) => Promise<T>) => desk.db.transaction().execute(work);
const named = async (name: string) =>
  (await desk.db.selectFrom('tag').select('id').where('name', '=', name).execute()).length;
const tag = (trx: Trx, name: string) =>
  trx.insertInto('tag').values({ id: newId(), name, createdBy: editor.id });

describe('statements that are run together', () => {
  test('see what those before them did, and each answers for itself', async () => {
    const [, tags, [one]] = await inTransaction((trx) =>
      together(trx, [
        tag(trx, 'first'),
        trx.selectFrom('tag').select(['name', 'createdBy']).where('name', '=', 'first'),
        sql<{ twoWords: number }>`select 1 as two_words`,
      ]),
    );
    expect(tags).toEqual([{ name: 'first', createdBy: editor.id }]);
    expect(one).toEqual({ twoWords: 1 });
    expect(await named('first')).toBe(1);
  });

  test('are all sent before the first is answered', async () => {
    let most = 0;
    await inTransaction(async (trx) => {
      await trx.getExecutor().provideConnection(async (connection) => {
        const run = connection.executeQuery.bind(connection);
        let underWay = 0;
        connection.executeQuery = <R>(query: CompiledQuery) => {
          most = Math.max(most, ++underWay);
          return run<R>(query).finally(() => underWay--);
        };
      });
      await together(trx, [tag(trx, 'one'), tag(trx, 'two'), tag(trx, 'three')]);
      await trx.getExecutor().provideConnection(async (connection) => {
        delete (connection as { executeQuery?: unknown }).executeQuery;
      });
    });
    expect(most).toBe(3);
  });

  test('fail with the first that fails, and nothing of the transaction stands', async () => {
    const failing = inTransaction(async (trx) => {
      await tag(trx, 'before').execute();
      await together(trx, [tag(trx, 'good'), tag(trx, ''), tag(trx, 'after')]);
    });
    await expect(failing).rejects.toMatchObject({ name: 'PostgresError', code: '23514' });
    expect(await named('before')).toBe(0);
    expect(await named('good')).toBe(0);
    // The connection goes on to serve.
    await inTransaction((trx) => together(trx, [tag(trx, 'again')]));
    expect(await named('again')).toBe(1);
  });

  test('may be none', async () => {
    expect(await inTransaction((trx) => together(trx, []))).toEqual([]);
  });
});
