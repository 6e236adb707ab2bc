import { Worker } from 'node:worker_threads';
import { pauseAfter } from '#db/pause.ts';

/**
 * Works through bulk imports, also those that an earlier process left behind, until it is stopped. Any number of
 * instances do so beside each other: each file is taken by one of them.
 * @param url where the desk's role signs in
 */
export function workOnImports(
  url: string,
  log: (message: string, error?: unknown) => void,
): { stop: () => Promise<void> } {
  let stopping = false;
  let worker: Worker;
  let failures = 0;
  start();
  return {
    /** What was begun is undone by the database, and waits for the next start. */
    async stop() {
      stopping = true;
      await worker.terminate();
    },
  };

  function start() {
    worker = new Worker(new URL('./import-worker.ts', import.meta.url), { workerData: { url } });
    worker.unref();
    worker.once('error', (error) => log('the bulk import failed and begins anew', error));
    worker.once('exit', () => {
      failures += 1;
      if (!stopping) setTimeout(start, pauseAfter(failures)).unref();
    });
  }
}
