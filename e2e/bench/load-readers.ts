/*
 * Readers beside each other, each of whom asks for one page after the other over a connection that is kept:
 *   node e2e/bench/load-readers.ts PORT READERS SECONDS VIEWS PAUSE PATH...
 * It ends after so many seconds or views, whichever comes first, and says as JSON how that went. PAUSE is for how many
 * milliseconds a reader reads a page, on average.
 */
import { connect } from 'node:net';

/** What readers met with: pages, the first of the errors and how many there were, and times in milliseconds. */
export type Readers = {
  views: number;
  errors: number;
  first: string;
  took: number;
  p50: number;
  p99: number;
};

const [port, readers, seconds, most, pause] = process.argv.slice(2, 7).map(Number) as [
  ...[number, number, number, number, number],
];
const paths = process.argv.slice(7);
const start = performance.now();
const end = start + seconds * 1000;
const times: number[] = [];
let asked = 0;
let errors = 0;
let first = '';

const fail = (what: string) => {
  errors += 1;
  first ||= what;
};

/** One reader, until the time is over or everything is read. */
function read(number: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let [began, received, whole] = [0, 0, 0];
    const next = () => {
      if (performance.now() > end || asked >= most) return socket.end();
      const path = paths[(number + asked++) % paths.length] ?? '/';
      [began, received, whole] = [performance.now(), 0, 0];
      socket.write(
        `GET ${path.replace('%', String(asked))} HTTP/1.1\r\nHost: localhost:${port}\r\nAccept-Encoding: br\r\n\r\n`,
      );
    };
    const later = () => (pause > 0 ? setTimeout(next, pause * (0.5 + Math.random())) : next());
    // All at once is how nobody reads.
    socket.on('connect', () => setTimeout(next, pause * Math.random()));
    socket.on('error', (error) => fail(error.message));
    socket.on('close', () => {
      if (began > 0) fail('A connection was closed in the middle of an answer.');
      resolve();
    });
    let text = '';
    socket.on('data', (chunk) => {
      received += chunk.length;
      if (whole === 0) {
        text += chunk.toString('latin1');
        const head = text.indexOf('\r\n\r\n');
        if (head < 0) return;
        if (!text.startsWith('HTTP/1.1 200')) fail(text.slice(0, text.indexOf('\r\n')));
        const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
        // In pieces, of which the last is empty.
        whole = length ? head + 4 + Number(length) : Number.POSITIVE_INFINITY;
      }
      const isChunkedEnd =
        whole === Number.POSITIVE_INFINITY && chunk.subarray(-5).toString() === '0\r\n\r\n';
      if (received < whole && !isChunkedEnd) return;
      times.push(performance.now() - began);
      [began, text] = [0, ''];
      later();
    });
  });
}

await Promise.all(Array.from({ length: readers }, (_, number) => read(number)));
const took = (performance.now() - start) / 1000;
times.sort((a, b) => a - b);
const at = (part: number) => times[Math.floor(times.length * part)] ?? Number.NaN;
console.log(
  JSON.stringify({ views: times.length, errors, first, took, p50: at(0.5), p99: at(0.99) } satisfies Readers),
);
