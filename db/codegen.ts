/**
 * Writes db/types.ts from the migrated schema; with --check, fails when it is not what the migrations make.
 * Run: node db/codegen.ts [--check]
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

const dataDir = await mkdtemp(path.join(tmpdir(), 'galley-types-'));
const postgres = await startEmbedded({ dataDir: path.join(dataDir, 'pg'), settings: { fsync: 'off' } });
let status: number | null = 1;
try {
  await migrate(postgres.url);
  const check = process.argv.includes('--check');
  const { status: answer } = spawnSync(
    path.resolve('node_modules/.bin/kysely-codegen'),
    [
      ...['--url', postgres.url, '--dialect', 'postgres', '--camel-case', '--out-file', 'db/types.ts'],
      ...['--exclude-pattern', 'migration'],
      ...(check ? ['--verify'] : []),
    ],
    { stdio: 'inherit' },
  );
  status = answer;
  if (check && status !== 0) console.error('db/types.ts is not what the migrations make. Run: npm run types');
} finally {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exitCode = status ?? 1;
