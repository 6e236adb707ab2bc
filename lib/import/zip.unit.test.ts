import { describe, expect, test } from 'vitest';
import { Refused } from '#lib/refusal.ts';
import { packLying } from './test-archives.ts';
import { ARCHIVE_LIMITS, unzip, type ZipLimits } from './zip.ts';
import { packStored } from './zip-writer.ts';

const text = (name: string, of = name) => ({ name, bytes: Buffer.from(of) });

async function all(archive: Uint8Array, limits: ZipLimits = ARCHIVE_LIMITS) {
  const entries: [string, string][] = [];
  for await (const { name, bytes, problem } of unzip(archive, limits))
    entries.push([name, problem ?? bytes.toString()]);
  return entries;
}

describe('an archive', () => {
  test('gives its files one by one, without folders and what systems leave behind', async () => {
    const archive = packLying([
      text('a.txt', 'A'),
      text('deep/'),
      text('deep/b.md', 'Bé'),
      text('__MACOSX/a.txt'),
      text('deep/.DS_Store'),
    ]);
    expect(await all(archive)).toEqual([
      ['a.txt', 'A'],
      ['deep/b.md', 'Bé'],
    ]);
    expect(await all(packStored([text('c.txt', 'C')]))).toEqual([['c.txt', 'C']]);
  });

  test.each([
    ['../ in a name', packLying([text('a.txt'), text('../../etc/passwd')]), /outside of it.*etc\/passwd/],
    ['..\\ in a name', packLying([text('..\\a.txt')]), /outside of it/],
    ['an absolute name', packLying([text('/etc/passwd')]), /outside of it/],
    ['a drive in a name', packLying([text('C:\\a.txt')]), /outside of it/],
    ['no archive in it', Buffer.from('plain text'), /not a ZIP archive/],
    ['bytes cut off', packLying([text('a.txt')]).subarray(0, -40), /not a ZIP archive|damaged/],
    [
      'a bomb',
      packLying(
        Array.from({ length: 8 }, (_, i) => ({ name: `${i}.txt`, bytes: Buffer.alloc(4_000_000, 'a') })),
      ),
      /far more than it should/,
    ],
    [
      'a bomb that says it is small',
      packLying([{ name: 'a.txt', bytes: Buffer.alloc(4_000_000, 'a'), says: 10 }]),
      /far more than it should/,
    ],
  ])('with %s is refused', async (_, archive, message) => {
    const reading = all(archive);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toBeInstanceOf(Refused);
  });

  test('is refused when its files are too many or too large together, as its list says', async () => {
    const many = packLying(Array.from({ length: 11 }, (_, i) => text(`${i}.txt`)));
    await expect(all(many, { ...ARCHIVE_LIMITS, entries: 10 })).rejects.toThrow(/more than 10 files/);
    await expect(all(many, { ...ARCHIVE_LIMITS, bytes: 20 })).rejects.toThrow(/when it is unpacked/);
  });

  test('with one file that is too large or protected gives the others', async () => {
    const archive = packLying([
      { ...text('secret.txt'), encrypted: true },
      { name: 'large.txt', bytes: Buffer.alloc(2000, 'x') },
      text('b.txt', 'B'),
    ]);
    const entries = await all(archive, { ...ARCHIVE_LIMITS, entryBytes: 1000 });
    expect(entries).toEqual([
      ['secret.txt', expect.stringContaining('password')],
      ['large.txt', expect.stringContaining('has more than')],
      ['b.txt', 'B'],
    ]);
  });
});
