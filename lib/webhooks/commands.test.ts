import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { listNotices } from '#lib/notices/queries.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish, withdraw } from '#lib/versions/commands.ts';
import { readPublished } from '#lib/versions/queries.ts';
import { addWebhook, deliverNext, sendAgain, switchWebhook } from './commands.ts';
import { listDeliveries, listWebhooks, readNextDelivery } from './queries.ts';
import { send } from './send.ts';

const desk = testDesk();
let admin: Actor;
let editor: Actor;
let checker: Actor;
let server: Server;
let base: string;
/** What came, in order, and what is answered. */
let received: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
let connections = 0;
let answer: (path: string, response: ServerResponse) => void;
/** A new address for each test, so that none takes another's messages. */
let hook: string;
let webhookId: string;
let secret: string;

beforeAll(async () => {
  admin = await desk.person('admin', 'Amara');
  editor = await desk.person('editor', 'Edith');
  checker = await desk.person('fact_checker', 'Farid');
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      answer(request.url ?? '', response);
    });
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

let made = 0;
beforeEach(async () => {
  await sql`update webhook set off_at = now() where off_at is null`.execute(desk.owner);
  received = [];
  answer = (_, response) => response.end('thanks');
  hook = `/hook-${++made}`;
  ({ webhookId, secret } = await add(hook));
});

async function add(at: string) {
  const url = at.startsWith('/') ? base + at : at;
  const added = await addWebhook(admin, desk.db, { url });
  if (!added.ok) throw new Error(added.message);
  const all = await listWebhooks(admin, desk.db);
  return {
    webhookId: all.find((webhook) => webhook.url === url && !webhook.off)?.id ?? '',
    secret: added.secret,
  };
}

const deliver = () => deliverNext(desk.db, (message) => send(message, { allowPrivate: true, timeout: 250 }));
const deliverAll = async () => {
  while (await deliver());
};
/** Lets the time until the next attempt pass. */
const letPass = () => sql`update delivery set next_at = now() where next_at > now()`.execute(desk.owner);
const deliveries = (of = webhookId) => listDeliveries(admin, desk.db, of);

async function published(): Promise<MadeArticle> {
  const article = await makeArticle(desk, editor);
  await article.answerAll(checker);
  expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true });
  return article;
}

async function correct(article: MadeArticle, body: string) {
  await article.reload();
  const { id: sectionId, revisionId: basedOn, heading } = article.section('After the Dam');
  await saveRevision(editor, desk.db, { sectionId, basedOn, heading, body, note: 'markerdraft' });
  await article.answerAll(checker);
  return publish(editor, desk.db, article.id, 'It was 1955.');
}

