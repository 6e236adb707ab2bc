/** The thread that works through bulk imports, so that parsing never holds up a request; see importing.ts. */
import { setTimeout as sleep } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { openDb } from '#db/client.ts';
import { listenTo } from '#db/listen.ts';
import { pauseAfter } from '#db/pause.ts';
import { importNext } from '#lib/bulk/commands.ts';
import { askNewsroomAbout } from './ask-newsroom.ts';
import { openLog } from './log.ts';

/** A look without being called, in milliseconds: heals a lost notification and a lost connection. */
const patience = 5_000;

const log = openLog();
const { url } = workerData as { url: string };
const db = openDb(url, 3);
let wake = () => {};
await listenTo(url, ['import'], () => wake());

/** One file is read while another one is written. */
await Promise.all([work(), work()]);

async function work(): Promise<never> {
  for (let failures = 0; ; ) {
    try {
      const done = await importNext(db);
      failures = 0;
      if (!done) await called();
      else if (done.state === 'imported' && done.actor && done.articleId)
        await askNewsroomAbout(done.actor, db, done.articleId);
    } catch (error) {
      log.error({ err: error }, 'the bulk import waits');
      // Not `called`: where the database is gone, there is nobody to call.
      failures += 1;
      await sleep(pauseAfter(failures));
    }
  }
}

function called(): Promise<void> {
  return new Promise((resolve) => {
    const before = wake;
    const timer = setTimeout(resolve, patience);
    wake = () => {
      before();
      clearTimeout(timer);
      resolve();
    };
  });
}
