import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type postgres from 'postgres';
import { requestUnderWay } from './request.ts';

/** How long work waits for a connection while all are busy, in milliseconds. */
const patience = 5000;
/** How long a connection may take to open, in milliseconds. */
const openWithin = 10_000;

/**
 * The database cannot be reached, was lost, or has no room: worth another try in a moment. What was under way is undone,
 * except that a commit whose answer was lost may stand.
 */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable';
  /** PostgreSQL's or the network's; 08006, a failed connection, where there is none. */
  readonly code: string;

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.code = (cause as { code?: string } | undefined)?.code ?? '08006';
    const request = requestUnderWay();
    if (request) request.unavailable = true;
  }
}

/** By its name: Next's bundles have classes of their own. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof Error && error.name === 'DatabaseUnavailable';

/**
 * A pool of postgres.js connections for Kysely, each of which is thrown away when it breaks.
 *
 * postgres.js opens a lost connection again by itself, and whoever held it then goes on outside of their transaction, or
 * in somebody else's; or they write to a socket that is gone, which ends the process. So each connection here is a
 * client of its own that connects once, and nobody touches it after it was lost.
 * @param open makes a client of one connection that calls `lost` when it closes
 */
export function pooled(open: (lost: () => void) => postgres.Sql, size: number): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new Pool(open, size),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class Pool extends PostgresDriver implements Driver {
  readonly #open: (lost: () => void) => postgres.Sql;
  readonly #size: number;
  readonly #all = new Set<Connection>();
  readonly #idle: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];

  constructor(open: (lost: () => void) => postgres.Sql, size: number) {
    super({} as never);
    this.#open = open;
    this.#size = size;
  }

  override async init() {}

  override async acquireConnection(): Promise<Connection> {
    for (let kept = this.#idle.pop(); kept; kept = this.#idle.pop()) {
      if (!kept.isLost) return kept;
      this.#all.delete(kept);
    }
    if (this.#all.size < this.#size) return this.#add();
    const connection = await this.#nextFree();
    if (!connection) throw new DatabaseUnavailable('Every connection to the database is busy.');
    return connection;
  }

  #add(): Connection {
    const connection = new Connection(this.#open);
    this.#all.add(connection);
    return connection;
  }

  #nextFree(): Promise<Connection | null> {
    return new Promise((resolve) => {
      const take = (connection: Connection) => {
        clearTimeout(timer);
        resolve(connection);
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        resolve(null);
      }, patience);
      this.#waiting.push(take);
    });
  }

  override async releaseConnection(released: DatabaseConnection) {
    const connection = released as Connection;
    if (connection.isLost) {
      this.#all.delete(connection);
      void connection.close();
    }
    const next = this.#waiting.shift();
    if (next) next(connection.isLost ? this.#add() : connection);
    else if (!connection.isLost) this.#idle.push(connection);
  }

  override async commitTransaction(connection: DatabaseConnection) {
    // PostgreSQL answers COMMIT with ROLLBACK where an error in the transaction was passed over.
    const command = await (connection as Connection).commit();
    if (command !== 'COMMIT') throw new Error('The transaction had failed before, and nothing was saved.');
  }

  override async rollbackTransaction(connection: DatabaseConnection) {
    // What failed before is what the caller has to hear of; a connection that cannot roll back is lost, and so undone.
    await connection
      .executeQuery(CompiledQuery.raw('rollback'))
      .catch(() => (connection as Connection).lose());
  }

  override async destroy() {
    await Promise.all([...this.#all].map((connection) => connection.close()));
  }
}

class Connection implements DatabaseConnection {
  isLost = false;
  readonly #sql: postgres.Sql;
  #isOpen = false;

  constructor(open: (lost: () => void) => postgres.Sql) {
    this.#sql = open(() => this.lose());
  }

  lose() {
    this.isLost = true;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, command, count } = await this.#run(sql, [...parameters]);
    return { rows: rows as R[], numAffectedRows: changes.has(command) ? BigInt(count) : undefined };
  }

  async commit(): Promise<string> {
    return (await this.#run('commit', [])).command;
  }

  // biome-ignore lint/correctness/useYield: Kysely asks for it, and no query here is read in pieces.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Queries are not streamed.');
  }

  async #run(text: string, parameters: unknown[]) {
    if (this.isLost) throw new DatabaseUnavailable('The connection to the database was lost.');
    try {
      // Its type lacks `simple`, without which a statement without parameters goes by another protocol.
      const options = { prepare: true, simple: false };
      const query = this.#sql.unsafe(text, parameters as never[], options);
      const result = await (this.#isOpen ? query : this.#inTime(query));
      this.#isOpen = true;
      const { command, count } = result;
      const rows = [...result];
      forget(query, result);
      return { rows, command, count };
    } catch (error) {
      // In these PostgreSQL repeats what somebody wrote, which Next would put into its log.
      for (const words of ['detail', 'where', 'internal_query'])
        delete (error as Record<string, unknown>)[words];
      const { code, severity_local: severity } = error as { code?: string; severity_local?: string };
      if (error instanceof Error && error.name === 'PostgresError' && severity !== 'FATAL' && !passes(code)) {
        this.#isOpen = true;
        throw error;
      }
      if (severity !== 'ERROR') this.lose();
      throw new DatabaseUnavailable('The database cannot be reached, or has no room just now.', error);
    }
  }

  /** A server that takes the connection and says nothing, or closes it again and again, is no server. */
  async #inTime<T>(query: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('No answer from the database.')), openWithin);
    });
    return Promise.race([query, late]).finally(() => clearTimeout(timer));
  }

  async close() {
    await this.#sql.end({ timeout: this.isLost ? 0 : 5 });
  }
}

/**
 * Empties what postgres.js leaves of a query. The constructor of its queries assigns functions to properties; V8 puts such
 * functions among the old objects at once (CheckAssigningFunctionLiteralToProperty in its parser), and what they hold, the
 * query with its parameters and rows, stays until a full collection and is copied by each small one before: pauses of 5 to
 * 10 ms where there are now less than one.
 */
function forget(query: object, result: unknown[]): void {
  result.length = 0;
  for (const key of Object.keys(query)) (query as Record<string, unknown>)[key] = null;
}

const changes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/**
 * Whether PostgreSQL's refusal has nothing to do with what was asked: the connection (08), no room or memory or disk
 * (53), an operator or a timeout (57), and transactions and locks that took too long.
 */
const passes = (code = '') => /^(?:08|53|57|25P03|25P04|55P03|58030)/.test(code);
