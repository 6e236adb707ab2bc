/**
 * Fills an empty database from a backup: `npm run restore -- FILE`, while no Galley runs. Give the new data folder the
 * old one's secret, so that roles and links signed with it go on working.
 */
import { restore } from '#db/backup.ts';
import { dataFolder } from './data-folder.ts';
import { reachEmpty } from './database.ts';

async function fill() {
  const file = process.argv[2];
  if (!file) throw new Error('Say which backup: npm run restore -- FILE');
  const database = await reachEmpty(dataFolder());
  try {
    const { tables, rows, events } = await restore(database.owner, file);
    const many = (count: number) => count.toLocaleString('en');
    console.log(`${many(rows)} rows of ${tables} tables are back; ${many(events)} events, whose chain fits.`);
  } finally {
    await database.stop();
  }
}

fill().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
