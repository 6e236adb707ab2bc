import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { readFlag, readQueue } from '#lib/flags/queries.ts';
import { listNotices } from '#lib/notices/queries.ts';
import type { Actor } from '#lib/staff/model.ts';
import { addComment, assignFlag } from './commands.ts';
import { readComments } from './queries.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let other: Actor;
let article: MadeArticle;
let flagId: string;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  checker = await desk.person('fact_checker', 'Farid');
  other = await desk.person('fact_checker', 'Gwen Ó Briain');
});
beforeEach(async () => {
  article = await makeArticle(desk, editor);
  flagId = article.section('The Plan').flags[0]?.id ?? '';
});

const told = async (actor: Actor) =>
  (await listNotices(actor, desk.db, { open: true }))
    .filter(({ articleId }) => articleId === article.id)
    .map(({ kind }) => kind);

describe('the discussion of a flag', () => {
  test('keeps its order, and tells whoever is called or spoke before, but not oneself', async () => {
    await addComment(checker, desk.db, { flagId, text: 'Which minutes, @edith? And @Farid.' });
    await addComment(editor, desk.db, { flagId, text: 'Those of 1949; ask @Gwen Ó Briain.' });
    expect((await readComments(other, desk.db, flagId)).map(({ by, text }) => [by, text])).toEqual([
      ['Farid', 'Which minutes, @edith? And @Farid.'],
      ['Edith', 'Those of 1949; ask @Gwen Ó Briain.'],
    ]);
    expect(await told(editor)).toEqual(['flag.mentioned']);
    expect(await told(other)).toEqual(['flag.mentioned']);
    expect(await told(checker)).toEqual(['flag.discussed']);
  });

  test('never changes', async () => {
    await addComment(checker, desk.db, { flagId, text: 'Which minutes?' });
    await expect(desk.owner.deleteFrom('comment').execute()).rejects.toThrow(/never changes/);
  });
});

describe('an assignment', () => {
  const give = (to: Actor | null, dueOn: string | null = null, by = checker) =>
    assignFlag(by, desk.db, { flagId, staffId: to?.id ?? null, dueOn });
  const holder = async () => (await readFlag(editor, desk.db, flagId))?.assigned ?? null;
  const queueOf = async (actor: Actor, view: 'mine' | 'free') =>
    (await readQueue(actor, desk.db, article.id, view)).some(({ id }) => id === flagId);

  test('is taken, given to somebody by a day, who is told, and handed back', async () => {
    expect(await queueOf(checker, 'free')).toBe(true);
    await give(checker);
    expect(await holder()).toEqual({ staffId: checker.id, name: 'Farid', dueOn: null });
    expect(await queueOf(checker, 'mine')).toBe(true);
    expect(await queueOf(other, 'mine')).toBe(false);
    expect(await told(checker)).toEqual([]);
    await give(other, '2030-01-31');
    expect(await holder()).toEqual({ staffId: other.id, name: 'Gwen Ó Briain', dueOn: '2030-01-31' });
    expect(await told(other)).toEqual(['flag.assigned']);
    await give(null);
    expect(await holder()).toBeNull();
    expect(await queueOf(checker, 'free')).toBe(true);
  });

  test('is not an editor’s to make, and never goes to somebody without access', async () => {
    expect(await give(editor, null, editor)).toMatchObject({ ok: false, code: 'not-allowed' });
    const left = await desk.person('fact_checker', 'Left');
    await desk.owner
      .updateTable('staff')
      .set({ deactivatedAt: new Date() })
      .where('id', '=', left.id)
      .execute();
    expect(await give(left)).toMatchObject({ ok: false, code: 'missing' });
    expect(await holder()).toBeNull();
  });
});
