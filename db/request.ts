import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * The request for which something is done: its name in the log, whether the database failed it, and whether whoever asked
 * was told so in words.
 */
export type RequestUnderWay = { id: string; unavailable: boolean; isRefused: boolean };

/** One for the whole process: Next's bundles bring copies of this module. */
const shared = globalThis as { galleyRequests?: AsyncLocalStorage<RequestUnderWay> };
shared.galleyRequests ??= new AsyncLocalStorage();
const requests = shared.galleyRequests;

/** Runs what answers a request, so that everything under it knows for which. */
export const withRequest = <T>(request: RequestUnderWay, answer: () => T): T => requests.run(request, answer);

/** The request under way here, if any. */
export const requestUnderWay = (): RequestUnderWay | undefined => requests.getStore();

/** PostgreSQL's code for a statement that was ended because it took too long. */
const tookTooLong = '57014';

/**
 * Does what has a time limit of its own and may be given up: that it was is no failure of the database's.
 * @returns what it returned, or null when its time was over
 */
export async function unlessTooLong<T>(work: () => Promise<T>): Promise<T | null> {
  const request = requestUnderWay();
  const aside = request && { ...request };
  try {
    return await (aside ? withRequest(aside, work) : work());
  } catch (error) {
    if ((error as { code?: string }).code === tookTooLong) return null;
    if (request && aside) request.unavailable = aside.unavailable;
    throw error;
  }
}
