import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'lockfile-'));
const file = path.join(folder, 'package-lock.json');
afterAll(() => rmSync(folder, { recursive: true }));

/** A lockfile as a registry without some systems' packages leaves it. */
const incomplete = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'paper' },
    'node_modules/press': {
      version: '2.0.0',
      resolved: 'https://registry.example/press.tgz',
      optionalDependencies: { '@press/linux-x64-gnu': '2.0.0', '@press/win32-arm64-msvc': '2.0.0' },
    },
    'node_modules/@press/linux-x64-gnu': { version: '2.0.0', optional: true, os: ['linux'] },
    'node_modules/tool': {
      version: '1.0.0',
      dev: true,
      optionalDependencies: { '@tool/linux-x64-musl': '1.0.0' },
    },
    'node_modules/tool/node_modules/press': {
      version: '1.0.0',
      dev: true,
      optionalDependencies: { '@press/linux-x64-gnu': '1.0.0' },
    },
  },
};

beforeEach(() => writeFileSync(file, JSON.stringify(incomplete)));

describe('a lockfile that lacks packages of other systems', () => {
  test('fails the check, which changes nothing', () => {
    const { status, stderr } = lockfile('--check');
    expect(status).toBe(1);
    expect(stderr).toContain('Run: node .ci/lockfile.mjs');
    expect(readFileSync(file, 'utf8')).toBe(JSON.stringify(incomplete));
  });

  test('gets an entry for each, with the pinned version and its system, and loses the registry’s addresses', () => {
    expect(lockfile().status).toBe(0);
    const { packages } = JSON.parse(readFileSync(file, 'utf8'));
    expect(packages['node_modules/@press/win32-arm64-msvc']).toEqual({
      ...{ version: '2.0.0', optional: true },
      ...{ cpu: ['arm64'], os: ['win32'] },
    });
    expect(packages['node_modules/@tool/linux-x64-musl']).toEqual({
      ...{ version: '1.0.0', dev: true, optional: true },
      ...{ cpu: ['x64'], libc: ['musl'], os: ['linux'] },
    });
    expect(packages['node_modules/@press/linux-x64-gnu'].version).toBe('2.0.0');
    expect(packages['node_modules/tool/node_modules/press/node_modules/@press/linux-x64-gnu'].version).toBe(
      '1.0.0',
    );
    expect(Object.keys(packages)).toHaveLength(8);
    expect(packages['node_modules/press'].resolved).toBeUndefined();
  });

  test('passes the check once completed, and is not changed again', () => {
    lockfile();
    const completed = readFileSync(file, 'utf8');
    expect(lockfile('--check').status).toBe(0);
    lockfile();
    expect(readFileSync(file, 'utf8')).toBe(completed);
  });
});

function lockfile(...args: string[]) {
  const script = path.join(import.meta.dirname, 'lockfile.mjs');
  return spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8' });
}
