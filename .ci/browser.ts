import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

/** A browser to launch, and `how` it was found, for the person who reads the test run. */
export type Browser = { executablePath: string; how: string; args: string[] };

const root = path.resolve(import.meta.dirname, '..');
const startScript = `#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/al2023/lib" FONTCONFIG_PATH="$here/fonts" XDG_CACHE_HOME="$here"
exec "$here/chromium" "$@"
`;
// The package's own configuration looks for its fonts in /tmp; the system's are added so that all scripts have one.
const fontSettings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Finds a Chromium for the journeys: the one that GALLEY_CHROMIUM names, Playwright's own, the system's, the one in
 * node_modules (unpacked on first use), or, for root on Debian, the package `chromium`, which is then installed.
 * @throws Error that says what to do
 */
export async function browserForTests(): Promise<Browser> {
  const { executablePath, how } = find();
  // Chromium's sandbox refuses to run as root.
  return { executablePath, how, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] };
}

function find(): Omit<Browser, 'args'> {
  const named = process.env.GALLEY_CHROMIUM;
  if (named && !existsSync(named))
    throw new Error(`GALLEY_CHROMIUM names ${named}, and there is no such file.`);
  if (named) return { executablePath: named, how: 'named by GALLEY_CHROMIUM' };
  if (existsSync(chromium.executablePath())) {
    return { executablePath: chromium.executablePath(), how: 'Playwright’s own' };
  }
  const system = installed.find((file) => existsSync(file));
  if (system) return { executablePath: system, how: 'the system’s' };
  const failures: string[] = [];
  for (const [way, how] of [
    [unpacked, 'from node_modules (@sparticuz/chromium)'],
    [installedNow, 'installed by apt-get'],
  ] as const) {
    try {
      const executablePath = way();
      if (executablePath) return { executablePath, how };
    } catch (error) {
      failures.push(`  ${how}: ${(error as Error).message}`);
    }
  }
  const advice =
    'Install Chrome or Chromium, run `npx playwright install chromium`, or set GALLEY_CHROMIUM to its path.';
  throw new Error([`No browser for the journeys was found. ${advice}`, ...failures].join('\n'));
}

/**
 * The Chromium of `@sparticuz/chromium`, made for a server without libraries or fonts: it brings its own. Its own
 * loader would unpack to /tmp, where a broken-off unpacking or another user's file would be taken for the browser.
 */
export function unpacked(): string | undefined {
  const manifest = path.join(root, 'node_modules/@sparticuz/chromium/package.json');
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(manifest)) return undefined;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  const folder = path.join(root, 'node_modules/.cache', `chromium-${version}`);
  const start = path.join(folder, 'start');
  if (existsSync(start)) return start;
  mkdirSync(path.dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  try {
    const unpack = `await (await import('@sparticuz/chromium')).default.executablePath()`;
    // It unpacks its libraries only where it believes itself on Amazon's servers, and all of it to TMPDIR.
    const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
    execFileSync(process.execPath, ['--input-type=module', '--eval', unpack], { cwd: root, env });
    writeFileSync(path.join(draft, 'start'), startScript);
    writeFileSync(path.join(draft, 'fonts/fonts.conf'), fontSettings);
    chmodSync(path.join(draft, 'start'), 0o755);
    if (!existsSync(start)) renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return start;
}

function installedNow(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined;
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  execFileSync('apt-get', ['update', '-q'], options);
  execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options);
  return installed.find((file) => existsSync(file));
}
