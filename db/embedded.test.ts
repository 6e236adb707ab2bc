import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Embedded, startEmbedded } from './embedded.ts';
import { linkLibraries } from './embedded-binaries.ts';
import { isServerOf } from './embedded-data.ts';

// Each test makes a database of its own, about a second on an idle machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const isRoot = process.getuid?.() === 0;
const isLinux = process.platform === 'linux';

let folder = '';
let dataDir = '';
let servers: Embedded[] = [];
let children: ChildProcess[] = [];
let leftovers: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'embedded-'));
  dataDir = path.join(folder, 'postgres');
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const server of servers) await server.stop();
  for (const each of [folder, ...leftovers]) await rm(each, { recursive: true, force: true, maxRetries: 5 });
  servers = [];
  children = [];
  leftovers = [];
});

describe('a database that was written to', () => {
  test('keeps its rows when the server is killed', async () => {
    const first = await start();
    await write(first, 'kept');
    process.kill(await serverPid(), 'SIGKILL');
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await rows(second)).toEqual(['kept']);
  });

  test('keeps its rows when the process that started the server is killed, and the server is not left behind', async () => {
    const child = await startElsewhere();
    await write(child.server, 'kept');
    const pid = await serverPid();
    child.process.kill('SIGKILL');
    if (isLinux) await vi.waitFor(async () => expect(await isServerOf(pid, dataDir)).toBe(false), 5000);
    const second = await start();
    expect(second.adopted).toBe(!isLinux);
    if (isLinux) expect(existsSync(socketDirectory(child.server))).toBe(false);
    expect(await rows(second)).toEqual(['kept']);
  });

  test('is shut down when the process that started it ends without a word', async () => {
    const child = await startElsewhere({ lifetime: 0 });
    await vi.waitUntil(() => !existsSync(path.join(dataDir, 'postmaster.pid')), 5000);
    expect(existsSync(socketDirectory(child.server))).toBe(false);
  });

  test('is on disk before a commit is answered, with checksums, and cannot be reached over the network', async () => {
    const server = await start();
    const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'listen_addresses'];
    const settings = await query(
      server,
      (sql) => sql`select name, setting from pg_settings where name in ${sql(names)}`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      ...{ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', data_checksums: 'on' },
      listen_addresses: '',
    });
    const { mode } = await stat(socketDirectory(server));
    expect(mode & 0o777).toBe(0o700);
  });

  test('knows letters beyond English ones', async () => {
    const server = await start();
    const [row] = await query(server, async (sql) => {
      await sql`create extension pg_trgm`;
      return sql`select lower('ÄRZTE') as lower, similarity('Ärzte', 'rzte') < 1 as told_apart,
        to_tsvector('simple', 'Ärzte ÄRZTE')::text as words`;
    });
    expect(row).toEqual({ lower: 'ärzte', told_apart: true, words: "'ärzte':1,2" });
  });
});

describe('a server that is running already', () => {
  test('is adopted, and outlives its guest', async () => {
    const owner = await start();
    const guest = await start();
    expect([owner.adopted, guest.adopted]).toEqual([false, true]);
    expect(guest.url).toBe(owner.url);
    await guest.stop();
    await write(owner, 'still here');
    await owner.stop();
    expect(existsSync(path.join(dataDir, 'postmaster.pid'))).toBe(false);
    expect(existsSync(socketDirectory(owner))).toBe(false);
  });

  test('is shut down by the process that adopts it when its owner has died', async () => {
    const owner = await start();
    await writeFile(path.join(socketDirectory(owner), 'owner'), `${await deadPid()}`);
    const heir = await start();
    const pid = await serverPid();
    await heir.stop();
    expect(heir.adopted).toBe(true);
    expect(await isServerOf(pid, dataDir)).toBe(false);
  });

  test('is found by all who start at the same moment, of whom one becomes its owner', async () => {
    await (await start()).stop();
    const all = await Promise.all([start(), start(), start()]);
    expect(all.map(({ adopted }) => adopted).sort()).toEqual([false, true, true]);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
  });

  test('is found by processes that start at the same moment, which share one database', async () => {
    const [own, other] = await Promise.all([start(), startElsewhere()]);
    expect([own.adopted, other.server.adopted].sort()).toEqual([false, true]);
    await write(own, 'shared');
    expect(await rows(other.server)).toEqual(['shared']);
  });
});

