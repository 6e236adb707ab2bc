import { CamelCasePlugin, Kysely, type Transaction } from 'kysely';
import postgres from 'postgres';
import { arrayTypes } from './arrays.ts';
import { pooled } from './pool.ts';
import type { DB } from './types.ts';

/** A connection pool, or a transaction of it. Queries take either. */
export type Db = Kysely<DB>;
/** Work that must be atomic takes this. Only commands open one. */
export type Trx = Transaction<DB>;

/**
 * Options of postgres.js for a connection address. Beside the usual form it reads `?host=/dir`, as libpq does, for
 * a server that listens on a Unix socket only.
 */
export function connectTo(url: string, options: postgres.Options<Record<string, never>> = {}) {
  const address = new URL(url);
  const socketDirectory = address.searchParams.get('host');
  const always = { onnotice: () => {}, fetch_types: false, types: arrayTypes as never };
  if (!socketDirectory?.startsWith('/')) return postgres(url, { ...always, ...options });
  return postgres({
    host: socketDirectory,
    username: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
    database: decodeURIComponent(address.pathname.slice(1)),
    ...always,
    ...options,
  });
}

/**
 * PostgreSQL's settings for each connection. First how long it lets things take before it ends them, in milliseconds: a
 * statement, a wait for a lock, and a transaction in which nothing happens. What a person waits for ends long before.
 */
const limits = {
  statement_timeout: 30_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 60_000,
  // Queries here take milliseconds; compiling one takes hundreds (PostgreSQL's manual, "When to JIT?").
  jit: 'off',
};

/**
 * Opens a pool on the database at `url`, snake_case in SQL and camelCase in TypeScript, JSON left as it is; `destroy()`
 * it when done.
 * @param settings of PostgreSQL for its connections, over the time limits of every one
 */
export function openDb(
  url: string,
  poolSize = 10,
  settings: Partial<postgres.ConnectionParameters> = {},
): Db {
  const connection = { application_name: 'galley', ...limits, ...settings };
  const options = {
    max: 1,
    connect_timeout: 10,
    max_lifetime: null,
    connection,
  };
  return new Kysely<DB>({
    dialect: pooled((lost) => connectTo(url, { ...options, onclose: lost }), poolSize),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

const pools = globalThis as { galleyDesk?: Db; galleyReader?: Db };

/** The desk's pool: signs in as galley_app, which cannot pass the gate. */
export function deskDb(): Db {
  pools.galleyDesk ??= openDb(required('DATABASE_APP_URL'));
  return pools.galleyDesk;
}

/** The public's pool: signs in as galley_reader, which sees only what is published. */
export function readerDb(): Db {
  pools.galleyReader ??= openDb(required('DATABASE_READER_URL'), 4);
  return pools.galleyReader;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Start Galley with "npm start", which sets it.`);
  return value;
}
