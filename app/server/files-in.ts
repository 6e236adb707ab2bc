import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isArchive } from '#lib/bulk/model.ts';
import { MAX_SOURCE_BYTES } from '#lib/import/decode.ts';
import type { SourceInput } from '#lib/import/read.ts';
import { isLitter, unzip } from '#lib/import/zip.ts';
import { Refused } from '#lib/refusal.ts';

/** A file to import, by the name that a person gave it, or why it cannot be read. */
export type FoundFile =
  | { name: string; source: SourceInput; problem?: undefined }
  | { name: string; source?: undefined; problem: string };

/**
 * The files among these paths and in the folders among them, in the order of their names; what systems leave behind in
 * folders is passed over.
 * @throws Error worded for people when a path does not exist
 */
export async function pathsIn(given: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const each of given) {
    const there = await stat(each).catch(() => {
      throw new Error(`There is no file or folder ${each}.`);
    });
    if (!there.isDirectory()) {
      found.push(each);
      continue;
    }
    const below = await readdir(each, { recursive: true, withFileTypes: true });
    const names = below
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(each, path.join(entry.parentPath, entry.name)))
      .filter((name) => !isLitter(name.split(path.sep).join('/')))
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    found.push(...names.map((name) => path.join(each, name)));
  }
  return found;
}

/**
 * Reads files one by one, when they are asked for; an archive gives each of its own.
 * @param expect is told how many files more than one an archive holds
 */
export async function* filesIn(paths: string[], expect: (more: number) => void): AsyncGenerator<FoundFile> {
  for (const file of paths) {
    if (isArchive(file)) yield* archived(file, expect);
    else yield await read(file);
  }
}

async function* archived(file: string, expect: (more: number) => void): AsyncGenerator<FoundFile> {
  try {
    // Whole or not at all: what is wrong with an archive may only be seen at its end.
    let entries = 0;
    for await (const _ of unzip(file)) entries++;
    expect(entries - 1);
    for await (const { name, bytes, problem } of unzip(file)) {
      const shown = `${file}/${name}`;
      yield bytes
        ? { name: shown, source: { bytes, name: path.posix.basename(name) } }
        : { name: shown, problem };
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    yield { name: file, problem: error.refusal.message };
  }
}

async function read(file: string): Promise<FoundFile> {
  const name = path.basename(file);
  try {
    const { size } = await stat(file);
    if (size > MAX_SOURCE_BYTES)
      return { name: file, problem: 'It has more than 5 MB. Part it into several files and import each.' };
    return { name: file, source: { bytes: await readFile(file), name } };
  } catch (error) {
    return { name: file, problem: `It cannot be read (${(error as NodeJS.ErrnoException).code}).` };
  }
}
