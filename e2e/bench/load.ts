/**
 * Readers and editors at once, on two cores, against the production build:
 *   npm run bench:load -- [--seconds 60] [--readers 200] [--editors 20] [--views 100000] [--pause MS] [--json FILE]
 * Everything runs on the same two cores: the server, its PostgreSQL, and those who ask. A reader asks for a page and then
 * for the next one after `--pause` milliseconds on average (0: as fast as it goes); an editor saves a section and then
 * writes for a second.
 * Memory is called flat where the median of the last tenth of the views is at most 1.1 times that of the middle one.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDb } from '#db/client.ts';
import { makeArticle } from '#db/test-article.ts';
import { addStaff, setPasswordByLink } from '#lib/staff/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { actorOfStaff } from '#lib/staff/queries.ts';
import { publish } from '#lib/versions/commands.ts';
import { Visitor } from '../raw.ts';
import { startGalley } from '../server.ts';
import type { Readers } from './load-readers.ts';
import { has } from './reader-load.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    readers: { type: 'string', default: '200' },
    editors: { type: 'string', default: '20' },
    views: { type: 'string', default: '100000' },
    pause: { type: 'string', default: '1000' },
    json: { type: 'string' },
  },
});
const [seconds, readers, editors, views, pause] = [
  ...[values.seconds, values.readers, values.editors, values.views, values.pause],
].map(Number) as [number, number, number, number, number];
/** How long an editor writes between two saves, in milliseconds. */
const writing = 1000;
/** How many saves of one editor at a time are measured first. */
const alone = 200;

type Figure = { name: string; value: number; target?: number; floor?: number; n: number };
const figures: Figure[] = [];
/** Makes each text another one. */
let mark = 0;

const folder = mkdtempSync(path.join(tmpdir(), 'galley-load-'));
await measure().finally(() => rmSync(folder, { recursive: true, force: true }));
if (values.json) writeFileSync(values.json, `${JSON.stringify({ figures }, null, 2)}\n`);

async function measure() {
  // On a machine with more, everything is kept on two; what is started from here stays there as well.
  if (availableParallelism() > 2 && has('taskset'))
    execFileSync('taskset', ['-acp', '0,1', String(process.pid)], { stdio: 'ignore' });
  const [load = 0] = loadavg();
  console.log(
    `\nLoad average of the machine before: ${load.toFixed(1)}; processors: ${availableParallelism()}`,
  );
  figures.push({ name: 'load average of the machine before', value: load, n: 1 });
  const galley = await startGalley({ GALLEY_DATA: path.join(folder, 'data') });
  try {
    const newsroom = await openNewsroom(galley.url);
    const port = Number(new URL(galley.url).port);
    const program = programOf(galley.group);
    await underLoad(newsroom, port);
    await manyViews(program, port, newsroom.pages);
  } finally {
    await galley.stop();
  }
}

type Desk = { visitor: Visitor; sectionId: string; heading: string; basedOn: string };

/** Editors who are signed in, each with an article of their own, and pages to read. */
async function openNewsroom(url: string): Promise<{ desks: Desk[]; pages: string[] }> {
  const socket = readFileSync(path.join(folder, 'data/postgres/postmaster.pid'), 'utf8').split('\n')[4] ?? '';
  const db = openDb(`postgres://galley_app@localhost/postgres?host=${encodeURIComponent(socket)}`, 2);
  try {
    const [admin, checker] = await Promise.all(
      ['admin@galley.example', 'checker@galley.example'].map(async (email) => {
        const person = await db
          .selectFrom('staff')
          .select('id')
          .where('email', '=', email)
          .executeTakeFirst();
        const actor = person && (await actorOfStaff(db, person));
        if (!actor) throw new Error(`There is no ${email}.`);
        return actor;
      }),
    );
    if (!admin || !checker) throw new Error('unreachable');
    const desks: Desk[] = [];
    const pages = ['/', '/archive', '/feed.rss', '/search?q=dam+%'];
    for (let n = 0; n < editors; n++) {
      const { visitor, actor } = await newEditor(db, admin, url, n);
      const article = await makeArticle({ db }, actor);
      await article.answerAll(checker);
      const published = await publish(actor, db, article.id);
      if (!published.ok) throw new Error(published.message);
      pages.push(`/${published.slug}`, `/${published.slug}/versions`);
      const { id: sectionId, heading, revisionId: basedOn } = article.section('After the Dam');
      desks.push({ visitor, sectionId, heading, basedOn });
    }
    return { desks, pages };
  } finally {
    await db.destroy();
  }
}

async function newEditor(db: ReturnType<typeof openDb>, admin: Actor, url: string, n: number) {
  const email = `editor${n}@galley.example`;
  const added = await addStaff(admin, db, { email, name: `Editor ${n}`, role: 'editor' });
  if (!added.ok) throw new Error(added.message);
  const password = crypto.randomUUID();
  const set = await setPasswordByLink(db, { token: added.token, password });
  if (!set.ok) throw new Error(set.message);
  const visitor = new Visitor(url);
  if (!(await visitor.signIn(email, password))) throw new Error(`${email} cannot sign in.`);
  const { id } = await db
    .selectFrom('staff')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  const actor = await actorOfStaff(db, { id });
  if (!actor) throw new Error(`There is no ${email}.`);
  return { visitor, actor };
}

