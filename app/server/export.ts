/**
 * Writes every article's draft into a folder, a file for each:
 *
 *   npm run export -- --as EMAIL [--format md|html|json] FOLDER
 *
 * Runs beside a server or without one, and finds the database as the server does; whoever can, acts in the name of
 * the person that they give.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openDb } from '#db/client.ts';
import { fileOf } from '#lib/export/files.ts';
import { formats } from '#lib/export/model.ts';
import { listForExport, readForExport } from '#lib/export/queries.ts';
import { actorOfStaff } from '#lib/staff/queries.ts';
import { dataFolder } from './data-folder.ts';
import { reachDatabase } from './database.ts';

const usage = 'npm run export -- --as EMAIL [--format md|html|json] FOLDER';

async function exportAll(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { as: { type: 'string' }, format: { type: 'string', default: 'md' } },
  });
  const [folder] = positionals;
  const format = formats.find((known) => known === values.format);
  if (!folder || positionals.length > 1 || !format || !values.as) throw new Error(usage);
  const database = await reachDatabase(dataFolder());
  const db = openDb(database.app, 2);
  try {
    const actor = await actorOfStaff(db, { email: values.as });
    if (!actor) throw new Error(`Nobody on the staff has the address ${values.as}, or they have left.`);
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
    await db.destroy();
    await database.stop();
  }
}

exportAll().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
