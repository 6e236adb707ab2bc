import { beforeAll, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import type { Actor } from '#lib/staff/model.ts';
import { removeSection, restoreSection, saveRevision } from './commands.ts';
import { readHistory } from './queries.ts';

const desk = testDesk();
let editor: Actor;
let other: Actor;
let article: MadeArticle;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  other = await desk.person('editor', 'Otto');
});

async function fresh() {
  article = await makeArticle(desk, editor);
  return article.section('After the Dam');
}

const save = (
  actor: Actor,
  section: { id: string; heading: string; revisionId: string },
  body: string,
  basedOn = section.revisionId,
) =>
  saveRevision(actor, desk.db, { sectionId: section.id, basedOn, heading: section.heading, body, note: '' });

describe('saving a section', () => {
  test('appends a revision and keeps the one before', async () => {
    const section = await fresh();
    const answer = await save(editor, section, 'The valley filled. The town moved uphill.');
    expect(answer).toMatchObject({ ok: true, number: 2, changed: true });
    const history = await readHistory(editor, desk.db, section.id);
    expect(history?.revisions.map(({ number, body }) => [number, body])).toEqual([
      [2, 'The valley filled. The town moved uphill.'],
      [1, section.body],
    ]);
  });

  test('makes no revision when nothing changed', async () => {
    const section = await fresh();
    expect(await save(editor, section, `${section.body}\n`)).toMatchObject({
      ok: true,
      number: 1,
      changed: false,
    });
  });

  test('refuses at once what would take minutes to read', async () => {
    const section = await fresh();
    const start = performance.now();
    expect(await save(editor, section, '**a'.repeat(20_000))).toMatchObject({ ok: false, code: 'invalid' });
    expect(await save(editor, section, '>'.repeat(5_000))).toMatchObject({
      ok: false,
      message: expect.stringMatching(/nests too deep/),
    });
    expect(performance.now() - start).toBeLessThan(3_000);
    expect((await readHistory(editor, desk.db, section.id))?.revisions).toHaveLength(1);
  });

  test('answers a save on an older revision with both texts and their merge, and stores nothing', async () => {
    const section = await fresh();
    await save(other, section, 'The valley filled with grey water. The town moved uphill.');
    const answer = await save(editor, section, 'The valley filled with water. The whole town moved uphill.');
    expect(answer).toMatchObject({
      ok: false,
      code: 'conflict',
      conflict: {
        newest: {
          number: 2,
          author: 'Otto',
          body: 'The valley filled with grey water. The town moved uphill.',
        },
        mine: { body: 'The valley filled with water. The whole town moved uphill.' },
        merged: {
          clean: true,
          body: { text: 'The valley filled with grey water. The whole town moved uphill.' },
        },
      },
    });
    expect((await readHistory(editor, desk.db, section.id))?.revisions).toHaveLength(2);
  });

  test('of twenty saves on one revision at once, one is kept and nineteen are told', async () => {
    const section = await fresh();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => save(i % 2 ? editor : other, section, `Text number ${i}.`)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.code === 'conflict')).toHaveLength(19);
    expect((await readHistory(editor, desk.db, section.id))?.revisions).toHaveLength(2);
  });

  test('is refused to a fact-checker, and changes nothing', async () => {
    const section = await fresh();
    const checker = await desk.person('fact_checker');
    expect(await save(checker, section, 'Better.')).toMatchObject({ ok: false, code: 'not-allowed' });
    expect((await readHistory(editor, desk.db, section.id))?.revisions).toHaveLength(1);
  });

  test('refuses a section that is not there, and a title or question left empty', async () => {
    const section = await fresh();
    const nowhere = { ...section, id: '019330c0-0000-7000-8000-000000000000' };
    expect(await save(editor, nowhere, 'Text.')).toMatchObject({ ok: false, code: 'missing' });
    expect(await save(editor, { ...article.head, heading: '' }, 'Dek.')).toMatchObject({
      ok: false,
      code: 'invalid',
    });
    const faq = article.section('Who paid for it?');
    expect(await save(editor, { ...faq, heading: '' }, 'They did.')).toMatchObject({
      ok: false,
      code: 'invalid',
    });
  });
});

describe('the database, asked as the application by raw SQL', () => {
  test('takes no revision that is not based on the newest', async () => {
    const section = await fresh();
    await save(editor, section, 'The second text.');
    const insert = desk.db.insertInto('revision').values({
      ...{
        id: '019330c0-0000-7000-8000-000000000001',
        sectionId: section.id,
        number: 2,
        parentId: section.revisionId,
      },
      ...{ heading: '', body: 'Over it.', text: 'Over it.', authorId: editor.id },
    });
    await expect(insert.execute()).rejects.toMatchObject({ constraint_name: 'revision_on_newest' });
  });

  test.each(['update revision set body = $$other$$', 'delete from revision', 'truncate revision cascade'])(
    'never changes a revision: %s',
    async (statement) => {
      await fresh();
      const { sql } = await import('kysely');
      await expect(sql.raw(statement).execute(desk.db)).rejects.toThrow(/permission denied/);
      await expect(sql.raw(statement).execute(desk.owner)).rejects.toMatchObject({
        constraint_name: 'revision_never_changes',
      });
    },
  );

  test('moves no section to a revision by hand', async () => {
    const section = await fresh();
    await save(editor, section, 'The second text.');
    const move = desk.db
      .updateTable('section')
      .set({ revisionId: section.revisionId })
      .where('id', '=', section.id);
    await expect(move.execute()).rejects.toThrow(/permission denied/);
  });
});

describe('removing a section', () => {
  test('takes it out and brings it back with its history', async () => {
    const section = await fresh();
    expect(await removeSection(editor, desk.db, section.id)).toMatchObject({ ok: true });
    expect((await article.reload()).removed.map(({ id }) => id)).toEqual([section.id]);
    expect(await save(editor, section, 'While it is away.')).toMatchObject({ ok: false, code: 'missing' });
    expect(await restoreSection(editor, desk.db, section.id)).toMatchObject({ ok: true });
    expect((await article.reload()).removed).toEqual([]);
  });

  test('is refused for the title and dek, and to a fact-checker', async () => {
    const section = await fresh();
    expect(await removeSection(editor, desk.db, article.head.id)).toMatchObject({
      ok: false,
      code: 'missing',
    });
    const checker = await desk.person('fact_checker');
    expect(await removeSection(checker, desk.db, section.id)).toMatchObject({
      ok: false,
      code: 'not-allowed',
    });
  });
});
