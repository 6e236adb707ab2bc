import { beforeAll, describe, expect, test } from 'vitest';
import { makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tagSection, untagSection } from './commands.ts';
import { listTags } from './queries.ts';

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
