import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { removeSection, saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tagSection } from '#lib/tags/commands.ts';
import { publish, withdraw } from '#lib/versions/commands.ts';
import type { SearchFilter } from './model.ts';
import { readSearchChoices, search, searchDrafts } from './queries.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;

beforeAll(async () => {
  editor = await desk.person('editor');
  checker = await desk.person('fact_checker');
});

async function revise(article: MadeArticle, body: string) {
  await article.reload();
  const { id: sectionId, revisionId: basedOn, heading } = article.section('After the Dam');
  const saved = await saveRevision(editor, desk.db, { sectionId, basedOn, heading, body, note: '' });
  expect(saved).toMatchObject({ ok: true });
}
async function released(body: string) {
  const article = await makeArticle(desk, editor);
  await revise(article, body);
  await release(article);
  return { article, slug: (await article.reload()).slug };
}
async function release(article: MadeArticle) {
  await article.answerAll(checker);
  expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true });
}
const find = (typed: string) => search(desk.reader, typed);
const slugs = async (typed: string) => (await find(typed)).found.map(({ slug }) => slug);

describe('a search', () => {
  test('finds a word in any form, by its beginning, and with all words anywhere in the article', async () => {
    const { slug } = await released('Engineers were measuring kelpwater in the upper valley.');
    for (const typed of [
      'kelpwater',
      'KELPWATER',
      'kelpw',
      'measured kelpwater',
      'kelpwater engineeri',
      'kelpwater floods',
      'the kelpwater',
      'kelpwater!',
    ])
      expect(await slugs(typed), typed).toEqual([slug]);
    for (const typed of ['kelpwater submarines', 'elpwater zzz', '', '  ', '!?', "'; drop table article; --"])
      expect(await slugs(typed), typed).toEqual([]);
  });

  test('is narrowed to the articles with a tag, and to those first published in a year', async () => {
    const { article, slug } = await released('The gauges showed millrace levels.');
    const { slug: other } = await released('Another word on millrace levels.');
    await tagSection(editor, desk.db, { sectionId: article.head.id, tag: 'hydrology' });
    const within = async (filter: SearchFilter) =>
      (await search(desk.reader, 'millrace', filter)).found.map((found) => found.slug).sort();
    // A tag goes out with a version.
    expect(await within({ tag: 'hydrology' })).toEqual([]);
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true });
    expect(await within({ tag: 'hydrology' })).toEqual([slug]);
    expect(await within({})).toEqual([slug, other].sort());
    const year = new Date().getUTCFullYear();
    expect(await within({ year })).toEqual([slug, other].sort());
    expect(await within({ year: year - 1 })).toEqual([]);
    expect(await within({ tag: 'hydrology', year: year - 1 })).toEqual([]);
    expect(await readSearchChoices(desk.reader)).toMatchObject({ tags: ['hydrology'], years: [year] });
  });

  test('says where it was found, with what was found marked, in whatever form', async () => {
    await released('Surveyors crossed the quartzridge twice.');
    const { found } = await find('quartzrid');
    expect(found[0]).toMatchObject({
      headings: ['Before the Dam', 'The Plan', 'After the Dam', 'FAQ: The Dam', 'Who paid for it?'],
      section: 2,
    });
    expect(found[0]?.passage).toContain('\u0002quartzridge\u0003');
    expect((await find('surveyor quartzridge')).found[0]?.passage).toContain('\u0002Surveyors\u0003');
  });

  test('ranks an article that says it in a heading before one that mentions it', async () => {
    const mentions = await released('A mossgarden is mentioned here, once.');
    const article = await makeArticle(desk, editor);
    const { id: sectionId, revisionId: basedOn, body } = article.section('After the Dam');
    await saveRevision(editor, desk.db, { sectionId, basedOn, heading: 'The mossgarden', body, note: '' });
    await release(article);
    expect(await slugs('mossgarden')).toEqual([(await article.reload()).slug, mentions.slug]);
  });

  test('forgives a slip, and says what it searched for', async () => {
    const { slug } = await released('The aqueducts of the old reservoirtown were repaired.');
    for (const [typed, meant] of [
      ['aquaducts', 'aqueducts'],
      ['reservoirtwon repaired', 'reservoirtown repaired'],
    ] as const) {
      const { found, corrected } = await find(typed);
      expect([found.map((one) => one.slug), corrected]).toEqual([[slug], meant]);
    }
    expect(await find('xylophone')).toEqual({ found: [], corrected: null });
  });

  test('finds the version that readers see, no draft, no earlier text and nothing withdrawn, not by a slip either', async () => {
    const { article, slug } = await released('It says glassharbour now.');
    await revise(article, 'It says copperharbour next.');
    expect(await slugs('copperharbour')).toEqual([]);
    expect((await find('coperharbour')).corrected).not.toBe('copperharbour');
    await release(article);
    expect(await slugs('copperharbour')).toEqual([slug]);
    expect(await slugs('glassharbour')).toEqual([]);
    await withdraw(editor, desk.db, { articleId: article.id, kind: 'unpublished', reason: 'Why.' });
    expect(await find('copperharbour')).toEqual({ found: [], corrected: null });
    expect((await find('coperharbour')).corrected).toBeNull();
    await release(article);
    expect(await slugs('copperharbour')).toEqual([slug]);
  });

  test('has in its table exactly what readers see', async () => {
    const { rows } = await sql`
      (select article_id, position from published_text
        except select v.article_id, s.position from published_section s join published_version v using (version_id) where v.newest)
      union all
      (select v.article_id, s.position from published_section s join published_version v using (version_id) where v.newest
        except select article_id, position from published_text)`.execute(desk.reader);
    expect(rows).toEqual([]);
    for (const role of [desk.db, desk.reader])
      await expect(sql`delete from published_text`.execute(role)).rejects.toThrow(/permission denied/);
    for (const role of [desk.db, desk.reader])
      await expect(
        sql`select write_published_text(article_id) from published_text`.execute(role),
      ).rejects.toThrow(/permission denied/);
  });

  test('uses its indexes', async () => {
    const plan = await desk.reader.transaction().execute(async (trx) => {
      await sql`set local enable_seqscan = off`.execute(trx);
      const words =
        await sql`explain select from published_text where words @@ to_tsquery('simple', 'dam')`.execute(trx);
      const like = await sql`explain select from published_text where 'resrvoir' <% text`.execute(trx);
      return JSON.stringify([words.rows, like.rows]);
    });
    expect(plan).toContain('published_text_words');
    expect(plan).toContain('published_text_like');
  });
});

