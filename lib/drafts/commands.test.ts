import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeArticle, type TestSection } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { removeSection, saveRevision } from '#lib/sections/commands.ts';
import { readNewest } from '#lib/sections/queries.ts';
import type { Actor } from '#lib/staff/model.ts';
import { dropDraft, giveSign, keepDraft, takeLeave } from './commands.ts';
import { listDrafted, readCompany, readDraft } from './queries.ts';

const desk = testDesk();
let editor: Actor;
let other: Actor;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  other = await desk.person('editor', 'Otto');
});

const fresh = async () => (await makeArticle(desk, editor)).section('After the Dam');

function draftOf(section: TestSection, body: string, more = {}) {
  const { id: sectionId, revisionId: basedOn, heading } = section;
  return {
    sectionId,
    basedOn,
    heading,
    body,
    note: '',
    windowId: randomUUID(),
    turn: 1,
    instead: null,
    ...more,
  };
}

const bodyOf = async (actor: Actor, section: TestSection) =>
  (await readDraft(actor, desk.db, section.id))?.body;

describe('keeping a draft', () => {
  test('keeps the words with what they are based on, and the newest of one window only', async () => {
    const section = await fresh();
    const draft = draftOf(section, 'One ', { turn: 2 });
    expect(await keepDraft(editor, desk.db, draft)).toEqual({ ok: true });
    expect(await keepDraft(editor, desk.db, { ...draft, body: 'Late', turn: 1 })).toEqual({ ok: true });
    expect(await readDraft(editor, desk.db, section.id)).toMatchObject({
      body: 'One ',
      basedOn: { id: section.revisionId, number: 1, body: section.body },
      windowId: draft.windowId,
    });
    await keepDraft(editor, desk.db, { ...draft, body: 'One two', turn: 3 });
    expect(await bodyOf(editor, section)).toBe('One two');
  });

  test('does not write over what the same person writes in another window, unless told to', async () => {
    const section = await fresh();
    const first = draftOf(section, 'In the first window');
    const second = draftOf(section, 'In the second window');
    await keepDraft(editor, desk.db, first);
    expect(await keepDraft(editor, desk.db, second)).toMatchObject({ ok: false, code: 'conflict' });
    expect(await bodyOf(editor, section)).toBe('In the first window');
    expect(await keepDraft(editor, desk.db, { ...second, instead: first.windowId })).toEqual({ ok: true });
    expect(await bodyOf(editor, section)).toBe('In the second window');
  });

  test('is refused to a fact-checker, and for a section that is gone or another one’s revision', async () => {
    const section = await fresh();
    const checker = await desk.person('fact_checker');
    expect(await keepDraft(checker, desk.db, draftOf(section, 'x'))).toMatchObject({ code: 'not-allowed' });
    const stranger = draftOf(section, 'x', { basedOn: (await fresh()).revisionId });
    expect(await keepDraft(editor, desk.db, stranger)).toMatchObject({ code: 'missing' });
    await removeSection(editor, desk.db, section.id);
    expect(await keepDraft(editor, desk.db, draftOf(section, 'x'))).toMatchObject({ code: 'missing' });
  });

  test('nobody has another’s draft, not by raw SQL as the application either', async () => {
    const section = await fresh();
    await keepDraft(editor, desk.db, draftOf(section, 'Mine alone'));
    expect(await readDraft(other, desk.db, section.id)).toBeNull();
    expect(await desk.db.selectFrom('draft').selectAll().execute()).toEqual([]);
    const asOther = await desk.db.transaction().execute(async (trx) => {
      await sql`select set_config('galley.actor', ${other.id}, true)`.execute(trx);
      await trx.updateTable('draft').set({ body: 'Not his' }).execute();
      return trx.selectFrom('draft').selectAll().where('sectionId', '=', section.id).execute();
    });
    expect(asOther).toEqual([]);
    expect(await bodyOf(editor, section)).toBe('Mine alone');
    await expect(sql`select * from draft`.execute(desk.reader)).rejects.toThrow(/permission denied/);
    await expect(sql`select * from presence`.execute(desk.reader)).rejects.toThrow(/permission denied/);
  });

  test('saying the same as the newest revision, it is none', async () => {
    const section = await fresh();
    await keepDraft(editor, desk.db, draftOf(section, section.body));
    expect(await readDraft(editor, desk.db, section.id)).toBeNull();
  });
});

