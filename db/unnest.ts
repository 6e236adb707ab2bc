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
    const values = rows.map((row) => row[column]);
    // postgres.js takes an array that begins with a boolean or a date for one of these: it goes as text.
    const write = asText[type];
    const texts = write && values.map((value) => (value === null ? null : write(value)));
    return texts ? sql`${texts}::text[]::${sql.raw(type)}[]` : sql`${values}::${sql.raw(type)}[]`;
  });
  return sql`select * from unnest(${sql.join(arrays)})`;
}

const asText: Record<string, (value: unknown) => string> = {
  bool: String,
  timestamptz: (value) => (value as Date).toISOString(),
};

/** The names of the columns, as `columns()` of an INSERT takes them. */
export function keys<Column extends string>(types: Record<Column, string>): Column[] {
  return Object.keys(types) as Column[];
}
