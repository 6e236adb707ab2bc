import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildIfNeeded } from '#app/server/build.ts';
import { seed } from '#app/server/seed.ts';
import { openDb } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { admitRoles, migrate } from '#db/migrate.ts';
import { makeArticle } from '#db/test-article.ts';
import { actorOfStaff } from '#lib/staff/queries.ts';
import { publish } from '#lib/versions/commands.ts';
import { onCore } from './reader-load.ts';

const root = path.resolve(import.meta.dirname, '../..');
const secret = 'a secret of the benchmark';

/** An instance of Galley, or an nginx: where it listens, and the processes that answer. */
export type Server = { port: number; processes: number[]; stop: () => Promise<void> };

/** A database of its own with the article published by the commands, and two instances, each on a core. */
export async function openSite(text: string) {
  buildIfNeeded(console.log);
  const folder = mkdtempSync(path.join(tmpdir(), 'galley-bench-'));
  const postgres = await startEmbedded({ dataDir: path.join(folder, 'postgres') });
  await migrate(postgres.url);
  const db = openDb((await admitRoles(postgres.url, secret)).app);
  const accounts = await seed(db, { demo: true, adminEmail: '' });
  const [editor, checker] = await Promise.all(
    (['editor', 'fact_checker'] as const).map(async (role) => {
      const account = accounts.find((other) => other.role === role);
      const actor = account && (await actorOfStaff(db, account));
      if (!actor) throw new Error(`There is no ${role}.`);
      return { actor, account };
    }),
  );
  if (!editor || !checker) throw new Error('unreachable');
  const article = await makeArticle({ db }, editor.actor, text);
  await article.answerAll(checker.actor);
  const published = await publish(editor.actor, db, article.id);
  if (!published.ok) throw new Error(published.message);
  const instances = await Promise.all([0, 1].map((core) => startInstance(core, postgres.url, folder)));
  return {
    ...{ db, article, editor, checker, instances, folder, slug: published.slug },
    async close() {
      for (const { stop } of instances) await stop();
      await db.destroy();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startInstance(core: number, databaseUrl: string, folder: string): Promise<Server> {
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    ...{ ...process.env, NODE_ENV: 'production', DATABASE_URL: databaseUrl, NEXTAUTH_SECRET: secret },
    ...{ PORT: String(port), NEXTAUTH_URL: `http://localhost:${port}`, GALLEY_DATA: folder },
  };
  const started = spawn(...onCore(core, [process.execPath, 'app/server/start.ts', '--no-demo']), {
    ...{ cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  await new Promise<void>((ready, failed) => {
    let said = '';
    started.stdout?.on('data', (chunk) => {
      said += chunk;
      if (said.includes('Stop it with Ctrl-C.')) ready();
    });
    started.once('exit', () => failed(new Error(`An instance ended: ${said}`)));
  });
  return { port, processes: [started.pid ?? 0], stop: () => ended(started) };
}

/** What nginx is to do, as a configuration; it says the port to listen on itself. */
export async function startNginx(folder: string, name: string, http: string): Promise<Omit<Server, 'port'>> {
  const prefix = path.join(folder, name);
  mkdirSync(path.join(prefix, 'logs'), { recursive: true });
  // As Debian's own nginx.conf has it, but for one worker and no log.
  const settings = `worker_processes 1; daemon off; pid nginx.pid; error_log stderr;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 768; }
http {
  sendfile on; tcp_nopush on; types_hash_max_size 2048; keepalive_requests 1000000; access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `  ${kind}_temp_path ${kind};`).join('\n')}
${http}
}
`;
  writeFileSync(path.join(prefix, 'nginx.conf'), settings);
  const command = ['nginx', '-p', prefix, '-e', 'stderr', '-c', path.join(prefix, 'nginx.conf')];
  const master = spawn(...onCore(0, command), { stdio: ['ignore', 'inherit', 'inherit'] });
  const children = `/proc/${master.pid}/task/${master.pid}/children`;
  const processes = await until(() => {
    if (master.exitCode !== null) throw new Error('nginx ended.');
    const found = readFileSync(children, 'utf8').trim().split(' ').filter(Boolean).map(Number);
    return found.length > 0 ? found : undefined;
  });
  return { processes, stop: () => ended(master) };
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((soon) => setTimeout(soon, 20));
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    if (child.exitCode === null) child.kill('SIGTERM');
    else resolve();
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
