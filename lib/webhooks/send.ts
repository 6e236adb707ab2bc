import { type LookupAllOptions, lookup as lookUp } from 'node:dns';
import { type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { hostOf, isPublicAddress, privateProblem } from './address.ts';
import type { Outcome } from './model.ts';

/** How much of an answer is kept, in characters. */
const kept = 500;

export type SendOptions = {
  /** Whether addresses of private networks are connected to. */
  allowPrivate: boolean;
  /** How long an answer may take, in milliseconds. */
  timeout: number;
  /** Ends the attempt as if it had never been made. */
  stop?: AbortSignal;
};

/**
 * Posts a message and says how it went. Redirects are not followed, and no connection is made to a private address,
 * whatever the name in the URL leads to.
 * @throws only when told to stop
 */
export async function send(
  message: { url: string; headers: Record<string, string>; body: string },
  { allowPrivate, timeout, stop }: SendOptions,
): Promise<Outcome> {
  const started = performance.now();
  const outcome = await post(
    message,
    allowPrivate,
    AbortSignal.any([AbortSignal.timeout(timeout), ...(stop ? [stop] : [])]),
  ).catch((error: Error & { code?: string }) => ({
    ...{ status: null, answer: '' },
    problem: error.name === 'TimeoutError' ? `No answer within ${timeout / 1000} seconds.` : wordsFor(error),
  }));
  stop?.throwIfAborted();
  return { ...outcome, milliseconds: Math.round(performance.now() - started) };
}

function post(
  { url, headers, body }: { url: string; headers: Record<string, string>; body: string },
  allowPrivate: boolean,
  signal: AbortSignal,
): Promise<Omit<Outcome, 'milliseconds'>> {
  const address = new URL(url);
  if (!allowPrivate && isIP(hostOf(address)) !== 0 && !isPublicAddress(hostOf(address)))
    return Promise.reject(new Error(privateProblem));
  return new Promise((resolve, reject) => {
    // Its own abort tells nothing of why.
    const fail = (error: Error) => reject(signal.aborted ? signal.reason : error);
    const options: RequestOptions = {
      ...{ method: 'POST', signal, agent: false, lookup: allowPrivate ? undefined : lookUpPublic },
      headers: {
        ...headers,
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Galley-Webhooks',
      },
    };
    const request = address.protocol === 'http:' ? requestPlain : requestSecure;
    const sent = request(address, options, (response) => {
      let answer = '';
      const done = () =>
        resolve({ status: response.statusCode ?? 0, problem: null, answer: storable(answer).slice(0, kept) });
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        answer += chunk;
        if (answer.length < kept) return;
        done();
        response.destroy();
      });
      response.on('end', done);
      response.on('error', fail);
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

/** Resolves a name to its public addresses; the connection is made to one of these and to no other. */
const lookUpPublic: LookupFunction = (host, options, callback) => {
  lookUp(host, { ...options, all: true } as LookupAllOptions, (error, addresses) => {
    const open = error ? [] : addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (error || !first) return callback(error ?? new Error(privateProblem), '');
    if (options.all) return callback(null, open);
    callback(null, first.address, first.family);
  });
};

const said: Record<string, string> = {
  ECONNREFUSED: 'Nobody listens at this address.',
  ECONNRESET: 'The connection was closed before an answer came.',
  ENOTFOUND: 'There is no such host.',
  EAI_AGAIN: 'The name of the host could not be looked up.',
  EHOSTUNREACH: 'The host cannot be reached.',
  ENETUNREACH: 'The host cannot be reached.',
};

const wordsFor = ({ code = '', message }: Error & { code?: string }) =>
  said[code] ?? storable(message || code).slice(0, kept);

/** A text without what PostgreSQL cannot hold in one. */
const storable = (text: string) => text.toWellFormed().replaceAll('\0', '');
