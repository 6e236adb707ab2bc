import { expect, test } from 'vitest';
import { openLog, pathToLog } from './log.ts';

function logged(error: unknown) {
  let line = '';
  const log = openLog({
    write: (text) => {
      line += text;
    },
  });
  log.error({ err: error, request: 'r1' }, 'a request failed');
  return line;
}

test('an error is logged with its kind, code and place, and without what somebody wrote', () => {
  const refused = Object.assign(new Error('invalid input syntax for type uuid: "the secret draft"'), {
    ...{ name: 'PostgresError', code: '22P02', detail: 'Failing row contains (the secret draft)' },
    ...{ constraint_name: 'tag_name_key', parameters: ['the secret draft'] },
  });
  const wrapped = new Error('could not do what is due', { cause: refused });
  const line = logged(wrapped);
  expect(line).not.toContain('secret');
  expect(JSON.parse(line)).toMatchObject({
    ...{ level: 'error', request: 'r1', msg: 'a request failed' },
    err: {
      cause: { code: '22P02', constraint: 'tag_name_key', message: 'invalid input syntax for type uuid' },
    },
  });
  expect(JSON.parse(line).err.at[0]).toContain('log.unit.test.ts');
});

test('what is thrown and is no error is not shown either', () => {
  expect(logged('a secret')).not.toContain('a secret');
});

test.each([
  ['/desk/search?q=secret', '/desk/search'],
  ['/preview/secret', '/preview/…'],
  ['/sign-in/link/secret', '/sign-in/link/…'],
  ['/the-dam', '/the-dam'],
  [undefined, ''],
])('of the address %s the log holds %s', (url, expected) => {
  expect(pathToLog(url)).toBe(expected);
});
