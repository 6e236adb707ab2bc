import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#db/id.ts';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { readArticle } from '#lib/articles/queries.ts';
import { removeSection, restoreSection, saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish, withdraw } from './commands.ts';
import { readAmendments, readNotice, readPublished, readStanding } from './queries.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let article: MadeArticle;
let slug: string;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  checker = await desk.person('fact_checker', 'Farid');
});
beforeEach(async () => {
  article = await makeArticle(desk, editor);
  await article.answerAll(checker);
  slug = (await article.reload()).slug;
});

async function revise(body: string) {
  await article.reload();
  const { id: sectionId, revisionId: basedOn, heading } = article.section('After the Dam');
  await saveRevision(editor, desk.db, { sectionId, basedOn, heading, body, note: '' });
}
const publishIt = (correction?: string) => publish(editor, desk.db, article.id, correction);
const withdrawIt = (kind: 'unpublished' | 'retracted', reason = 'It rests on a forged letter.') =>
  withdraw(editor, desk.db, { articleId: article.id, kind, reason });

describe('a correction', () => {
  test('is a version with a public note, on the page and in the list of all corrections', async () => {
    await publishIt();
    await revise('The valley filled in 1955.');
    await article.answerAll(checker);
    expect(await publishIt('It said 1954; the sluices closed in 1955.')).toMatchObject({
      ok: true,
      number: 2,
    });
    expect((await readPublished(desk.reader, slug))?.versions).toMatchObject([
      { number: 2, correction: 'It said 1954; the sluices closed in 1955.' },
      { number: 1, correction: null },
    ]);
    expect(await readAmendments(desk.reader)).toContainEqual(
      expect.objectContaining({ slug, corrected: expect.objectContaining({ number: 2 }) }),
    );
  });

  test('passes the gate like every publication, and nothing is noted while it is closed', async () => {
    await publishIt();
    await revise('Nobody has read this.');
    expect(await publishIt('A note.')).toMatchObject({ ok: false, code: 'gate-closed' });
    expect((await readPublished(desk.reader, slug))?.versions).toMatchObject([{ correction: null }]);
  });

  test('needs something that readers have seen, and something that changed', async () => {
    expect(await publishIt('A note.')).toMatchObject({ ok: false, code: 'invalid' });
    await publishIt();
    expect(await publishIt('A note.')).toMatchObject({ ok: false, code: 'invalid' });
  });

  test('cannot be added to a version later, changed or taken back, not even by raw SQL', async () => {
    await publishIt();
    await revise('The valley filled in 1955.');
    await article.answerAll(checker);
    await publishIt();
    const { versionId } = await desk.owner
      .selectFrom('publication')
      .select('versionId')
      .where('articleId', '=', article.id)
      .executeTakeFirstOrThrow();
    const add = desk.db.insertInto('correction').values({ versionId, note: 'Late.', madeBy: editor.id });
    await expect(add.execute()).rejects.toMatchObject({ constraint_name: 'correction_with_version' });
  });
});

