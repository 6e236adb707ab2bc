import { encode } from 'uqr';

/** A QR code as one path for SVG: its dark squares, of size 1, in a square of `size` with the quiet margin around it. */
export type QrCode = { size: number; path: string };

/** The code that a phone's camera reads this text from (ISO/IEC 18004, with a margin of four squares). */
export function qrCodeOf(text: string): QrCode {
  const { data, size } = encode(text, { border: 4 });
  const path = data.flatMap((row, y) =>
    [
      ...row
        .map((dark) => (dark ? '#' : ' '))
        .join('')
        .matchAll(/#+/g),
    ].map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`),
  );
  return { size, path: path.join('') };
}
