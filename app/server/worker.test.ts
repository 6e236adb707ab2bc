import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { schedulePublication } from '#lib/schedules/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish } from '#lib/versions/commands.ts';
import { readPublished } from '#lib/versions/queries.ts';
import { addWebhook, switchWebhook } from '#lib/webhooks/commands.ts';
import { listDeliveries, listWebhooks } from '#lib/webhooks/queries.ts';
import { startWorker } from './worker.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let article: MadeArticle;
const workers: { stop: () => Promise<void> }[] = [];
const start = () =>
  startWorker(desk.urlFor('galley_app'), (message, error) => console.error(message, error), {
    allowPrivate: true,
  });

beforeAll(async () => {
  editor = await desk.person('editor');
  article = await makeArticle(desk, editor);
  checker = await desk.person('fact_checker');
  await article.answerAll(checker);
  workers.push(await start(), await start());
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
});

describe('the worker', () => {
  test('sends a message soon after the publication, from one of the instances', async () => {
    const received: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      received.push(String(request.headers['webhook-id']));
      request.resume().on('end', () => response.end());
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
    const admin = await desk.person('admin');
    expect(await addWebhook(admin, desk.db, { url })).toMatchObject({ ok: true });
    const other = await makeArticle(desk, editor);
    await other.answerAll(checker);
    await publish(editor, desk.db, other.id);
    await expect.poll(() => received.length, { timeout: 2500 }).toBe(1);
    const [webhook] = await listWebhooks(admin, desk.db);
    const taken = async () => (await listDeliveries(admin, desk.db, webhook?.id ?? ''))[0];
    await expect.poll(taken).toMatchObject({ id: received[0], taken: true, nextAt: null });
    await switchWebhook(admin, desk.db, { webhookId: webhook?.id ?? '', on: false });
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  test('does not wait for a webhook that does not answer when it is to stop', async () => {
    let asked = () => {};
    const waiting = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const server = createServer(() => asked());
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
    await addWebhook(await desk.person('admin'), desk.db, { url });
    const other = await makeArticle(desk, editor);
    await other.answerAll(checker);
    await publish(editor, desk.db, other.id);
    await waiting;
    const before = performance.now();
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    expect(performance.now() - before).toBeLessThan(5000);
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    workers.push(await start(), await start());
  });

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
