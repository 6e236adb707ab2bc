import { connectTo, overConnection } from '#db/client.ts';
import { publishNextDue } from '#lib/schedules/commands.ts';
import { readNextDue } from '#lib/schedules/queries.ts';

/** How soon work is found of which nobody gave notice, in milliseconds. */
const lookEvery = 3000;
/** How soon work that another instance has is looked at again, in milliseconds. */
const lookAgain = 50;

type Log = (message: string, error: unknown) => void;

/**
 * Does what is due by the clock. Any number of instances may: each piece of work is claimed in PostgreSQL, which
 * announces new work, keeps the time, and is asked every few seconds all the same.
 * @param appUrl where the desk's role signs in
 * @returns `stop`, which finishes what is under way
 */
export async function startWorker(appUrl: string, log: Log): Promise<{ stop: () => Promise<void> }> {
  const sql = connectTo(appUrl, { max: 4 });
  const db = overConnection(sql);
  const schedules = keepLooking(async (stopping) => {
    while (!stopping() && (await publishNextDue(db, log)));
    return readNextDue(db);
  }, log);
  await sql.listen('schedule', schedules.look, schedules.look);
  return {
    async stop() {
      await schedules.stop();
      await db.destroy();
    },
  };
}

/**
 * Looks for work again and again: when told to, when the next is due, and every few seconds.
 * @param work does what is due; answers in how many milliseconds the next is, or null when none waits
 */
function keepLooking(work: (stopping: () => boolean) => Promise<number | null>, log: Log) {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let asked = false;
  let stopped = false;

  function look() {
    if (asked || stopped) return;
    asked = true;
    clearTimeout(timer);
    running = running.then(async () => {
      asked = false;
      const wait = await work(() => stopped).catch((error) => {
        log('could not do what is due', error);
        return null;
      });
      clearTimeout(timer);
      if (!stopped && !asked)
        timer = setTimeout(look, Math.min(Math.max(wait ?? lookEvery, lookAgain), lookEvery));
    });
  }

  return {
    look,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