describe('a search of drafts', () => {
  const drafts = async (typed: string, actor = editor) => (await searchDrafts(actor, desk.db, typed)).found;

  test('finds what was just saved and nobody published, with the words marked; the old words no more', async () => {
    const article = await makeArticle(desk, editor);
    await revise(article, 'Every quibblesome lock-keeper kept a goat.');
    expect(await drafts('quibblesome goat')).toEqual([
      {
        ...{
          articleId: article.id,
          title: 'Why Was the Dam Built?',
          kind: 'section',
          heading: 'After the Dam',
        },
        ...{ sectionId: article.section('After the Dam').id },
        passage: 'Every \u0002quibblesome\u0003 lock-keeper kept a \u0002goat\u0003',
      },
    ]);
    await revise(article, 'Every quibblesome lock-keeper kept a cat.');
    expect(await drafts('quibblesome goat')).toEqual([]);
    expect(await drafts('quibblesome ca')).toHaveLength(1);
    expect(await drafts('quibblesome', { ...editor, id: '' } as Actor)).toEqual([]);
    expect(await slugs('quibblesome')).toEqual([]);
  });

  test('takes a mistyped word for one that a draft has, and says so', async () => {
    const article = await makeArticle(desk, editor);
    await revise(article, 'The aubergine barge sank.');
    for (const typed of ['aubregine', 'aubergne', 'xaubergine', 'aubergime barge'])
      expect(await searchDrafts(editor, desk.db, typed), typed).toMatchObject({
        found: [{ articleId: article.id }],
        corrected: typed.includes(' ') ? 'aubergine barge' : 'aubergine',
      });
    // What begins a word stays, and what is no slip of any.
    expect(await searchDrafts(editor, desk.db, 'auberg')).toMatchObject({ corrected: null });
    expect(await searchDrafts(editor, desk.db, 'zzyzxq')).toEqual({ found: [], corrected: null });
    expect(await searchDrafts(editor, desk.db, 'aubergine zzyzxq')).toEqual({ found: [], corrected: null });
  });

  test('leaves out what is in the bin', async () => {
    const article = await makeArticle(desk, editor);
    await revise(article, 'A vermilion boat.');
    await removeSection(editor, desk.db, article.section('After the Dam').id);
    expect(await drafts('vermilion')).toEqual([]);
  });
});
