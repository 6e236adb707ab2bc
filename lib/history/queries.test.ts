import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#db/id.ts';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { splitSection } from '#lib/outline/commands.ts';
import { restoreRevision, saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tagSection } from '#lib/tags/commands.ts';
import { publish } from '#lib/versions/commands.ts';
import {
  historyPage,
  listRevisions,
  readArticleHistory,
  readBlame,
  readHistorySection,
  readTwoRevisions,
} from './queries.ts';

const desk = testDesk();
let editor: Actor;
let other: Actor;
let checker: Actor;
let article: MadeArticle;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  other = await desk.person('editor', 'Otto');
  checker = await desk.person('fact_checker', 'Chen');
});
beforeEach(async () => {
  article = await makeArticle(desk, editor);
});

async function save(actor: Actor, body: string, heading = 'After the Dam') {
  await article.reload();
  const { id, revisionId } = article.section(heading);
  const saved = await saveRevision(actor, desk.db, {
    ...{ sectionId: id, basedOn: revisionId, heading, body, note: `By ${actor.name}` },
  });
  if (!saved.ok) throw new Error(saved.message);
  return id;
}
const stranger = { ...({} as Actor), id: '' };

describe('the history of a section', () => {
  test('names who, when, why, who signed off and where readers saw it', async () => {
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    const id = await save(other, 'The valley filled with water.');
    expect(await listRevisions(checker, desk.db, id)).toMatchObject([
      { number: 2, author: 'Otto', note: 'By Otto', signedBy: null, published: [], takenFrom: null },
      { number: 1, author: 'Edith', note: 'Imported', signedBy: 'Chen', published: [1] },
    ]);
    expect(await readHistorySection(checker, desk.db, id)).toMatchObject({
      ...{
        heading: 'After the Dam',
        article: 'Why Was the Dam Built?',
        newest: { number: 2 },
        removed: false,
      },
    });
    expect(await listRevisions(stranger, desk.db, id)).toEqual([]);
  });

  test('goes on where the page before ended', async () => {
    let id = '';
    for (let n = 0; n < historyPage + 1; n++) id = await save(editor, `Text ${n}.`);
    const first = await listRevisions(editor, desk.db, id);
    expect(first.map(({ number }) => number)).toEqual(
      Array.from({ length: historyPage }, (_, n) => historyPage + 2 - n),
    );
    expect((await listRevisions(editor, desk.db, id, 3)).map(({ number }) => number)).toEqual([2, 1]);
  });

  test('has the texts of any two, the older first', async () => {
    const id = await save(other, 'The valley filled.');
    const two = await readTwoRevisions(checker, desk.db, id, [2, 1]);
    expect(two?.map(({ number, author }) => [number, author])).toEqual([
      [1, 'Edith'],
      [2, 'Otto'],
    ]);
    expect(await readTwoRevisions(checker, desk.db, id, [1, 3])).toBeNull();
    expect(await readTwoRevisions(stranger, desk.db, id, [1, 2])).toBeNull();
  });

  test('has the text of an earlier one put back as a new one, on the newest alone', async () => {
    const id = await save(other, 'The valley filled.');
    const [newest, first] = await listRevisions(editor, desk.db, id);
    const restored = { sectionId: id, number: 1, basedOn: newest?.id ?? '' };
    expect(await restoreRevision(checker, desk.db, restored)).toMatchObject({ code: 'not-allowed' });
    expect(await restoreRevision(editor, desk.db, { ...restored, number: 9 })).toMatchObject({
      code: 'missing',
    });
    expect(
      await restoreRevision(editor, desk.db, { ...restored, number: 2, basedOn: first?.id ?? '' }),
    ).toMatchObject({ ok: true, changed: false });
    expect(await restoreRevision(editor, desk.db, { ...restored, basedOn: first?.id ?? '' })).toMatchObject({
      code: 'conflict',
    });
    expect(await restoreRevision(editor, desk.db, restored)).toMatchObject({ ok: true, number: 3 });
    const texts = await readTwoRevisions(editor, desk.db, id, [1, 3]);
    expect(texts?.[1].body).toBe(texts?.[0].body);
    expect((await listRevisions(editor, desk.db, id))[0]?.note).toBe('Revision 1 again');
  });
});

describe('blame', () => {
  test('names for each sentence who wrote it, and the first version that has it', async () => {
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    const id = await save(
      other,
      'The valley filled with water. The town moved in 1954. The town moved uphill.',
    );
    const said = await readBlame(checker, desk.db, id, 2);
    expect(
      said.map(({ text, origin, published }) => [text, origin.author, origin.number, published]),
    ).toEqual([
      ['After the Dam', 'Edith', 1, 1],
      ['The valley filled with water.', 'Edith', 1, 1],
      ['The town moved in 1954.', 'Otto', 2, null],
      ['The town moved uphill.', 'Edith', 1, 1],
    ]);
  });

  test('a sentence that went and came back is by who brought it back', async () => {
    await save(other, 'The valley filled with water.');
    const id = await save(other, 'The valley filled with water. The town moved uphill.');
    const said = await readBlame(editor, desk.db, id, 3);
    expect(said.at(-1)).toMatchObject({
      text: 'The town moved uphill.',
      origin: { author: 'Otto', number: 3 },
    });
  });

  test('follows a sentence into the section from which it was moved', async () => {
    const id = await save(other, 'The valley filled with water.\n\nThe town moved in 1954.');
    await article.reload();
    const { revisionId } = article.section('After the Dam');
    const parted = { sectionId: id, basedOn: revisionId, at: 1, heading: 'The Town' };
    const split = await splitSection(editor, desk.db, parted);
    if (!split.ok) throw new Error(split.message);
    const said = await readBlame(editor, desk.db, split.sectionId, 1);
    expect(said).toMatchObject([
      { text: 'The Town', origin: { sectionId: split.sectionId, author: 'Edith' } },
      { text: 'The town moved in 1954.', origin: { sectionId: id, author: 'Otto', number: 2 } },
    ]);
    expect(await readBlame(stranger, desk.db, split.sectionId, 1)).toEqual([]);
    expect(await readBlame(editor, desk.db, newId(), 1)).toEqual([]);
  });
});

describe('the history of an article', () => {
  test('names what changed its text, its order and its tags, the newest first', async () => {
    const id = await save(other, 'The valley filled with water.');
    await tagSection(editor, desk.db, { sectionId: article.head.id, tag: 'dams' });
    const changes = await readArticleHistory(checker, desk.db, article.id);
    expect(changes).toMatchObject([
      { action: 'section.tagged', actor: 'Edith', section: { kind: 'head' }, detail: { tag: 'dams' } },
      {
        action: 'section.revised',
        actor: 'Otto',
        section: { id, heading: 'After the Dam' },
        detail: { number: 2 },
      },
      { action: 'article.imported', actor: 'Edith', section: null },
    ]);
    expect(await readArticleHistory(checker, desk.db, article.id, changes[1]?.seq)).toHaveLength(1);
    expect(await readArticleHistory(stranger, desk.db, article.id)).toEqual([]);
  });
});
