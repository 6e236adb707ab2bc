import { readdirSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { findBrokenEvent } from '#lib/audit/queries.ts';
import { raiseFlag } from '#lib/flags/commands.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tagSection } from '#lib/tags/commands.ts';
import { publish, withdraw } from '#lib/versions/commands.ts';
import { readPublished } from '#lib/versions/queries.ts';
import { connectTo, type Db, openDb } from './client.ts';
import { migrate } from './migrate.ts';
import { type MadeArticle, makeArticle } from './test-article.ts';
import { testDesk } from './test-desk.ts';

/*
 * A database of every earlier schema, with data in it, is brought to the newest one while it is read and written. The data
 * are those of a desk that has worked, as far as each schema can hold them.
 */

const names = readdirSync(path.resolve(import.meta.dirname, '../migrations'))
  .filter((name) => name.endsWith('.sql'))
  .sort();
/** Every other one, back to the first with roles that sign in: a release has several. */
const earlier = names.slice(2, -1).filter((_, index, all) => (all.length - index) % 2 === 1);

const desk = testDesk();
const mark = crypto.randomUUID().replaceAll('-', '');
const databases: string[] = [];
const urlOf = (role: string, database: string) => {
  const url = new URL(inject('postgresUrl'));
  url.username = role;
  url.pathname = `/${database}`;
  return url.href;
};
const server = () => connectTo(inject('postgresUrl'), { max: 1 });
let editor: Actor;
let checker: Actor;
let article: MadeArticle;

beforeAll(async () => {
  editor = await desk.person('editor');
  checker = await desk.person('fact_checker');
  article = await makeArticle(desk, editor);
  const section = article.section('After the Dam');
  await tagSection(editor, desk.db, { sectionId: section.id, tag: 'dams' });
  const flag = { kind: 'unverifiable', category: 'other', reason: 'Is it?', start: null } as const;
  const { id: sectionId, revisionId } = section;
  await raiseFlag(editor, desk.db, { ...flag, sectionId, revisionId, quote: 'filled with water' });
  await article.answerAll(checker);
  expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true });
  await save(desk.db, 'The valley filled with water, and slowly.');
  await article.answerAll(checker);
  expect(await publish(editor, desk.db, article.id, 'It was slow.')).toMatchObject({ ok: true });
  const gone = await makeArticle(desk, editor);
  await gone.answerAll(checker);
  await publish(editor, desk.db, gone.id);
  await withdraw(editor, desk.db, { articleId: gone.id, kind: 'retracted', reason: 'It was wrong.' });
  await makeArticle(desk, editor);
});
afterAll(async () => {
  const admin = server();
  for (const name of databases) await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.end();
});

