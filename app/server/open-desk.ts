import path from 'node:path';
import { type Db, openDb } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { admitRoles, migrate } from '#db/migrate.ts';
import { secretOf } from './secret.ts';

/**
 * Opens the desk's database for a command at the terminal: the one that DATABASE_APP_URL or DATABASE_URL names, or the
 * embedded one in the data folder, also while a Galley is running on it.
 */
export async function openDesk(dataFolder: string): Promise<{ db: Db; close: () => Promise<void> }> {
  const { DATABASE_APP_URL, DATABASE_URL, NEXTAUTH_SECRET } = process.env;
  const opened = (url: string, stop = async () => {}) => {
    const db = openDb(url, 2);
    return { db, close: () => db.destroy().then(stop) };
  };
  if (DATABASE_APP_URL) return opened(DATABASE_APP_URL);
  const secret = NEXTAUTH_SECRET ?? secretOf(dataFolder);
  if (DATABASE_URL) return opened((await admitRoles(DATABASE_URL, secret)).app);
  const postgres = await startEmbedded({ dataDir: path.join(dataFolder, 'postgres') });
  if (!postgres.adopted) await migrate(postgres.url);
  return opened((await admitRoles(postgres.url, secret)).app, () => postgres.stop());
}
