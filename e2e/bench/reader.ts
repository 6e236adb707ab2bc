/**
 * Measures what readers get: `npm run bench:reader -- [--seed FILE] [--json FILE] [--seconds N] [--publishes N]`.
 * Without a file the seed article is looked for in ../shared/seed. It is published through the commands in a database
 * of its own. The servers run on the first core and the load on the second; nginx is left out where it is not installed.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { loadavg } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';
import { saveRevision } from '#lib/sections/commands.ts';
import { has, type Load, loadOn } from './reader-load.ts';
import { openPhone, type Visit } from './reader-phone.ts';
import { freePort, openSite, type Server, startNginx } from './reader-site.ts';

const root = new URL('../../', import.meta.url);
const { values } = parseArgs({
  options: {
    seed: {
      type: 'string',
      default: fileURLToPath(new URL('../shared/seed/why-is-biden-in-peru.txt', root)),
    },
    json: { type: 'string' },
    seconds: { type: 'string', default: '4' },
    publishes: { type: 'string', default: '100' },
  },
});

/** A figure with what it should be (`target`) and must be (`floor`); `n` says of how many measurements. */
type Figure = { name: string; value: number; target?: number; floor?: number; n: number };
const figures: Figure[] = [];

if (existsSync(values.seed)) await measure(readFileSync(values.seed, 'utf8'));
else console.log(`${values.seed} is not there: nothing is measured. Name a file with --seed.`);
if (values.json) writeFileSync(values.json, `${JSON.stringify({ figures }, null, 2)}\n`);

async function measure(text: string) {
  const site = await openSite(text);
  try {
    await throughput(site);
    const phone = await openPhone();
    try {
      await firstVisits(site, phone);
      await publications(site, phone);
    } finally {
      await phone.close();
    }
  } finally {
    await site.close();
  }
}

type Site = Awaited<ReturnType<typeof openSite>>;
type Phone = Awaited<ReturnType<typeof openPhone>>;

/** Requests per second of the three ways, in turns, so that what else the machine does falls on all. */
async function throughput({ instances, folder, slug }: Site) {
  const app = instances[0] as Server;
  const rounds = 3;
  const [load = 0] = loadavg();
  console.log(`\nLoad average of the machine before: ${load.toFixed(1)}`);
  figures.push({ name: 'load average of the machine before', value: load, n: 1 });
  console.log(`\nLoad by ${has('wrk') ? 'wrk' : 'the generator in reader-load.ts (wrk is not on the path)'}`);
  if (!has('taskset')) console.log('taskset is not on the path: nothing is pinned to a core.');
  if (!has('nginx')) console.log('nginx: skipped, it is not on the path (Debian: apt-get install nginx).');
  for (const encoding of ['br', 'identity']) {
    const page = await fetchPage(app.port, slug, encoding);
    console.log(
      `\n${encoding}: ${page.length.toLocaleString('en')} bytes        requests/s  /core-second  p50 ms  p99 ms`,
    );
    const ways: Record<string, Server> = { 'Galley alone': app };
    if (has('nginx')) {
      ways['nginx, a file'] = await fileServer(folder, slug, encoding, page);
      ways['nginx, cache before Galley'] = await cacheBefore(app.port, folder);
    }
    const results = new Map<string, Load[]>();
    for (let round = 0; round <= rounds; round++)
      for (const [name, { port, processes }] of Object.entries(ways)) {
        const load = { port, path: `/${slug}`, encoding, seconds: Number(values.seconds) };
        const measured = loadOn(processes, load);
        // The first round warms up.
        if (round > 0) results.set(name, [...(results.get(name) ?? []), measured]);
      }
    const middle = new Map([...results].map(([name, loads]) => [name, medians(loads)]));
    for (const [name, load] of middle) reportLoad(`${name}, ${encoding}`, load, rounds);
    reportRatios(middle, encoding, rounds);
    for (const [name, { stop }] of Object.entries(ways)) if (name !== 'Galley alone') await stop();
  }
}

async function fetchPage(port: number, slug: string, encoding: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': encoding };
    request({ port, host: '127.0.0.1', path: `/${slug}`, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
    })
      .on('error', reject)
      .end();
  });
}