describe('an article that is withdrawn', () => {
  test('unpublished, is gone from readers without a word why, and a later version follows', async () => {
    await publishIt();
    expect(await withdrawIt('unpublished')).toMatchObject({ ok: true });
    expect(await readPublished(desk.reader, slug)).toBeNull();
    expect(await readNotice(desk.reader, slug)).toMatchObject({ kind: 'unpublished', reason: null });
    expect(await readAmendments(desk.reader)).not.toContainEqual(expect.objectContaining({ slug }));
    expect((await readArticle(editor, desk.db, article.id))?.published).toBeNull();
    expect(await publishIt()).toMatchObject({ ok: true, number: 2 });
    expect((await readPublished(desk.reader, slug))?.versions).toMatchObject([{ number: 2 }]);
    expect(await readNotice(desk.reader, slug)).toBeNull();
  });

  test('retracted, leaves its reason, and is never published again', async () => {
    await publishIt();
    expect(await withdrawIt('retracted')).toMatchObject({ ok: true });
    expect(await readPublished(desk.reader, slug)).toBeNull();
    expect(await readNotice(desk.reader, slug)).toMatchObject({ reason: 'It rests on a forged letter.' });
    expect(await readAmendments(desk.reader)).toContainEqual(
      expect.objectContaining({ slug, corrected: null }),
    );
    expect(await publishIt()).toMatchObject({ ok: false, code: 'invalid' });
    expect(await withdrawIt('unpublished')).toMatchObject({ ok: false, code: 'conflict' });
    expect((await readStanding(checker, desk.db, article.id)).withdrawal).toMatchObject({ by: 'Edith' });
  });

  test('unpublished, may be retracted still', async () => {
    await publishIt();
    await withdrawIt('unpublished');
    expect(await withdrawIt('unpublished')).toMatchObject({ ok: false, code: 'conflict' });
    expect(await withdrawIt('retracted')).toMatchObject({ ok: true });
    expect(await readNotice(desk.reader, slug)).toMatchObject({ kind: 'retracted' });
  });

  test('is withdrawn by an editor, and only if readers ever saw it', async () => {
    expect(await withdrawIt('retracted')).toMatchObject({ ok: false, code: 'invalid' });
    await publishIt();
    const byChecker = withdraw(checker, desk.db, { articleId: article.id, kind: 'retracted', reason: 'No.' });
    expect(await byChecker).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(
      await withdraw(editor, desk.db, { articleId: newId(), kind: 'retracted', reason: 'No.' }),
    ).toMatchObject({ ok: false, code: 'missing' });
    expect(await readPublished(desk.reader, slug)).not.toBeNull();
  });

  test.each(['unpublished', 'retracted'] as const)('%s, does not come back by raw SQL', async (kind) => {
    await publishIt();
    await withdrawIt(kind);
    await sql`update publication set published_by = ${editor.id} where article_id = ${article.id}`.execute(
      desk.db,
    );
    expect(await readPublished(desk.reader, slug)).toBeNull();
  });

  test('and a publication that race leave either the notice or nothing newer than it', async () => {
    for (let round = 0; round < 10; round++) {
      article = await makeArticle(desk, editor);
      await article.answerAll(checker);
      ({ slug } = await article.reload());
      await publishIt();
      await revise(`The valley filled, round ${round}.`);
      await article.answerAll(checker);
      const [published, withdrawn] = await Promise.all([publishIt(), withdrawIt('retracted')]);
      expect(withdrawn).toMatchObject({ ok: true });
      expect(await readPublished(desk.reader, slug)).toBeNull();
      if (!published.ok) expect(published.message).toContain('retracted');
    }
  });
});

describe('raw SQL as the application’s role', () => {
  test.each([
    'insert into edition select id, article_id, number, now() from version',
    'delete from edition',
    'delete from withdrawal',
    'update withdrawal set reason = $$nothing$$',
    'update correction set note = $$nothing$$',
    'delete from address',
    'update address set article_id = article_id',
    'insert into address (slug, article_id) select $$mine$$, id from article limit 1',
  ])('cannot: %s', async (statement) => {
    await publishIt();
    await expect(sql.raw(statement).execute(desk.db)).rejects.toThrow(/permission denied/);
  });

  test('cannot withdraw a version that readers do not see', async () => {
    await publishIt();
    const { versionId } = await desk.owner
      .selectFrom('publication')
      .select('versionId')
      .where('articleId', '=', article.id)
      .executeTakeFirstOrThrow();
    await revise('The valley filled in 1955.');
    await article.answerAll(checker);
    await publishIt();
    const add = desk.db
      .insertInto('withdrawal')
      .values({ versionId, articleId: article.id, kind: 'retracted', reason: 'No.', madeBy: editor.id });
    await expect(add.execute()).rejects.toMatchObject({ constraint_name: 'withdrawal_of_published' });
  });

  test('cannot turn readers back to an earlier version', async () => {
    await publishIt();
    const { versionId } = await desk.owner
      .selectFrom('publication')
      .select('versionId')
      .where('articleId', '=', article.id)
      .executeTakeFirstOrThrow();
    const { id: sectionId } = article.section('After the Dam');
    await removeSection(editor, desk.db, sectionId);
    await publishIt();
    // The article stands as the earlier version has it, so the gate is open.
    await restoreSection(editor, desk.db, sectionId);
    const back = sql`update publication set version_id = ${versionId} where article_id = ${article.id}`;
    await expect(back.execute(desk.db)).rejects.toMatchObject({
      constraint_name: 'publication_goes_forward',
    });
  });
});

describe('the owner of the schema', () => {
  test.each(['edition', 'correction', 'withdrawal', 'address'])('cannot delete from %s', async (table) => {
    await publishIt();
    await expect(sql`truncate ${sql.table(table)} cascade`.execute(desk.owner)).rejects.toThrow(
      /never changes/,
    );
  });
});

describe('the reader’s role', () => {
  test.each(['edition', 'correction', 'withdrawal', 'address'])('cannot read %s', async (table) => {
    await expect(sql`select * from ${sql.table(table)}`.execute(desk.reader)).rejects.toThrow(
      /permission denied/,
    );
  });
});
