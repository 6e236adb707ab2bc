import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import type { Actor } from '#lib/staff/model.ts';

const desk = testDesk();
let editor: Actor;
let article: MadeArticle;
beforeAll(async () => {
  editor = await desk.person('editor');
  article = await makeArticle(desk, editor);
});

const flagOn = ({ id, revisionId }: { id: string; revisionId: string }) => ({
  ...{
    id: newId(),
    sectionId: id,
    kind: 'promotional',
    category: 'puffery',
    severity: 'must',
    reason: 'Why.',
  },
  ...{ ruleId: 'test', quote: 'Floods', prefix: '', suffix: '', raisedOn: revisionId },
});
const anchorOf = (flag: ReturnType<typeof flagOn>, quote = flag.quote) => ({
  ...{
    flagId: flag.id,
    revisionId: flag.raisedOn,
    sectionId: flag.sectionId,
    startAt: 0,
    endAt: quote.length,
    quote,
  },
});

/** Runs an insert that may not wait, while a publication of the article is under way. */
async function duringPublication(insert: (trx: Trx) => Promise<unknown>): Promise<unknown> {
  return desk.db.transaction().execute(async (publishing) => {
    await publishing.selectFrom('article').select('id').where('id', '=', article.id).forUpdate().execute();
    return desk.db.transaction().execute(async (trx) => {
      await sql`set local lock_timeout = '200ms'`.execute(trx);
      await insert(trx);
    });
  });
}

describe('many rows in one statement', () => {
  test('are refused together when the words of one do not stand in its revision', async () => {
    const flags = [0, 1, 2].map(() => flagOn(article.section('Before the Dam')));
    await desk.db.insertInto('flag').values(flags).execute();
    const anchors = flags.map((flag, i) => anchorOf(flag, i === 1 ? 'Droughts' : 'Floods'));
    await expect(desk.db.insertInto('anchor').values(anchors).execute()).rejects.toMatchObject({
      constraint_name: 'anchor_quote_stands',
    });
    const ids = flags.map((flag) => flag.id);
    expect(await desk.db.selectFrom('anchor').selectAll().where('flagId', 'in', ids).execute()).toEqual([]);
    await desk.db
      .insertInto('anchor')
      .values(flags.map((flag) => anchorOf(flag)))
      .execute();
  });

  test('are refused together when one is a first revision on which no section rests', async () => {
    const sections = [newId(), newId()];
    const revisions = [newId(), newId()];
    const insert = desk.db.transaction().execute(async (trx) => {
      const kept = sections.map((id, i) => ({
        ...{ id, articleId: article.id, kind: 'section', position: 900 + i, depth: 1 },
        revisionId: revisions[i] as string,
      }));
      await trx.insertInto('section').values(kept).execute();
      // The second section rests on another revision than the one that it gets.
      const first = sections.map((sectionId, i) => ({
        ...{ id: i === 1 ? newId() : (revisions[i] as string), sectionId, number: 1 },
        ...{ heading: '', body: '', text: '', authorId: editor.id },
      }));
      await trx.insertInto('revision').values(first).execute();
    });
    await expect(insert).rejects.toMatchObject({ constraint_name: 'revision_on_newest' });
  });

  test('wait for a publication of their article that is under way', async () => {
    const flag = flagOn(article.section('Before the Dam'));
    const late = { code: '55P03' };
    await expect(
      duringPublication((trx) => trx.insertInto('flag').values([flag]).execute()),
    ).rejects.toMatchObject(late);
    await desk.db.insertInto('flag').values(flag).execute();
    await expect(
      duringPublication((trx) =>
        trx
          .insertInto('anchor')
          .values([anchorOf(flag)])
          .execute(),
      ),
    ).rejects.toMatchObject(late);
  });
});