describe('what a crash leaves behind', () => {
  test('a pid file whose number now belongs to another program does not stop the start', async () => {
    await write(await start(), 'kept');
    const crashed = await crash();
    const stranger = spawn('sleep', ['60']);
    children.push(stranger);
    await writeFile(path.join(dataDir, 'postmaster.pid'), crashed.replace(/^\d+/, `${stranger.pid}`));
    expect(await rows(await start())).toEqual(['kept']);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });

  test('an old pid file without content does not stop the start', async () => {
    await write(await start(), 'kept');
    await crash();
    const file = path.join(dataDir, 'postmaster.pid');
    await writeFile(file, '');
    await utimes(file, 0, 0);
    expect(await rows(await start())).toEqual(['kept']);
  });

  test('a creation that was killed midway is begun again and swept up', async () => {
    const child = runElsewhere();
    await vi.waitUntil(async () => (await drafts()).length > 0, { timeout: 10_000, interval: 5 });
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(existsSync(dataDir)).toBe(false);
    await write(await start(), 'works');
    expect(await drafts()).toEqual([]);
  });
});

describe('as root', () => {
  beforeEach(({ skip }) => skip(!isRoot || !isLinux, 'needs root on Linux'));

  test('a data directory below a directory that only root may enter is usable', async () => {
    await chmod(folder, 0o700);
    await write(await start(), 'works');
  });

  test('the same data is usable where user namespaces are forbidden, and back', async () => {
    const before = await start();
    await write(before, 'kept');
    await before.stop();
    const usual = (await stat(dataDir)).uid;
    const child = await startElsewhere({ env: { PATH: await pathWith('setpriv') } });
    expect(await rows(child.server)).toEqual(['kept']);
    const uid = (await stat(dataDir)).uid;
    expect(uid).not.toBe(0);
    expect(await readFile(`/proc/${await serverPid()}/status`, 'utf8')).toContain(`Uid:\t${uid}\t${uid}`);
    child.process.kill('SIGKILL');
    await vi.waitFor(async () => expect((await start()).adopted).toBe(false), 5000);
    expect(await rows(servers.at(-1) as Embedded)).toEqual(['kept']);
    expect((await stat(dataDir)).uid).toBe(usual);
  });

  test('without any way to leave root behind, the error says what to do', async () => {
    const child = runElsewhere({ env: { PATH: await pathWith() } });
    expect(await errorOf(child)).toMatch(
      /unshare.*\n.*setpriv(.|\n)*as a user other than root, or set DATABASE_URL/,
    );
  });
});

test('an ordinary user runs it too', async ({ skip }) => {
  if (isRoot) {
    await chmod(folder, 0o777);
    const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
    const probe = spawn(asNobody[0] as string, [...asNobody.slice(1), 'test', '-r', import.meta.filename]);
    const code = await new Promise((resolve) =>
      probe.once('error', () => resolve('none')).once('exit', resolve),
    );
    skip(code !== 0, 'started as root, and the user nobody cannot read this folder');
    const child = await startElsewhere({ prefix: asNobody });
    expect((await stat(dataDir)).uid).toBe(65534);
    expect(child.server.adopted).toBe(false);
  } else await write(await start(), 'works');
});

test('the library links that npm did not make are made, also by two processes at once', async () => {
  const list = [{ source: 'native/lib/libink.so.1.2', target: 'native/lib/libink.so.1' }];
  await mkdir(path.join(folder, 'native/lib'), { recursive: true });
  await writeFile(path.join(folder, 'native/pg-symlinks.json'), JSON.stringify(list));
  await Promise.all([linkLibraries(folder), linkLibraries(folder)]);
  expect(await readlink(path.join(folder, 'native/lib/libink.so.1'))).toBe('libink.so.1.2');
});