describe('a message', () => {
  test('is signed with the secret that was shown once', async () => {
    const article = await published();
    expect(received).toEqual([]);
    expect(await deliver()).toBe(true);
    const { headers, body } = received[0] ?? { headers: {} as IncomingHttpHeaders, body: '' };
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    expect(key).toHaveLength(32);
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    );
    expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(5);
    const { slug, title } = await article.reload();
    expect(JSON.parse(body)).toEqual({
      type: 'article.published',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { articleId: article.id, slug, path: `/${slug}`, version: 1, title },
    });
    expect(JSON.stringify(await listWebhooks(admin, desk.db))).not.toContain(secret);
  });

  test('tells of a correction, an unpublication and a retraction what readers may know, in this order', async () => {
    const article = await published();
    await correct(article, 'The valley filled in 1955.');
    await withdraw(editor, desk.db, { articleId: article.id, kind: 'unpublished', reason: 'markerreason' });
    await publish(editor, desk.db, article.id);
    await withdraw(editor, desk.db, { articleId: article.id, kind: 'retracted', reason: 'It was forged.' });
    await deliverAll();
    const told = received.map(({ body }) => JSON.parse(body));
    expect(told.map(({ type, data }) => [type, data.version])).toEqual([
      ['article.published', 1],
      ['article.corrected', 2],
      ['article.unpublished', 2],
      ['article.published', 3],
      ['article.retracted', 3],
    ]);
    expect(told[1].data.correction).toBe('It was 1955.');
    expect(told[4].data).toMatchObject({ reason: 'It was forged.' });
    expect(told[4].data).not.toHaveProperty('title');
    expect(JSON.stringify(told)).not.toMatch(/markerreason|markerdraft/);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(5);
  });

  test('that was queued by a clock that has been set back since is sent at once', async () => {
    await published();
    await sql`update delivery set next_at = clock_timestamp() + interval '1 hour'
      where next_at is not null`.execute(desk.owner);
    expect(await deliver()).toBe(true);
    expect(received).toHaveLength(1);
  });

  test('that is not taken is sent again under the same id, until it is', async () => {
    await published();
    answer = (_, response) => response.writeHead(500).end(`broken\0${'x'.repeat(2000)}`);
    expect(await deliver()).toBe(true);
    expect(await deliver(), 'not at once').toBe(false);
    const wait = (await readNextDelivery(desk.db)) ?? 0;
    expect(wait).toBeGreaterThan(1500);
    expect(wait).toBeLessThanOrEqual(7500);
    answer = () => {};
    await letPass();
    expect(await deliver()).toBe(true);
    answer = (_, response) => response.writeHead(302, { location: `${base}/elsewhere` }).end();
    await letPass();
    expect(await deliver()).toBe(true);
    answer = (_, response) => response.writeHead(204).end();
    await letPass();
    expect(await deliver()).toBe(true);
    await letPass();
    expect(await deliver()).toBe(false);
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ taken: true, nextAt: null });
    expect(delivery?.attempts.map(({ status, problem }) => status ?? problem)).toEqual([
      500,
      'No answer within 0.25 seconds.',
      302,
      204,
    ]);
    expect(delivery?.attempts[0]?.answer).toMatch(/^brokenx{494}$/);
    expect(delivery?.attempts[1]?.milliseconds).toBeGreaterThanOrEqual(200);
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual(Array(4).fill(delivery?.id));
    expect(received.map((request) => request.path)).not.toContain('/elsewhere');
  });

  test('waits for the one before of its article, and for no other article’s', async () => {
    const first = await published();
    await correct(first, 'The valley filled in 1955.');
    const second = await published();
    answer = (_, response) => response.writeHead(503).end();
    await deliverAll();
    const told = () =>
      received.map(({ body }) => JSON.parse(body).data).map(({ articleId, version }) => [articleId, version]);
    expect(told()).toEqual([
      [first.id, 1],
      [second.id, 1],
    ]);
    answer = (_, response) => response.end();
    await letPass();
    await deliverAll();
    expect(told().filter(([id]) => id === first.id)).toEqual([
      [first.id, 1],
      [first.id, 1],
      [first.id, 2],
    ]);
  });

  test('is sent once, however many instances look', async () => {
    const other = await add(`${hook}-other`);
    const ids = [];
    for (let i = 0; i < 4; i++) ids.push((await published()).id);
    const instance = async () => {
      let sent = 0;
      while ((await readNextDelivery(desk.db)) === 0) if (await deliver()) sent++;
      return sent;
    };
    const sent = await Promise.all([instance(), instance(), instance(), instance()]);
    expect(sent.reduce((a, b) => a + b)).toBe(8);
    expect(received).toHaveLength(8);
    for (const of of [webhookId, other.webhookId])
      expect((await deliveries(of)).map(({ attempts }) => attempts.map(({ status }) => status))).toEqual(
        Array(4).fill([200]),
      );
  });

  test('is queued with the publication or not at all, and keeps none from it', async () => {
    await add('http://127.0.0.1:1/nobody-listens');
    answer = () => {};
    const article = await makeArticle(desk, editor);
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ code: 'gate-closed' });
    expect(await deliveries()).toEqual([]);
    await article.answerAll(checker);
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true });
    expect(await readPublished(desk.reader, (await article.reload()).slug)).toMatchObject({ number: 1 });
    // Nobody was asked yet: sending is not part of publishing.
    expect(received).toEqual([]);
    const sending = Promise.all([deliver(), deliver()]);
    // Nor does sending hold anything that publishing needs.
    expect(await correct(article, 'The valley filled in 1955.')).toMatchObject({ ok: true });
    await sending;
    const all = (await listWebhooks(admin, desk.db)).filter(({ off }) => !off);
    const problems = (await Promise.all(all.map(({ id }) => deliveries(id)))).flat();
    expect(problems.flatMap(({ attempts }) => attempts.map(({ problem }) => problem)).toSorted()).toEqual([
      'No answer within 0.25 seconds.',
      'Nobody listens at this address.',
    ]);
  });
});

