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
    expect(zip.readUInt32LE(at)).toBe(0x02014b50);
    const [packed, size, length] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 24),
      zip.readUInt16LE(at + 28),
    ];
    const local = zip.readUInt32LE(at + 42);
    const name = zip.subarray(at + 46, at + 46 + length).toString();
    at += 46 + length + zip.readUInt16LE(at + 30);
    expect(zip.readUInt32LE(local)).toBe(0x04034b50);
    expect(zip.subarray(local + 4, local + 30)).toEqual(
      zip.subarray(at - 46 - length + 6, at - 46 - length + 32),
    );
    const from = local + 30 + length;
    const text = inflateRawSync(zip.subarray(from, from + packed));
    expect(text.length).toBe(size);
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