describe('an error that people can act on', () => {
  test('a machine without an embedded PostgreSQL is told of DATABASE_URL', async () => {
    const arch = Object.getOwnPropertyDescriptor(process, 'arch') as PropertyDescriptor;
    Object.defineProperty(process, 'arch', { ...arch, value: 'mips' });
    try {
      await expect(startEmbedded({ dataDir })).rejects.toThrow(/-mips is not installed.*set DATABASE_URL/);
    } finally {
      Object.defineProperty(process, 'arch', arch);
    }
  });

  test('a data directory of another PostgreSQL is left alone', async () => {
    await mkdir(dataDir);
    await writeFile(path.join(dataDir, 'PG_VERSION'), '17\n');
    await expect(startEmbedded({ dataDir })).rejects.toThrow(
      /made by PostgreSQL 17, and this is PostgreSQL 18/,
    );
    expect(await readdir(dataDir)).toEqual(['PG_VERSION']);
  });

  test('a directory that holds something else is left alone', async () => {
    await mkdir(dataDir);
    await writeFile(path.join(dataDir, 'thesis.txt'), 'dear to someone');
    await expect(startEmbedded({ dataDir })).rejects.toThrow(/cannot be created: .*not empty/);
    expect(await readdir(dataDir)).toEqual(['thesis.txt']);
  });

  test('a setting that PostgreSQL refuses is shown in its own words', async () => {
    const wrong = startEmbedded({ dataDir, settings: { shared_buffers: 'plenty' } });
    await expect(wrong).rejects.toThrow(/invalid value for parameter "shared_buffers"/);
  });
});

async function start(): Promise<Embedded> {
  const server = await startEmbedded({ dataDir });
  servers.push(server);
  return server;
}

/** Starts the same data directory from a process of its own, which lives for a minute or as many milliseconds. */
function runElsewhere({ env = {}, prefix = [] as string[], lifetime = 60_000 } = {}): ChildProcess {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(path.join(import.meta.dirname, 'embedded.ts'))});
    const { url, adopted } = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(JSON.stringify({ url, adopted }));
    setTimeout(() => {}, ${lifetime});`;
  const [program, ...args] = [...prefix, process.execPath, '--input-type=module', '--eval', script];
  const child = spawn(program as string, args, { env: { ...process.env, ...env } });
  children.push(child);
  return child;
}

async function startElsewhere(
  options = {},
): Promise<{ process: ChildProcess; server: Pick<Embedded, 'url' | 'adopted'> }> {
  const child = runElsewhere(options);
  const error = errorOf(child);
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const server = JSON.parse(line);
    leftovers.push(socketDirectory(server));
    return { process: child, server };
  }
  throw new Error(await error);
}

async function errorOf(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stderr as NodeJS.ReadableStream) text += chunk;
  return text;
}

/** A directory for PATH in which only the named programs are found. */
async function pathWith(...programs: string[]): Promise<string> {
  const directory = await mkdtemp(path.join(folder, 'path-'));
  for (const program of programs)
    await symlink(path.join('/usr/bin', program), path.join(directory, program));
  return directory;
}

function socketDirectory(server: Pick<Embedded, 'url'>): string {
  return new URL(server.url).searchParams.get('host') as string;
}

async function query<T>(server: Pick<Embedded, 'url'>, run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres({
    host: socketDirectory(server),
    user: 'postgres',
    database: 'postgres',
    max: 1,
    onnotice() {},
  });
  try {
    return await run(sql);
  } finally {
    await sql.end();
  }
}

async function write(server: Pick<Embedded, 'url'>, text: string): Promise<void> {
  await query(server, async (sql) => {
    await sql`create table if not exists note (text text)`;
    await sql`insert into note values (${text})`;
  });
}

async function rows(server: Pick<Embedded, 'url'>): Promise<string[]> {
  return query(server, async (sql) => (await sql`select text from note`).map((row) => row.text));
}

async function serverPid(): Promise<number> {
  return Number.parseInt(await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8'), 10);
}

/** Kills the server; resolves, when all its processes have gone, to the pid file that it left. */
async function crash(): Promise<string> {
  const text = await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8');
  process.kill(Number.parseInt(text, 10), 'SIGKILL');
  await vi.waitFor(
    async () => expect(await isServerOf(Number.parseInt(text, 10), dataDir)).toBe(false),
    5000,
  );
  return text;
}

async function deadPid(): Promise<number> {
  const child = spawn('true');
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid as number;
}

async function drafts(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('postgres.init-'));
}
