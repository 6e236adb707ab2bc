/*
 * Every gate, in order, stopping at the first that fails:
 *   npm test                                        all of them
 *   npm test -- checks|unit|database|build|e2e      one
 * The last line gives the counts; the exit code is 0 only if nothing failed.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { browserForTests } from './browser.ts';
import type { Counts } from './tally.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'galley-test-'));
const { NODE_ENV: _, ...inherited } = process.env;
const env: NodeJS.ProcessEnv = {
  ...inherited,
  PATH: [path.join(root, 'node_modules/.bin'), path.dirname(process.execPath), process.env.PATH].join(
    path.delimiter,
  ),
  NEXT_TELEMETRY_DISABLED: '1',
  GALLEY_TALLY: path.join(folder, 'tally.json'),
};

const steps = {
  checks: async () => {
    await check('biome check');
    await check('next typegen && tsc --noEmit');
    await check('node .ci/structure.ts');
    await check('node .ci/authorisation.ts');
    await check('node db/codegen.ts --check');
    await check('node .ci/lockfile.mjs --check');
    await check('node .ci/dependencies.ts');
  },
  unit: () => tests('vitest run --project unit --reporter=default --reporter=./.ci/tally.ts'),
  database: () => tests('vitest run --project database --reporter=default --reporter=./.ci/tally.ts'),
  build: () => check('node app/server/build.ts'),
  e2e: async () => {
    const { executablePath, how } = await browserForTests();
    console.log(`\nBrowser: ${executablePath} (${how})`);
    env.GALLEY_CHROMIUM = executablePath;
    await tests('playwright test --reporter=list,./.ci/tally.ts');
  },
};

const total: Counts = { passed: 0, failed: 0, skipped: [] };
const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !(name in steps));
try {
  if (unknown)
    throw new Error(`There is no step “${unknown}”; the steps are ${Object.keys(steps).join(', ')}.`);
  for (const [name, run] of Object.entries(steps)) {
    if (chosen.length === 0 || chosen.includes(name)) await run();
  }
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  total.failed ||= 1;
} finally {
  rmSync(folder, { recursive: true });
}
for (const { name, reason } of total.skipped)
  console.log(`skipped: ${name} (${reason || 'no reason given'})`);
const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** A command that counts as one test. */
async function check(command: string): Promise<void> {
  if ((await exitCode(command)) !== 0) throw new Error(`Failed: ${command}`);
  total.passed += 1;
}

/** A test run, whose tests are counted; one without a test, or without counts, has failed. */
async function tests(command: string): Promise<void> {
  const code = await exitCode(command);
  const counts = takeCounts();
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped.push(...counts.skipped);
  if (code !== 0 || counts.failed > 0) throw new Error(`Failed: ${command}`);
  if (counts.passed === 0) throw new Error(`No test was run by: ${command}`);
}

function takeCounts(): Counts {
  const file = env.GALLEY_TALLY as string;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: [] };
  } finally {
    rmSync(file, { force: true });
  }
}

function exitCode(command: string): Promise<number> {
  console.log(`\n> ${command}`);
  const child = spawn(command, { cwd: root, env, shell: true, stdio: 'inherit' });
  return new Promise((resolve) =>
    child.once('error', () => resolve(1)).once('close', (code) => resolve(code ?? 1)),
  );
}