describe('a webhook that takes nothing for a day', () => {
  const makeOld = async () => {
    await sql`alter table delivery disable trigger kept`.execute(desk.owner);
    await sql`update delivery set made_at = now() - interval '25 hours' where next_at is not null`.execute(
      desk.owner,
    );
    await sql`alter table delivery enable trigger kept`.execute(desk.owner);
    await sql`update webhook set on_at = now() - interval '26 hours'`.execute(desk.owner);
  };

  test('is switched off, and the managing editors are told', async () => {
    await published();
    await makeOld();
    answer = (_, response) => response.writeHead(500).end();
    expect(await deliver()).toBe(true);
    expect((await listWebhooks(admin, desk.db)).find(({ id }) => id === webhookId)?.off).toMatchObject({
      by: null,
    });
    expect(await deliveries()).toMatchObject([{ taken: false, nextAt: null }]);
    expect(await listNotices(admin, desk.db, { open: true })).toContainEqual(
      expect.objectContaining({ kind: 'webhook.off', detail: { url: base + hook } }),
    );
    const told = await listNotices(editor, desk.db, { open: false });
    expect(told.filter(({ kind }) => kind === 'webhook.off')).toEqual([]);
    // Off, it is told nothing of what happens.
    await published();
    expect(await deliveries()).toHaveLength(1);
    expect(await sendAgain(admin, desk.db, (await deliveries())[0]?.id ?? '')).toMatchObject({
      code: 'conflict',
    });
    expect(await switchWebhook(admin, desk.db, { webhookId, on: true })).toEqual({ ok: true });
    await published();
    expect(await deliveries()).toHaveLength(2);
  });

  test('stays on where it took another message meanwhile', async () => {
    const refused = await published();
    await makeOld();
    await published();
    answer = (_, response) => response.end();
    await sql`update delivery set next_at = now() + interval '1 minute' where article_id = ${refused.id}`.execute(
      desk.owner,
    );
    expect(await deliver()).toBe(true);
    answer = (_, response) => response.writeHead(500).end();
    await letPass();
    expect(await deliver()).toBe(true);
    expect((await listWebhooks(admin, desk.db)).find(({ id }) => id === webhookId)?.off).toBeNull();
    expect((await deliveries()).map(({ taken, nextAt }) => [taken, nextAt])).toEqual([
      [true, null],
      [false, null],
    ]);
  });
});

describe('the managing editor', () => {
  test('has a message sent once more, which is not repeated by itself', async () => {
    await published();
    await deliverAll();
    const [{ id } = { id: '' }] = await deliveries();
    expect(await sendAgain(editor, desk.db, id)).toMatchObject({ code: 'not-allowed' });
    expect(await sendAgain(admin, desk.db, id)).toEqual({ ok: true });
    expect(await sendAgain(admin, desk.db, id)).toMatchObject({ code: 'conflict' });
    answer = (_, response) => response.writeHead(500).end();
    await deliverAll();
    expect(await sendAgain(admin, desk.db, id)).toEqual({ ok: true });
    answer = (_, response) => response.end();
    await deliverAll();
    expect(await readNextDelivery(desk.db)).toBeNull();
    expect((await deliveries())[0]?.attempts.map(({ status, askedBy }) => [status, askedBy])).toEqual([
      [200, null],
      [500, 'Amara'],
      [200, 'Amara'],
    ]);
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id, id]);
  });

  test('adds, switches off and on; nobody else does or sees', async () => {
    expect(await addWebhook(editor, desk.db, { url: 'https://a.example/' })).toMatchObject({
      code: 'not-allowed',
    });
    expect(await switchWebhook(checker, desk.db, { webhookId, on: false })).toMatchObject({
      code: 'not-allowed',
    });
    expect(await listWebhooks(editor, desk.db)).toEqual([]);
    expect(await listDeliveries(editor, desk.db, webhookId)).toEqual([]);
    expect(await addWebhook(admin, desk.db, { url: base + hook })).toMatchObject({ code: 'taken' });
    await published();
    expect(await switchWebhook(admin, desk.db, { webhookId, on: false })).toEqual({ ok: true });
    expect(await switchWebhook(admin, desk.db, { webhookId, on: false })).toMatchObject({ code: 'missing' });
    expect(await deliver(), 'what waited goes on waiting').toBe(false);
    expect(await readNextDelivery(desk.db)).toBeNull();
    const again = await add(hook);
    expect(again.secret).not.toBe(secret);
    expect(await switchWebhook(admin, desk.db, { webhookId, on: true })).toMatchObject({ code: 'taken' });
    await switchWebhook(admin, desk.db, { webhookId: again.webhookId, on: false });
    expect(await switchWebhook(admin, desk.db, { webhookId, on: true })).toEqual({ ok: true });
    expect(await deliver()).toBe(true);
    const actions = await desk.owner
      .selectFrom('event')
      .select('action')
      .where('subjectId', '=', webhookId)
      .orderBy('seq')
      .execute();
    expect(actions.map(({ action }) => action)).toEqual([
      'webhook.added',
      'webhook.switched-off',
      'webhook.switched-on',
    ]);
  });
});

