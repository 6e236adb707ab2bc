import { CamelCasePlugin, Kysely, type Transaction } from 'kysely';
import { PostgresJSDialect } from 'kysely-postgres-js';
import postgres from 'postgres';
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
  if (!socketDirectory?.startsWith('/')) return postgres(url, { onnotice: () => {}, ...options });
  return postgres({
    host: socketDirectory,
    username: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
    database: decodeURIComponent(address.pathname.slice(1)),
    onnotice: () => {},
    ...options,
  });
}

/** Opens a pool on the database at `url`; `destroy()` it when done. */
export function openDb(url: string, poolSize = 10): Db {
  return overConnection(connectTo(url, { max: poolSize }));
}

/** Kysely over an open postgres.js connection: snake_case in SQL, camelCase in TypeScript, JSON left as it is. */
export function overConnection(sql: ReturnType<typeof postgres>): Db {
  return new Kysely<DB>({
    dialect: new PostgresJSDialect({ postgres: sql }),
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
