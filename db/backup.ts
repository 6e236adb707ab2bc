import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type postgres from 'postgres';
import { connectTo } from './client.ts';
import { migrate } from './migrate.ts';

/** What a backup says of itself, in its first line: the schema it is of, and what has to be there once it is restored. */
type Head = {
  galley: 'backup';
  madeAt: string;
  migrations: string[];
  tables: { name: string; columns: string[]; rows: number }[];
};
export type Counted = { tables: number; rows: number; events: number };

/**
 * Writes every table into a compressed file, as they are at one moment, while the desk goes on working; the file is there
 * only once it is whole. PostgreSQL's own pg_dump is not part of the embedded one.
 * @param url where the owner signs in
 * @throws Error when the audit log does not fit: such a database is to be looked at, not to be copied over a good backup
 */
export async function backUp(url: string, file: string): Promise<Counted> {
  const connection = connectTo(url, { max: 1 });
  const draft = `${file}.part`;
  try {
    return await connection.begin('isolation level repeatable read read only', async (trx) => {
      await checkChain(trx);
      const head = await describeTables(trx);
      const out = createWriteStream(draft, { flags: 'wx', mode: 0o600 });
      await pipeline(pieces(trx, head), createGzip(), out, { end: true });
      await rename(draft, file);
      return counted(head);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(draft, { force: true });
    throw error;
  } finally {
    await connection.end();
  }
}

/**
 * Fills an empty database from a backup, in one transaction, checks its rows and its audit log against what the backup
 * says, and then brings it to the newest schema.
 * @param url where a superuser signs in: the rules that hold for new rows must not be asked about old ones
 * @throws Error, and the database stays as empty as it was, when anything does not fit
 */
export async function restore(url: string, file: string): Promise<Counted> {
  const source = new Frames(createReadStream(file).pipe(createGunzip()));
  const head = JSON.parse((await source.next()).toString()) as Head;
  if (head.galley !== 'backup') throw new Error(`${file} is no backup of Galley’s.`);
  await refuseFull(url);
  await migrate(url, new Set(head.migrations));
  const connection = connectTo(url, { max: 1 });
  try {
    await connection.begin(async (trx) => {
      await trx`set local session_replication_role = replica`;
      await trx.unsafe(`truncate ${head.tables.map(({ name }) => quoted(name)).join(', ')}`);
      for (const table of head.tables) {
        const into = await trx
          .unsafe(`copy ${quoted(table.name)} (${list(table.columns)}) from stdin`)
          .writable();
        await pipeline(source.untilEmpty(), into);
        await expectRows(trx, table);
      }
      if ((await source.next()).toString() !== 'end') throw new Error('The backup is not whole.');
      await wind(trx);
      await checkChain(trx);
    });
  } finally {
    await connection.end();
  }
  await migrate(url);
  return counted(head);
}

async function describeTables(trx: postgres.TransactionSql): Promise<Head> {
  const migrations = (await trx`select name from migration order by name`).map(({ name }) => name);
  const found = await trx<{ name: string; columns: string }[]>`
    select c.relname as name, json_agg(a.attname order by a.attnum)::text as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migration'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`;
  const tables: Head['tables'] = [];
  for (const { name, columns } of found) {
    const [row] = await trx.unsafe(`select count(*)::int as rows from ${quoted(name)}`);
    tables.push({ name, columns: JSON.parse(columns), rows: row?.rows });
  }
  return { galley: 'backup', madeAt: new Date().toISOString(), migrations, tables };
}

/** Each piece with its length before it; a table ends with an empty one. */
async function* pieces(trx: postgres.TransactionSql, head: Head): AsyncGenerator<Buffer> {
  yield framed(Buffer.from(JSON.stringify(head)));
  for (const { name, columns } of head.tables) {
    const rows = await trx.unsafe(`copy ${quoted(name)} (${list(columns)}) to stdout`).readable();
    for await (const piece of rows) yield framed(piece);
    yield framed(Buffer.alloc(0));
  }
  yield framed(Buffer.from('end'));
}

function framed(piece: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(piece.length);
  return Buffer.concat([length, piece]);
}

class Frames {
  readonly #source: AsyncIterator<Buffer>;
  #rest = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async next(): Promise<Buffer> {
    return this.#take((await this.#take(4)).readUInt32BE());
  }

  async *untilEmpty(): AsyncGenerator<Buffer> {
    for (let piece = await this.next(); piece.length > 0; piece = await this.next()) yield piece;
  }

  async #take(length: number): Promise<Buffer> {
    while (this.#rest.length < length) {
      const { value, done } = await this.#source.next();
      if (done) throw new Error('The backup is not whole.');
      this.#rest = Buffer.concat([this.#rest, value]);
    }
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }
}

async function refuseFull(url: string) {
  const connection = connectTo(url, { max: 1 });
  try {
    const [schema] = await connection`select to_regclass('public.event') is not null as made`;
    if (!schema?.made) return;
    const [full] = await connection`select exists (select from event) or exists (select from staff) as full`;
    if (full?.full)
      throw new Error('There is something in this database. A backup goes into an empty one only.');
  } finally {
    await connection.end();
  }
}

async function expectRows(trx: postgres.TransactionSql, { name, rows }: Head['tables'][number]) {
  const [row] = await trx.unsafe(`select count(*)::int as rows from ${quoted(name)}`);
  if (row?.rows !== rows) throw new Error(`Of ${name}, ${rows} rows were to come, and ${row?.rows} came.`);
}

/** What numbers its rows goes on after the highest. */
async function wind(trx: postgres.TransactionSql) {
  const counters = await trx<{ name: string; column: string }[]>`
    select c.relname as name, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
      and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null`;
  for (const { name, column } of counters)
    await trx.unsafe(
      `select setval(pg_get_serial_sequence('${quoted(name)}', '${column}'),
        coalesce(max(${quoted(column)}), 0) + 1, false) from ${quoted(name)}`,
    );
}

async function checkChain(trx: postgres.TransactionSql) {
  const [broken] = await trx`select seq from broken_event()`;
  if (broken?.seq) throw new Error(`The audit log breaks at event ${broken.seq}.`);
}

function counted({ tables }: Head): Counted {
  return {
    tables: tables.length,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    events: tables.find(({ name }) => name === 'event')?.rows ?? 0,
  };
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const list = (names: string[]) => names.map(quoted).join(', ');
