import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { schedulePublication } from '#lib/schedules/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { readPublished } from '#lib/versions/queries.ts';
import { startWorker } from './worker.ts';

const desk = testDesk();
let editor: Actor;
let article: MadeArticle;
const workers: { stop: () => Promise<void> }[] = [];
const start = () => startWorker(desk.urlFor('galley_app'), (message, error) => console.error(message, error));

beforeAll(async () => {
  editor = await desk.person('editor');
  article = await makeArticle(desk, editor);
  await article.answerAll(await desk.person('fact_checker'));
  workers.push(await start(), await start());
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
});

describe('the worker', () => {
  test('publishes when the time comes, without waiting for its next look', async () => {
    const { slug } = await article.reload();
    const publishAt = new Date(Date.now() + 300);
    await schedulePublication(editor, desk.db, { articleId: article.id, publishAt, timeZone: 'UTC' });
    // Sooner than the three seconds after which it looks without being told.
    await expect.poll(() => readPublished(desk.reader, slug), { timeout: 2500 }).toMatchObject({ number: 1 });
    const { publishedAt } = (await readPublished(desk.reader, slug)) ?? {};
    expect(publishedAt?.getTime()).toBeGreaterThanOrEqual(publishAt.getTime());
  });
});
