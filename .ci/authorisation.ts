/*
 * Compares lib/staff/authorisation.ts with the code: node .ci/authorisation.ts
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { authorisation, type Inside } from '#lib/staff/authorisation.ts';
import type { SourceFile } from './structure.ts';

type Table = Record<string, Record<string, object>>;

/** The files whose exports have to stand in the table. */
const isListed = (file: string) =>
  /^lib\/[^/]+\/(commands|queries)\.ts$/.test(file) || /^app\/(.*\/)?(actions\.ts|route\.tsx?)$/.test(file);

/**
 * What is exported under which names and missing from the table, what the table names and nobody exports, and who
 * imports what is not for them; one line each.
 */
export function gaps(exported: Record<string, string[]>, app: SourceFile[], table: Table): string[] {
  const missing = Object.entries(exported).flatMap(([file, names]) =>
    names
      .filter((name) => !Object.hasOwn(table[file] ?? {}, name))
      .map((name) => `${file} exports ${name}: say in lib/staff/authorisation.ts who may.`),
  );
  const stale = Object.entries(table).flatMap(([file, rows]) =>
    Object.keys(rows)
      .filter((name) => !exported[file]?.includes(name))
      .map((name) => `lib/staff/authorisation.ts names ${name} of ${file}, which does not export it.`),
  );
  return [...missing, ...stale, ...app.flatMap((file) => intruders(file, table))];
}

/** Which exports that know no roles this file of app/ imports without being one of those that may. */
function intruders({ path: file, text }: SourceFile, table: Table): string[] {
  return importsOf(text).flatMap(({ from, names }) => {
    const [, area, role] = /(?:^#|\/)lib\/([^/]+)\/(commands|queries)\.ts$/.exec(from) ?? [];
    if (!area) return [];
    const source = `lib/${area}/${role}.ts`;
    if (!names) return [`${file} imports all of ${source}: import by name what is used.`];
    return names
      .filter((name) => {
        const row = table[source]?.[name] as Partial<Inside> | undefined;
        return row?.callers && !row.callers.some((caller) => file === caller || isIn(caller, file));
      })
      .map(
        (name) => `${file} imports ${name}, which knows no roles: lib/staff/authorisation.ts says who may.`,
      );
  });
}

const isIn = (folder: string, file: string) => folder.endsWith('/') && file.startsWith(folder);

/** What a file imports or passes on, by the names that they have where they come from; null for everything. */
function importsOf(text: string): { from: string; names: string[] | null }[] {
  const statements = [...text.matchAll(/\b(?:import|export)\s+([^;'"]*?)\s*from\s*['"]([^'"]+)['"]/g)].map(
    ([, what = '', from = '']) => {
      const [, braces] = /^(?:type\s+)?\{([^}]*)\}$/.exec(what) ?? [];
      const names = braces
        ?.split(',')
        .map((name) => name.trim())
        .filter((name) => name && !name.startsWith('type ') && !what.startsWith('type '))
        .map((name) => name.split(/\s+as\s+/)[0] ?? '');
      return { from, names: names ?? null };
    },
  );
  const dynamic = [...text.matchAll(/\b(?:import|require)\s*\(\s*['"]([^'"]+)['"]/g)].map(
    ([, from = '']) => ({
      ...{ from, names: null },
    }),
  );
  return [...statements, ...dynamic];
}

/** Which of these functions of lib/ stand in the table with roles and do not take whoever asks before all else. */
export function withoutActor(file: string, functions: Record<string, string>, table: Table): string[] {
  return Object.entries(functions)
    .filter(([name]) => 'editor' in (table[file]?.[name] ?? {}))
    .filter(([, text]) => !/^(?:async )?function\*? \w+\(\s*actor\b/.test(text))
    .map(([name]) => `${file}: the first parameter of ${name} is the actor.`);
}

/**
 * The values that a server action's or route's file exports, by its text: importing it needs Next.
 * @throws for an export in a form that this does not read, so that none slips through
 */
export function exportsOf({ path: file, text }: SourceFile): string[] {
  return [...text.matchAll(/^export\b.*$/gm)].flatMap(([line]) => {
    if (/^export (type|interface) /.test(line)) return [];
    const [, declared] = /^export (?:async )?(?:function\*?|const) (\w+)/.exec(line) ?? [];
    // What Next reads of a route beside its handlers.
    if (declared) return declared === 'dynamic' ? [] : [declared];
    const [, braces] = /^export \{([^}]+)\};$/.exec(line) ?? [];
    if (!braces) throw new Error(`${file}: write this export as .ci/authorisation.ts can read it: ${line}`);
    return braces.split(',').map(
      (name) =>
        name
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? '',
    );
  });
}

/** The functions that a file of lib/ exports, by name, with their text. */
async function functionsOf(file: string, root: string): Promise<Record<string, string>> {
  const found: Record<string, unknown> = await import(path.join(root, file));
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, value]) =>
      typeof value === 'function' ? [[name, String(value)]] : [],
    ),
  );
}

function sources(root: string): SourceFile[] {
  return ['app', 'lib']
    .flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({
      path: path.relative(root, file).split(path.sep).join('/'),
      text: readFileSync(file, 'utf8'),
    }));
}

if (import.meta.main) {
  const root = path.resolve(import.meta.dirname, '..');
  const files = sources(root);
  const exported: Record<string, string[]> = {};
  const found: string[] = [];
  for (const file of files.filter((one) => isListed(one.path))) {
    if (file.path.startsWith('app/')) {
      exported[file.path] = exportsOf(file);
      continue;
    }
    const functions = await functionsOf(file.path, root);
    exported[file.path] = Object.keys(functions);
    found.push(...withoutActor(file.path, functions, authorisation));
  }
  const app = files.filter((file) => file.path.startsWith('app/'));
  found.push(...gaps(exported, app, authorisation));
  for (const line of found) console.error(line);
  const count = Object.values(exported).flat().length;
  console.log(`Authorisation: ${count} exports, ${found.length} gaps.`);
  process.exitCode = found.length > 0 || count === 0 ? 1 : 0;
}