async function fileServer(folder: string, slug: string, encoding: string, page: Buffer): Promise<Server> {
  const port = await freePort();
  const http = `  server {
    listen 127.0.0.1:${port}; root .; default_type "text/html; charset=utf-8";
    ${encoding === 'br' ? 'add_header Content-Encoding br; add_header Vary Accept-Encoding;' : ''}
  }`;
  const name = `file-${encoding}`;
  const server = await startNginx(folder, name, http);
  writeFileSync(path.join(folder, name, slug), page);
  return { port, ...server };
}

/** The configuration that deploy/ recommends, with the ports of this run. */
async function cacheBefore(appPort: number, folder: string): Promise<Server> {
  const port = await freePort();
  const recommended = readFileSync(fileURLToPath(new URL('deploy/nginx.conf', root)), 'utf8')
    .replace('127.0.0.1:3000', `127.0.0.1:${appPort}`)
    .replace('listen 80', `listen 127.0.0.1:${port}`)
    .replace('/var/cache/nginx/galley', 'kept');
  return { port, ...(await startNginx(folder, `cache-${port}`, recommended)) };
}

function reportLoad(name: string, load: Load, n: number) {
  const { perSecond, perCoreSecond, p50, p99 } = load;
  const cells = [perSecond.toFixed(0).padStart(10), perCoreSecond.toFixed(0).padStart(13)];
  console.log(
    `  ${name.padEnd(37)} ${cells.join(' ')} ${p50.toFixed(2).padStart(7)} ${p99.toFixed(2).padStart(7)}`,
  );
  figures.push({ name: `${name}: requests/s`, value: perSecond, n });
  figures.push({ name: `${name}: requests per core-second`, value: perCoreSecond, n });
  figures.push({ name: `${name}: p50 ms`, value: p50, n });
  figures.push({ name: `${name}: p99 ms`, value: p99, n });
}

function reportRatios(loads: Map<string, Load>, encoding: string, n: number) {
  const file = loads.get('nginx, a file');
  if (!file) return;
  for (const [name, floor, target] of [
    ['Galley alone', 0.05, 0.15],
    ['nginx, cache before Galley', 0.5, undefined],
  ] as const)
    for (const [by, unit] of [
      ['perSecond', 'requests/s'],
      ['perCoreSecond', 'requests per core-second'],
    ] as const) {
      const value = (loads.get(name)?.[by] ?? 0) / file[by];
      figure({ name: `${name}, part of nginx's ${unit} for a file, ${encoding}`, value, floor, target, n });
    }
}

async function firstVisits({ instances, slug }: Site, phone: Phone) {
  const url = `http://127.0.0.1:${instances[0]?.port}/${slug}`;
  const visits: Visit[] = [];
  for (let n = 0; n < 5; n++) visits.push(await phone.visit(url));
  const worst = (of: (visit: Visit) => number) => Math.max(...visits.map(of));
  console.log(
    '\nFirst visit, phone on slow 4G (1.6 Mbit/s, 150 ms), processor slowed four times; the worst of 5',
  );
  const n = visits.length;
  figure({ name: 'transferred kB', value: worst(({ bytes }) => bytes) / 1000, floor: 40, n });
  figure({ name: 'of it script kB', value: worst(({ scriptBytes }) => scriptBytes) / 1000, floor: 5, n });
  figure({ name: 'LCP ms', value: worst(({ lcpMs }) => lcpMs), floor: 1200, n });
  figure({ name: 'CLS', value: worst(({ cls }) => cls), floor: 0, n });
}

