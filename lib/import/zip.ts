import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { Refused, refuse } from '#lib/refusal.ts';
import { MAX_SOURCE_BYTES } from './decode.ts';

/** What an archive may hold: entries, bytes of one entry and of all when unpacked, and bytes for each packed byte. */
export type ZipLimits = { entries: number; entryBytes: number; bytes: number; ratio: number };

/** The limits of an archive of articles. */
export const ARCHIVE_LIMITS: ZipLimits = {
  entries: 10_000,
  entryBytes: MAX_SOURCE_BYTES,
  bytes: 500 * 1024 * 1024,
  ratio: 100,
};

/** Below this an archive may unpack to any multiple of its size: a short text that repeats itself is no bomb. */
const SMALL = 2 * 1024 * 1024;

/** A file in an archive: its path there, and its bytes, or why these were not unpacked. */
export type ZipEntry = { name: string } & (
  | { bytes: Buffer; problem?: undefined }
  | { bytes?: undefined; problem: string }
);

/**
 * Unpacks the files of an archive one by one; folders and what a system leaves behind are passed over. Names, numbers
 * and sizes are looked at before anything is unpacked, and the sizes are counted again while it is unpacked, because
 * an archive may lie about them.
 * @param archive its bytes, or the path of its file, which is then never read whole
 * @param wanted which files to unpack
 * @throws Refused, worded for people, when it is no archive, is made to do harm, or is too large
 */
export async function* unzip(
  archive: Uint8Array | string,
  limits: ZipLimits = ARCHIVE_LIMITS,
  wanted: (name: string) => boolean = (name) => !isLitter(name),
): AsyncGenerator<ZipEntry> {
  const zip = await open(archive);
  try {
    const entries = await list(zip, limits, wanted);
    const most = Math.max(SMALL, zip.fileSize * limits.ratio);
    let total = 0;
    for (const entry of entries) {
      const name = entry.fileName;
      if (entry.isEncrypted())
        yield { name, problem: `“${name}” is protected by a password. Unpack it and import it by itself.` };
      else if (!entry.canDecodeFileData())
        yield {
          name,
          problem: `“${name}” is packed in a way that cannot be read. Unpack it and import it by itself.`,
        };
      else {
        const bytes = await inflate(zip, entry, limits.entryBytes, (length) => {
          total += length;
          if (total > most) throw bomb();
        });
        yield bytes ? { name, bytes } : { name, problem: tooLargeEntry(name, limits) };
      }
    }
  } finally {
    zip.close();
  }
}

/** What systems leave in folders and archives and nobody wrote. */
export function isLitter(name: string): boolean {
  return /(?:^|\/)(?:__MACOSX|Thumbs\.db|desktop\.ini|\.[^/]*)(?:\/|$)/i.test(name);
}

async function open(archive: Uint8Array | string): Promise<yauzl.ZipFile> {
  const options = { autoClose: false };
  try {
    return typeof archive === 'string'
      ? await yauzl.openPromise(archive, options)
      : await yauzl.fromBufferPromise(
          Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength),
          options,
        );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code) throw error;
    throw refused('This is not a ZIP archive, or it is damaged. Pack it again.');
  }
}

async function list(
  zip: yauzl.ZipFile,
  limits: ZipLimits,
  wanted: (name: string) => boolean,
): Promise<yauzl.Entry[]> {
  const entries: yauzl.Entry[] = [];
  if (zip.entryCount > limits.entries) throw tooMany(limits);
  let said = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/') || !wanted(entry.fileName)) continue;
      said += entry.uncompressedSize;
      entries.push(entry);
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    const name = /^(?:invalid relative path|absolute path|invalid characters in fileName): (.*)$/s.exec(
      (error as Error).message,
    )?.[1];
    throw refused(
      name === undefined
        ? 'This archive is damaged: its list of files cannot be read. Pack it again.'
        : `This archive names a file that would lie outside of it (“${name.slice(0, 100)}”). Nothing of it was imported.`,
    );
  }
  // What is unpacked cannot be more than this: yauzl stops where an entry is larger than it says.
  if (said > limits.bytes)
    throw refused(
      `This archive holds more than ${megabytes(limits.bytes)} when it is unpacked. Part it into several and import each.`,
    );
  return entries;
}

/** The bytes of an entry, or undefined when it is larger than an entry may be. */
async function inflate(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  most: number,
  count: (length: number) => void,
): Promise<Buffer | undefined> {
  if (entry.uncompressedSize > most) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      count(chunk.length);
      size += chunk.length;
      if (size > most) return undefined;
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    // More bytes come out than the archive says: yauzl stops there.
    if (/^too many bytes in the stream/.test((error as Error).message)) throw bomb();
    throw refused(`“${entry.fileName}” in this archive is damaged. Pack it again.`);
  }
  const bytes = Buffer.concat(chunks);
  if (crc32(bytes) !== entry.crc32)
    throw refused(`“${entry.fileName}” in this archive is damaged. Pack it again.`);
  return bytes;
}

function tooMany(limits: ZipLimits): Refused {
  return refused(
    `This archive holds more than ${limits.entries.toLocaleString('en')} files. Part it into several and import each.`,
  );
}

function bomb(): Refused {
  return refused(
    'This archive unpacks to far more than it should: it may be made to do harm. Nothing of it was imported.',
  );
}

function tooLargeEntry(name: string, limits: ZipLimits): string {
  return `“${name}” has more than ${megabytes(limits.entryBytes)}. Part it into several files and import each.`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

function refused(message: string): Refused {
  return new Refused(refuse('invalid', message));
}
