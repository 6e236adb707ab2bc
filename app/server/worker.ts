import { openDb } from '#db/client.ts';
import { listenTo } from '#db/listen.ts';
import { pauseAfter } from '#db/pause.ts';
import { composeDigests, composeNotices, sendNextMail } from '#lib/mail/commands.ts';
import { readNextMail } from '#lib/mail/queries.ts';
import { mailer } from '#lib/mail/send.ts';
import { tellDeadlines } from '#lib/notices/commands.ts';
import { publishNextDue } from '#lib/schedules/commands.ts';
import { readNextDue } from '#lib/schedules/queries.ts';
import { deliverNext } from '#lib/webhooks/commands.ts';
import { readNextDelivery } from '#lib/webhooks/queries.ts';
import { send } from '#lib/webhooks/send.ts';

/** How soon work is found of which nobody gave notice, in milliseconds. */
const lookEvery = 3000;
/** How soon work that another instance has is looked at again, in milliseconds. */
const lookAgain = 500;
/** How often it is looked whether the day has come on which something is due, in milliseconds. */
const remindEvery = 300_000;
/** How many messages to webhooks are sent at once. */
const senders = 3;
/** How long a webhook may take to answer, in milliseconds. */
const answerWithin = 10_000;

type Log = (message: string, error: unknown) => void;

/**
 * Does what is due by the clock. Any number of instances may: each piece of work is claimed in PostgreSQL, which
 * announces new work, keeps the time, and is asked every few seconds all the same.
 * @param appUrl where the desk's role signs in
 * @param allowPrivate whether webhooks may lead into private networks
 * @param mail the SMTP server, who sends, and the desk's address in links; without it no e-mail is written
 * @returns `stop`, which finishes what is under way
 */
export async function startWorker(
  appUrl: string,
  log: Log,
  { allowPrivate, mail }: { allowPrivate: boolean; mail?: { smtp: string; from: string; url: string } },
): Promise<{ stop: () => Promise<void> }> {
  const db = openDb(appUrl, 3 + senders);
  const schedules = keepLooking(async (stopping) => {
    while (!stopping() && (await publishNextDue(db, log)));
    return readNextDue(db);
  }, log);
  const stop = new AbortController();
  const options = { allowPrivate, timeout: answerWithin, stop: stop.signal };
  const deliveries = Array.from({ length: senders }, () =>
    keepLooking(async (stopping) => {
      while (!stopping() && (await deliverNext(db, (message) => send(message, options))));
      return readNextDelivery(db);
    }, log),
  );
  let toldAt = Number.NEGATIVE_INFINITY;
  const deadlines = keepLooking(async () => {
    if (performance.now() - toldAt < remindEvery) return null;
    await tellDeadlines(db);
    toldAt = performance.now();
    return null;
  }, log);
  deadlines.look();
  const post = mail && mailer(mail.smtp, mail.from);
  const mails =
    mail &&
    post &&
    keepLooking(async (stopping) => {
      await composeNotices(db, mail.url);
      await composeDigests(db, mail.url);
      while (!stopping() && (await sendNextMail(db, post.send)));
      return readNextMail(db);
    }, log);
  const listener = await listenTo(appUrl, ['schedule', 'delivery', ...(mails ? ['mail'] : [])], (channel) => {
    // Null: listening began, and what was said before nobody heard.
    const said = (name: string) => channel === null || channel === name;
    if (said('schedule')) schedules.look();
    if (said('delivery')) for (const { look } of deliveries) look();
    if (said('mail')) mails?.look();
  });
  return {
    async stop() {
      stop.abort();
      post?.close();
      await Promise.all(
        [listener, schedules, deadlines, ...(mails ? [mails] : []), ...deliveries].map((one) => one.stop()),
      );
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
  let failures = 0;

  function look() {
    if (asked || stopped) return;
    asked = true;
    clearTimeout(timer);
    running = running.then(async () => {
      asked = false;
      const wait = await work(() => stopped).then(
        (next) => {
          failures = 0;
          return Math.min(next === 0 ? lookAgain : (next ?? lookEvery), lookEvery);
        },
        (error) => {
          failures += 1;
          if (!stopped) log('could not do what is due', error);
          return pauseAfter(failures);
        },
      );
      clearTimeout(timer);
      if (!stopped && !asked) timer = setTimeout(look, wait);
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
