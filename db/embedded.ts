import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, findLauncher, type Launcher } from './embedded-binaries.ts';
import { giveTo, isServerOf, prepareData, type RunningServer, runningServer } from './embedded-data.ts';
import { answers, inherit, makeSocketDirectory, sweepSocketDirectory } from './embedded-socket.ts';

export type Embedded = {
  /** The superuser's address, by a Unix socket: `postgres://postgres@localhost/postgres?host=<socket directory>`. */
  url: string;
  urlFor(user: string, database: string): string;
  socketDirectory: string;
  /** True when the server was running already. */
  adopted: boolean;
  /** Fast shutdown; resolves when the server has ended. A server that another live process started is left alone. */
  stop(): Promise<void>;
};

type Options = {
  dataDir: string;
  /** Where a server that was running here before listened: one that is started listens there again. */
  socketDirectory?: string;
  /** Receives PostgreSQL's own log, line by line. */
  log?: (line: string) => void;
  /** PostgreSQL settings, e.g. `{ fsync: 'off' }` for tests; the defaults are durable. */
  settings?: Record<string, string>;
};

/** How long another process may hold the data directory without answering, or a shutdown may take: milliseconds. */
const patience = 60_000;

/**
 * Starts an embedded PostgreSQL 18 on a data directory, creating it if need be, or adopts the server that is running
 * there; resolves when it answers a query. Only this user reaches it, over a Unix socket in a directory of mode 700.
 * The server ends with this process, on Linux even when this process is killed. Call it on the main thread: Linux
 * ends the server together with the thread that started it.
 * @throws Error worded for the person who starts Galley
 */
export async function startEmbedded({
  dataDir,
  socketDirectory,
  log = () => {},
  settings = {},
}: Options): Promise<Embedded> {
  const launcher = await findLauncher();
  const data = await prepareData(launcher, dataDir, settings.fsync !== 'off');
  const deadline = Date.now() + patience;
  for (;;) {
    const running = await runningServer(data);
    if (running && (await answers(running.socketDirectory))) return adopt(running, data);
    const started = running ? undefined : await launch(launcher, data, { socketDirectory, settings }, log);
    if (started) return started;
    if (Date.now() > deadline) {
      const holder = running
        ? `process ${running.pid}, which does not answer`
        : 'a process that cannot be found';
      throw new Error(
        `The database in ${data} is held by ${holder}. Stop that PostgreSQL, then start again.`,
      );
    }
    await sleep(100);
  }
}

/** Resolves to undefined when another process took the data directory first. */
async function launch(
  launcher: Launcher,
  data: string,
  { socketDirectory: before, settings }: { socketDirectory?: string; settings: Record<string, string> },
  log: (line: string) => void,
): Promise<Embedded | undefined> {
  await giveTo(launcher, data);
  if (!before) await sweepSocketDirectory(data);
  const socketDirectory = await makeSocketDirectory(launcher, before);
  const options = Object.entries({
    listen_addresses: '',
    unix_socket_directories: socketDirectory,
    port: '5432',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Its own process group: Ctrl-C in a terminal reaches Galley alone, which stops the server when it is done with it.
  const child = spawn(...commandLine(launcher, 'postgres', ['-D', data, ...options]), {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const lastLines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    lastLines.push(line);
    if (lastLines.length > 20) lastLines.shift();
    log(line);
  });
  let isRunning = true;
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => lastLines.push(error.message)).once('close', () => resolve());
  }).then(() => {
    isRunning = false;
  });
  while (isRunning) {
    // However long this takes: after a crash the server first recovers what was committed.
    if (await answers(socketDirectory)) return ownedBy(child, data, socketDirectory);
    await Promise.race([ended, sleep(25)]);
  }
  await rm(socketDirectory, { recursive: true, force: true });
  const report = lastLines.join('\n');
  if (/lock file|shared memory block/.test(report)) return undefined;
  throw new Error(`The embedded PostgreSQL in ${data} ended while it was starting:\n${report}`);
}

function ownedBy(child: ChildProcess, data: string, socketDirectory: string): Embedded {
  // A script that has nothing left to do may end without stop(); the server then ends with it on every system.
  child.unref();
  (child.stderr as Socket).unref();
  const end = () => {
    child.kill('SIGINT');
    rmSync(socketDirectory, { recursive: true, force: true });
  };
  process.once('exit', end);
  return embedded(socketDirectory, false, async () => {
    await shutDown({ pid: child.pid as number, socketDirectory }, data);
    process.removeListener('exit', end);
  });
}

async function adopt(running: RunningServer, data: string): Promise<Embedded> {
  const isOwner = await inherit(running.socketDirectory);
  return embedded(running.socketDirectory, true, async () => {
    if (isOwner) await shutDown(running, data);
  });
}

function embedded(socketDirectory: string, adopted: boolean, stop: () => Promise<void>): Embedded {
  const urlFor = (user: string, database: string) =>
    `postgres://${encodeURIComponent(user)}@localhost/${encodeURIComponent(database)}` +
    `?host=${encodeURIComponent(socketDirectory)}`;
  return { url: urlFor('postgres', 'postgres'), urlFor, socketDirectory, adopted, stop };
}

/** SIGINT is PostgreSQL's fast shutdown; SIGQUIT ends it at once, and the next start recovers from its log. */
async function shutDown({ pid, socketDirectory }: RunningServer, data: string): Promise<void> {
  const began = Date.now();
  let sent: NodeJS.Signals | undefined;
  while (await isServerOf(pid, data)) {
    const signal = Date.now() - began > patience ? 'SIGQUIT' : 'SIGINT';
    if (signal !== sent) process.kill(pid, signal);
    sent = signal;
    await sleep(25);
  }
  await rm(socketDirectory, { recursive: true, force: true });
}
