import { crc32, deflateRawSync } from 'node:zlib';
import type { ExportedFile } from './files.ts';

/** What two bytes, and four, cannot count: from there on the archive says it in its ZIP64 part. */
const MANY = 0xffff;
const FAR = 0xffffffff;

/**
 * Writes files into an archive as they come, one at a time, so that it takes the memory of one file and a line for
 * each (APPNOTE.TXT 6.3.10, "The .ZIP file format specification", PKWARE). Names and texts are UTF-8.
 */
export async function* zipped(files: AsyncIterable<ExportedFile>): AsyncGenerator<Uint8Array> {
  const entries: Buffer[] = [];
  let at = 0;
  for await (const { name, text } of files) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const about = aboutFile(bytes, packed, Buffer.from(name).length);
    const local = Buffer.concat([bytesOf([4, 0x04034b50]), about, Buffer.from(name)]);
    entries.push(Buffer.concat([bytesOf([4, 0x02014b50], [2, MADE_BY]), ...entryOf(about, name, at)]));
    yield local;
    yield packed;
    at += local.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  yield directory;
  yield endOf(entries.length, directory.length, at);
}

/** The version that can read it, and that wrote it: 4.5 is the first with ZIP64. */
const VERSION = 45;
const MADE_BY = VERSION;
const UTF8 = 0x0800;
const DEFLATED = 8;
/** The first of January 1980, as such archives count: the same articles give the same bytes. */
const NO_DATE = 0x21;

function aboutFile(bytes: Buffer, packed: Buffer, nameLength: number): Buffer {
  return bytesOf(
    ...([
      [2, VERSION],
      [2, UTF8],
      [2, DEFLATED],
      [2, 0],
      [2, NO_DATE],
    ] as const),
    ...([
      [4, crc32(bytes)],
      [4, packed.length],
      [4, bytes.length],
      [2, nameLength],
      [2, 0],
    ] as const),
  );
}

/** A file's line in the directory; where it begins stands in the ZIP64 part if that is too far for four bytes. */
function entryOf(about: Buffer, name: string, at: number): Buffer[] {
  const isFar = at >= FAR;
  const extra = isFar ? bytesOf([2, 1], [2, 8], [8, at]) : Buffer.alloc(0);
  const known = about.subarray(0, -2);
  const rest = bytesOf([2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, isFar ? FAR : at]);
  return [known, rest, Buffer.from(name), extra];
}

function endOf(count: number, size: number, at: number): Buffer {
  const isLarge = count >= MANY || at + size >= FAR;
  const few = isLarge ? MANY : count;
  const end = bytesOf(
    ...([
      [4, 0x06054b50],
      [2, 0],
      [2, 0],
      [2, few],
      [2, few],
    ] as const),
    ...([
      [4, isLarge ? FAR : size],
      [4, isLarge ? FAR : at],
      [2, 0],
    ] as const),
  );
  if (!isLarge) return end;
  const large = bytesOf(
    ...([
      [4, 0x06064b50],
      [8, 44],
      [2, MADE_BY],
      [2, VERSION],
      [4, 0],
      [4, 0],
    ] as const),
    ...([
      [8, count],
      [8, count],
      [8, size],
      [8, at],
    ] as const),
  );
  return Buffer.concat([large, bytesOf([4, 0x07064b50], [4, 0], [8, at + size], [4, 1]), end]);
}

/** Numbers in two, four or eight bytes each, the lowest first. */
function bytesOf(...numbers: (readonly [2 | 4 | 8, number])[]): Buffer {
  return Buffer.concat(
    numbers.map(([size, number]) => {
      const bytes = Buffer.alloc(size);
      if (size === 8) bytes.writeBigUInt64LE(BigInt(number));
      else bytes.writeUIntLE(number, 0, size);
      return bytes;
    }),
  );
}
