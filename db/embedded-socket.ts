import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import type { Launcher } from './embedded-binaries.ts';
import { exists } from './embedded-data.ts';

/**
 * Makes the directory of mode 700 for a server's socket; its file `owner` holds the number of the process that is to
 * stop the server. A socket's path may be at most 103 bytes on macOS (107 on Linux), which a temporary directory
 * with a long name leaves no room for.
 * @param before where a server that has ended listened: the directory is made anew there
 */
export async function makeSocketDirectory({ uid, gid }: Launcher, before?: string): Promise<string> {
  const directory = before ?? (await mkdtemp(path.join(roomFor(), 'galley-')));
  if (before) {
    await rm(before, { recursive: true, force: true });
    await mkdir(before, { mode: 0o700 });
  }
  await own(directory);
  if (process.getuid?.() !== uid) await chown(directory, uid, gid);
  return directory;
}

function roomFor(): string {
  const fits = Buffer.byteLength(`${tmpdir()}/galley-123456/.s.PGSQL.5432`) <= 103;
  return fits ? tmpdir() : '/tmp';
}

/** Removes the socket directory of the last server of this data directory, if it and its owner were killed. */
export async function sweepSocketDirectory(data: string): Promise<void> {
  const options = await readFile(path.join(data, 'postmaster.opts'), 'utf8').catch(() => '');
  const directory = /unix_socket_directories=(\/[^"]*\/galley-\w{6})"/.exec(options)?.[1];
  if (directory && (await hasDeadOwner(directory))) await rm(directory, { recursive: true, force: true });
}

/** Makes this process the owner of a server whose owner has died; false when there is a living one, or none known. */
export async function inherit(socketDirectory: string): Promise<boolean> {
  const isOrphan = await hasDeadOwner(socketDirectory);
  if (isOrphan) await own(socketDirectory);
  return isOrphan;
}

/** Whether a server accepts connections and runs queries. */
export async function answers(socketDirectory: string): Promise<boolean> {
  if (!socketDirectory) return false;
  const superuser = { port: 5432, user: 'postgres', database: 'postgres' };
  const sql = postgres({ ...superuser, host: socketDirectory, max: 1, connect_timeout: 5 });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function own(socketDirectory: string): Promise<void> {
  await writeFile(path.join(socketDirectory, 'owner'), `${process.pid}`);
}

async function hasDeadOwner(socketDirectory: string): Promise<boolean> {
  const owner = Number(await readFile(path.join(socketDirectory, 'owner'), 'utf8').catch(() => ''));
  return owner > 0 && !exists(owner);
}
