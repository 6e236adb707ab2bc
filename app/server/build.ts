import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const builtFrom = path.join(root, '.next/built-from');

/** Builds the application when there is no build of exactly these sources. @throws when the build fails */
export function buildIfNeeded(say: (line: string) => void): void {
  const sources = hashOfSources();
  const upToDate =
    existsSync(path.join(root, '.next/BUILD_ID')) &&
    existsSync(builtFrom) &&
    readFileSync(builtFrom, 'utf8') === sources;
  if (upToDate) return;
  say('Building the application (about a minute, only after a change)…');
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' };
  const next = path.join(root, 'node_modules/next/dist/bin/next');
  const { status } = spawnSync(process.execPath, [next, 'build'], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('The build failed; what it said stands above.');
  writeFileSync(builtFrom, sources);
}

function hashOfSources(): string {
  const hash = createHash('sha256').update(process.version);
  const files = ['app', 'lib', 'db'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.ts$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  for (const file of [...files.sort(), 'next.config.mjs', 'package-lock.json', 'tsconfig.json'])
    hash.update(file).update(readFileSync(path.resolve(root, file)));
  return hash.digest('hex');
}

if (import.meta.main) buildIfNeeded(console.log);
