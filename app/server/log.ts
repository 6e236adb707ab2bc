import { type Logger, pino } from 'pino';

export type { Logger };

/**
 * Galley's log: one JSON object a line. LOG_LEVEL says how much: `warn` unless it is set, `info` for a line on each request.
 * What people wrote is never in it: of an error it holds what went wrong and where, without values, and of a request its
 * path without what is asked.
 */
export function openLog(stream: { write(line: string): void } = process.stdout): Logger {
  return pino(
    {
      level: process.env.LOG_LEVEL ?? 'warn',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      base: { pid: process.pid },
      serializers: { err: withoutValues },
    },
    stream,
  );
}

type Known = Error & { code?: string; constraint_name?: string; table_name?: string };

/** An error without the values that PostgreSQL quotes in its words, or that stand in its properties. */
export function withoutValues(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'something that is no error was thrown' };
  const { name, message, stack = '', code, constraint_name, table_name, cause } = error as Known;
  return {
    name,
    message: message.replace(/: ".*$/s, ''),
    code,
    constraint: constraint_name,
    table: table_name,
    at: stack.split('\n').filter((line) => /^\s+at /.test(line)),
    cause: cause === undefined ? undefined : withoutValues(cause),
  };
}

/** Where a token stands in a path, it is left out. */
export const pathToLog = (url = '') =>
  (url.split('?', 1)[0] ?? '').replace(/^(\/preview\/|\/sign-in\/link\/).*/, '$1…').slice(0, 200);
