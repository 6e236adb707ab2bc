import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checked, orRefusal, Refused, refuse } from './refusal.ts';

describe('what came in', () => {
  const schema = z.object({ name: z.string().min(1, 'Give a name.'), tags: z.array(z.string()) });

  test('is checked, and each field that is wrong is named', () => {
    expect(checked(schema, { name: 'Ada', tags: [] })).toEqual({
      ok: true,
      value: { name: 'Ada', tags: [] },
    });
    expect(checked(schema, { name: '', tags: [] })).toEqual({
      ...{ ok: false, code: 'invalid', message: 'Give a name.' },
      fields: { name: 'Give a name.' },
    });
    for (const input of [null, undefined, 'text', 7, [], { name: {} }])
      expect(checked(schema, input)).toMatchObject({ ok: false });
  });

  test('loses the characters that PostgreSQL cannot hold, however deep', () => {
    expect(checked(schema, { name: 'A\0da\ud800', tags: ['\udc00x'] })).toEqual({
      ok: true,
      value: { name: 'Ada\ufffd', tags: ['\ufffdx'] },
    });
  });
});

describe('a refusal by the database', () => {
  test('is worded for the person by the name of its constraint', async () => {
    const failed = Promise.reject(Object.assign(new Error('x'), { constraint_name: 'publication_gate' }));
    expect(await orRefusal(failed)).toMatchObject({ ok: false, code: 'gate-closed' });
  });

  test('that is no rule of ours is a bug, and throws', async () => {
    await expect(orRefusal(Promise.reject(new Error('deadlock detected')))).rejects.toThrow(
      'deadlock detected',
    );
    const unknown = Object.assign(new Error('x'), { constraint_name: 'some_other' });
    await expect(orRefusal(Promise.reject(unknown))).rejects.toThrow('x');
  });

  test('can be thrown to undo a transaction', async () => {
    expect(await orRefusal(Promise.reject(new Refused(refuse('missing', 'Gone.'))))).toMatchObject({
      code: 'missing',
    });
  });
});
