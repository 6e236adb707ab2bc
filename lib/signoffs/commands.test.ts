import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { listNotices } from '#lib/notices/queries.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { sendBack, signOff, withdrawSignOff } from './commands.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let article: MadeArticle;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  checker = await desk.person('fact_checker', 'Farid');
});
beforeEach(async () => {
  article = await makeArticle(desk, editor);
});

const signer = async (heading: string) => {
  await article.reload();
  return article.section(heading).signOff?.by ?? null;
};
const revise = async (actor: Actor, body: string) => {
  await article.reload();
  const section = article.section('After the Dam');
  const input = {
    sectionId: section.id,
    basedOn: section.revisionId,
    heading: section.heading,
    body,
    note: '',
  };
  expect(await saveRevision(actor, desk.db, input)).toMatchObject({ ok: true });
  await article.reload();
  return article.section('After the Dam').revisionId;
};

describe('a sign-off', () => {
  test('holds for one revision: a later one asks again', async () => {
    expect(await signOff(checker, desk.db, [article.section('After the Dam').revisionId])).toEqual({
      ok: true,
    });
    expect(await signer('After the Dam')).toBe('Farid');
    await revise(editor, 'The valley filled slowly.');
    expect(await signer('After the Dam')).toBeNull();
  });

  test('is refused to an editor, for a revision that is not the newest, and twice', async () => {
    const first = article.section('After the Dam').revisionId;
    expect(await signOff(editor, desk.db, [first])).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await signOff(checker, desk.db, [first])).toEqual({ ok: true });
    expect(await signOff(checker, desk.db, [first])).toMatchObject({ ok: false, code: 'conflict' });
    await revise(editor, 'The valley filled slowly.');
    expect(await signOff(checker, desk.db, [first])).toMatchObject({ ok: false, code: 'conflict' });
    expect(await signOff(checker, desk.db, ['019330c0-0000-7000-8000-000000000000'])).toMatchObject({
      code: 'missing',
    });
  });

  test('is for one article at a time', async () => {
    const other = await makeArticle(desk, editor);
    const both = [article.head.revisionId, other.head.revisionId];
    expect(await signOff(checker, desk.db, both)).toMatchObject({ ok: false, code: 'invalid' });
    expect(await signer('The Plan')).toBeNull();
  });

  test('of several is all or nothing', async () => {
    const [plan, after] = [
      article.section('The Plan').revisionId,
      article.section('After the Dam').revisionId,
    ];
    await signOff(checker, desk.db, [after]);
    expect(await signOff(checker, desk.db, [plan, after])).toMatchObject({ ok: false });
    expect(await signer('The Plan')).toBeNull();
    expect(await signOff(checker, desk.db, [plan, article.head.revisionId])).toEqual({ ok: true });
    expect(await signer('The Plan')).toBe('Farid');
  });

  test('is never given by who wrote the text, nor by who wrote part of it since another’s sign-off', async () => {
    const admin = await desk.person('admin', 'Amara');
    const own = await revise(admin, 'The valley filled slowly.');
    expect(await signOff(admin, desk.db, [own])).toMatchObject({ ok: false, code: 'not-allowed' });
    const onTop = await revise(editor, 'The valley filled slowly. The town moved.');
    expect(await signOff(admin, desk.db, [onTop])).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await signOff(checker, desk.db, [onTop])).toEqual({ ok: true });
    const later = await revise(editor, 'The valley filled slowly. The town moved uphill.');
    expect(await signOff(admin, desk.db, [later])).toEqual({ ok: true });
  });

  test('can be withdrawn, and given again', async () => {
    const { revisionId } = article.section('After the Dam');
    await signOff(checker, desk.db, [revisionId]);
    expect(await withdrawSignOff(editor, desk.db, revisionId)).toMatchObject({
      ok: false,
      code: 'not-allowed',
    });
    expect(await withdrawSignOff(checker, desk.db, revisionId)).toEqual({ ok: true });
    expect(await signer('After the Dam')).toBeNull();
    expect(await withdrawSignOff(checker, desk.db, revisionId)).toMatchObject({ ok: false, code: 'missing' });
    expect(await signOff(checker, desk.db, [revisionId])).toEqual({ ok: true });
  });
});

describe('sending back', () => {
  test('leaves a note beside the section until it is revised, and tells its author', async () => {
    article = await makeArticle(desk, editor);
    const section = article.section('After the Dam');
    const note = 'Say when the town moved.';
    expect(await sendBack(editor, desk.db, { revisionId: section.revisionId, note })).toMatchObject({
      code: 'not-allowed',
    });
    expect(await sendBack(checker, desk.db, { revisionId: section.revisionId, note })).toEqual({ ok: true });
    await article.reload();
    expect(article.section('After the Dam').sentBack).toMatchObject({ by: checker.name, note });
    const [notice] = await listNotices(editor, desk.db, { open: true });
    const detail = { note, heading: section.heading };
    expect(notice).toMatchObject({ kind: 'revision.sent-back', articleId: article.id, detail });
    await saveRevision(editor, desk.db, {
      ...{ sectionId: section.id, basedOn: section.revisionId, heading: section.heading, note: '' },
      body: 'The town moved in 1955.',
    });
    await article.reload();
    expect(article.section('After the Dam').sentBack).toBeNull();
    expect(await sendBack(checker, desk.db, { revisionId: section.revisionId, note })).toMatchObject({
      code: 'conflict',
    });
  });

  test('and the last sign-off tells the authors, once, that nothing stands in the way', async () => {
    article = await makeArticle(desk, editor);
    await article.answerAll(checker);
    const { revisionId } = article.section('After the Dam');
    await withdrawSignOff(checker, desk.db, revisionId);
    await signOff(checker, desk.db, [revisionId]);
    const notices = (await listNotices(editor, desk.db, { open: true })).filter(
      ({ articleId, kind }) => articleId === article.id && kind === 'article.unblocked',
    );
    expect(notices).toHaveLength(1);
  });

  test('and tells them again when a newer text has come through, though the first notice still lies there', async () => {
    article = await makeArticle(desk, editor);
    const told = async () =>
      (await listNotices(editor, desk.db, { open: true })).filter(
        ({ articleId, kind }) => articleId === article.id && kind === 'article.unblocked',
      ).length;
    await article.answerAll(checker);
    expect(await told()).toBe(1);
    await revise(editor, 'The valley filled with water in 1955.');
    await article.answerAll(checker);
    expect(await told()).toBe(2);
  });
});
