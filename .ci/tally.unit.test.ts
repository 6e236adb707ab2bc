import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const root = path.resolve(import.meta.dirname, '..');
let folder = '';

beforeEach(() => {
  // Inside the project, so that the planted tests find their runner; Playwright looks away in node_modules.
  mkdirSync(path.join(root, '.galley'), { recursive: true });
  folder = mkdtempSync(path.join(root, '.galley/tally-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const planted = `
  test('right', () => {});
  test('wrong', () => { throw new Error('planted'); });
  test('not here', ({ skip }) => skip('needs a printing press'));
`;

describe('the counts of a test run', () => {
  test('hold what Vitest passed, failed and skipped, with the reason of a skip', () => {
    expect(vitest({ 'a.test.ts': planted })).toEqual({
      ...{ passed: 1, failed: 1 },
      skipped: [{ name: 'not here', reason: 'needs a printing press' }],
    });
  });

  test('hold a file that Vitest cannot load as a failure', () => {
    expect(
      vitest({ 'a.test.ts': `import './missing.ts';`, 'b.test.ts': `test('right', () => {});` }),
    ).toEqual({
      ...{ passed: 1, failed: 1 },
      skipped: [],
    });
  });

  test('hold what Playwright passed, failed and skipped, with the reason of a skip', () => {
    const journeys = planted.replace("({ skip }) => skip('", "() => test.skip(true, '");
    expect(playwright(`import { test } from '@playwright/test'; ${journeys}`)).toEqual({
      ...{ passed: 1, failed: 1 },
      skipped: [{ name: 'a.spec.ts > not here', reason: 'needs a printing press' }],
    });
  });
});

function vitest(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  writeFileSync(path.join(folder, 'vitest.config.mjs'), 'export default { test: { globals: true } };');
  return counts('vitest', 'run', '--root', folder, '--dir', folder);
}

function playwright(text: string) {
  writeFileSync(path.join(folder, 'a.spec.ts'), text);
  const config = path.join(folder, 'playwright.config.mjs');
  writeFileSync(config, `export default { testDir: '.', outputDir: 'results' };`);
  return counts('playwright', 'test', '--config', config);
}

function counts(runner: string, ...args: string[]) {
  const file = path.join(folder, 'tally.json');
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'));
  const reporter = `--reporter=${path.join(import.meta.dirname, 'tally.ts')}`;
  const env = { ...Object.fromEntries(own), GALLEY_TALLY: file };
  const run = spawnSync(path.join(root, 'node_modules/.bin', runner), [...args, reporter], {
    env,
    encoding: 'utf8',
  });
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`${runner} wrote no counts:\n${run.stdout}${run.stderr}`);
  }
}
