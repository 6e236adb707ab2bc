/*
 * Completes package-lock.json after `npm install`:
 *   node .ci/lockfile.mjs           writes it
 *   node .ci/lockfile.mjs --check   fails when it would change something
 *
 * A package such as Next pins one optional binary package for each system. A registry mirror may lack some of them
 * (those for macOS and Windows, say). `npm install` then leaves them out of the lockfile without a word, and
 * `npm ci` refuses that lockfile everywhere: "Missing: @next/swc-darwin-arm64@... from lock file". An entry with
 * the pinned version and its system satisfies `npm ci`: it is passed over elsewhere, and fetched on that system.
 *
 * Addresses of the registry (`resolved`) are removed: the lockfile then holds for any registry, by its checksums.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'package-lock.json';
const before = readFileSync(file, 'utf8');
const lock = JSON.parse(before);

for (const entry of Object.values(lock.packages)) {
  if (/^https?:/.test(entry.resolved ?? '')) delete entry.resolved;
}
for (const [parent, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) addMissing(parent, name, version, dev);
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')), // npm's own order
);

const after = `${JSON.stringify(lock, null, 2)}\n`;
if (process.argv.includes('--check') && after !== before) {
  console.error(`${file} is incomplete, and \`npm ci\` would fail elsewhere. Run: node .ci/lockfile.mjs`);
  process.exitCode = 1;
} else if (after !== before) {
  writeFileSync(file, after);
}

function addMissing(parent, name, version, dev) {
  const found = placesSeenFrom(parent).map((place) => `${place}node_modules/${name}`);
  const nearest = lock.packages[found.find((path) => lock.packages[path])];
  const isExact = /^\d+\.\d+\.\d+/.test(version);
  if (nearest && (!isExact || nearest.version === version)) return;
  if (!isExact)
    throw new Error(`${parent || file} wants ${name} ${version}: only an exact version can be added.`);
  const place = nearest ? found[0] : found.at(-1);
  lock.packages[place] = { version, ...(dev && { dev }), optional: true, ...systemOf(name) };
}

/** Where Node looks for a package's dependencies: beside its own, then further out; '' is the root. */
function placesSeenFrom(path) {
  const places = [path && `${path}/`];
  for (let at = path; at; ) {
    const cut = at.lastIndexOf('/node_modules/');
    at = cut < 0 ? '' : at.slice(0, cut);
    places.push(at && `${at}/`);
  }
  return places;
}

/** The system that a binary package's name tells, in npm's words: `@next/swc-win32-x64-msvc` is win32 and x64. */
function systemOf(name) {
  const words = name.split(/[-/]/);
  const pick = (known) => words.filter((word) => known.includes(word));
  const system = {
    cpu: pick(['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']),
    libc: words.flatMap((word) => ({ musl: 'musl', gnu: 'glibc' })[word] ?? []),
    os: pick(['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'win32']),
  };
  return Object.fromEntries(Object.entries(system).filter(([, values]) => values.length > 0));
}