async function save(db: Db, body: string) {
  const { id: sectionId, heading } = article.section('After the Dam');
  const { id: basedOn } = await db
    .selectFrom('revision')
    .select('id')
    .where('sectionId', '=', sectionId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const saved = await saveRevision(editor, db, { sectionId, basedOn, heading, body, note: '' });
  expect(saved).toMatchObject({ ok: true });
}

test.each(earlier)('data of %s live on in the newest schema, beside readers and writers', async (name) => {
  const database = `at_${name.slice(0, 4)}_${mark}`;
  databases.push(database);
  const admin = server();
  await admin.unsafe(`create database ${database}`);
  await admin.end();
  const url = urlOf('postgres', database);
  await migrate(url, new Set(names.slice(0, names.indexOf(name) + 1)));
  const before = await fill(url);

  const owner = openDb(url, 1);
  const db = openDb(urlOf('galley_app', database), 4);
  const reader = openDb(urlOf('galley_reader', database), 4);
  try {
    // What a server of that day goes on doing.
    let isOver = false;
    const written: string[] = [];
    const working = [
      whileRunning(async () => {
        await sql`select slug from published_article`.execute(reader);
      }),
      whileRunning(async () => {
        const id = crypto.randomUUID();
        await sql`insert into tag (id, name, created_by) values (${id}, ${id}, ${editor.id})`.execute(db);
        written.push(id);
      }),
      whileRunning(async () => {
        // Tables in any order: whoever takes locks one by one meets this in a deadlock sooner or later.
        await owner.transaction().execute(async (trx) => {
          for (const { name } of before.tables.toSorted(() => Math.random() - 0.5).slice(0, 4))
            await sql`select from ${sql.table(name)} limit 1`.execute(trx);
        });
      }),
    ];
    async function whileRunning(work: () => Promise<void>) {
      while (!isOver) await work();
    }
    const migrated = migrate(url).finally(() => {
      isOver = true;
    });
    await Promise.all([migrated, ...working]);

    const after = await rowsOf(owner, before.tables);
    for (const [table, rows] of Object.entries(before.rows))
      expect(after[table], table).toEqual(expect.arrayContaining(rows));
    // Tens of thousands, when the migration had to give way often.
    const tags = await sql<{ name: string }>`select name from tag`.execute(owner);
    const kept = new Set(tags.rows.map((row) => row.name));
    expect(written.filter((tag) => !kept.has(tag))).toEqual([]);
    expect(await findBrokenEvent(db)).toBe(null);

    // What stands beside each section stands there as if it had always been kept.
    expect(await beside(owner)).toEqual(await beside(desk.owner));

    // And the server of today.
    const { slug } = await desk.owner
      .selectFrom('article')
      .select('slug')
      .where('id', '=', article.id)
      .executeTakeFirstOrThrow();
    const shown = await readPublished(reader, slug);
    expect(shown).toMatchObject({ number: 2 });
    expect(JSON.stringify(shown?.sections)).toContain('and slowly.');
    await save(db, `Written after ${name}.`);
    expect(await findBrokenEvent(db)).toBe(null);
  } finally {
    await Promise.all([owner.destroy(), db.destroy(), reader.destroy()]);
  }
});

test('views of the list that were kept with the name of a tag follow the tag', async () => {
  const database = `views_${mark}`;
  databases.push(database);
  const admin = server();
  await admin.unsafe(`create database ${database}`);
  await admin.end();
  const url = urlOf('postgres', database);
  await migrate(url, new Set(names.filter((name) => name < '0032')));
  await fill(url);
  const owner = openDb(url, 1);
  try {
    const tags = ['weirs & dams', 'größe, höhe', 'a-b_c.d*e (f)', 'שלום'];
    for (const name of tags) {
      const [id, viewId] = [crypto.randomUUID(), crypto.randomUUID()];
      const query = new URLSearchParams({ state: 'draft', tag: name, titled: 'dam' }).toString();
      await sql`insert into tag (id, name, created_by) values (${id}, ${name}, ${editor.id})`.execute(owner);
      await sql`insert into saved_view (id, staff_id, name, query)
        values (${viewId}, ${editor.id}, ${name}, ${query})`.execute(owner);
    }
    await sql`insert into saved_view (id, staff_id, name, query)
      values (gen_random_uuid(), ${editor.id}, 'other', 'titled=weirs&tag=weirs')`.execute(owner);
    await migrate(url);
    const { rows } = await sql<{ view: string; tag: string | null }>`
      select v.name as view, t.name as tag from saved_view v left join tag t on t.id = v.tag_id`.execute(
      owner,
    );
    expect(Object.fromEntries(rows.map(({ view, tag }) => [view, tag]))).toEqual({
      ...Object.fromEntries(tags.map((name) => [name, name])),
      other: null,
    });
  } finally {
    await owner.destroy();
  }
});

async function beside(db: Db) {
  const { rows } = await sql`
    select s.id, signed_revision_id, doubtful_signer, tags, seen_revision_id, seen_position, seen_kind, seen_depth,
      seen_numbered, seen_tags, revised_at
    from section s join draft_text on section_id = s.id order by s.id`.execute(db);
  return rows;
}

type Table = { name: string; columns: string[] };

/** Puts the desk's data into an older schema: of each table that both have, the columns that both have. */
async function fill(url: string): Promise<{ tables: Table[]; rows: Record<string, string[]> }> {
  const older = connectTo(url, { max: 1 });
  const newest = connectTo(desk.urlFor('postgres'), { max: 1 });
  const owner = openDb(url, 1);
  try {
    const there = new Map((await tablesOf(newest)).map(({ name, columns }) => [name, new Set(columns)]));
    const tables = (await tablesOf(older))
      .filter(({ name }) => there.has(name))
      .map(({ name, columns }) => ({ name, columns: columns.filter((one) => there.get(name)?.has(one)) }));
    await older.begin(async (trx) => {
      await trx`set local session_replication_role = replica`;
      await trx.unsafe(`truncate ${tables.map(({ name }) => `"${name}"`).join(', ')}`);
      for (const { name, columns } of tables) {
        const list = columns.map((column) => `"${column}"`).join(', ');
        const [row] = await newest.unsafe(
          `select coalesce(json_agg(t), '[]')::text as rows from "${name}" t`,
        );
        await trx.unsafe(
          `insert into "${name}" (${list}) overriding system value
            select ${list} from json_populate_recordset(null::"${name}", $1::text::json)`,
          [row?.rows],
        );
      }
    });
    return { tables, rows: await rowsOf(owner, tables) };
  } finally {
    await Promise.all([older.end(), newest.end(), owner.destroy()]);
  }
}

async function tablesOf(connection: ReturnType<typeof connectTo>): Promise<Table[]> {
  const found = await connection<{ name: string; columns: string }[]>`
    select c.relname as name, json_agg(a.attname order by a.attnum)::text as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migration'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`;
  return found.map(({ name, columns }) => ({ name, columns: JSON.parse(columns) }));
}

async function rowsOf(db: Db, tables: Table[]): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const { name, columns } of tables) {
    const list = sql.join(columns.map((column) => sql.ref(column)));
    const found = await sql<{
      text: string;
    }>`select row(${list})::text as text from ${sql.table(name)}`.execute(db);
    rows[name] = found.rows.map(({ text }) => text);
  }
  return rows;
}
