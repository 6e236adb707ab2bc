/**
 * Writes every article's draft into a folder, a file for each:
 *
 *   npm run export -- --as EMAIL [--format md|html|json] FOLDER
 *
 * Whoever it is done as gives their password when asked, or in GALLEY_PASSWORD.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { fileOf } from '#lib/export/files.ts';
import { formats } from '#lib/export/model.ts';
import { listForExport, readForExport } from '#lib/export/queries.ts';
import { signIn } from '#lib/staff/commands.ts';
import { openDesk } from './open-desk.ts';

const usage = 'npm run export -- --as EMAIL [--format md|html|json] FOLDER';

async function exportAll(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { as: { type: 'string' }, format: { type: 'string', default: 'md' } },
  });
  const [folder] = positionals;
  const format = formats.find((known) => known === values.format);
  if (!folder || positionals.length > 1 || !format || !values.as) throw new Error(usage);
  const data = process.env.GALLEY_DATA ?? new URL('../../.galley', import.meta.url).pathname;
  const { db, close } = await openDesk(data);
  try {
    const password = process.env.GALLEY_PASSWORD ?? (await askFor(`Password of ${values.as}: `));
    const actor = await signIn(db, { email: values.as.toLowerCase(), password });
    if (!actor) throw new Error('This address and password do not belong together.');
    await mkdir(folder, { recursive: true });
    const ids = await listForExport(actor, db);
    for (const id of ids) {
      const article = await readForExport(actor, db, id);
      if (!article) continue;
      const { name, text } = fileOf(article, format);
      // Whole or not at all: what reads the folder never finds half a file.
      const unfinished = path.join(folder, `.${name}.unfinished`);
      await writeFile(unfinished, text);
      await rename(unfinished, path.join(folder, name));
    }
    console.log(`${ids.length} ${ids.length === 1 ? 'article' : 'articles'} written to ${folder}`);
  } finally {
    await close();
  }
}

/** Asks at the terminal and does not show what is typed. */
function askFor(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  return new Promise((resolve) => {
    let typed = '';
    lines.once('line', (line) => {
      typed = line;
      lines.close();
    });
    lines.once('close', () => {
      process.stderr.write('\n');
      resolve(typed);
    });
  });
}

exportAll().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
