/** Rows in portions that one statement can take: PostgreSQL allows it 65,535 parameters. */
export function batches<T>(rows: T[], size = 1000): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
    rows.slice(i * size, (i + 1) * size),
  );
}
