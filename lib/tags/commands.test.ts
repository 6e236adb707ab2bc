import { beforeAll, describe, expect, test } from 'vitest';
import { makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { listArticles } from '#lib/articles/queries.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish } from '#lib/versions/commands.ts';
import { readTagged, readTags } from '#lib/versions/queries.ts';
import { changeTag, createTag, mergeTags, tagArticles, tagSection, untagSection } from './commands.ts';
import { listTags, readTagUse } from './queries.ts';

const desk = testDesk();
let editor: Actor;

beforeAll(async () => {
  editor = await desk.person('editor');
});

describe('tagging', () => {
  test('puts a tag on a section, a FAQ and the article, makes it once, and takes it off again', async () => {
    const article = await makeArticle(desk, editor);
    const places = [article.head, article.section('After the Dam'), article.section('Who paid for it?')];
    await Promise.all(places.map(({ id }) => tagSection(editor, desk.db, { sectionId: id, tag: 'dams' })));
    const tagged = async () =>
      (await article.reload()).sections.filter(({ tags }) => tags.includes('dams')).map(({ id }) => id);
    expect(await tagged()).toEqual(places.map(({ id }) => id));
    expect(await listTags(editor, desk.db)).toEqual(['dams']);
    await untagSection(editor, desk.db, { sectionId: article.head.id, tag: 'dams' });
    expect(await tagged()).toEqual(places.slice(1).map(({ id }) => id));
  });

  test('does not touch the text, its sign-off or its flags', async () => {
    const article = await makeArticle(desk, editor);
    await article.answerAll(await desk.person('fact_checker'));
    const before = await article.reload();
    await tagSection(editor, desk.db, { sectionId: article.head.id, tag: 'rivers' });
    const after = await article.reload();
    const untagged = (sections: typeof after.sections) => sections.map(({ tags: _, ...section }) => section);
    expect(untagged(after.sections)).toEqual(untagged(before.sections));
  });

  test('of a section that is not there is refused', async () => {
    const nowhere = { sectionId: '019330c0-0000-7000-8000-000000000000', tag: 'dams' };
    expect(await tagSection(editor, desk.db, nowhere)).toMatchObject({ ok: false, code: 'missing' });
    expect(await untagSection(editor, desk.db, nowhere)).toMatchObject({ ok: false, code: 'missing' });
  });
});

describe('what the tags are', () => {
  const look = { description: '', colour: 'grey' as const };
  const idOf = async (name: string) =>
    (await readTagUse(editor, desk.db)).find((tag) => tag.name === name)?.id ?? '';

  test('is made, described and coloured by editors alone', async () => {
    const checker = await desk.person('fact_checker');
    const tag = { name: 'weirs', description: 'Low dams', colour: 'blue' as const };
    expect(await createTag(checker, desk.db, tag)).toMatchObject({ code: 'not-allowed' });
    expect(await createTag(editor, desk.db, tag)).toMatchObject({ ok: true });
    expect(await createTag(editor, desk.db, tag)).toMatchObject({ code: 'taken' });
    const tagId = await idOf('weirs');
    expect(await changeTag(checker, desk.db, { tagId, ...tag })).toMatchObject({ code: 'not-allowed' });
    await changeTag(editor, desk.db, { tagId, ...tag, colour: 'teal' });
    expect((await readTagUse(editor, desk.db)).find(({ id }) => id === tagId)).toEqual({
      ...{ id: tagId, ...tag, colour: 'teal', articles: 0, sections: 0, faqs: 0, published: 0 },
    });
  });

  test('a new name stands in drafts at once and reaches readers with the next version', async () => {
    const article = await makeArticle(desk, editor);
    await article.answerAll(await desk.person('fact_checker'));
    await tagSection(editor, desk.db, { sectionId: article.head.id, tag: 'old name' });
    await publish(editor, desk.db, article.id);
    const tagId = await idOf('old name');
    expect(await changeTag(editor, desk.db, { tagId, name: 'new name', ...look })).toEqual({ ok: true });
    expect(await article.reload()).toMatchObject({ published: { current: false } });
    expect(article.head.tags).toEqual(['new name']);
    expect(await readTagged(desk.reader, 'old name')).toHaveLength(1);
    expect(await readTagged(desk.reader, 'new name')).toHaveLength(0);
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true, number: 2 });
    expect((await readTags(desk.reader)).map(({ name }) => name)).toEqual(['new name']);
    expect(
      await changeTag(editor, desk.db, { tagId: await idOf('dams'), name: 'new name', ...look }),
    ).toMatchObject({
      code: 'taken',
    });
  });

  test('merged, one stands wherever the other stood, once, and answers to its name', async () => {
    const article = await makeArticle(desk, editor);
    const places = [article.head.id, article.section('After the Dam').id];
    for (const sectionId of places) await tagSection(editor, desk.db, { sectionId, tag: 'barrage' });
    await tagSection(editor, desk.db, { sectionId: article.head.id, tag: 'dam' });
    const tagId = await idOf('barrage');
    expect(await mergeTags(editor, desk.db, { tagId, into: 'barrage' })).toMatchObject({ code: 'invalid' });
    expect(await mergeTags(editor, desk.db, { tagId, into: 'nowhere' })).toMatchObject({ code: 'missing' });
    expect(await mergeTags(await desk.person('fact_checker'), desk.db, { tagId, into: 'dam' })).toMatchObject(
      {
        code: 'not-allowed',
      },
    );
    expect(await mergeTags(editor, desk.db, { tagId, into: 'dam' })).toEqual({ ok: true, sections: 2 });
    await article.reload();
    expect([article.head.tags, article.section('After the Dam').tags]).toEqual([['dam'], ['dam']]);
    expect(await listTags(editor, desk.db)).not.toContain('barrage');
    const plan = article.section('The Plan').id;
    await tagSection(editor, desk.db, { sectionId: plan, tag: 'barrage' });
    await createTag(editor, desk.db, { name: 'dams and weirs', ...look });
    await mergeTags(editor, desk.db, { tagId: await idOf('dam'), into: 'dams and weirs' });
    await tagSection(editor, desk.db, { sectionId: plan, tag: 'barrage' });
    await article.reload();
    expect(article.section('The Plan').tags).toEqual(['dams and weirs']);
    await expect(
      desk.db.insertInto('sectionTag').values({ sectionId: plan, tagId, addedBy: editor.id }).execute(),
    ).rejects.toMatchObject({ constraint_name: 'tag_merged' });
  });

  test('a name that was merged is answered for, and can be that of the tag that took its place', async () => {
    const article = await makeArticle(desk, editor);
    const head = article.head.id;
    for (const tag of ['canals', 'waterways']) await tagSection(editor, desk.db, { sectionId: head, tag });
    const waterways = await idOf('waterways');
    await mergeTags(editor, desk.db, { tagId: await idOf('canals'), into: 'waterways' });
    const taken = { code: 'taken', message: expect.stringContaining('was merged into “waterways”') };
    expect(await createTag(editor, desk.db, { name: 'canals', ...look })).toMatchObject(taken);
    const other = await createTag(editor, desk.db, { name: 'ponds', ...look });
    const ponds = other.ok ? other.tagId : '';
    expect(await changeTag(editor, desk.db, { tagId: ponds, name: 'canals', ...look })).toMatchObject(taken);
    const found = async (tag: string) =>
      (await listArticles(editor, desk.db, { tag, page: 1 })).articles.map(({ id }) => id);
    expect(await found('canals')).toEqual([article.id]);

    expect(await changeTag(editor, desk.db, { tagId: waterways, name: 'canals', ...look })).toEqual({
      ok: true,
    });
    await article.reload();
    expect(article.head.tags).toEqual(['canals']);
    expect(await found('waterways')).toEqual([article.id]);
    await untagSection(editor, desk.db, { sectionId: head, tag: 'waterways' });
    await article.reload();
    expect(article.head.tags).toEqual([]);
  });

  test('many articles are tagged together, or none', async () => {
    const articles = [await makeArticle(desk, editor), await makeArticle(desk, editor)];
    const articleIds = articles.map(({ id }) => id);
    const many = (how: 'on' | 'off', ids = articleIds) =>
      tagArticles(editor, desk.db, { articleIds: ids, tag: 'series', how });
    expect(await many('on', [...articleIds, '019330c0-0000-7000-8000-000000000000'])).toMatchObject({
      code: 'missing',
    });
    expect(await many('on')).toEqual({ ok: true, changed: 2 });
    expect(await many('on')).toEqual({ ok: true, changed: 0 });
    for (const article of articles) await article.reload();
    expect(articles.map(({ head }) => head.tags)).toEqual([['series'], ['series']]);
    expect(await many('off')).toEqual({ ok: true, changed: 2 });
  });
});
