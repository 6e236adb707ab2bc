import type { Compilable, CompiledQuery, QueryExecutorProvider, RawBuilder } from 'kysely';
import type { Trx } from './client.ts';

/** A query that was built and not yet run. */
export type Statement<Row = unknown> = Compilable<Row> | RawBuilder<Row>;

/**
 * Runs statements of a transaction in their order, all of them sent before the first is answered: a transaction of ten
 * waits for two answers instead of ten. Each sees what those before it did.
 * @returns the rows of each
 * @throws the error of the first that failed; those behind it did nothing
 */
export async function together<Rows extends unknown[]>(
  trx: Trx,
  statements: [...{ [Index in keyof Rows]: Statement<Rows[Index]> }],
): Promise<{ [Index in keyof Rows]: Rows[Index][] }> {
  const queries = statements.map((statement) => (statement as Buildable).compile(trx));
  const executor = trx.getExecutor();
  return executor.provideConnection(async (connection) => {
    // The transaction's own executor lets nobody send before the one before them is answered.
    const atOnce = executor.withConnectionProvider({ provideConnection: (use) => use(connection) });
    const results = await Promise.all(queries.map((query) => atOnce.executeQuery(query)));
    return results.map(({ rows }) => rows) as { [Index in keyof Rows]: Rows[Index][] };
  });
}

type Buildable = { compile(by: QueryExecutorProvider): CompiledQuery };
