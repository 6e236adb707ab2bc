import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startEmbedded } from '../db/embedded.ts';
import { endAll, startGalley } from './server.ts';

const root = path.resolve(import.meta.dirname, '..');
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'galley-start-'));
});
test.afterEach(endAll);
test.afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A start that is expected to end by itself, with what it said. */
function startOnce(env: Record<string, string>) {
  const { DATABASE_URL: _, NEXTAUTH_URL: __, NODE_ENV: ___, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync('npm', ['start'], {
    cwd: root,
    env: { ...inherited, ...env } as unknown as NodeJS.ProcessEnv,
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { status, said: stdout + stderr };
}

test('npm start tells its accounts once, explains a second start, and keeps everything through kill -9', async ({
  request,
}) => {
  const data = path.join(folder, 'data');
  const first = await startGalley({ GALLEY_DATA: data });
  expect(first.accounts.map(({ email }) => email)).toEqual([
    'editor@galley.example',
    'checker@galley.example',
    'checker2@galley.example',
    'admin@galley.example',
  ]);
  expect(new Set(first.accounts.map(({ password }) => password)).size).toBe(4);

  const second = startOnce({ GALLEY_DATA: data, PORT: '' });
  expect(second.said).toContain(`Galley is running already, at ${first.url}`);
  expect(second.status).toBe(0);

  first.kill('SIGKILL');
  await first.ended;
  const again = await startGalley({ GALLEY_DATA: data });
  expect(again.accounts).toEqual([]);
  const { csrfToken } = await (await request.get(`${again.url}/api/auth/csrf`)).json();
  const signedIn = await request.post(`${again.url}/api/auth/callback/credentials`, {
    form: {
      csrfToken,
      json: 'true',
      email: 'editor@galley.example',
      password: first.accounts[0]?.password ?? '',
    },
  });
  expect(signedIn.status()).toBe(200);
  expect(await (await request.get(`${again.url}/desk`)).text()).toContain(
    'Why Do Cities Plant Street Trees?',
  );
  await again.stop();
});

test('npm start goes on when nobody reads what it says, and still stops when asked', async ({ request }) => {
  const galley = await startGalley({ GALLEY_DATA: path.join(folder, 'unread'), LOG_LEVEL: 'info' });
  galley.leave();
  for (let n = 0; n < 3; n++) expect((await request.get(`${galley.url}/desk`)).status()).toBe(200);
  await galley.stop();
  expect(await galley.ended).toBe(0);
});

test('npm start takes up its database again when that is killed, and keeps everything', async ({
  request,
}) => {
  const data = path.join(folder, 'database');
  const first = await startGalley({ GALLEY_DATA: data });
  const ready = async () => (await request.get(`${first.url}/readyz`)).status();
  // None while the one takes the file away and the next has not written its own.
  const pidFile = path.join(data, 'postgres/postmaster.pid');
  const pid = async () => Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  expect(await ready()).toBe(200);
  const before = await pid();
  expect(before).toBeGreaterThan(0);
  process.kill(before, 'SIGKILL');
  await expect.poll(async () => [0, before].includes(await pid()), { timeout: 60_000 }).toBe(false);
  await expect.poll(ready, { timeout: 60_000 }).toBe(200);
  expect((await request.get(`${first.url}/healthz`)).status()).toBe(200);
  const { csrfToken } = await (await request.get(`${first.url}/api/auth/csrf`)).json();
  const { email = '', password = '' } = first.accounts[0] ?? {};
  const form = { csrfToken, json: 'true', email, password };
  expect((await request.post(`${first.url}/api/auth/callback/credentials`, { form })).status()).toBe(200);
  expect((await request.get(`${first.url}/desk`)).status()).toBe(200);
  await first.stop();
});

test('npm start runs two instances on a PostgreSQL of one’s own, which one managing editor can enter', async ({
  request,
}) => {
  const postgres = await startEmbedded({ dataDir: path.join(folder, 'own') });
  const env = {
    DATABASE_URL: postgres.url,
    NEXTAUTH_SECRET: 'a secret for this test only, long enough',
    ADMIN_EMAIL: 'Chief@desk.example',
    GALLEY_DATA: path.join(folder, 'unused'),
  };
  const first = await startGalley(env);
  expect(first.accounts.map(({ email }) => email)).toEqual(['chief@desk.example']);
  const second = await startGalley(env);
  expect(second.accounts).toEqual([]);
  for (const { url } of [first, second]) {
    const { csrfToken } = await (await request.get(`${url}/api/auth/csrf`)).json();
    const form = {
      csrfToken,
      json: 'true',
      email: 'chief@desk.example',
      password: first.accounts[0]?.password ?? '',
    };
    expect((await request.post(`${url}/api/auth/callback/credentials`, { form })).status()).toBe(200);
    expect(await (await request.get(`${url}/desk/staff`)).text()).toContain('chief@desk.example');
  }
  expect(existsSync(path.join(folder, 'unused'))).toBe(false);
  await Promise.all([first.stop(), second.stop()]);
  await postgres.stop();
});

test('npm start says what to do when the port asked for is taken, or is no port', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, () => resolve((other.address() as { port: number }).port)),
  );
  const taken = startOnce({ GALLEY_DATA: path.join(folder, 'taken'), PORT: String(port) });
  other.close();
  expect(taken.status).toBe(1);
  expect(taken.said).toContain(`Port ${port} is taken by another program.`);
  const wrong = startOnce({ GALLEY_DATA: path.join(folder, 'wrong'), PORT: 'http' });
  expect(wrong.status).toBe(1);
  expect(wrong.said).toContain('PORT=http is not a port');
});
