/**
 * Writes the whole database into one file: `npm run backup [-- FILE]`, beside a running Galley or without one. The file
 * is whole or not there. What is not in it is the secret (`NEXTAUTH_SECRET`, or `secret` in the data folder).
 */
import { existsSync } from 'node:fs';
import { backUp } from '#db/backup.ts';
import { dataFolder } from './data-folder.ts';
import { reachDatabase } from './database.ts';

async function backup() {
  const day = new Date().toISOString().slice(0, 19).replaceAll(':', '');
  const file = process.argv[2] ?? `galley-${day}.backup`;
  if (existsSync(file)) throw new Error(`${file} is there already. Give another name.`);
  const database = await reachDatabase(dataFolder());
  try {
    if (!database.owner) throw new Error('Set DATABASE_URL: only the owner sees everything.');
    const { tables, rows, events } = await backUp(database.owner, file);
    const many = (count: number) => count.toLocaleString('en');
    console.log(`${file}: ${many(rows)} rows of ${tables} tables; ${many(events)} events, whose chain fits.`);
  } finally {
    await database.stop();
  }
}

backup().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
