import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { findBrokenEvent } from '#lib/audit/queries.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish } from '#lib/versions/commands.ts';
import { readPublished } from '#lib/versions/queries.ts';
import { backUp, restore } from './backup.ts';
import { connectTo, type Db, openDb } from './client.ts';
import { type MadeArticle, makeArticle } from './test-article.ts';
import { testDesk } from './test-desk.ts';

const desk = testDesk();
const name = `restored_${crypto.randomUUID().replaceAll('-', '')}`;
const urlOf = (role: string) => {
  const url = new URL(inject('postgresUrl'));
  url.username = role;
  url.pathname = `/${name}`;
  return url.href;
};
let editor: Actor;
let article: MadeArticle;
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'galley-backup-'));
  file = path.join(folder, 'galley.backup');
  editor = await desk.person('editor');
  article = await makeArticle(desk, editor);
  await article.answerAll(await desk.person('fact_checker'));
  await publish(editor, desk.db, article.id);
  const server = connectTo(inject('postgresUrl'), { max: 1 });
  await server.unsafe(`create database ${name}`);
  await server.end();
});
afterAll(async () => {
  const server = connectTo(inject('postgresUrl'), { max: 1 });
  await server.unsafe(`drop database if exists ${name} with (force)`);
  await server.end();
  await rm(folder, { recursive: true });
});

/** Every row of every table, as text. */
async function everything(db: Db): Promise<Record<string, string[]>> {
  const tables = await sql<{ name: string }>`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migration' order by 1`.execute(
    db,
  );
  const rows: Record<string, string[]> = {};
  for (const { name } of tables.rows) {
    const found = await sql<{
      text: string;
    }>`select t::text as text from ${sql.table(name)} t order by 1`.execute(db);
    rows[name] = found.rows.map(({ text }) => text);
  }
  return rows;
}

test('a backup restores every row into an empty database, which goes on from there', async () => {
  const before = await everything(desk.owner);
  const made = await backUp(desk.urlFor('postgres'), file);
  expect(made.rows).toBe(Object.values(before).flat().length);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  // What is written afterwards is not in it.
  await makeArticle(desk, editor);

  expect(await restore(urlOf('postgres'), file)).toEqual(made);
  const owner = openDb(urlOf('postgres'), 1);
  const db = openDb(urlOf('galley_app'), 1);
  const reader = openDb(urlOf('galley_reader'), 1);
  try {
    expect(await everything(owner)).toEqual(before);
    expect(await findBrokenEvent(db)).toBe(null);
    const { slug } = await article.reload();
    expect(await readPublished(reader, slug)).toMatchObject({ number: 1 });
    const section = article.section('After the Dam');
    const saved = await saveRevision(editor, db, {
      sectionId: section.id,
      basedOn: section.revisionId,
      heading: section.heading,
      body: 'Written after the restoration.',
      note: '',
    });
    expect(saved).toMatchObject({ ok: true });
    expect(await findBrokenEvent(db)).toBe(null);
  } finally {
    await Promise.all([owner.destroy(), db.destroy(), reader.destroy()]);
  }
});

test('a full database is left alone', async () => {
  await expect(restore(desk.urlFor('postgres'), file)).rejects.toThrow('into an empty one only');
});

test('a backup that was cut off, or is none, leaves the database empty', async () => {
  const other = `${name}_b`;
  const server = connectTo(inject('postgresUrl'), { max: 1 });
  await server.unsafe(`create database ${other}`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${other}`;
  const bytes = await readFile(file);
  const cut = path.join(folder, 'cut.backup');
  await writeFile(cut, bytes.subarray(0, bytes.length - 200));
  await expect(restore(url.href, cut)).rejects.toThrow();
  await writeFile(cut, 'no backup');
  await expect(restore(url.href, cut)).rejects.toThrow();
  const empty = openDb(url.href, 1);
  expect((await empty.selectFrom('event').select('seq').execute()).length).toBe(0);
  expect((await empty.selectFrom('staff').select('id').execute()).length).toBe(0);
  await empty.destroy();
  await server.unsafe(`drop database ${other} with (force)`);
  await server.end();
});

test('a database whose audit log was changed is not backed up', async () => {
  const owner = connectTo(desk.urlFor('postgres'), { max: 1 });
  await owner`set session_replication_role = replica`;
  await owner`update event set action = 'forged' where seq = 2`;
  await owner.end();
  const forged = path.join(folder, 'forged.backup');
  await expect(backUp(desk.urlFor('postgres'), forged)).rejects.toThrow('breaks at event 2');
  await expect(stat(forged)).rejects.toThrow('ENOENT');
});
