import { execFile } from 'node:child_process';
import {
  lchown,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { commandLine, type Launcher } from './embedded-binaries.ts';

const run = promisify(execFile);
const majorVersion = '18';

/** A server that holds a data directory; `socketDirectory` is empty for the moment before it has made its socket. */
export type RunningServer = { pid: number; socketDirectory: string };

/**
 * Creates the data directory if it is missing, in one step: `initdb` works in a sibling, which is renamed when it is
 * complete. One that was killed midway leaves only a sibling, which is swept up here.
 * @returns the directory's real path
 * @throws Error worded for the person who starts Galley
 */
export async function prepareData(launcher: Launcher, dataDir: string, sync: boolean): Promise<string> {
  const data = path.resolve(dataDir);
  const parent = path.dirname(data);
  await mkdir(parent, { recursive: true });
  await sweepDrafts(data);
  await refuseForeign(launcher, data);
  const version = await readFile(path.join(data, 'PG_VERSION'), 'utf8').catch(toUndefined('ENOENT'));
  if (version === undefined) await createData(launcher, data, sync);
  else if (version.trim() !== majorVersion) {
    throw new Error(
      `${data} was made by PostgreSQL ${version.trim()}, and this is PostgreSQL ${majorVersion}. ` +
        'Dump it with the older version and restore it, or choose another directory.',
    );
  }
  return realpath(data);
}

async function createData(launcher: Launcher, data: string, sync: boolean): Promise<void> {
  const draft = await mkdtemp(`${data}.init-${process.pid}-`);
  await giveTo(launcher, draft);
  // The built-in provider sorts and folds case alike on every system; pg_trgm still asks libc what a letter is.
  const letters = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const options = [
    ...'--username=postgres --auth=trust --encoding=UTF8 --data-checksums --no-instructions'.split(' '),
    ...`--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 --lc-ctype=${letters}`.split(' '),
    ...(sync ? [] : ['--no-sync']),
  ];
  try {
    await run(...commandLine(launcher, 'initdb', ['-D', draft, ...options]));
    await rename(draft, data);
    if (sync) await syncDirectory(path.dirname(data));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process was quicker: its directory is as good as ours.
    if (await stat(path.join(data, 'PG_VERSION')).catch(toUndefined('ENOENT'))) return;
    throw new Error(`The database directory ${data} cannot be created: ${(error as Error).message.trim()}`);
  }
}

async function sweepDrafts(data: string): Promise<void> {
  const prefix = `${path.basename(data)}.init-`;
  for (const name of await readdir(path.dirname(data))) {
    if (!name.startsWith(prefix) || exists(Number.parseInt(name.slice(prefix.length), 10))) continue;
    await rm(path.join(path.dirname(data), name), { recursive: true, force: true });
  }
}

/** Only root can give files away; for anyone else a directory of another user's is a mistake to be explained. */
async function refuseForeign({ uid }: Launcher, directory: string): Promise<void> {
  const owner = (await stat(directory).catch(toUndefined('ENOENT')))?.uid ?? uid;
  if (owner === uid || process.getuid?.() === 0) return;
  throw new Error(
    `${directory} belongs to another user (number ${owner}). Start Galley as that user, or take the directory over ` +
      `with \`sudo chown -R ${uid} ${directory}\`.`,
  );
}

/**
 * Makes the launcher's user the owner of everything in a directory, the directory itself last so that a broken-off
 * change is taken up again. The owner differs after a move to a machine that runs PostgreSQL in another way.
 */
export async function giveTo({ uid, gid }: Launcher, directory: string): Promise<void> {
  if ((await stat(directory)).uid === uid) return;
  for (const name of await readdir(directory, { recursive: true }))
    await lchown(path.join(directory, name), uid, gid);
  await lchown(directory, uid, gid);
}

/**
 * The server that holds the data directory, by its `postmaster.pid` and the process table. PostgreSQL itself clears
 * a file that names a dead process, but refuses to start over one whose number now belongs to something else (common
 * in containers, where numbers are small) or that a power cut left empty; those are removed here.
 */
export async function runningServer(data: string): Promise<RunningServer | undefined> {
  const file = path.join(data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(toUndefined('ENOENT'));
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (pid && (await isServerOf(pid, data))) return { pid, socketDirectory: lines[4] ?? '' };
  const isUnusable = pid ? exists(pid) : await isOlderThan(file, 10_000);
  // Read again: meanwhile another process may have started the server.
  if (isUnusable && (await readFile(file, 'utf8').catch(toUndefined('ENOENT'))) === text)
    await rm(file, { force: true });
  return undefined;
}

/** Whether a process has this number; a zombie counts. */
export function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the process is a PostgreSQL server of this data directory and not a zombie or a stranger. */
export async function isServerOf(pid: number, data: string): Promise<boolean> {
  if (process.platform !== 'linux') {
    const { stdout } = await run('ps', ['-ww', '-o', 'command=', '-p', `${pid}`]).catch(() => ({
      stdout: '',
    }));
    return /\bpostgres\b/.test(stdout) && stdout.includes(data);
  }
  const args = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  if (path.basename(args[0] ?? '') !== 'postgres') return false;
  return args.includes(data) || (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === data;
}

async function isOlderThan(file: string, milliseconds: number): Promise<boolean> {
  const status = await stat(file).catch(toUndefined('ENOENT'));
  return status !== undefined && Date.now() - status.mtimeMs > milliseconds;
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory);
  await handle.sync();
  await handle.close();
}

function toUndefined(code: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code !== code) throw error;
  };
}
