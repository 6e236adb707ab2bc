import { createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { TransactionSql } from 'postgres';
import { connectTo } from './client.ts';

const folder = path.resolve(import.meta.dirname, '../migrations');

/** The roles that the application signs in as: the desk, and the public reader. */
export const roles = ['galley_app', 'galley_reader'] as const;

/** How long a migration queues for its locks, in milliseconds: less than PostgreSQL waits before it looks for a deadlock. */
const queueFor = 500;
/** For how long a migration tries again, in milliseconds. */
const patience = 120_000;

/**
 * Brings the database at `url` to the newest schema, in one transaction, safe beside another doing the same, and beside
 * servers that read and write: it takes its locks all at once, and where they are not free it gives way and tries again,
 * so that no reader or writer ever meets a deadlock because of it.
 *
 * Kysely's Migrator is not used: its dialect prepares every statement, and a file of plain SQL holds many.
 * @param url address of a role that owns the schema and may create roles
 * @param only the migrations to stop at, for a backup of an older schema
 * @returns the names of the migrations that ran
 */
export async function migrate(url: string, only?: Set<string>): Promise<string[]> {
  const connection = connectTo(url, { max: 1 });
  try {
    for (const end = Date.now() + patience; ; ) {
      try {
        return await connection.begin((trx) => migrateIn(trx, only));
      } catch (error) {
        const isBusy = /^(?:57014|40P01)$/.test((error as { code?: string }).code ?? '');
        if (!isBusy) throw error;
        if (Date.now() > end)
          throw new Error(
            'The schema was not changed: something holds its tables, such as a backup. Try again after it.',
            { cause: error },
          );
        await setTimeout(100 + Math.random() * 300);
      }
    }
  } finally {
    await connection.end();
  }
}

async function migrateIn(trx: TransactionSql, only?: Set<string>): Promise<string[]> {
  const [server] = await trx`select current_setting('server_version_num')::int as version`;
  if (server?.version < 150_000)
    throw new Error('Galley needs PostgreSQL 15 or newer; it is tested with 18.');
  await trx`set local statement_timeout = 0`;
  await trx`select pg_advisory_xact_lock(hashtext('galley migrations'))`;
  await trx`create table if not exists migration (name text primary key, run_at timestamptz not null default now())`;
  const done = new Set((await trx`select name from migration`).map((row) => row.name));
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.sql') && !done.has(name) && (only?.has(name) ?? true))
    .sort();
  if (names.length > 0) await lockAll(trx);
  for (const name of names) {
    await trx.unsafe(await readFile(path.join(folder, name), 'utf8')).simple();
    await trx`insert into migration (name) values (${name})`;
  }
  return names;
}

async function lockAll(trx: TransactionSql) {
  const [found] = await trx`
    select string_agg(format('%I.%I', 'public', relname), ', ' order by relname) as relations from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and pg_has_role(relowner, 'usage')`;
  await trx.unsafe(`set local statement_timeout = ${queueFor}`);
  await trx.unsafe(`lock table ${found?.relations} in access exclusive mode`);
  await trx`set local statement_timeout = 0`;
}

/**
 * Lets the application's roles sign in, and says where.
 *
 * Their passwords follow from the secret, so that any number of instances need to be told only the owner's address
 * and the one secret.
 * @param ownerUrl address of a role that may alter roles
 * @returns the addresses of the desk's and of the reader's role
 */
export async function admitRoles(ownerUrl: string, secret: string): Promise<{ app: string; reader: string }> {
  const connection = connectTo(ownerUrl, { max: 1 });
  try {
    // Instances that start at once must not update a role at once: PostgreSQL answers that with an error.
    await connection.begin(async (trx) => {
      await trx`select pg_advisory_xact_lock(hashtext('galley roles'))`;
      for (const { role, password } of signIns(secret))
        await trx.unsafe(`alter role ${role} login password '${password}'`);
    });
  } finally {
    await connection.end();
  }
  return addressesOfRoles(ownerUrl, secret);
}

/** Where the application's roles sign in once `admitRoles` has let them, with the same secret. */
export function addressesOfRoles(ownerUrl: string, secret: string): { app: string; reader: string } {
  const [app, reader] = signIns(secret).map(({ role, password }) => {
    const url = new URL(ownerUrl);
    url.username = role;
    url.password = password;
    return url.href;
  });
  if (!app || !reader) throw new Error('unreachable');
  return { app, reader };
}

function signIns(secret: string): { role: string; password: string }[] {
  return roles.map((role) => ({
    role,
    password: createHmac('sha256', secret).update(`postgres role ${role}`).digest('hex'),
  }));
}
