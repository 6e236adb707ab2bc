import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { qrCodeOf } from './qr.ts';
import { otpauthAddress } from './totp.ts';

test('a QR code is drawn square by square as it is, with its quiet margin', () => {
  const address = otpauthAddress('nadia@desk.example', 'A'.repeat(32));
  const { size, path } = qrCodeOf(address);
  const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x = '', y = '', length = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    drawn[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  expect(drawn).toEqual(encode(address, { border: 4 }).data);
  expect(drawn.slice(0, 4).flat()).not.toContain(true);
  // The three marks by which a camera finds it.
  const corner = (x: number, y: number) => drawn.slice(y, y + 7).map((row) => row.slice(x, x + 7));
  const mark = corner(4, 4);
  expect(mark[0]).toEqual(Array(7).fill(true));
  expect([corner(size - 11, 4), corner(4, size - 11)]).toEqual([mark, mark]);
});
