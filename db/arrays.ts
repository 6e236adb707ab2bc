/*
 * Arrays as PostgreSQL writes them. postgres.js would ask each new connection for their types, and a connection that is
 * cut while it does ends the process; the numbers of the built-in types never change (pg_type.dat).
 */
type Element = { array: number; write?: (value: never) => string; read?: (text: string) => unknown };

const date: Omit<Element, 'array'> = {
  write: (value: Date | string) => new Date(value).toISOString(),
  read: (text) => new Date(text),
};
const json: Omit<Element, 'array'> = { write: (value: unknown) => JSON.stringify(value), read: JSON.parse };
const elements: Record<string, Element> = {
  boolean: { array: 1000, read: (text) => text === 't' },
  bytea: {
    array: 1001,
    write: (value: Uint8Array) => `\\x${Buffer.from(value).toString('hex')}`,
    read: (text) => Buffer.from(text.slice(2), 'hex'),
  },
  name: { array: 1003 },
  smallint: { array: 1005, read: Number },
  integer: { array: 1007, read: Number },
  text: { array: 1009 },
  varchar: { array: 1015 },
  bigint: { array: 1016 },
  real: { array: 1021, read: Number },
  double: { array: 1022, read: Number },
  oid: { array: 1028, read: Number },
  numeric: { array: 1231 },
  uuid: { array: 2951 },
  date: { array: 1182, ...date },
  timestamp: { array: 1115, ...date },
  timestamptz: { array: 1185, ...date },
  json: { array: 199, ...json },
  jsonb: { array: 3807, ...json },
};

/** For postgres.js's option `types`. */
export const arrayTypes = Object.fromEntries(
  Object.entries(elements).map(([name, { array, write = String, read = (text: string) => text }]) => [
    `${name}Array`,
    {
      to: array,
      from: [array],
      serialize: (values: unknown) => writeArray(values, write as (value: unknown) => string),
      parse: (text: string) => readArray(text, read),
    },
  ]),
);

/** An array as text; what is text already stays. */
export function writeArray(values: unknown, write: (value: unknown) => string): string {
  if (!Array.isArray(values)) return String(values);
  const parts = values.map((value) => {
    if (value === null || value === undefined) return 'NULL';
    if (Array.isArray(value)) return writeArray(value, write);
    return `"${write(value).replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${parts.join(',')}}`;
}

const unmarked = /[^"\\]*/y;

/** The text of an array as values, nested as it is. */
export function readArray(text: string, read: (text: string) => unknown): unknown[] {
  // Before the first brace may stand bounds, as in [0:1]={a,b}.
  let at = text.indexOf('{');
  return list();

  function list(): unknown[] {
    const values: unknown[] = [];
    at++;
    while (text[at] !== '}') {
      values.push(text[at] === '{' ? list() : text[at] === '"' ? quoted() : bare());
      if (text[at] === ',') at++;
    }
    at++;
    return values;
  }

  function quoted(): unknown {
    // In pieces as long as they come: an article letter by letter is a million strings to clear away.
    let value = run(++at);
    while (text[at] === '\\') value += (text[at + 1] ?? '') + run(at + 2);
    at++;
    return read(value);
  }

  function run(from: number): string {
    unmarked.lastIndex = from;
    const [found = ''] = unmarked.exec(text) ?? [];
    at = from + found.length;
    return found;
  }

  function bare(): unknown {
    const from = at;
    while (text[at] !== ',' && text[at] !== '}') at++;
    const value = text.slice(from, at);
    return value === 'NULL' ? null : read(value);
  }
}