describe('a draft is done with', () => {
  test('when its text is saved, but one of another window or person stays', async () => {
    const section = await fresh();
    const draft = draftOf(section, 'To be saved.');
    await keepDraft(editor, desk.db, draft);
    await keepDraft(other, desk.db, draftOf(section, 'Otto’s.'));
    const save = (body: string, basedOn: string, writtenIn?: string[]) =>
      saveRevision(editor, desk.db, {
        ...{ sectionId: section.id, basedOn, heading: section.heading, body, note: '', writtenIn },
      });
    const elsewhere = await save('From elsewhere.', section.revisionId, [randomUUID()]);
    expect(await bodyOf(editor, section)).toBe('To be saved.');
    expect(await save('To be saved.', section.revisionId, [draft.windowId])).toMatchObject({
      code: 'conflict',
    });
    expect(await bodyOf(editor, section)).toBe('To be saved.');
    const newest = elsewhere.ok ? elsewhere.revisionId : '';
    expect(await save('To be saved.', newest, [draft.windowId])).toMatchObject({ ok: true, changed: true });
    expect(
      await desk.owner.selectFrom('draft').select('body').where('sectionId', '=', section.id).execute(),
    ).toEqual([{ body: 'Otto’s.' }]);
  });

  test('when its owner discards it, and by nobody else', async () => {
    const section = await fresh();
    const draft = draftOf(section, 'Half a thought');
    await keepDraft(editor, desk.db, draft);
    const dropped = { sectionId: section.id, windows: [draft.windowId] };
    await dropDraft(other, desk.db, dropped);
    expect(await bodyOf(editor, section)).toBe('Half a thought');
    await dropDraft(editor, desk.db, dropped);
    expect(await bodyOf(editor, section)).toBeUndefined();
  });
});

describe('who has a section open', () => {
  test('is told to the others, once for each, until they leave or fall silent', async () => {
    const section = await fresh();
    const sign = (writing: boolean) => ({ sectionId: section.id, windowId: randomUUID(), writing });
    const [reading, writing] = [sign(false), sign(true)];
    await giveSign(editor, desk.db, reading);
    await giveSign(editor, desk.db, writing);
    const seen = async () => {
      const answer = await giveSign(other, desk.db, sign(false));
      return answer.ok ? answer : null;
    };
    expect(await seen()).toMatchObject({
      present: [{ name: 'Edith', writing: true }],
      newest: { number: 1, author: 'Edith' },
    });
    await takeLeave(other, desk.db, writing);
    expect((await seen())?.present).toEqual([{ name: 'Edith', writing: true }]);
    await takeLeave(editor, desk.db, writing);
    expect((await seen())?.present).toEqual([{ name: 'Edith', writing: false }]);
    await sql`update presence set seen_at = now() - interval '31 seconds'
      where window_id = ${reading.windowId}`.execute(desk.owner);
    expect((await seen())?.present).toEqual([]);
  });

  test('is told to nobody who may not write there', async () => {
    const section = await fresh();
    const checker = await desk.person('fact_checker');
    const sign = { sectionId: section.id, windowId: randomUUID(), writing: false };
    expect(await giveSign(checker, desk.db, sign)).toMatchObject({ code: 'not-allowed' });
    expect(await giveSign(editor, desk.db, { ...sign, sectionId: randomUUID() })).toMatchObject({
      code: 'missing',
    });
  });
});

describe('an article that is written as a whole', () => {
  test('names the sections at which one has words of one’s own, and nobody else’s', async () => {
    const article = await makeArticle(desk, editor);
    const section = article.section('After the Dam');
    const drafted = (actor: Actor) => listDrafted(actor, desk.db, article.id);
    await keepDraft(editor, desk.db, draftOf(section, 'Half a thought'));
    await keepDraft(editor, desk.db, draftOf(article.section('The Plan'), article.section('The Plan').body));
    await keepDraft(other, desk.db, draftOf(article.head, 'Otto’s.'));
    expect(await drafted(editor)).toEqual([section.id]);
    expect(await drafted(other)).toEqual([article.head.id]);
    expect(await listDrafted(editor, desk.db, (await makeArticle(desk, editor)).id)).toEqual([]);
  });

  test('says who else is where, and what the newest revisions are, without what is in the bin', async () => {
    const article = await makeArticle(desk, editor);
    const { id, heading, revisionId } = article.section('After the Dam');
    const sign = (sectionId: string, writing: boolean) => ({ sectionId, windowId: randomUUID(), writing });
    await giveSign(editor, desk.db, sign(id, true));
    await giveSign(other, desk.db, sign(article.head.id, false));
    const revision = { sectionId: id, basedOn: revisionId, heading, body: 'Another text.', note: '' };
    await saveRevision(editor, desk.db, revision);
    await removeSection(editor, desk.db, article.section('The Plan').id);
    const company = await readCompany(other, desk.db, article.id);
    expect(company.map((section) => section.id)).toEqual(
      (await article.reload()).sections.map((section) => section.id),
    );
    expect(company.find((section) => section.id === id)).toEqual({
      ...{ id, number: 2, present: [{ name: 'Edith', writing: true }] },
    });
    expect(company.filter(({ present }) => present.length > 0)).toHaveLength(1);
    await sql`update presence set seen_at = now() - interval '31 seconds'`.execute(desk.owner);
    expect((await readCompany(other, desk.db, article.id)).every(({ present }) => present.length === 0)).toBe(
      true,
    );
    expect(await readCompany(await desk.person('fact_checker'), desk.db, article.id)).toEqual([]);
  });

  test('opens a section with its newest revision, for those who revise and while it stands', async () => {
    const section = await fresh();
    const { id, revisionId, heading, body } = section;
    expect(await readNewest(editor, desk.db, id)).toEqual({
      ...{ kind: 'section', newest: { id: revisionId, number: 1, heading, body } },
    });
    expect(await readNewest(await desk.person('fact_checker'), desk.db, id)).toBeNull();
    await removeSection(editor, desk.db, id);
    expect(await readNewest(editor, desk.db, id)).toBeNull();
  });
});
