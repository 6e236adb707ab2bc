import { beforeAll, expect, test } from 'vitest';
import { makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import type { Detector } from '#lib/detector/model.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { lookAgain, suggestFrom } from './commands.ts';

const desk = testDesk();
let editor: Actor;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
});

/** A detector that doubts these words wherever they stand, after doing something else first. */
function doubting(quote: string, first: () => Promise<unknown> = async () => {}): Detector {
  return {
    name: 'stand-in',
    async suggest({ text }) {
      const start = text.indexOf(quote);
      if (start < 0) return [];
      await first();
      const message = 'Says who?';
      const where = { start, end: start + quote.length, quote };
      return [
        {
          ruleId: 'newsroom',
          kind: 'unverifiable',
          category: 'causal',
          severity: 'should',
          message,
          ...where,
        },
      ];
    },
  };
}

const flagsOf = async (article: Awaited<ReturnType<typeof makeArticle>>, heading: string) => {
  await article.reload();
  return article.section(heading).flags;
};

test('a newsroom’s detector suggests whole sentences, which do not block and are not suggested twice', async () => {
  const article = await makeArticle(desk, editor);
  const about = { articleId: article.id };
  expect(await suggestFrom(editor, desk.db, doubting('moved uphill'), about)).toBe(1);
  expect(await flagsOf(article, 'After the Dam')).toMatchObject([
    {
      quote: 'The town moved uphill.',
      state: 'suggested',
      severity: 'should',
      reason: '“moved uphill”: Says who?',
    },
  ]);
  expect(await suggestFrom(editor, desk.db, doubting('The town moved'), about)).toBe(0);
});

test('its suggestions are not withdrawn when the rules look again', async () => {
  const article = await makeArticle(desk, editor);
  await suggestFrom(editor, desk.db, doubting('moved uphill'), { articleId: article.id });
  expect(await lookAgain(editor, desk.db, article.id)).toMatchObject({ added: 0, withdrawn: 0 });
  expect(await flagsOf(article, 'After the Dam')).toHaveLength(1);
});

test('what it says of a text that was revised meanwhile is dropped', async () => {
  const article = await makeArticle(desk, editor);
  const { id: sectionId, revisionId: basedOn, heading } = article.section('After the Dam');
  const save = () =>
    saveRevision(editor, desk.db, {
      sectionId,
      basedOn,
      heading,
      body: 'The town moved downhill.',
      note: '',
    });
  expect(await suggestFrom(editor, desk.db, doubting('The town moved', save), { sectionId })).toBe(0);
  expect(await flagsOf(article, 'After the Dam')).toEqual([]);
});

test('when it fails, that is said, and nothing is touched', async () => {
  const article = await makeArticle(desk, editor);
  const fails = doubting('filled with water', () => Promise.reject(new Error('no answer in time')));
  const about = { articleId: article.id };
  await expect(suggestFrom(editor, desk.db, fails, about)).rejects.toThrow('no answer in time');
  expect(await flagsOf(article, 'After the Dam')).toEqual([]);
});