/** From the click on "Publish now" until an instance serves the new text, asked for without a pause. */
async function publications(site: Site, { browser }: Phone) {
  const { db, article, editor, checker, instances, slug } = site;
  const own = `http://localhost:${instances[0]?.port}`;
  const page = await (await browser.newContext({ baseURL: own })).newPage();
  await page.goto('/desk');
  await page.getByLabel('E-mail address').fill(editor.account.email);
  await page.getByLabel('Password').fill(editor.account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Desk' }).waitFor();
  const cache = has('nginx') ? await cacheBefore(instances[0]?.port ?? 0, site.folder) : null;
  const places = [...instances, ...(cache ? [cache] : [])];
  const delays: number[][] = places.map(() => []);
  for (let n = 1; n <= Number(values.publishes); n++) {
    const mark = `Published for the ${n}th time.`;
    const section = (await article.reload()).sections.find(({ kind }) => kind === 'section');
    if (!section) throw new Error('The article has no section.');
    const { id: sectionId, heading, revision, body: before } = section;
    const body = `${before.replace(/\n\nPublished for the \d+th time\.$/, '')}\n\n${mark}`;
    const saved = await saveRevision(editor.actor, db, {
      sectionId,
      basedOn: revision.id,
      heading,
      body,
      note: '',
    });
    if (!saved.ok) throw new Error('The revision was not saved.');
    await article.answerAll(checker.actor);
    await page.goto(`/desk/articles/${article.id}/publish`);
    const button = page.getByRole('button', { name: 'Publish now' });
    await button.waitFor();
    await page.waitForLoadState('networkidle');
    const seen = places.map(({ port }) => nextPage(port, slug, mark));
    const clicked = await button.evaluate((element: HTMLButtonElement) => {
      const now = performance.timeOrigin + performance.now();
      element.click();
      return now;
    });
    const times = await Promise.all(seen);
    // The cache is behind the instance that it asks.
    for (const [index, at] of times.entries())
      delays[index]?.push(at - (index < instances.length ? clicked : (times[0] ?? 0)));
    await page.getByRole('status').waitFor();
  }
  console.log('\nFrom the click on “Publish now” to new bytes served');
  await cache?.stop();
  for (const [index, delay] of delays.entries()) {
    const sorted = delay.toSorted((a, b) => a - b);
    const at = (part: number) => sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN;
    const where = ['the same instance', 'another instance', 'nginx behind the first of these'][index];
    const floor = [200, 1000, 2000][index];
    figure({ name: `${where}, p50 ms`, value: at(0.5), n: sorted.length });
    figure({ name: `${where}, p99 ms`, value: at(0.99), floor, n: sorted.length });
    figure({ name: `${where}, the first after the start, ms`, value: delay[0] ?? Number.NaN, n: 1 });
    figure({ name: `${where}, the slowest, ms`, value: at(1), n: sorted.length });
  }
}

/**
 * Asks every five milliseconds until there is another page than now, which has to have the mark; when it came. It does
 * so by node:http, as `fetch` takes so much of a core that what is measured waits for the measuring.
 */
async function nextPage(port: number, slug: string, mark: string): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const etag = () =>
    new Promise((resolve, reject) => {
      request({ agent, port, host: '127.0.0.1', path: `/${slug}`, method: 'HEAD' }, (response) => {
        response.resume().once('end', () => resolve(response.headers.etag));
      })
        .once('error', reject)
        .end();
    });
  const before = await etag();
  while ((await etag()) === before) await setTimeout(5);
  const at = performance.timeOrigin + performance.now();
  agent.destroy();
  if (!brotliDecompressSync(await fetchPage(port, slug, 'br')).includes(mark))
    throw new Error('The new page has not the new text.');
  return at;
}

function medians(loads: Load[]): Load {
  const middle = (of: keyof Load) =>
    loads.map((load) => load[of]).sort((a, b) => a - b)[Math.floor(loads.length / 2)] as number;
  return {
    ...{ perSecond: middle('perSecond'), perCoreSecond: middle('perCoreSecond') },
    ...{ p50: middle('p50'), p99: middle('p99') },
  };
}

function figure(made: Figure) {
  figures.push(made);
  const { name, value, floor, target, n } = made;
  const limits = [floor === undefined ? '' : `limit ${floor}`, target === undefined ? '' : `aim ${target}`];
  const shown = value.toFixed(value < 10 ? 3 : 0);
  console.log(`  ${name.padEnd(72)} ${shown.padStart(8)}  ${limits.filter(Boolean).join(', ')}  (n ${n})`);
}
