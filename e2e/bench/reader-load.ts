/*
 * Load on one address, from a core of its own: wrk where it is on the path, else the small generator below, which is
 * run as a program of its own: node e2e/bench/reader-load.ts PORT PATH ENCODING SECONDS
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

/** What a server did under load: requests per second, per second of its own processor time, latencies in milliseconds. */
export type Load = { perSecond: number; perCoreSecond: number; p50: number; p99: number };

/** How many keep-alive connections ask, each for the next page when it has the last. */
const connections = 16;
/** Linux counts processor time in these parts of a second for every program that asks. */
const ticksPerSecond = 100;

export const onCore = (core: number, command: string[]): [string, string[]] =>
  has('taskset') ? ['taskset', ['-c', String(core), ...command]] : [command[0] ?? '', command.slice(1)];

/** Where a program stands on the path, or undefined. */
export function has(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Asks for a page again and again. @param processes the server's, whose time is counted */
export function loadOn(
  processes: number[],
  { port, path, encoding, seconds }: { port: number; path: string; encoding: string; seconds: number },
): Load {
  const before = processorTime(processes);
  const measured = has('wrk')
    ? byWrk(port, path, encoding, seconds)
    : JSON.parse(
        execFileSync(
          ...onCore(1, [
            ...[process.execPath, import.meta.filename, String(port), path, encoding, String(seconds)],
          ]),
        ).toString(),
      );
  const spent = processorTime(processes) - before;
  const { requests, took, p50, p99 } = measured;
  return { perSecond: requests / took, perCoreSecond: requests / spent, p50, p99 };
}

function processorTime(processes: number[]): number {
  const ticks = processes.map((id) => {
    // After the name, which may hold anything: the 14th and 15th field are the time in the program and for it.
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond;
}

function byWrk(port: number, path: string, encoding: string, seconds: number) {
  const url = `http://127.0.0.1:${port}${path}`;
  const ask = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-H', `Accept-Encoding: ${encoding}`];
  const said = execFileSync(...onCore(1, ['wrk', ...ask, url])).toString();
  const [, requests, took] = /(\d+) requests in ([\d.]+)s/.exec(said) ?? [];
  if (!requests || /Non-2xx|Socket errors/.test(said)) throw new Error(`wrk on ${url} said:\n${said}`);
  const at = (percent: number) => {
    const [, value, unit = ''] = new RegExp(`^ +${percent}% +([\\d.]+)(us|ms|s)`, 'm').exec(said) ?? [];
    return Number(value) * ({ us: 0.001, ms: 1, s: 1000 }[unit] ?? Number.NaN);
  };
  return { requests: Number(requests), took: Number(took), p50: at(50), p99: at(99) };
}

/** Every answer is as long as the first, so that one is complete as soon as as many bytes have come. */
async function generate([port = '', path = '', encoding = '', seconds = '']: string[]) {
  const question = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: ${encoding}\r\n\r\n`;
  const start = performance.now();
  const end = start + Number(seconds) * 1000;
  const times: number[] = [];
  const ask = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
      let [asked, received, whole] = [0, 0, 0];
      const next = () => {
        if (performance.now() > end) return socket.end();
        asked = performance.now();
        received = 0;
        socket.write(question);
      };
      socket.on('connect', next);
      socket.on('error', reject);
      socket.on('close', () => resolve());
      socket.on('data', (chunk) => {
        whole ||= lengthOf(chunk);
        received += chunk.length;
        if (received < whole) return;
        if (received > whole) reject(new Error('An answer was longer than the one before.'));
        times.push(performance.now() - asked);
        next();
      });
    });
  await Promise.all(Array.from({ length: connections }, ask));
  const took = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(times.length * part)];
  console.log(JSON.stringify({ requests: times.length, took, p50: at(0.5), p99: at(0.99) }));
}

function lengthOf(first: Buffer): number {
  const text = first.toString('latin1');
  const body = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1]);
  if (!text.startsWith('HTTP/1.1 200') || !body)
    throw new Error(`The first answer was:\n${text.slice(0, 400)}`);
  return text.indexOf('\r\n\r\n') + 4 + body;
}

if (import.meta.main) await generate(process.argv.slice(2));
