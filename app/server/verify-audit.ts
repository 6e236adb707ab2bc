/**
 * Walks the audit log's chain of hashes: `npm run audit:verify`. Beside a running Galley or without one, on the same
 * database that `npm start` would take. Ends with 0 when every event fits, 1 when one does not, 2 when none can be read.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { openDb } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { findBrokenEvent } from '#lib/audit/queries.ts';
import { dataFolder } from './data-folder.ts';

async function verify(): Promise<number> {
  const folder = path.join(dataFolder(), 'postgres');
  if (!process.env.DATABASE_URL && !existsSync(folder))
    throw new Error(
      `There is no database in ${dataFolder()}. Set DATABASE_URL or GALLEY_DATA as for npm start.`,
    );
  const embedded = process.env.DATABASE_URL ? null : await startEmbedded({ dataDir: folder });
  const db = openDb(process.env.DATABASE_URL ?? embedded?.url ?? '', 1);
  try {
    const broken = await findBrokenEvent(db);
    const { count } = await db
      .selectFrom('event')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    if (broken) console.error(`The chain breaks at event ${broken.seq}: ${broken.problem}.`);
    else
      console.log(
        `${Number(count).toLocaleString('en')} events; each carries the hash of the one before it.`,
      );
    return broken ? 1 : 0;
  } finally {
    await db.destroy();
    await embedded?.stop();
  }
}

verify().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
