import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectTo } from '#db/client.ts';
import { type Embedded, startEmbedded } from '#db/embedded.ts';
import { addressesOfRoles, admitRoles, migrate } from '#db/migrate.ts';
import { pauseAfter } from '#db/pause.ts';
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
  const note = path.join(dataFolder, 'running');
  const hold = await holdFast(postgres, path.join(dataFolder, 'postgres'));
  if (!hold) {
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
    await hold.release();
    await postgres.stop();
  };
  return { ...roles, embedded: true, announce: (url) => writeFileSync(note, url), stop };
}

/**
 * Takes the data folder for as long as this process lives, however it ends: a second start finds it taken. An embedded
 * PostgreSQL that ends meanwhile is started again, at the same address.
 * @returns null when another process has it
 */
async function holdFast(
  postgres: Embedded,
  dataDir: string,
): Promise<{ release: () => Promise<void> } | null> {
  let isReleased = false;
  let held = await take();
  return (
    held && {
      async release() {
        isReleased = true;
        await held?.end({ timeout: 1 });
      },
    }
  );

  async function take() {
    // One that closes before it is held has failed, which its caller sees: nobody else is to begin again as well.
    let isHeld = false;
    const { hold, isOurs } = await takeData(postgres.url, () => {
      if (isHeld) void again();
    });
    isHeld = isOurs;
    if (isOurs) return hold;
    isReleased = true;
    await hold.end();
    return null;
  }

  async function again() {
    for (let failures = 1; !isReleased; failures++) {
      try {
        await startEmbedded({ dataDir, socketDirectory: postgres.socketDirectory });
        held = await take();
        if (held) return;
        console.error('\nAnother Galley has taken the data. This one ends.');
        process.exit(1);
      } catch (error) {
        // For as long as it takes: a disk that is full gets room again, and readers are served meanwhile.
        if (failures === patience)
          console.error(
            '\nThe embedded PostgreSQL ended, and does not start again yet. What was saved is safe.',
            error instanceof Error ? error.message : error,
          );
        await sleep(pauseAfter(failures));
      }
    }
  }
}

/**
 * Takes the data of an embedded PostgreSQL for as long as `hold` stays open, unless another process has it (`isOurs`).
 * @param onclose is called when `hold` closes, by whomever
 */
async function takeData(url: string, onclose = () => {}) {
  const hold = connectTo(url, { max: 1, idle_timeout: 0, max_lifetime: null, onclose });
  try {
    const [lock] = await hold`select pg_try_advisory_lock(hashtext('galley server')) as taken`;
    return { hold, isOurs: Boolean(lock?.taken) };
  } catch (error) {
    await hold.end({ timeout: 0 });
    throw error;
  }
}

/** After how many failures to start an embedded PostgreSQL that ended somebody is told. */
const patience = 3;

/**
 * Where the desk's role signs in, for a command beside the server: found as the server finds it, and left as it is. An
 * embedded database that no server runs is started, brought to the newest schema and held until `stop`: a server
 * that starts meanwhile finds it taken.
 * @throws Error worded for the person at the terminal
 */
export async function reachDatabase(
  dataFolder: string,
): Promise<{ app: string; owner?: string; stop: () => Promise<void> }> {
  const { DATABASE_URL, DATABASE_APP_URL, NEXTAUTH_SECRET } = process.env;
  const none = async () => {};
  if (DATABASE_APP_URL) return { app: DATABASE_APP_URL, owner: DATABASE_URL, stop: none };
  if (DATABASE_URL) {
    const { app } = addressesOfRoles(DATABASE_URL, NEXTAUTH_SECRET ?? secretOf(dataFolder));
    return { app, owner: DATABASE_URL, stop: none };
  }
  const dataDir = path.join(dataFolder, 'postgres');
  if (!existsSync(dataDir))
    throw new Error(`There is no database in ${dataFolder} yet. Start Galley once with npm start.`);
  const postgres = await startEmbedded({ dataDir });
  const { hold, isOurs } = await takeData(postgres.url);
  if (isOurs) {
    await migrate(postgres.url);
    // One that was just restored has let nobody in yet. The next start sets the passwords by its secret.
    await admitRoles(postgres.url, randomUUID());
  }
  return {
    app: postgres.urlFor('galley_app', 'postgres'),
    owner: postgres.url,
    async stop() {
      await hold.end();
      await postgres.stop();
    },
  };
}

/**
 * Where the owner signs in of a database that a backup is to fill: the one that DATABASE_URL names, or an embedded one in
 * the data folder, which is made there and held until `stop`.
 * @throws Error worded for the person at the terminal
 */
export async function reachEmpty(dataFolder: string): Promise<{ owner: string; stop: () => Promise<void> }> {
  if (process.env.DATABASE_URL) return { owner: process.env.DATABASE_URL, stop: async () => {} };
  mkdirSync(dataFolder, { recursive: true });
  const postgres = await startEmbedded({ dataDir: path.join(dataFolder, 'postgres') });
  const { hold, isOurs } = await takeData(postgres.url);
  const stop = async () => {
    await hold.end();
    await postgres.stop();
  };
  if (isOurs) return { owner: postgres.url, stop };
  await stop();
  throw new Error(`Galley is running with the data in ${dataFolder}. Stop it first.`);
}

function readNote(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return 'an address that it will tell when it is ready';
  }
}
