/**
 * Walks the audit log's chain of hashes: `npm run audit:verify`. Beside a running Galley or without one, on the same
 * database that `npm start` would take. Ends with 0 when every event fits, 1 when one does not, 2 when none can be read.
 */
import { openDb } from '#db/client.ts';
import { findBrokenEvent } from '#lib/audit/queries.ts';
import { dataFolder } from './data-folder.ts';
import { reachDatabase } from './database.ts';

async function verify(): Promise<number> {
  const database = await reachDatabase(dataFolder());
  const db = openDb(database.app, 1);
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
    await database.stop();
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
