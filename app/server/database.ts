import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connectTo } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { addressesOfRoles, admitRoles, migrate } from '#db/migrate.ts';
import { secretOf } from './secret.ts';

/**
 * Where the desk and the reader find the database, once it is migrated. `announce` leaves word of the server's address
 * for a second start; `stop` ends what was started.
 */
export type Database = {
  app: string;
  reader: string;
  embedded: boolean;
  announce: (url: string) => void;
  stop: () => Promise<void>;
};

/**
 * Makes the database ready: the one that DATABASE_URL names, or an embedded one in the data folder.
 * @returns null, after saying so, when a Galley with this data folder is running already
 */
export async function prepareDatabase(
  dataFolder: string,
  secret: string,
  say: (line: string) => void,
): Promise<Database | null> {
  const { DATABASE_URL, DATABASE_APP_URL, DATABASE_READER_URL } = process.env;
  if (DATABASE_URL) {
    await migrate(DATABASE_URL);
    const roles =
      DATABASE_APP_URL && DATABASE_READER_URL
        ? { app: DATABASE_APP_URL, reader: DATABASE_READER_URL }
        : await admitRoles(DATABASE_URL, secret);
    return { ...roles, embedded: false, announce: () => {}, stop: async () => {} };
  }
  mkdirSync(dataFolder, { recursive: true });
  const postgres = await startEmbedded({ dataDir: path.join(dataFolder, 'postgres') });
  let stopping = false;
  const ended = () => {
    if (stopping) return;
    console.error(
      '\nThe embedded PostgreSQL ended. What was saved is safe: start Galley again with npm start.',
    );
    process.exit(1);
  };
  const hold = connectTo(postgres.url, { max: 1, idle_timeout: 0, max_lifetime: null, onclose: ended });
  // Held for as long as this process lives, however it ends: a second start finds it taken.
  const [lock] = await hold`select pg_try_advisory_lock(hashtext('galley server')) as taken`;
  const note = path.join(dataFolder, 'running');
  if (!lock?.taken) {
    stopping = true;
    await hold.end();
    say(`Galley is running already, at ${readNote(note)}, with the data in ${dataFolder}.`);
    say(
      'Open it there, or stop it first. To run a second one, give it a folder of its own: GALLEY_DATA=<folder> npm start',
    );
    return null;
  }
  rmSync(note, { force: true });
  await migrate(postgres.url);
  const roles = await admitRoles(postgres.url, secret);
  const stop = async () => {
    stopping = true;
    await hold.end();
    await postgres.stop();
  };
  return { ...roles, embedded: true, announce: (url) => writeFileSync(note, url), stop };
}

/**
 * Where the desk's role signs in, for a command beside the server: found as the server finds it, and left as it is. An
 * embedded database that no server runs is started, brought to the newest schema and held until `stop`: a server
 * that starts meanwhile finds it taken.
 * @throws Error worded for the person at the terminal
 */
export async function reachDatabase(dataFolder: string): Promise<{ app: string; stop: () => Promise<void> }> {
  const { DATABASE_URL, DATABASE_APP_URL, NEXTAUTH_SECRET } = process.env;
  const none = async () => {};
  if (DATABASE_APP_URL) return { app: DATABASE_APP_URL, stop: none };
  if (DATABASE_URL)
    return { app: addressesOfRoles(DATABASE_URL, NEXTAUTH_SECRET ?? secretOf(dataFolder)).app, stop: none };
  const dataDir = path.join(dataFolder, 'postgres');
  if (!existsSync(dataDir))
    throw new Error(`There is no database in ${dataFolder} yet. Start Galley once with npm start.`);
  const postgres = await startEmbedded({ dataDir });
  const hold = connectTo(postgres.url, { max: 1, idle_timeout: 0, max_lifetime: null });
  const [lock] = await hold`select pg_try_advisory_lock(hashtext('galley server')) as taken`;
  if (lock?.taken) await migrate(postgres.url);
  return {
    app: postgres.urlFor('galley_app', 'postgres'),
    async stop() {
      await hold.end();
      await postgres.stop();
    },
  };
}

function readNote(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return 'an address that it will tell when it is ready';
  }
}
