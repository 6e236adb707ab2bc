import { type RawBuilder, sql } from 'kysely';

/**
 * Rows for an INSERT, as one array for each column: a statement that is the same for any number of rows, where one
 * parameter for each value would have to be parsed anew each time.
 * @param types the columns and their types in PostgreSQL
 */
export function unnest<Column extends string>(
  types: Record<Column, string>,
  rows: Record<Column, unknown>[],
): RawBuilder<never> {
  const arrays = (Object.entries(types) as [Column, string][]).map(([column, type]) => {
    // postgres.js takes an array that begins with a moment for a moment.
    const values = rows.map(({ [column]: value }) => (value instanceof Date ? value.toISOString() : value));
    // postgres.js takes an array that begins with a boolean for a boolean.
    return type === 'bool' ? sql`${values.map(String)}::text[]::bool[]` : sql`${values}::${sql.raw(type)}[]`;
  });
  return sql`select * from unnest(${sql.join(arrays)})`;
}

/** The names of the columns, as `columns()` of an INSERT takes them. */
export function keys<Column extends string>(types: Record<Column, string>): Column[] {
  return Object.keys(types) as Column[];
}
