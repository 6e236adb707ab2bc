/**
 * Measures what revisions cost: `npm run bench:revisions [-- --articles N] [--saves N] [--json FILE]`.
 *
 * In an embedded PostgreSQL with durable settings that holds N articles of ten sections, every other one with a flag
 * (10,000 unless said otherwise):
 * - what one save stores, in bytes of the rows that it adds, at the beginning and after 1,000 saves of one section, in an
 *   article of 40 sections; the edits exchange words of one length, so that the texts are equally long;
 * - how long saves take, one after another in articles picked at random, beside a bare INSERT of such a revision into a
 *   copy of the table with the same columns, checks and indexes, but no triggers and no foreign keys, committed alone:
 *   after each save comes one such INSERT, so that both meet the same load; for comparison also the INSERT as a save makes
 *   it, into the table itself with its keys and triggers, committed alone;
 * - how long the reading of the history, and of a comparison, of a section with 1,000 revisions takes beside one with ten:
 *   queries and comparison, without what every page costs, which would only hide a difference.
 */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type postgres from 'postgres';
import { connectTo, type Db, openDb } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { newId } from '#db/id.ts';
import { migrate } from '#db/migrate.ts';
import { createArticle } from '#lib/articles/commands.ts';
import { listRevisions, readBlame, readHistorySection, readTwoRevisions } from '#lib/history/queries.ts';
import { addSections, saveRevision } from '#lib/sections/commands.ts';
import { diffRows } from '#lib/sections/diff-rows.ts';
import type { Actor } from '#lib/staff/model.ts';
import { seeded } from './revising.ts';

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '10000' },
    saves: { type: 'string', default: '1000' },
    json: { type: 'string' },
  },
});
const articles = Number(values.articles);
const saves = Number(values.saves);
const sectionsEach = 10;
const random = seeded(20261124);
const pick = <T>(from: T[]) => from[Math.floor(random() * from.length)] as T;

/** Words of five letters, so that any may stand in the place of any other. */
const words =
  'river stone mills locks boats towns grain trade roads weirs water banks fords gates ropes sails'.split(
    ' ',
  );
const sentence = () =>
  `The ${pick(words)} of the ${pick(words)} stood by the ${pick(words)} until the ${pick(words)} came.`;
const bodyText = (sentences: number) =>
  Array.from({ length: sentences }, sentence).reduce(
    (text, next, n) => text + (n % 4 === 0 ? '\n\n' : ' ') + next,
  );
/** The same text with one of its words exchanged. */
function reworded(body: string): string {
  const places = [...body.matchAll(/\b[a-z]{5}\b/g)].filter(([word]) => words.includes(word));
  const { index } = pick(places);
  const other = pick(words.filter((word) => word !== body.slice(index, index + 5)));
  return body.slice(0, index) + other + body.slice(index + 5);
}

