import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/staff/model.ts';
import { type Db, openDb } from './client.ts';
import { newId } from './id.ts';
import { withRequest } from './request.ts';
import { testDesk } from './test-desk.ts';

const desk = testDesk();
const pools: Db[] = [];
const open = (size: number, settings = {}) => {
  const db = openDb(desk.urlFor('galley_app'), size, settings);
  pools.push(db);
  return db;
};
afterEach(async () => {
  for (const db of pools.splice(0)) await db.destroy();
});

const pid = async (db: Db) =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid ?? 0;
const cut = (backend: number) => sql`select pg_terminate_backend(${backend}, 5000)`.execute(desk.owner);
const names = async () =>
  (await desk.owner.selectFrom('tag').select('name').execute()).map(({ name }) => name);
const tag = (db: Db, name: string) =>
  db.insertInto('tag').values({ id: newId(), name, createdBy: editor.id }).execute();
let editor: Actor;
beforeAll(async () => {
  editor = await desk.person('editor');
});
const unavailable = { name: 'DatabaseUnavailable' };

describe('a connection that is cut', () => {
  test('in a transaction fails that alone: nothing of it stands, nor what it does after', async () => {
    const db = open(1);
    const failing = db.transaction().execute(async (trx) => {
      await tag(trx, 'before the cut');
      await cut(await pid(trx));
      // Without its transaction, this would be saved for good.
      await tag(trx, 'after the cut').catch(() => {});
      // Somebody else begins meanwhile, and must not meet the first one's statements.
      await tag(trx, 'at last');
    });
    await expect(failing).rejects.toMatchObject(unavailable);
    await tag(db, 'the next request');
    expect(await names()).toEqual(['the next request']);
  });

  test('under a statement fails it, and the next has another connection', async () => {
    const db = open(1);
    const backend = await pid(db);
    const slow = sql`select pg_sleep(60)`.execute(db);
    const failed = expect(slow).rejects.toMatchObject(unavailable);
    await cut(backend);
    await failed;
    expect(await pid(db)).not.toBe(backend);
  });

  test('while it rests is noticed before it is used', async () => {
    const db = open(1);
    const backend = await pid(db);
    await cut(backend);
    await expect.poll(() => pid(db).catch(() => backend)).not.toBe(backend);
  });

  test('never ends the process, however often it is cut', async () => {
    const script = `
      const { openDb } = await import('#db/client.ts');
      const { sql } = await import('kysely');
      const db = openDb(process.env.URL, 4, { application_name: 'cut' });
      let failed = 0;
      const work = async () => {
        while (failed < 20)
          await db.transaction().execute(async (trx) => {
            await sql\`select pg_sleep(0.002)\`.execute(trx);
            await new Promise((done) => setTimeout(done, 2));
            await sql\`select pg_sleep(0.002)\`.execute(trx);
          }).catch((error) => { if (error.name === 'DatabaseUnavailable') failed += 1; else throw error; });
      };
      await Promise.all([work(), work(), work(), work()]);
      await db.destroy();
      process.stdout.write('lived');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: path.resolve(import.meta.dirname, '..'),
      env: { ...process.env, URL: desk.urlFor('galley_app') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const ended = once(child, 'close');
    while (child.exitCode === null)
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut'`.execute(
        desk.owner,
      );
    expect({ said, ended: await ended }).toEqual({ said: 'lived', ended: [0, null] });
  });
});

describe('the limits of time', () => {
  test('end a statement, a wait for a lock and a transaction that rests; each connection serves on', async () => {
    const db = open(2, {
      statement_timeout: 200,
      lock_timeout: 100,
      idle_in_transaction_session_timeout: 150,
    });
    await expect(sql`select pg_sleep(60)`.execute(db)).rejects.toMatchObject({
      ...unavailable,
      code: '57014',
    });
    await desk.owner.transaction().execute(async (holding) => {
      await sql`lock table tag`.execute(holding);
      await expect(tag(db, 'locked out')).rejects.toMatchObject({ ...unavailable, code: '55P03' });
    });
    const resting = db.transaction().execute(async (trx) => {
      const backend = await pid(trx);
      const stands = sql`select 1 from pg_stat_activity where pid = ${backend}`;
      await expect.poll(async () => (await stands.execute(desk.owner)).rows.length).toBe(0);
      await pid(trx);
    });
    await expect(resting).rejects.toMatchObject(unavailable);
    expect(await pid(db)).toBeGreaterThan(0);
  });

  test('hold for every connection', async () => {
    const { rows } = await sql`select current_setting('statement_timeout') as statement,
      current_setting('lock_timeout') as lock,
      current_setting('idle_in_transaction_session_timeout') as rest,
      current_setting('synchronous_commit') as commit`.execute(open(1));
    // The tests' server has synchronous_commit off for speed; db/embedded.test.ts looks at the one of npm start.
    expect(rows).toEqual([{ statement: '30s', lock: '10s', rest: '1min', commit: 'off' }]);
  });
});

describe('a pool whose connections are all busy', () => {
  test('refuses after a while, marks the request, and serves again as soon as one is free', async () => {
    const db = open(1);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holding = db.transaction().execute(() => held);
    const request = { id: 'one', unavailable: false, isRefused: false };
    await withRequest(request, () => expect(pid(db)).rejects.toMatchObject(unavailable));
    expect(request.unavailable).toBe(true);
    const waiting = pid(db);
    release();
    await holding;
    expect(await waiting).toBeGreaterThan(0);
  });
});

test('a transaction that failed in passing is not said to be saved', async () => {
  const failing = open(1)
    .transaction()
    .execute(async (trx) => {
      await tag(trx, 'passed over');
      await sql`select 1 / 0`.execute(trx).catch(() => {});
    });
  await expect(failing).rejects.toThrow('nothing was saved');
  expect(await names()).not.toContain('passed over');
});

test('what failed is what the caller hears, not the rollback that failed after it', async () => {
  const db = open(1);
  const failing = db.transaction().execute(async (trx) => {
    await cut(await pid(trx));
    throw new Error('the real one');
  });
  await expect(failing).rejects.toThrow('the real one');
});

test('a database that is not there is said to be unavailable', async () => {
  const url = new URL(desk.urlFor('galley_app'));
  url.searchParams.set('host', '/nowhere');
  const db = openDb(url.href, 1);
  await expect(pid(db)).rejects.toMatchObject(unavailable);
  await expect(pid(db)).rejects.toMatchObject(unavailable);
  await db.destroy();
});

test('an answered query keeps none of its rows, so that small collections get rid of them', async () => {
  const db = open(1);
  setFlagsFromString('--expose-gc');
  const collect: (options: { type: 'minor' }) => void = runInNewContext('gc');
  const kept = () => {
    // What outlives two of them becomes old.
    for (let n = 0; n < 3; n++) collect({ type: 'minor' });
    return getHeapStatistics().used_heap_size;
  };
  const answer = () => sql`select repeat('x', 1000) || n from generate_series(1, 100) n`.execute(db);
  for (let n = 0; n < 20; n++) await answer();
  const before = kept();
  for (let n = 0; n < 500; n++) await answer();
  expect(kept() - before).toBeLessThan(5_000_000);
});
