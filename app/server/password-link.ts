/**
 * Makes a managing editor who forgot the password a link to set another:
 *
 *   npm run password-link -- EMAIL
 *
 * The way back in where nobody else manages the staff. Runs beside a server or without one, for whoever can reach its
 * database; all other people get their link at /desk/staff.
 */
import { openDb } from '#db/client.ts';
import { makeLink } from '#lib/staff/commands.ts';
import { actorOfStaff } from '#lib/staff/queries.ts';
import { dataFolder } from './data-folder.ts';
import { reachDatabase } from './database.ts';

async function tellLink(): Promise<void> {
  const [email, ...more] = process.argv.slice(2);
  if (!email || more.length > 0) throw new Error('npm run password-link -- EMAIL');
  const database = await reachDatabase(dataFolder());
  const db = openDb(database.app, 2);
  try {
    const actor = await actorOfStaff(db, { email });
    if (!actor) throw new Error(`Nobody on the staff has the address ${email}, or they have left.`);
    const answer = await makeLink(actor, db, { staffId: actor.id });
    if (!answer.ok) throw new Error(answer.message);
    const { NEXTAUTH_URL = '' } = process.env;
    console.log(`Good once, for a day: ${NEXTAUTH_URL.replace(/\/$/, '')}/sign-in/link/${answer.token}`);
    if (!NEXTAUTH_URL) console.log('Put the address of your Galley in front of it.');
  } finally {
    await db.destroy();
    await database.stop();
  }
}

tellLink().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
