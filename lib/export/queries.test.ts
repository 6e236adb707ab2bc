import { beforeAll, describe, expect, test } from 'vitest';
import { makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { importSource } from '#lib/import/commands.ts';
import { removeSection, saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tagSection } from '#lib/tags/commands.ts';
import { fileOf } from './files.ts';
import { formats } from './model.ts';
import { listForExport, readForExport } from './queries.ts';

const desk = testDesk();
let editor: Actor;

beforeAll(async () => {
  editor = await desk.person('editor');
});

describe('an article that was exported', () => {
  test('is its draft as it stands, and imported again is the same article', async () => {
    const article = await makeArticle(desk, editor);
    const plan = article.section('The Plan');
    await saveRevision(editor, desk.db, {
      ...{ sectionId: plan.id, basedOn: plan.revisionId, heading: 'The *Plan*', note: '' },
      body: '# A heading\n\n- In *1949*.[^1]\n\n[^1]: Or so.',
    });
    await removeSection(editor, desk.db, article.section('After the Dam').id);
    await tagSection(editor, desk.db, { sectionId: article.head.id, tag: 'dams' });
    await tagSection(editor, desk.db, { sectionId: plan.id, tag: 'plans' });
    const exported = await readForExport(editor, desk.db, article.id);
    expect(exported).toMatchObject({
      ...{ title: 'Why Was the Dam Built?', tags: ['dams'] },
      sections: [
        { heading: 'Before the Dam', kind: 'section', depth: 1, numbered: true },
        { heading: 'The *Plan*', depth: 2, tags: ['plans'], body: expect.stringContaining('[^1]: Or so.') },
        { heading: 'FAQ: The Dam' },
        { heading: 'Who paid for it?', kind: 'faq' },
      ],
    });
    for (const format of formats) {
      if (!exported) throw new Error('There is no such article.');
      const { name, text } = fileOf(exported, format);
      const answer = await importSource(editor, desk.db, { bytes: new TextEncoder().encode(text), name }, []);
      if (!answer.ok) throw new Error(answer.message);
      const again = await readForExport(editor, desk.db, answer.articleId);
      expect({ ...again, slug: exported.slug }, format).toEqual(exported);
    }
  });

  test('is listed by its address', async () => {
    const ids = await listForExport(editor, desk.db);
    const slugs = await Promise.all(ids.map(async (id) => (await readForExport(editor, desk.db, id))?.slug));
    expect(slugs).toEqual(slugs.toSorted());
    expect(slugs.length).toBeGreaterThan(3);
    expect(await readForExport(editor, desk.db, '00000000-0000-7000-8000-000000000000')).toBeNull();
  });
});
