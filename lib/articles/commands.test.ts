import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#db/id.ts';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish, withdraw } from '#lib/versions/commands.ts';
import { readPublished, readRedirect } from '#lib/versions/queries.ts';
import { changeSlug, createArticle } from './commands.ts';
import { countArticles, listArticles } from './queries.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let article: MadeArticle;
let slug: string;
let fresh: string;

beforeAll(async () => {
  editor = await desk.person('editor');
  checker = await desk.person('fact_checker');
});
beforeEach(async () => {
  article = await makeArticle(desk, editor);
  await article.answerAll(checker);
  ({ slug } = await article.reload());
  fresh = `the-dam-${newId()}`;
});

const change = (to: string, actor = editor, articleId = article.id) =>
  changeSlug(actor, desk.db, { articleId, slug: to });

describe('another address', () => {
  test('takes effect for readers at once, and the old one leads to it, over any number of changes', async () => {
    await publish(editor, desk.db, article.id);
    expect(await change(fresh)).toMatchObject({ ok: true });
    expect(await readPublished(desk.reader, slug)).toBeNull();
    expect(await readRedirect(desk.reader, slug)).toBe(fresh);
    await change(`${fresh}-2`);
    expect((await readPublished(desk.reader, `${fresh}-2`))?.number).toBe(1);
    expect(await readRedirect(desk.reader, slug)).toBe(`${fresh}-2`);
    expect(await readRedirect(desk.reader, fresh)).toBe(`${fresh}-2`);
    expect(await change(slug)).toMatchObject({ ok: true });
    expect(await readRedirect(desk.reader, slug)).toBeNull();
    expect(await readPublished(desk.reader, slug)).not.toBeNull();
  });

  test('changes nothing about the gate: the text stays the published one, and a closed gate does not keep it', async () => {
    await publish(editor, desk.db, article.id);
    const before = await readPublished(desk.reader, slug);
    await desk.owner
      .updateTable('signOff')
      .set({ withdrawnBy: checker.id, withdrawnAt: new Date() })
      .where('revisionId', '=', article.head.revisionId)
      .execute();
    expect(await change(fresh)).toMatchObject({ ok: true });
    expect(await readPublished(desk.reader, fresh)).toEqual({ ...before, slug: fresh });
  });

  test('of a draft says nothing to readers, nor does its old one ever', async () => {
    expect(await change(fresh)).toMatchObject({ ok: true });
    expect(await readRedirect(desk.reader, slug)).toBeNull();
    await publish(editor, desk.db, article.id);
    expect(await readRedirect(desk.reader, slug)).toBeNull();
  });

  test('is none that another article has, or ever had, whether readers saw it or not', async () => {
    const other = await makeArticle(desk, editor);
    expect(await change((await other.reload()).slug)).toMatchObject({ ok: false, code: 'taken' });
    await change(fresh);
    expect(await change(slug, editor, other.id)).toMatchObject({ ok: false, code: 'taken' });
    const made = await desk.db
      .transaction()
      .execute((trx) => createArticle(editor, trx, slug.replaceAll('-', ' ')));
    expect(made.slug).toBe(`${slug}-2`);
    const insert = desk.db.insertInto('article').values({ id: newId(), slug, createdBy: editor.id });
    await expect(insert.execute()).rejects.toMatchObject({ constraint_name: 'article_slug_key' });
  });

  test('goes to one of two articles that want it at the same moment', async () => {
    const other = await makeArticle(desk, editor);
    const answers = await Promise.all([change(fresh), change(fresh, editor, other.id)]);
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  test.each(['dаm', 'dam\u200b', 'Dam', 'ｄam', 'dam-', 'search', '', 'd--m', 'a'.repeat(81)])(
    'is not “%s”, by the command or by raw SQL',
    async (bad) => {
      expect(await change(bad)).toMatchObject({ ok: false, code: 'invalid' });
      if (bad === 'search') return;
      const update = desk.db.updateTable('article').set({ slug: bad }).where('id', '=', article.id);
      await expect(update.execute()).rejects.toMatchObject({ code: '23514' });
    },
  );

  test('is refused to a fact-checker, for no article, for the address it has and for a retracted article', async () => {
    expect(await change(fresh, checker)).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await change(fresh, editor, newId())).toMatchObject({ ok: false, code: 'missing' });
    expect(await change(slug)).toMatchObject({ ok: false, code: 'invalid' });
    await publish(editor, desk.db, article.id);
    await withdraw(editor, desk.db, { articleId: article.id, kind: 'retracted', reason: 'Forged.' });
    expect(await change(fresh)).toMatchObject({ ok: false, code: 'invalid' });
  });
});

describe('the desk’s list', () => {
  test('is found in by words of the title, in any case, and counted', async () => {
    const article = await makeArticle(desk, editor);
    const { id: sectionId, revisionId: basedOn, body } = article.head;
    const heading = 'A Title % of Its Own';
    await saveRevision(editor, desk.db, { sectionId, basedOn, heading, body, note: '' });
    const titled = 'title % of';
    expect((await listArticles(editor, desk.db, { titled })).map(({ id }) => id)).toEqual([article.id]);
    expect(await countArticles(editor, desk.db, titled)).toBe(1);
    expect(await listArticles(editor, desk.db, { titled, page: 2 })).toEqual([]);
    expect(await listArticles(editor, desk.db, { titled: 'title x of' })).toEqual([]);
  });
});
