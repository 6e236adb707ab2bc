/**
 * Starts Galley: `npm start` prepares everything by itself and prints the address.
 *
 *   --demo     demonstration staff and article in a new database (the default with the embedded one)
 *   --no-demo  a single managing editor instead
 *   --dev      Next's development server instead of a build
 *
 * Environment: DATABASE_URL, DATABASE_APP_URL and DATABASE_READER_URL, NEXTAUTH_SECRET, NEXTAUTH_URL, PORT, HOST,
 * GALLEY_DATA, ADMIN_EMAIL, SITE_NAME, WEBHOOK_PRIVATE, SMTP_URL, SMTP_FROM, OIDC_ISSUER, OIDC_CLIENT_ID,
 * OIDC_CLIENT_SECRET, OIDC_NAME; the README says what each is for.
 */
import { parseArgs } from 'node:util';
import { openDb } from '#db/client.ts';
import { providerIn } from '#lib/sessions/provider.ts';
import { roleNames } from '#lib/staff/model.ts';
import { buildIfNeeded } from './build.ts';
import { dataFolder } from './data-folder.ts';
import { prepareDatabase } from './database.ts';
import { workOnImports } from './importing.ts';
import { openLog } from './log.ts';
import { choosePort } from './port.ts';
import { secretOf } from './secret.ts';
import { seed } from './seed.ts';
import { serve } from './serve.ts';
import { startWorker } from './worker.ts';

const say = (line = '') => console.log(line);

// Whoever read what is said may go away, as a closed terminal does. To say that would fail as well, and so on for ever.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

async function start() {
  const { values: flags } = parseArgs({
    allowNegative: true,
    options: { demo: { type: 'boolean' }, dev: { type: 'boolean', default: false } },
  });
  const { NEXTAUTH_SECRET, HOST, ADMIN_EMAIL = 'admin@localhost.example', SMTP_URL, SMTP_FROM } = process.env;
  // Throws where it is set up by half.
  providerIn(process.env);
  const secret = NEXTAUTH_SECRET ?? secretOf(dataFolder());
  const database = await prepareDatabase(dataFolder(), secret, say);
  if (!database) return;
  try {
    const port = await choosePort(process.env.PORT, say);
    const url = process.env.NEXTAUTH_URL ?? `http://localhost:${port}`;
    Object.assign(process.env, {
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_ENV: flags.dev ? 'development' : 'production',
      NEXTAUTH_SECRET: secret,
      NEXTAUTH_URL: url,
      DATABASE_APP_URL: database.app,
      DATABASE_READER_URL: database.reader,
    });
    // Before the accounts are made: a build that fails must not take their passwords with it.
    if (!flags.dev) buildIfNeeded(say);
    const db = openDb(database.app, 1);
    const accounts = await seed(db, {
      demo: flags.demo ?? database.embedded,
      adminEmail: ADMIN_EMAIL,
    }).finally(() => db.destroy());
    if (accounts.length > 0) {
      say('\nAccounts made just now. Their passwords are shown this once:');
      for (const { email, password, name, role } of accounts)
        say(`  ${roleNames[role].padEnd(16)} ${email.padEnd(26)} ${password}   ${name}`);
    }
    const log = openLog();
    const server = await serve({ port, host: HOST, dev: flags.dev, readerUrl: database.reader, log });
    const worker = await startWorker(database.app, (message, error) => log.error({ err: error }, message), {
      allowPrivate: process.env.WEBHOOK_PRIVATE === 'on',
      mail: SMTP_URL
        ? { smtp: SMTP_URL, from: SMTP_FROM ?? `Galley <galley@${new URL(url).hostname}>`, url }
        : undefined,
    });
    database.announce(url);
    const imports = workOnImports(database.app, (message, error) => log.error({ err: error }, message));
    stopOnSignal(async () => {
      await Promise.all([server.stop(), worker.stop(), imports.stop()]);
      await database.stop();
    });
    say(`\nGalley is running at ${url}`);
    say(`  The desk:  ${url}/desk`);
    say('  Stop it with Ctrl-C.');
  } catch (error) {
    await database.stop();
    throw error;
  }
}

function stopOnSignal(stop: () => Promise<void>) {
  let stopping = false;
  const handler = () => {
    if (stopping) process.exit(1);
    stopping = true;
    say('\nStopping…');
    stop().then(
      () => process.exit(0),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', handler);
  process.on('SIGTERM', handler);
}

start().catch((error) => {
  console.error(`\nGalley could not start. ${error instanceof Error ? error.message : error}`);
  if (process.env.LOG_LEVEL === 'debug') console.error(error);
  process.exit(1);
});
