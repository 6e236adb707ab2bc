import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#db/id.ts';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { moveSection } from '#lib/outline/commands.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { changeTag, createTag, mergeTags, tagSection } from '#lib/tags/commands.ts';
import { publish, withdraw } from '#lib/versions/commands.ts';
import { readPublished, readRedirect } from '#lib/versions/queries.ts';
import { changeSlug, createArticle, removeView, saveView } from './commands.ts';
import { listArticles, listViews } from './queries.ts';

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
    const list = async (filter: Parameters<typeof listArticles>[2]) => {
      const { articles, total } = await listArticles(editor, desk.db, filter);
      return [articles.map(({ id }) => id), total];
    };
    expect(await list({ titled })).toEqual([[article.id], 1]);
    expect(await list({ titled, page: 2 })).toEqual([[], 1]);
    expect(await list({ titled: 'title x of' })).toEqual([[], 0]);
  });

  test('is narrowed by state, tag, person, flags and date, and put in order', async () => {
    const writer = await desk.person('editor', 'Wanda');
    const made = await makeArticle(desk, writer);
    const other = await makeArticle(desk, writer);
    const list = async (filter: Parameters<typeof listArticles>[2]) => {
      const { articles } = await listArticles(editor, desk.db, { personId: writer.id, ...filter });
      return articles.map(({ id }) => (id === made.id ? 'made' : id === other.id ? 'other' : id));
    };
    const states = async () => {
      const found = Object.fromEntries(
        await Promise.all(
          (['draft', 'ready', 'current', 'changed', 'withdrawn', 'scheduled'] as const).map(
            async (state) => [state, await list({ state })] as const,
          ),
        ),
      );
      // The card of an article says the same as the filter that finds it.
      const { articles } = await listArticles(editor, desk.db, { personId: writer.id });
      const seen = articles.filter(({ published }) => published);
      expect(found.current).toHaveLength(seen.filter(({ published }) => published?.current).length);
      expect(found.changed).toHaveLength(seen.filter(({ published }) => !published?.current).length);
      return found;
    };
    const none = { draft: [], ready: [], current: [], changed: [], withdrawn: [], scheduled: [] };
    expect(await states()).toEqual({ ...none, draft: ['other', 'made'] });
    expect(await list({ flags: 'suggested', sort: 'created' })).toEqual(['other', 'made']);
    await made.answerAll(checker);
    expect(await list({ flags: 'none' })).toEqual(['made']);
    expect(await list({ flags: 'blocking', sort: 'flags' })).toEqual(['other']);
    expect(await states()).toEqual({ ...none, draft: ['other', 'made'], ready: ['made'] });
    await publish(writer, desk.db, made.id);
    expect(await states()).toEqual({ ...none, draft: ['other'], current: ['made'] });
    await tagSection(editor, desk.db, { sectionId: made.section('The Plan').id, tag: 'plans' });
    expect(await list({ tag: 'plans' })).toEqual(['made']);
    expect(await states()).toEqual({ ...none, draft: ['other'], changed: ['made'], ready: ['made'] });
    await publish(writer, desk.db, made.id);
    const moved = { sectionId: made.section('After the Dam').id, depth: 1 };
    await moveSection(writer, desk.db, { ...moved, before: made.section('Before the Dam').id });
    expect(await states()).toMatchObject({ current: [], changed: ['made'] });
    await withdraw(writer, desk.db, { articleId: made.id, kind: 'unpublished', reason: 'Later.' });
    expect(await states()).toMatchObject({ changed: [], withdrawn: ['made'] });
    const { id: sectionId, revisionId: basedOn, body } = made.head;
    await saveRevision(writer, desk.db, { sectionId, basedOn, heading: 'Zebras', body, note: '' });
    expect(await list({})).toEqual(['made', 'other']);
    expect(await list({ sort: 'title' })).toEqual(['other', 'made']);
    const today = new Date().toISOString().slice(0, 10);
    expect(await list({ from: today, to: today })).toEqual(['made', 'other']);
    expect(await list({ to: '2020-01-01' })).toEqual([]);
    expect(await listArticles({ ...writer, id: '' } as Actor, desk.db, {})).toEqual({
      articles: [],
      total: 0,
    });
  });

  test('keeps filters under a name, each person’s own', async () => {
    const kept = { name: 'Mine', query: 'state=ready' };
    expect(await saveView(editor, desk.db, kept)).toEqual({ ok: true });
    expect(await saveView(editor, desk.db, kept)).toMatchObject({ code: 'taken' });
    const [view] = await listViews(editor, desk.db);
    expect(view).toMatchObject(kept);
    expect(await listViews(checker, desk.db)).toEqual([]);
    await removeView(checker, desk.db, view?.id ?? '');
    expect(await listViews(editor, desk.db)).toHaveLength(1);
    await removeView(editor, desk.db, view?.id ?? '');
    expect(await listViews(editor, desk.db)).toEqual([]);
  });

  test('a kept filter follows its tag when that is renamed and merged', async () => {
    const queries = async () => (await listViews(editor, desk.db)).map(({ query }) => query);
    const made = async (name: string) => {
      const answer = await createTag(editor, desk.db, { name, description: '', colour: 'grey' });
      return answer.ok ? answer.tagId : '';
    };
    const tagId = await made('dams & weirs');
    await made('water');
    await saveView(editor, desk.db, { name: 'Dams', query: 'state=draft&tag=dams+%26+weirs' });
    await saveView(editor, desk.db, { name: 'Nothing', query: 'tag=unheard' });
    const renamed = { tagId, name: 'dams', description: '', colour: 'grey' } as const;
    await changeTag(editor, desk.db, renamed);
    await made('dams & weirs');
    expect(await queries()).toEqual(['state=draft&tag=dams', 'tag=unheard']);
    await mergeTags(editor, desk.db, { tagId, into: 'water' });
    expect(await queries()).toEqual(['state=draft&tag=water', 'tag=unheard']);
  });
});
