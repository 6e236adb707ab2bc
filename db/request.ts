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