describe('PostgreSQL', () => {
  test('keeps a message and its attempts as they were, and one success', async () => {
    await published();
    await deliverAll();
    const [{ id } = { id: '' }] = await deliveries();
    const attempt = { deliveryId: id, number: 2, status: 200, milliseconds: 1, answer: '' };
    await expect(desk.db.insertInto('deliveryAttempt').values(attempt).execute()).rejects.toMatchObject({
      constraint_name: 'delivery_taken_once',
    });
    await expect(desk.owner.updateTable('delivery').set({ body: '{}' }).execute()).rejects.toMatchObject({
      constraint_name: 'delivery_never_changes',
    });
    await expect(desk.owner.deleteFrom('deliveryAttempt').execute()).rejects.toMatchObject({
      constraint_name: 'delivery_attempt_never_changes',
    });
    for (const table of ['webhook', 'delivery', 'deliveryAttempt', 'notice', 'schedule', 'preview'] as const)
      await expect(desk.reader.selectFrom(table).selectAll().execute()).rejects.toThrow('permission denied');
  });
});

describe('a private address', () => {
  test.each(['http://127.0.0.1', 'http://localhost', 'https://localhost', 'http://[::ffff:127.0.0.1]'])(
    'is not connected to, as %s neither',
    async (origin) => {
      const { port } = new URL(base);
      const before = connections;
      const message = { url: `${origin}:${port}/`, headers: {}, body: '{}' };
      expect(await send(message, { allowPrivate: false, timeout: 2000 })).toMatchObject({
        ...{ status: null, problem: 'This address is of a private network.' },
      });
      expect(connections).toBe(before);
      expect(received).toEqual([]);
    },
  );
});

describe('sending', () => {
  test('that is told to stop leaves no trace, and the message waiting', async () => {
    await published();
    const stop = new AbortController();
    answer = () => stop.abort();
    const options = { allowPrivate: true, timeout: 5000, stop: stop.signal };
    await expect(deliverNext(desk.db, (message) => send(message, options))).rejects.toThrow('aborted');
    expect(await deliveries()).toMatchObject([{ attempts: [] }]);
    answer = (_, response) => response.end();
    expect(await deliver()).toBe(true);
  });

  test('in an instance that dies is done by another, later, once', async () => {
    await published();
    let asked = () => {};
    const waiting = new Promise<void>((resolve) => {
      asked = resolve;
    });
    answer = () => asked();
    const dying = spawn(process.execPath, ['--input-type=module', '--eval', instanceThatSends], {
      env: { ...process.env, URL: desk.urlFor('galley_app') },
      cwd: path.resolve(import.meta.dirname, '../..'),
    });
    const died = new Promise((resolve) => dying.once('exit', (_, signal) => resolve(signal)));
    await waiting;
    dying.kill('SIGKILL');
    expect(await died).toBe('SIGKILL');
    expect(await deliver(), 'it may still be under way').toBe(false);
    expect(await readNextDelivery(desk.db)).toBeGreaterThan(30_000);
    answer = (_, response) => response.end();
    await letPass();
    expect(await deliver()).toBe(true);
    expect((await deliveries())[0]?.attempts.map(({ status }) => status)).toEqual([200]);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });
});

const instanceThatSends = `
  const { openDb } = await import('#db/client.ts');
  const { deliverNext } = await import('#lib/webhooks/commands.ts');
  const { send } = await import('#lib/webhooks/send.ts');
  await deliverNext(openDb(process.env.URL, 1), (message) => send(message, { allowPrivate: true, timeout: 60_000 }));`;
