import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { zipped } from './zip.ts';

async function archive(count: number, text: (i: number) => string) {
  async function* files() {
    for (let i = 0; i < count; i++) yield { name: `süd-${i}.md`, text: text(i) };
  }
  const parts: Uint8Array[] = [];
  for await (const part of zipped(files())) parts.push(part);
  return Buffer.concat(parts);
}

/** Reads an archive by its directory, as any program that unpacks one does. */
function unpacked(zip: Buffer): { name: string; text: string }[] {
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  let count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  if (count === 0xffff) {
    const locator = end - 20;
    expect(zip.readUInt32LE(locator)).toBe(0x07064b50);
    const large = Number(zip.readBigUInt64LE(locator + 8));
    expect(zip.readUInt32LE(large)).toBe(0x06064b50);
    count = Number(zip.readBigUInt64LE(large + 32));
    at = Number(zip.readBigUInt64LE(large + 48));
  }
  return Array.from({ length: count }, () => {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error(`There is no entry at ${at}.`);
    const [packed, size, length] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 24),
      zip.readUInt16LE(at + 28),
    ];
    const local = zip.readUInt32LE(at + 42);
    const name = zip.subarray(at + 46, at + 46 + length).toString();
    at += 46 + length + zip.readUInt16LE(at + 30);
    const entry = at - 46 - length;
    const isSame = zip.compare(zip, entry + 6, entry + 32, local + 4, local + 30) === 0;
    if (zip.readUInt32LE(local) !== 0x04034b50 || !isSame) throw new Error(`“${name}” is not at ${local}.`);
    const from = local + 30 + length;
    const text = inflateRawSync(zip.subarray(from, from + packed));
    if (text.length !== size) throw new Error(`“${name}” has not its size.`);
    return { name, text: text.toString() };
  });
}

test('files come out as they went in', async () => {
  const files = unpacked(await archive(3, (i) => `Ä${'text '.repeat(i * 1000)}`));
  expect(files.map(({ name }) => name)).toEqual(['süd-0.md', 'süd-1.md', 'süd-2.md']);
  expect(files[2]?.text).toBe(`Ä${'text '.repeat(2000)}`);
  expect(unpacked(await archive(0, () => ''))).toEqual([]);
});

test('more files than two bytes count', async () => {
  expect(unpacked(await archive(70_000, String))).toHaveLength(70_000);
});
