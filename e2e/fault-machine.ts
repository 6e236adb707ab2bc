import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const mib = 1024 * 1024;
const roomy = 1024 * mib;

/**
 * A small disk of its own for a data folder (tmpfs): it can be full from one moment to the next, and have room again.
 * @returns null where this machine lets nobody mount one
 */
export function smallDisk(folder: string) {
  const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'ignore' });
  mkdirSync(folder, { recursive: true });
  const resize = (bytes: number) => mount('-o', `remount,size=${bytes}`, folder);
  try {
    mount('-t', 'tmpfs', '-o', `size=${roomy},mode=755`, 'galley-faults', folder);
  } catch {
    return null;
  }
  return {
    /** Leaves not a byte. What is written while this looks makes it look again. */
    fill() {
      for (;;) {
        const { blocks, bfree, bsize } = statfsSync(folder);
        try {
          return resize((blocks - bfree) * bsize);
        } catch {
          if (blocks * bsize === roomy && bfree === 0) throw new Error('The small disk is full by itself.');
        }
      }
    },
    giveRoom: () => resize(roomy),
    close: () => execFileSync('umount', ['--lazy', folder]),
  };
}

/** Where Debian's package faketime has its library. */
const libraries = ['x86_64', 'aarch64'].map(
  (machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`,
);

/**
 * A clock on the wall that jumps, for the processes that are started with `env` and those that they start: the server
 * and its PostgreSQL. Clocks that only count on, which timers go by, do not jump, as on a machine whose time is set.
 * @returns null where libfaketime is not installed
 */
export function jumpingClock(folder: string) {
  const library = libraries.find((file) => existsSync(file));
  if (!library) return null;
  const file = path.join(folder, 'clock');
  const set = (seconds: number) => writeFileSync(file, `+${seconds}\n`);
  set(0);
  return {
    env: {
      ...{ LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1' },
      ...{ DONT_FAKE_MONOTONIC: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' },
    },
    /** Sets the clock this far ahead of the true time. */
    set,
  };
}