const folder = await mkdtemp(path.join(tmpdir(), 'galley-bench-'));
const server = await startEmbedded({ dataDir: path.join(folder, 'postgres') });
try {
  await migrate(server.url);
  const owner = connectTo(server.url, { max: 1 });
  await owner`alter role galley_app login`;
  const db = openDb(server.urlFor('galley_app', 'postgres'), 2);
  const editor = await newEditor(owner);
  const [bytes, rows, section] = await measureBytes(owner, db, editor);
  await fill(owner, editor);
  const { save, bare, own } = await measureSaves(owner, db, editor);
  const pages = await measurePages(db, editor, section);
  report({ bytes, rows, save, bare, own, pages });
  await db.destroy();
  await owner.end();
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function newEditor(owner: postgres.Sql): Promise<Actor> {
  const editor = { id: newId(), name: 'Editor', role: 'editor', sessionVersion: 1 };
  await owner`insert into staff (id, email, name, role, password_hash)
    values (${editor.id}, 'editor@bench.example', ${editor.name}, ${editor.role}, 'none')`;
  return editor as unknown as Actor;
}

async function makeArticle(db: Db, editor: Actor, sections: number): Promise<string[]> {
  return db.transaction().execute(async (trx) => {
    const { id } = await createArticle(editor, trx, 'The Rivers');
    const made = Array.from({ length: sections + 1 }, (_, n) => ({
      ...{ kind: n === 0 ? ('head' as const) : ('section' as const), depth: 1, numbered: false },
      ...{ heading: n === 0 ? 'The Rivers' : `Part ${n}`, body: bodyText(n === 0 ? 1 : 12) },
    }));
    const revisions = await addSections(editor, trx, id, made);
    return revisions.map(({ sectionId }) => sectionId);
  });
}

/** @returns the bytes and rows of each save of one section out of 40, and that section */
async function measureBytes(
  owner: postgres.Sql,
  db: Db,
  editor: Actor,
): Promise<[number[], number[], string]> {
  const sections = await makeArticle(db, editor, 40);
  const sectionId = sections[20] as string;
  const bytes: number[] = [];
  const rows: number[] = [];
  // The rows of these tables stay for ever; those of the search's index take the place of earlier ones.
  const stored = async () => {
    const [sum] = await owner`
      select (select coalesce(sum(pg_column_size(t.*)), 0) from revision t) + (select coalesce(sum(pg_column_size(t.*)), 0) from event t)
        + (select coalesce(sum(pg_column_size(t.*)), 0) from flag t) + (select coalesce(sum(pg_column_size(t.*)), 0) from anchor t) as bytes,
        (select count(*) from revision) as rows`;
    return { bytes: Number(sum?.bytes), rows: Number(sum?.rows) };
  };
  for (let n = 0; n < 1000; n++) {
    const isMeasured = n < 20 || n >= 980;
    const before = isMeasured ? await stored() : null;
    await saveOnce(db, editor, sectionId);
    if (!before) continue;
    const after = await stored();
    bytes.push(after.bytes - before.bytes);
    rows.push(after.rows - before.rows);
  }
  return [bytes, rows, sectionId];
}

async function newestOf(db: Db, sectionId: string) {
  return db
    .selectFrom('section')
    .innerJoin('revision', 'revision.id', 'section.revisionId')
    .select(['revision.id', 'revision.heading', 'revision.body'])
    .where('section.id', '=', sectionId)
    .executeTakeFirstOrThrow();
}

/** @returns how long the save took, in milliseconds, and the text that it stored */
async function saveOnce(db: Db, editor: Actor, sectionId: string): Promise<{ took: number; body: string }> {
  const { id: basedOn, heading, body: old } = await newestOf(db, sectionId);
  const body = reworded(old);
  const started = performance.now();
  const saved = await saveRevision(editor, db, { sectionId, basedOn, heading, body, note: '' });
  const took = performance.now() - started;
  if (!saved.ok || !saved.changed) throw new Error(saved.ok ? 'Nothing was saved.' : saved.message);
  return { took, body };
}

/** Other articles, put down by the owner without triggers: what a desk holds after years. */
async function fill(owner: postgres.Sql, editor: Actor): Promise<void> {
  const texts = Array.from({ length: 200 }, () => bodyText(12));
  await owner.begin(async (trx) => {
    await trx`set local session_replication_role = replica`;
    await trx`create temporary table one on commit drop as
      select uuidv7() as section_id, uuidv7() as revision_id, a.id as article_id, place,
        (${texts}::text[])[1 + (random() * 199)::int] as body
      from (select uuidv7() as id from generate_series(1, ${articles}::int)) a, generate_series(0, ${sectionsEach}::int) place`;
    await trx`insert into article (id, slug, created_by)
      select distinct article_id, 'a-' || article_id, ${editor.id}::uuid from one`;
    await trx`insert into section (id, article_id, kind, position, depth, revision_id)
      select section_id, article_id, case when place = 0 then 'head' else 'section' end, place, 1, revision_id from one`;
    await trx`insert into revision (id, section_id, number, heading, body, text, note, author_id)
      select revision_id, section_id, 1, 'Part ' || place, body, 'Part ' || place || E'\n' || replace(body, E'\n\n', E'\n'), 'Imported', ${editor.id}
      from one`;
    // Every other section has a flag that waits, on its first sentence.
    await trx`insert into flag (id, section_id, kind, category, severity, reason, rule_id, quote, prefix, suffix, raised_on)
      select revision_id, section_id, 'unverifiable', 'undated', 'should', 'When?', 'bench', substring(body from '[^.]+[.]'), '', '', revision_id
      from one where place % 2 = 1`;
    await trx`insert into anchor (flag_id, revision_id, section_id, start_at, end_at, quote)
      select f.id, f.raised_on, f.section_id, position(f.quote in r.text) - 1, position(f.quote in r.text) - 1 + length(f.quote), f.quote
      from flag f join revision r on r.id = f.raised_on where f.rule_id = 'bench'`;
    await trx`insert into draft_text (section_id, article_id, words, revised_at)
      select section_id, article_id, search_words('section', 'Part', body), now() from one`;
  });
  await owner`vacuum analyze`;
  await owner`checkpoint`;
  await owner`create table bare_revision (like revision including all)`;
}

type Saves = Record<'save' | 'bare' | 'own', number[]>;

/** In milliseconds. */
async function measureSaves(owner: postgres.Sql, db: Db, editor: Actor): Promise<Saves> {
  const sections = await owner<{ id: string; revision_id: string }[]>`
    select id, revision_id from section where position > 0 order by random() limit ${2 * (saves + 50)}`;
  const took: Saves = { save: [], bare: [], own: [] };
  for (let n = 0; n < sections.length; n += 2) {
    const [{ id }, other] = sections.slice(n, n + 2) as [(typeof sections)[0], (typeof sections)[0]];
    const { took: save, body } = await saveOnce(db, editor, id);
    const text = { number: 2, heading: 'Part', body, text: body, note: '' };
    const bare = await timed(
      () => owner`insert into bare_revision
        ${owner({ ...text, id: newId(), section_id: id, parent_id: newId(), author_id: editor.id })}`,
    );
    const own = await timed(
      () => owner`insert into revision
        ${owner({ ...text, id: newId(), section_id: other.id, parent_id: other.revision_id, author_id: editor.id })}`,
    );
    // The first ones warm up connections and code.
    if (n < 100) continue;
    took.save.push(save);
    took.bare.push(bare);
    took.own.push(own);
  }
  return took;
}

type Pages = Record<'history' | 'comparison' | 'blame', { few: number; many: number }>;

/** Medians in milliseconds. @param section one with 1,001 revisions */
async function measurePages(db: Db, editor: Actor, section: string): Promise<Pages> {
  const sections = await makeArticle(db, editor, 3);
  const few = sections[1] as string;
  for (let n = 0; n < 9; n++) await saveOnce(db, editor, few);
  const history = async (id: string) => {
    await readHistorySection(editor, db, id);
    await listRevisions(editor, db, id);
  };
  const comparison = async (id: string, last: number) => {
    await readHistorySection(editor, db, id);
    const two = await readTwoRevisions(editor, db, id, [last - 1, last]);
    if (two) diffRows(two[0].body, two[1].body);
  };
  const blame = (id: string, last: number) => readBlame(editor, db, id, last);
  const compared = async (work: (id: string, last: number) => Promise<unknown>) => {
    const [a, b]: [number[], number[]] = [[], []];
    for (let n = 0; n < 220; n++) {
      const [x, y] = [await timed(() => work(few, 10)), await timed(() => work(section, 1001))];
      if (n >= 20) {
        a.push(x);
        b.push(y);
      }
    }
    return { few: quantile(a, 0.5), many: quantile(b, 0.5) };
  };
  return {
    history: await compared(history),
    comparison: await compared(comparison),
    blame: await compared(blame),
  };
}

/** In milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function quantile(numbers: number[], q: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}

function report(measured: {
  bytes: number[];
  rows: number[];
  save: number[];
  bare: number[];
  own: number[];
  pages: Pages;
}): void {
  const { bytes, rows, save, bare, own, pages } = measured;
  const mean = (of: number[]) => of.reduce((sum, n) => sum + n, 0) / of.length;
  const [first, last] = [mean(bytes.slice(0, 20)), mean(bytes.slice(20))];
  const p99 = [quantile(save, 0.99), quantile(bare, 0.99)] as const;
  const figure = (name: string, value: number, target: number, floor: number, n: number) => ({
    ...{ name, value: rounded(value), target, floor, n },
  });
  const figures = [
    figure('bytes of a save after 1,000 saves against the first', last / first, 1.1, 0.9, 1000),
    figure('rows of text for one changed section of 40', Math.max(...rows), 1, 1, rows.length),
    figure(
      `save, p99, times a bare INSERT, p99, at ${articles} articles`,
      p99[0] / p99[1],
      3,
      1,
      save.length,
    ),
    figure('history of 1,000 revisions, times that of 10', pages.history.many / pages.history.few, 2, 1, 200),
    figure(
      'comparison among 1,000 revisions, times among 10',
      pages.comparison.many / pages.comparison.few,
      2,
      1,
      200,
    ),
  ];
  console.table(
    Object.fromEntries(figures.map(({ name, value, target, n }) => [name, { value, target, n }])),
  );
  console.table({
    'bytes of a save, first 20': rounded(first),
    'bytes of a save, last 20 of 1,000': rounded(last),
    'save, ms, median': rounded(quantile(save, 0.5)),
    'save, ms, p99': rounded(p99[0]),
    'bare INSERT, ms, median': rounded(quantile(bare, 0.5)),
    'bare INSERT, ms, p99': rounded(p99[1]),
    'INSERT with keys and triggers, ms, median': rounded(quantile(own, 0.5)),
    'INSERT with keys and triggers, ms, p99': rounded(quantile(own, 0.99)),
    'history of 10, ms': rounded(pages.history.few),
    'history of 1,000, ms': rounded(pages.history.many),
    'comparison among 10, ms': rounded(pages.comparison.few),
    'comparison among 1,000, ms': rounded(pages.comparison.many),
    'who wrote what, of 10, ms': rounded(pages.blame.few),
    'who wrote what, of 1,000, ms': rounded(pages.blame.many),
  });
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ figures }, null, 2)}\n`);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
