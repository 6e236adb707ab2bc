/*
 * Keeps the layout that CONTRIBUTING.md describes: node .ci/structure.ts
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A source file: its path from the root, with `/`, and its text. */
export type SourceFile = { path: string; text: string };

/** Which area's commands may write a table. */
const writers: Record<string, string> = {
  staff: 'staff',
  staffLink: 'staff',
  staffSession: 'sessions',
  staffIdentity: 'sessions',
  signInAttempt: 'sessions',
  secondFactor: 'secondfactor',
  article: 'articles',
  savedView: 'articles',
  section: 'sections',
  revision: 'sections',
  keptOutline: 'sections',
  tag: 'tags',
  draft: 'drafts',
  presence: 'drafts',
  sectionTag: 'tags',
  flag: 'flags',
  anchor: 'flags',
  verdict: 'flags',
  evidence: 'flags',
  suggestionWithdrawal: 'flags',
  detectorSettings: 'detector',
  comment: 'discussion',
  assignment: 'discussion',
  siteLogo: 'site',
  siteLogoDecision: 'site',
  siteSettings: 'site',
  readerReport: 'reports',
  readerReportSettlement: 'reports',
  readerReportAttempt: 'reports',
  signOff: 'signoffs',
  sentBack: 'signoffs',
  version: 'versions',
  versionSection: 'versions',
  versionVerdict: 'versions',
  gateOverride: 'versions',
  publication: 'versions',
  correction: 'versions',
  withdrawal: 'versions',
  schedule: 'schedules',
  notice: 'notices',
  mail: 'mail',
  mailChoice: 'mail',
  preview: 'previews',
  webhook: 'webhooks',
  delivery: 'webhooks',
  deliveryAttempt: 'webhooks',
  source: 'import',
  setAside: 'import',
  importJob: 'bulk',
  importFile: 'bulk',
  importedSection: 'import',
  event: 'audit',
};

const isTest = (file: string) => /\.test\.tsx?$/.test(file) || /(^|\/)test-[\w-]+\.ts$/.test(file);

/** What breaks the layout in these files, one line each; empty when nothing does. */
export function breaches(files: SourceFile[]): string[] {
  return files.flatMap((file) => [
    ...direction(file),
    ...purity(file),
    ...writes(file),
    ...reads(file),
    ...actions(file),
    ...names(file),
  ]);
}

/** app -> lib -> db, never back; e2e and .ci look at everything. */
function direction({ path: file, text }: SourceFile): string[] {
  if (isTest(file)) return [];
  const [folder] = file.split('/');
  const forbidden =
    folder === 'db' ? /^#(app|lib)\// : folder === 'lib' ? /^(#app\/|next(\/|-auth|$)|react)/ : null;
  if (!forbidden) return [];
  return imports(text)
    .filter((name) => forbidden.test(name) || leaves(file, name))
    .map((name) => `${file} imports ${name}: app -> lib -> db, never back.`);
}

function leaves(file: string, name: string): boolean {
  return (
    name.startsWith('.') &&
    path.posix.join(path.posix.dirname(file), name).split('/')[0] !== file.split('/')[0]
  );
}

/** Everything in lib/<area> but queries and commands runs without a database, so also in the browser. */
function purity({ path: file, text }: SourceFile): string[] {
  const [folder, , name = ''] = file.split('/');
  if (folder !== 'lib' || isTest(file) || !name || ['queries.ts', 'commands.ts'].includes(name)) return [];
  return imports(text)
    .filter((imported) => /^(#db\/|kysely|postgres)|\/(queries|commands)\.ts$/.test(imported))
    .filter((imported) => !isTypeOnly(text, imported))
    .map((imported) => `${file} imports ${imported}: only queries.ts and commands.ts know the database.`);
}

function writes({ path: file, text }: SourceFile): string[] {
  if (isTest(file)) return [];
  const found = [...text.matchAll(/\.(?:insertInto|updateTable|deleteFrom)\(\s*['"](\w+)['"]/g)].map(
    (match) => match[1] ?? '',
  );
  return [...new Set(found)]
    .filter((table) => file !== `lib/${writers[table]}/commands.ts` && file !== 'app/server/seed.ts')
    .map((table) => `${file} writes ${table}: only lib/${writers[table] ?? '?'}/commands.ts does.`);
}

/** Who may read what is asked in lib/: a page or an action that asks the database itself goes past it. */
function reads({ path: file, text }: SourceFile): string[] {
  const isApp = file.startsWith('app/') && !file.startsWith('app/server/') && !isTest(file);
  const asks =
    isApp && (/\.(?:selectFrom|selectNoFrom|transaction)\(/.test(text) || imports(text).includes('kysely'));
  return asks ? [`${file} asks the database itself: only lib/*/queries.ts and commands.ts do.`] : [];
}

function actions({ path: file, text }: SourceFile): string[] {
  const isServer = /^\s*['"]use server['"]/m.test(text);
  const isActions = /^app\/.*\/actions\.ts$/.test(file);
  if (isServer && !isActions && !isTest(file))
    return [`${file} says 'use server': only app/**/actions.ts may.`];
  if (isActions && !isServer) return [`${file} does not say 'use server'.`];
  return [];
}

function names({ path: file }: SourceFile): string[] {
  const name = path.posix.basename(file).replace(/\.\w+$/, '');
  return /^(index|utils?|helpers?|services?|common|misc)$/.test(name)
    ? [`${file}: name it for what it does.`]
    : [];
}

function imports(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '');
}

function isTypeOnly(text: string, name: string): boolean {
  const quoted = RegExp.escape(name);
  return (
    new RegExp(`import type [^;]*?from ['"]${quoted}['"]`).test(text) &&
    !new RegExp(`import (?!type)[^;]*?from ['"]${quoted}['"]`).test(text)
  );
}

function sources(root: string): SourceFile[] {
  return ['app', 'lib', 'db', 'e2e', '.ci']
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/(^|\/)(e2e|\.ci)\//.test(path.relative(root, file)) || !isTest(file))
    .map((file) => ({
      path: path.relative(root, file).split(path.sep).join('/'),
      text: readFileSync(file, 'utf8'),
    }));
}

if (import.meta.main) {
  const files = sources(path.resolve(import.meta.dirname, '..'));
  const found = breaches(files);
  for (const line of found) console.error(line);
  console.log(`Layout: ${files.length} files, ${found.length} breaches.`);
  process.exitCode = found.length > 0 || files.length === 0 ? 1 : 0;
}
