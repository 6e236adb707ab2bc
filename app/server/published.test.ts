import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { changeSlug } from '#lib/articles/commands.ts';
import { giveVerdict, raiseFlag } from '#lib/flags/commands.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import { setSite } from '#lib/site/commands.ts';
import { defaultSettings } from '#lib/site/model.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish, withdraw } from '#lib/versions/commands.ts';
import { servePublished } from './published.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
type Instance = { server: Server; url: string; show: () => Promise<void>; close: () => Promise<void> };
const instances: Instance[] = [];
/** The addresses that were answered from memory. */
const fromMemory: string[] = [];

/** An instance that serves published pages, and answers 404 with "elsewhere" for all that is not one. */
async function startInstance() {
  const published = await servePublished(desk.urlFor('galley_reader'), {}, (message, error) =>
    console.error(message, error),
  );
  const server = createServer(async (request, response) => {
    if (published.answerAtOnce(request, response)) fromMemory.push(url + request.url);
    else if (!(await published.answer(request, response))) response.writeHead(404).end('elsewhere');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  instances.push({ server, url, show: published.show, close: published.close });
  return url;
}

beforeAll(async () => {
  editor = await desk.person('editor');
  checker = await desk.person('fact_checker');
  await startInstance();
  await startInstance();
});
afterAll(async () => {
  for (const { server, close } of instances) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await close();
  }
});

async function published(): Promise<{ article: MadeArticle; path: string }> {
  const article = await makeArticle(desk, editor);
  await article.answerAll(checker);
  await publish(editor, desk.db, article.id);
  return { article, path: `/${(await article.reload()).slug}` };
}

async function publishAgain(article: MadeArticle, body: string) {
  await article.reload();
  const section = article.section('After the Dam');
  await saveRevision(editor, desk.db, {
    sectionId: section.id,
    basedOn: section.revisionId,
    heading: section.heading,
    body,
    note: '',
  });
  await article.answerAll(checker);
  await publish(editor, desk.db, article.id);
}

const textAt = async (url: string) => (await fetch(url)).text();

describe('published pages', () => {
  test('reach every instance, and so does the next version', async () => {
    const { article, path } = await published();
    for (const { url } of instances)
      await expect.poll(() => textAt(url + path)).toContain('The valley filled with water.');
    await publishAgain(article, 'The second text of the section.');
    for (const { url } of instances) {
      await expect.poll(() => textAt(url + path)).toContain('The second text of the section.');
      expect(await textAt(`${url}/`)).toContain(`href="${path}"`);
    }
  });

  test('are in memory before their first reader, where whoever published waits for that', async () => {
    const { article, path } = await published();
    const { url, show } = instances[0] as Instance;
    await publishAgain(article, 'The text for which somebody waited.');
    await show();
    expect(await textAt(url + path)).toContain('The text for which somebody waited.');
    expect(fromMemory).toContain(url + path);
  });

  test('heal when an announcement is lost', async () => {
    const { article, path } = await published();
    const { url } = instances[0] as Instance;
    await expect.poll(() => textAt(url + path)).toContain('The valley filled with water.');
    await sql`alter table publication disable trigger announced`.execute(desk.owner);
    await publishAgain(article, 'Nobody announced this text.').finally(() =>
      sql`alter table publication enable trigger announced`.execute(desk.owner),
    );
    await expect.poll(() => textAt(url + path), { timeout: 10_000 }).toContain('Nobody announced this text.');
  });

  test('are the same bytes on all instances, compressed or not, with an ETag that spares them', async () => {
    const { path } = await published();
    const plain = await Promise.all(
      instances.map(async ({ url }) => {
        await expect.poll(async () => (await fetch(url + path)).status).toBe(200);
        const response = await fetch(url + path, { headers: { 'accept-encoding': 'identity' } });
        return { etag: response.headers.get('etag'), text: await response.text() };
      }),
    );
    expect(plain[0]).toEqual(plain[1]);
    const url = (instances[0] as Instance).url + path;
    const unchanged = await fetch(url, { headers: { 'if-none-match': plain[0]?.etag ?? '' } });
    expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
    const { request } = await import('node:http');
    const compressed = await new Promise<Buffer>((resolve) => {
      request(url, { headers: { 'accept-encoding': 'br' } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
      }).end();
    });
    expect(brotliDecompressSync(compressed).toString()).toBe(plain[0]?.text);
  });

  test('give way to a notice on every instance when the article is withdrawn, announced or not', async () => {
    for (const [kind, status] of [
      ['retracted', 410],
      ['unpublished', 404],
    ] as const) {
      const { article, path } = await published();
      for (const { url } of instances) {
        await expect.poll(() => textAt(url + path)).toContain('The valley filled with water.');
        for (const list of ['/', '/archive', '/feed.atom', '/sitemap.xml'])
          expect(await textAt(url + list)).toContain(path);
        expect(await textAt(`${url}/corrections`)).not.toContain(path);
      }
      if (kind === 'unpublished')
        await sql`alter table withdrawal disable trigger announced`.execute(desk.owner);
      await withdraw(editor, desk.db, { articleId: article.id, kind, reason: 'The letter was forged.' });
      for (const { url } of instances) {
        await expect.poll(async () => (await fetch(url + path)).status, { timeout: 10_000 }).toBe(status);
        const text = await textAt(url + path);
        expect(text).not.toContain('valley');
        expect(text.includes('The letter was forged.')).toBe(kind === 'retracted');
        for (const list of ['/', '/archive', '/feed.atom', '/sitemap.xml'])
          expect(await textAt(url + list)).not.toContain(path);
        expect((await textAt(`${url}/corrections`)).includes(path)).toBe(kind === 'retracted');
      }
    }
    await sql`alter table withdrawal enable trigger announced`.execute(desk.owner);
  });

  test('say that a claim is to be checked again when its day comes, without anything being published', async () => {
    const article = await makeArticle(desk, editor);
    const section = article.section('After the Dam');
    const raised = await raiseFlag(editor, desk.db, {
      ...{
        sectionId: section.id,
        revisionId: section.revisionId,
        quote: 'The town moved uphill.',
        start: null,
      },
      ...{ kind: 'unverifiable', category: 'undated', reason: 'When?' },
    });
    if (!raised.ok) throw new Error(raised.message);
    const source = { url: 'https://dam.example/', title: 'Dam', publisher: '', publishedOn: '', passage: '' };
    await giveVerdict(checker, desk.db, {
      ...{ flagId: raised.flagId, revisionId: section.revisionId, kind: 'verified', reason: '' },
      evidence: [{ ...source, recheckOn: '2999-01-01' }],
    });
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    const path = `/${(await article.reload()).slug}`;
    const texts = () => Promise.all(instances.map(async ({ url }) => (await fetch(url + path)).text()));
    await expect.poll(async () => (await texts()).every((text) => text.includes('Last checked'))).toBe(true);
    for (const text of await texts()) expect(text).not.toContain('overdue');
    await desk.owner.transaction().execute(async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx);
      await sql`update evidence set recheck_on = (now() at time zone 'UTC')::date where recheck_on = '2999-01-01'`.execute(
        trx,
      );
    });
    await expect
      .poll(async () => (await texts()).every((text) => text.includes('A new check is overdue.')), {
        timeout: 10_000,
      })
      .toBe(true);
  });

  test('move to another address on every instance, and the old one leads there', async () => {
    const { article, path } = await published();
    const slug = `moved${path.slice(1)}`;
    await changeSlug(editor, desk.db, { articleId: article.id, slug });
    for (const { url } of instances) {
      await expect.poll(async () => (await fetch(url + path, { redirect: 'manual' })).status).toBe(308);
      // That the old one leads on, an instance may find out before it hears of the new one.
      await expect.poll(() => textAt(url + path)).toContain('The valley filled with water.');
      expect(new URL((await fetch(url + path)).url).pathname).toBe(`/${slug}`);
    }
  });

  test('lead to related articles: to a new one soon, and never to what was withdrawn or moved', async () => {
    const { path } = await published();
    const texts = () => Promise.all(instances.map(({ url }) => textAt(url + path)));
    const everywhere = async (link: string, there: boolean) => {
      const seen = (await texts()).map((text) => text.includes(`<li><a href="${link}">`));
      return seen.every((each) => each === there);
    };
    const other = await published();
    await expect.poll(() => everywhere(other.path, true)).toBe(true);
    await changeSlug(editor, desk.db, { articleId: other.article.id, slug: 'the-other-dam' });
    await expect.poll(() => everywhere(other.path, false)).toBe(true);
    await expect.poll(() => everywhere('/the-other-dam', true)).toBe(true);
    // In memory, so that the notice tells that the instance has heard of it.
    for (const { url } of instances) expect((await fetch(`${url}/the-other-dam`)).status).toBe(200);
    await withdraw(editor, desk.db, { articleId: other.article.id, kind: 'retracted', reason: 'Forged.' });
    for (const { url } of instances)
      await expect.poll(async () => (await fetch(`${url}/the-other-dam`)).status).toBe(410);
    // Where the notice is seen, no page leads there any more.
    expect(await everywhere('/the-other-dam', false)).toBe(true);
  });

  test('are all made anew on every instance when the settings of the site change', async () => {
    const admin = await desk.person('admin');
    const { path } = await published();
    // In memory, so that the new one tells that the instance has heard of the change.
    for (const { url } of instances)
      for (const at of [path, '/']) await expect.poll(() => textAt(url + at)).toContain('<html lang="en">');
    const settings = {
      ...defaultSettings('The Valley'),
      correctionsPolicy: 'We *correct*.',
      accent: '#7a1f1f',
    };
    await setSite(admin, desk.db, { basedOn: 0, ...settings });
    for (const { url } of instances) {
      await expect.poll(() => textAt(`${url}/`)).toContain('<title>The Valley</title>');
      const response = await fetch(url + path);
      const text = await response.text();
      expect(text).toContain('· The Valley</title>');
      expect(text).toContain('href="/corrections-policy"');
      const [, style = ''] = /<style>(.*?)<\/style>/s.exec(text) ?? [];
      expect(style).toContain('#7a1f1f');
      const hash = createHash('sha256').update(style).digest('base64');
      expect(response.headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}'`);
      expect(await textAt(`${url}/corrections-policy`)).toContain('We <em>correct</em>.');
      expect(await textAt(`${url}/feed.rss`)).toContain('<title>The Valley</title>');
    }
    await setSite(admin, desk.db, { basedOn: 1, ...defaultSettings() });
    for (const { url } of instances)
      await expect.poll(() => textAt(`${url}/corrections-policy`)).toBe('elsewhere');
  });

  test('leave drafts, other methods and other addresses to Next', async () => {
    const article = await makeArticle(desk, editor);
    const { url } = instances[0] as Instance;
    for (const path of [`/${(await article.reload()).slug}`, '/desk', '/no-such-article', '//'])
      expect(await textAt(url + path)).toBe('elsewhere');
    const { path } = await published();
    await expect.poll(async () => (await fetch(url + path)).status).toBe(200);
    expect((await fetch(url + path, { method: 'POST' })).status).toBe(404);
    expect(await (await fetch(url + path, { method: 'HEAD' })).text()).toBe('');
  });

  test('carry no script and allow none', async () => {
    const { path } = await published();
    const { url } = instances[0] as Instance;
    await expect.poll(async () => (await fetch(url + path)).status).toBe(200);
    const response = await fetch(url + path);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).not.toMatch(/<script(?! type="application\/ld\+json">)/i);
  });
});
