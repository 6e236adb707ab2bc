/**
 * Measures bulk import: `npm run bench:bulk [-- --articles N] [--seed FILE] [--json FILE]`.
 *
 * Articles of the seed's size, each with a text of its own, are imported by the command that the desk and the command
 * line use, two at a time as these do, with revisions, events and the detector, into an embedded PostgreSQL with durable
 * settings. After every 50 the very rows that this made are inserted by bare multi-row INSERTs, 500 rows each, into
 * copies of the tables that have the same columns, checks and indexes, but no triggers and no foreign keys. Where
 * ../shared/seed is missing, and without --seed, the demonstration article is used. Memory is that of the process.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type postgres from 'postgres';
import { connectTo, type Db, openDb } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { newId } from '#db/id.ts';
import { migrate } from '#db/migrate.ts';
import { importSource } from '#lib/import/commands.ts';
import type { SourceInput } from '#lib/import/read.ts';
import type { Actor } from '#lib/staff/model.ts';

const shared = fileURLToPath(new URL('../../../shared/seed/why-is-biden-in-peru.txt', import.meta.url));
const demo = fileURLToPath(new URL('../../app/server/demo-article.txt', import.meta.url));
const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '1000' },
    seed: { type: 'string', default: existsSync(shared) ? shared : demo },
    json: { type: 'string' },
  },
});
const articles = Number(values.articles);
/** Each table that an import writes, and a column by which the rows of a later import come later. */
const tables = {
  ...{ article: 'id', address: 'article_id', section: 'id', revision: 'id', flag: 'id', anchor: 'flag_id' },
  ...{ source: 'id', set_aside: 'source_id', event: 'seq', draft_text: 'section_id' },
};
/** How many articles are imported before their rows are inserted: both are measured under the same load. */
const round = 50;

const folder = await mkdtemp(path.join(tmpdir(), 'galley-bench-'));
const server = await startEmbedded({ dataDir: path.join(folder, 'postgres') });
try {
  await migrate(server.url);
  const owner = connectTo(server.url, { max: 2 });
  const db = openDb(server.urlFor('galley_app', 'postgres'), 4);
  await owner`alter role galley_app login`;
  const editor = await newEditor(owner);
  const rss: Record<number, number> = {};
  for (const table of Object.keys(tables))
    await owner.unsafe(`create table bare_${table} (like ${table} including all)`);
  const seed = readFileSync(values.seed, 'utf8');
  const counts: Record<string, number> = {};
  const seconds = { imported: 0, bare: 0 };
  for (let from = 0; from < articles; from += round) {
    const to = Math.min(from + round, articles);
    const sources = Array.from({ length: to - from }, (_, i) => ({
      bytes: new TextEncoder().encode(varied(seed, from + i)),
      name: `${from + i}.txt`,
    }));
    seconds.imported += await timed(() => importAll(editor, db, sources));
    if (to === 100 || to === articles) rss[to] = process.memoryUsage.rss() / 1024 / 1024;
    for (const [table, key] of Object.entries(tables))
      seconds.bare += await insertBare(owner, table, key, counts);
  }
  report(seconds.imported, seconds.bare, counts, rss);
  await db.destroy();
  await owner.end();
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

/** As the desk and the command line do it: one file is read while another one is written. */
async function importAll(editor: Actor, db: Db, sources: SourceInput[]): Promise<void> {
  const left = sources.values();
  const work = async () => {
    for (const source of left) {
      const answer = await importSource(editor, db, source, []);
      if (!answer.ok) throw new Error(answer.message);
    }
  };
  await Promise.all([work(), work()]);
}

/** Copies the rows that are new since the last time; reading them is not counted. */
async function insertBare(
  owner: postgres.Sql,
  table: string,
  key: string,
  counts: Record<string, number>,
): Promise<number> {
  // Not max(): PostgreSQL 15 has none for a uuid.
  const newest = `(select ${key} from bare_${table} order by ${key} desc limit 1)`;
  const rows = await owner.unsafe(
    `select * from ${table} where ${newest} is null or ${key} > ${newest} order by ${key}`,
  );
  counts[table] = (counts[table] ?? 0) + rows.length;
  return timed(async () => {
    await owner.begin(async (trx) => {
      for (let from = 0; from < rows.length; from += 500)
        await trx`insert into ${trx(`bare_${table}`)} ${trx(rows.slice(from, from + 500) as never)}`;
    });
  });
}

/** In seconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

async function newEditor(owner: postgres.Sql): Promise<Actor> {
  const editor = { id: newId(), name: 'Editor', role: 'editor' };
  await owner`insert into staff (id, email, name, role, password_hash)
    values (${editor.id}, 'editor@bench.example', ${editor.name}, ${editor.role}, 'none')`;
  return editor as unknown as Actor;
}

/** The text with its long words changed for one another, each time differently: as long, and as rich in claims. */
function varied(text: string, number: number): string {
  let state = number * 2_654_435_761 + 1;
  const random = () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  const [title, ...rest] = text.split('\n');
  const words = rest.join('\n').match(/\b[a-z]{8,}\b/g) ?? [];
  const body = rest
    .join('\n')
    .replace(/\b[a-z]{8,}\b/g, (word) =>
      random() < 0.1 ? (words[Math.floor(random() * words.length)] ?? word) : word,
    );
  return `Number ${number + 1}: ${title}\n${body}`;
}

function report(imported: number, bare: number, counts: Record<string, number>, rss: Record<number, number>) {
  const rows = Object.entries(counts).map(([table, n]) => `${n.toLocaleString('en')} ${table}`);
  const growth = (rss[articles] ?? 0) / (rss[100] ?? rss[articles] ?? 1);
  const figures = [
    {
      name: 'bulk import, times a bare INSERT of the same rows',
      value: rounded(imported / bare),
      target: 4,
      floor: 1,
      n: articles,
    },
    {
      name: 'memory at the end against memory at 100 files',
      value: rounded(growth),
      target: 1.5,
      floor: 1,
      n: articles,
    },
  ];
  console.log(`Rows: ${rows.join(', ')}.`);
  console.table({
    'import, seconds': rounded(imported),
    'bare INSERT, seconds': rounded(bare),
    'times as long': rounded(imported / bare),
    'articles a second': rounded(articles / imported),
    ...Object.fromEntries(Object.entries(rss).map(([n, mb]) => [`RSS at ${n} files, MB`, Math.round(mb)])),
  });
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ figures }, null, 2)}\n`);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
