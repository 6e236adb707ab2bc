import { beforeAll, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import type { Actor } from '#lib/staff/model.ts';
import { giveVerdict, raiseFlag } from './commands.ts';
import { readElsewhere, readFlag, readQueueEntries } from './queries.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  checker = await desk.person('fact_checker', 'Farid');
});

/** The test article's own claim, which stands in every one of them. */
const claim = 'It likely included discussions on fisheries.';

async function flagIn(article: MadeArticle) {
  const flag = (await article.reload()).sections
    .flatMap(({ flags }) => flags)
    .find(({ quote }) => quote === claim);
  const story = flag && (await readFlag(checker, desk.db, flag.id));
  if (!story) throw new Error('The test article has lost its claim.');
  return story;
}

async function raised(article: MadeArticle, quote: string, heading: string) {
  const { id: sectionId, revisionId } = article.section(heading);
  const answer = await raiseFlag(editor, desk.db, {
    ...{ sectionId, revisionId, quote, start: null, kind: 'unverifiable' as const, category: 'undated' },
    reason: 'When?',
  });
  if (!answer.ok) throw new Error(answer.message);
  return answer.flagId;
}

const source = {
  ...{ url: 'https://water.example/minutes', title: 'Minutes', publisher: '', publishedOn: '', passage: '' },
};
const ref = ({ id, revisionId }: { id: string; revisionId: string }) => ({ flagId: id, revisionId });

describe('the same claim elsewhere', () => {
  test('is found in the article and in the archive, with earlier verdicts', async () => {
    const [one, two] = [await makeArticle(desk, editor), await makeArticle(desk, editor)];
    const flag = await flagIn(one);
    const other = await flagIn(two);
    const before = await readElsewhere(checker, desk.db, flag);
    expect(before.flags).toMatchObject([
      { id: other.id, likeness: 'same', state: 'suggested', notMine: null },
    ]);
    await giveVerdict(checker, desk.db, {
      ...{ ...ref(other), kind: 'verified', reason: '', evidence: [source] },
    });
    const after = await readElsewhere(checker, desk.db, flag);
    expect(after.verdicts).toMatchObject([
      { flagId: other.id, kind: 'verified', by: 'Farid', sources: [{ url: source.url, title: 'Minutes' }] },
    ]);
    const queue = await readQueueEntries(checker, desk.db, one.id);
    expect(queue.find(({ id }) => id === flag.id)).toMatchObject({ alike: 0, answeredBefore: 'verified' });
  });

  test('is answered together: each flag its own verdict with its own copy of the evidence', async () => {
    const articles = await Promise.all([1, 2, 3].map(() => makeArticle(desk, editor)));
    const flags = await Promise.all(articles.map(flagIn));
    const [first, ...rest] = flags as [(typeof flags)[number], ...typeof flags];
    const answer = await giveVerdict(checker, desk.db, {
      ...{ ...ref(first), kind: 'verified', reason: '', evidence: [source], also: rest.map(ref) },
    });
    expect(answer.ok).toBe(true);
    const told = await Promise.all(flags.map(({ id }) => readFlag(editor, desk.db, id)));
    for (const story of told)
      expect(story).toMatchObject({ state: 'verified', verdicts: [{ evidence: [{ url: source.url }] }] });
    expect(new Set(told.map((story) => story?.verdicts[0]?.id)).size).toBe(3);
  });

  test('is answered in one transaction: when one is refused, none is given', async () => {
    const writer = await desk.person('admin', 'Wanda');
    const [one, two] = [await makeArticle(desk, editor), await makeArticle(desk, writer)];
    const [flag, own] = [await flagIn(one), await flagIn(two)];
    const input = {
      ...ref(flag),
      kind: 'dismissed' as const,
      reason: 'Fine.',
      evidence: [],
      also: [ref(own)],
    };
    expect(await giveVerdict(writer, desk.db, input)).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(await readFlag(checker, desk.db, flag.id)).toMatchObject({ state: 'suggested', verdicts: [] });
  });

  test('is no way to answer other claims along with it', async () => {
    const article = await makeArticle(desk, editor);
    const flag = await flagIn(article);
    const otherId = await raised(article, 'The valley filled with water.', 'After the Dam');
    const other = await readFlag(checker, desk.db, otherId);
    const input = { ...ref(flag), kind: 'dismissed' as const, reason: 'Fine.', evidence: [] };
    expect(await giveVerdict(checker, desk.db, { ...input, also: other ? [ref(other)] : [] })).toMatchObject({
      ok: false,
      code: 'conflict',
    });
    expect(await readFlag(checker, desk.db, flag.id)).toMatchObject({ verdicts: [] });
  });

  test('is settled by two at once without a deadlock', async () => {
    const articles = await Promise.all([1, 2, 3, 4].map(() => makeArticle(desk, editor)));
    const flags = (await Promise.all(articles.map(flagIn))).map(ref);
    const [first = { flagId: '', revisionId: '' }, ...rest] = flags;
    const [last = first, ...others] = flags.toReversed();
    const judge = (flag: typeof first, also: (typeof first)[]) =>
      giveVerdict(checker, desk.db, { ...flag, kind: 'dismissed', reason: 'Fine.', evidence: [], also });
    const answers = await Promise.all([judge(first, rest), judge(last, others), judge(first, rest)]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
  });
});