/** One save as the editor's page makes it; milliseconds until its answer has come whole. */
async function save(desk: Desk): Promise<number> {
  const { visitor, sectionId, heading, basedOn } = desk;
  const began = performance.now();
  const body = `The valley filled with water ${++mark} times. The town moved uphill.`;
  const answer = await visitor.act('saveRevisionAction', `/desk/sections/${sectionId}`, {
    ...{ sectionId, basedOn, heading, body, note: '' },
  });
  const took = performance.now() - began;
  const [, revisionId] = /"revisionId":"([0-9a-f-]{36})"/.exec(answer.text) ?? [];
  if (!answer.ok || !revisionId)
    throw new Error(`A save was answered with ${answer.status}: ${answer.text.slice(0, 200)}`);
  desk.basedOn = revisionId;
  return took;
}

/** Editors' saves one at a time with nobody else there, and then all editors and all readers at once. */
async function underLoad({ desks, pages }: { desks: Desk[]; pages: string[] }, port: number) {
  // Each page and each editor’s save once or twice first: a server that has just started is not what is measured.
  await readPages(port, { most: pages.length, seconds: 60, pause: 0, pages });
  for (const desk of [...desks, ...desks]) await save(desk);
  const before: number[] = [];
  for (let n = 0; n < alone; n++) before.push(await save(desks[n % desks.length] as Desk));

  const times: number[] = [];
  const failures: string[] = [];
  let isOver = false;
  const reading = readPages(port, { most: Number.MAX_SAFE_INTEGER, seconds, pause, pages });
  const editing = desks.map(async (desk) => {
    await sleep(Math.random() * writing);
    while (!isOver) {
      await save(desk).then(
        (took) => times.push(took),
        (error) => failures.push(String(error)),
      );
      await sleep(writing * (0.5 + Math.random()));
    }
  });
  const read = await reading;
  isOver = true;
  await Promise.all(editing);

  console.log(`\n${readers} readers and ${editors} editors at once, ${seconds} seconds`);
  figure({ name: 'pages read per second', value: read.views / read.took, n: read.views });
  figure({ name: 'a page, p50 ms', value: read.p50, n: read.views });
  figure({ name: 'a page, p99 ms', value: read.p99, n: read.views });
  figure({ name: 'saves per second', value: times.length / read.took, n: times.length });
  const errors = read.errors + failures.length;
  if (errors > 0) console.log(`  the first errors: ${[read.first, failures[0]].filter(Boolean).join('; ')}`);
  figure({ name: 'errors', value: errors, floor: 0, n: read.views + times.length + failures.length });
  figure({ name: 'a save with nobody else there, p50 ms', value: at(before, 0.5), n: before.length });
  figure({ name: 'a save with nobody else there, p99 ms', value: at(before, 0.99), n: before.length });
  figure({ name: 'a save among all, p50 ms', value: at(times, 0.5), n: times.length });
  figure({ name: 'a save among all, p99 ms', value: at(times, 0.99), n: times.length });
  const times99 = at(times, 0.99) / at(before, 0.99);
  figure({
    name: 'a save’s p99 among all, times that with nobody else there',
    value: times99,
    floor: 5,
    n: times.length,
  });
}

/** Memory of the server while as many pages are read as fast as it goes. */
async function manyViews(program: number, port: number, pages: string[]) {
  const perRound = Math.ceil(views / 10);
  const memory: number[] = [];
  let [seen, errors] = [0, 0];
  for (let round = 0; round < 10; round++) {
    const samples: number[] = [];
    const reading = readPages(port, { most: perRound, seconds: 3600, pause: 0, pages });
    let isOver = false;
    const watching = (async () => {
      while (!isOver) {
        samples.push(residentOf(program));
        await sleep(100);
      }
    })();
    const read = await reading;
    isOver = true;
    await watching;
    seen += read.views;
    errors += read.errors;
    if (read.first) console.log(`  the first error: ${read.first}`);
    memory.push(at(samples, 0.5));
  }
  const [first = 0, middle = 0, last = 0] = [memory[0], memory[4], memory[9]];
  console.log(
    `\nMemory of the server (RSS) over ${seen} page views: ${memory.map((mb) => mb.toFixed(0)).join(', ')} MB`,
  );
  figure({ name: 'errors in page views', value: errors, floor: 0, n: seen });
  figure({ name: 'RSS in the first tenth of the views, MB', value: first, n: seen });
  figure({ name: 'RSS in the middle, MB', value: middle, n: seen });
  figure({ name: 'RSS in the last tenth, MB', value: last, n: seen });
  figure({
    name: 'RSS in the last tenth, times that in the middle',
    value: last / middle,
    floor: 1.1,
    n: seen,
  });
}

function readPages(
  port: number,
  { most, seconds, pause, pages }: { most: number; seconds: number; pause: number; pages: string[] },
): Promise<Readers> {
  const file = path.resolve(import.meta.dirname, 'load-readers.ts');
  const args = [file, ...[port, readers, seconds, most, pause].map(String), ...pages];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(said)) : reject(new Error('The readers failed.')),
    );
  });
}

/** Megabytes of a process in memory. */
function residentOf(id: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** The server among the processes of `npm start`: the one that has most in memory. */
function programOf(group: number): number {
  const ids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const ofGroup = ids.filter((id) => {
    try {
      return readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[2] === String(group);
    } catch {
      return false;
    }
  });
  const found = ofGroup.toSorted((a, b) => residentOf(b) - residentOf(a))[0];
  if (!found) throw new Error('The server is not among the processes.');
  return found;
}

function at(times: number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN;
}

function figure(made: Figure) {
  figures.push(made);
  const { name, value, floor, n } = made;
  const shown = value.toFixed(value < 10 && value !== 0 ? 2 : 0);
  console.log(
    `  ${name.padEnd(62)} ${shown.padStart(8)}  ${floor === undefined ? '' : `limit ${floor}`}  (n ${n})`,
  );
}
