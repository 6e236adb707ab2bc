import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FullConfig } from '@playwright/test';

/** What a journey needs to know of the running Galley: its address, its data, and the demo accounts as the terminal showed them. */
export type Running = {
  url: string;
  data: string;
  accounts: { email: string; password: string; name: string }[];
};

/** The Galley under test: that of the worker who asks. */
export function running(): Running {
  const all: Running[] = JSON.parse(process.env.GALLEY_E2E ?? '[]');
  const mine = all[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];
  if (!mine) throw new Error('No Galley was started for this worker.');
  return mine;
}

/**
 * Starts a Galley for each worker as a person would, with `npm start`, on an empty data folder and a free port; reads the
 * terminal.
 */
export default async function setup({ workers }: FullConfig) {
  const folder = await mkdtemp(path.join(tmpdir(), 'galley-e2e-'));
  const started: Awaited<ReturnType<typeof startGalley>>[] = [];
  // One after the other: the first may have to build.
  for (let worker = 0; worker < workers; worker++)
    started.push(
      await startGalley({
        ...{ GALLEY_DATA: path.join(folder, String(worker)), WEBHOOK_PRIVATE: 'on', IMPORT_URLS: 'on' },
      }),
    );
  const all = started.map(({ url, data, accounts }): Running => ({ url, data, accounts }));
  process.env.GALLEY_E2E = JSON.stringify(all);
  return async () => {
    for (const galley of started) {
      await galley.stop();
      const [, said = ''] = galley.output().split('Stop it with Ctrl-C.');
      if (said.trim()) console.log(`\nWhat ${galley.url} said while it ran:\n${said.trim()}`);
    }
    await rm(folder, { recursive: true, force: true });
  };
}

const alive = new Set<number>();

/** Ends whatever a test started and, failing, did not stop. */
export function endAll(): void {
  for (const group of alive) {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
  alive.clear();
}
// A test run that is broken off leaves nothing behind either.
process.once('exit', endAll);

/** Runs `npm start` until it says that it is running; `output` is everything it has said. */
export async function startGalley(env: Record<string, string>) {
  const port = await freePort();
  const { DATABASE_URL: _, NEXTAUTH_URL: __, NODE_ENV: ___, ...inherited } = process.env;
  const child = spawn('npm', ['start'], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: { ...inherited, PORT: String(port), ...env } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const group = child.pid as number;
  alive.add(group);
  child.once('exit', () => alive.delete(group));
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      if (output.includes('Stop it with Ctrl-C.')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    ended.then((code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
  });
  await ready;
  const accounts = [...output.matchAll(/^ {2}\S.*? (\S+@\S+) +(\S{20,}) {3}(.+)$/gm)].map(
    ([, email = '', password = '', name = '']) => ({
      ...{ email, password, name },
    }),
  );
  return {
    url: `http://localhost:${port}`,
    data: env.GALLEY_DATA ?? '',
    accounts,
    group,
    output: () => output,
    /** Nobody reads any more what it says. */
    leave() {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    kill: (signal: NodeJS.Signals) => process.kill(-group, signal),
    ended,
    async stop() {
      // To npm alone, which hands it on and waits: the database is stopped by the server, when that is done.
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
