import { expect, test } from 'vitest';
import { open, seal } from './seal.ts';
import { base32, codeOf, stepAt, stepOf } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

// RFC 4226, appendix D.
test.each(
  '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'
    .split(' ')
    .map((code, step) => [step, code] as const),
)('the code of step %i is %s', (step, code) => {
  expect(codeOf(secret, step)).toBe(code);
});

// RFC 6238, appendix B, the last six digits of SHA-1's.
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at second %i the code is %s', (second, code) => {
  expect(codeOf(secret, stepAt(second * 1000))).toBe(code);
  for (const off of second < 60 ? [0, 30] : [-30, 0, 30])
    expect(stepOf(secret, code, (second + off) * 1000)).toBe(stepAt(second * 1000));
  for (const off of [60, 90]) expect(stepOf(secret, code, (second + off) * 1000)).toBeNull();
  for (const other of ['', '0', `${code}0`, code.slice(1), 'abcdef'])
    expect(stepOf(secret, other, second * 1000)).toBeNull();
});

test('base32 is RFC 4648’s', () => {
  for (const [text, coded] of [
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ] as const)
    expect(base32(Buffer.from(text))).toBe(coded);
});

test('a sealed secret is opened by its key, for its person, and unchanged', () => {
  const key = Buffer.alloc(32, 1);
  const sealed = seal(secret, key, 'one');
  expect(sealed.includes(secret)).toBe(false);
  expect(open(sealed, key, 'one')).toEqual(secret);
  expect(seal(secret, key, 'one')).not.toEqual(sealed);
  expect(() => open(sealed, Buffer.alloc(32, 2), 'one')).toThrow();
  expect(() => open(sealed, key, 'another')).toThrow();
  const changed = Buffer.from(sealed);
  changed[20] = (changed[20] ?? 0) ^ 1;
  expect(() => open(changed, key, 'one')).toThrow();
});
