import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { connectTo, type Db, openDb } from '#db/client.ts';
import { makeArticle } from '#db/test-article.ts';
import { readArticle } from '#lib/articles/queries.ts';
import { addFiles, completeJob, startJob } from '#lib/bulk/commands.ts';
import { schedulePublication } from '#lib/schedules/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish } from '#lib/versions/commands.ts';
import { addWebhook } from '#lib/webhooks/commands.ts';
import { Visitor } from './raw.ts';

/** What a fault can come in the middle of. */
export const moments = ['save', 'verdict', 'publication', 'import', 'schedule', 'webhook'] as const;
export type Moment = (typeof moments)[number];

type Sql = ReturnType<typeof connectTo>;

/**
 * A newsroom at work on a Galley that fails now and then: two articles are written, checked and published again and
 * again, readers read them, files are imported, articles published at their time, and a webhook told of all of it. It
 * keeps its own record of what was answered with yes, and compares it with what the database holds.
 */
export async function openNewsroom(
  data: string,
  first: { url: string; accounts: { email: string; password: string }[] },
) {
  const postmaster = () => {
    const lines = readFileSync(path.join(data, 'postgres/postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), socket: lines[4] ?? '' };
  };
  const urlFor = (role: string) =>
    `postgres://${role}@localhost/postgres?host=${encodeURIComponent(postmaster().socket)}`;
  /** Behind the scenes, as the owner, over a connection of its own. */
  async function asOwner<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const sql = connectTo(urlFor('postgres'), { max: 1 });
    try {
      return await work(sql);
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
  /** The same, as soon as the database takes anybody in. */
  async function behind<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const takesIn = () => asOwner(async (sql) => (await sql`select 1`).length === 1);
    await expect.poll(() => takesIn().catch(() => false), { timeout: 90_000 }).toBe(true);
    return asOwner(work);
  }
  async function asDesk<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const db = openDb(urlFor('galley_app'), 2);
    try {
      return await work(db);
    } finally {
      await db.destroy();
    }
  }

  const visitors: Visitor[] = [];
  const come = () => {
    const visitor = new Visitor(visitors[0]?.url ?? first.url);
    visitors.push(visitor);
    return visitor;
  };
  const passwordOf = (email: string) => first.accounts.find((one) => one.email === email)?.password ?? '';
  const enter = async (email: string) => {
    const visitor = come();
    expect(await visitor.signIn(email, passwordOf(email)), email).toBe(true);
    return visitor;
  };
  const person = (email: string) =>
    behind(
      async (sql) =>
        (await sql`select id, name, role from staff where email = ${email}`)[0] as unknown as Actor,
    );
  const writer = await enter('editor@galley.example');
  const checking = await enter('checker@galley.example');
  const reader = come();
  const editor = await person('editor@galley.example');
  const checker = await person('checker@galley.example');

  // Whoever waits for a moment is told when a request is on its way, and gets its answer.
  const waiting = new Map<Moment, (answer: Promise<unknown>) => void>();
  const savesUnderWay = new Set<Promise<unknown>>();
  function during<T>(moment: Moment, answer: Promise<T>): Promise<T> {
    waiting.get(moment)?.(answer);
    waiting.delete(moment);
    if (moment !== 'save') return answer;
    savesUnderWay.add(answer);
    return answer.finally(() => savesUnderWay.delete(answer));
  }
  /** The answer that the next request of this kind will get, as soon as it is on its way. */
  const next = (moment: Moment) =>
    new Promise<{ answer: Promise<unknown> }>((resolve, reject) => {
      // A message whose sender died waits for a minute, and the next on its article behind it.
      const late = setTimeout(() => reject(new Error(`No ${moment} came.`)), 180_000);
      waiting.set(moment, (answer) => {
        clearTimeout(late);
        resolve({ answer });
      });
    });

  const received = new Map<string, number>();
  const receiver = createServer((request, response) => {
    const id = String(request.headers['webhook-id']);
    const answered = sleep(20).then(() => {
      received.set(id, (received.get(id) ?? 0) + 1);
      request.resume();
      response.end();
    });
    during('webhook', answered);
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  const { port } = receiver.address() as AddressInfo;
  const admin = await person('admin@galley.example');
  const before = await behind(async (sql) => (await sql`select count(*)::int from version`)[0]?.count);
  expect(await asDesk((db) => addWebhook(admin, db, { url: `http://127.0.0.1:${port}/` }))).toMatchObject({
    ok: true,
  });

  const acknowledged = {
    saves: new Map<string, string>(),
    verdicts: [] as { flagId: string; revisionId: string }[],
    signOffs: [] as string[],
    publications: 0,
    files: 0,
    schedules: [] as string[],
  };
  /** Requests that were refused for want of a database, or that nobody answered. */
  let failed = 0;
  /** Pages that readers got with the text of more than one version, and all texts that they saw. */
  const mixed: string[] = [];
  const seen = new Set<string>();
  let stopping = false;
  let mark = 0;
  const quietly = (work: () => Promise<void>) =>
    work().catch(async () => {
      failed += 1;
      await sleep(50);
    });

  async function openArticle() {
    const made = await asDesk(async (db) => {
      const article = await makeArticle({ db }, editor);
      await article.answerAll(checker);
      expect(await publish(editor, db, article.id)).toMatchObject({ ok: true });
      return article;
    });
    const { slug } = await asDesk(
      async (db) => (await readArticle(editor, db, made.id)) ?? { slug: 'missing' },
    );
    return { id: made.id, sectionId: made.section('After the Dam').id, slug };
  }
  type Article = Awaited<ReturnType<typeof openArticle>>;
  const articles = [await openArticle(), await openArticle()];

  const sectionOf = async ({ id, sectionId }: Article) => {
    const article = await asDesk((db) => readArticle(checker, db, id));
    const section = article?.sections.find((one) => one.id === sectionId);
    if (!section) throw new Error('The section is gone.');
    return section;
  };

  /** Saves, answers for the claim, signs off and publishes, again and again; only what was answered with yes is counted. */
  async function write(article: Article) {
    const { id: articleId, sectionId } = article;
    const desk = `/desk/articles/${articleId}`;
    while (!stopping)
      await quietly(async () => {
        const { revision, heading } = await sectionOf(article);
        const body = `The valley filled with water, entry-${++mark}. The town moved uphill.`;
        const saved = await during(
          'save',
          writer.act('saveRevisionAction', `/desk/sections/${sectionId}`, {
            ...{ sectionId, basedOn: revision.id, heading, body, note: '' },
          }),
        );
        if (!saved.ok) throw new Error(`not saved: ${saved.text}`);
        acknowledged.saves.set(body, sectionId);
        const { id: revisionId } = (await sectionOf(article)).revision;
        await answerFor(article, revisionId, `entry-${mark}`);
        const signed = await checking.act('signOffReadAction', desk, [revisionId]);
        if (!signed.ok) throw new Error(`not signed off: ${signed.text}`);
        acknowledged.signOffs.push(revisionId);
        const published = await during(
          'publication',
          writer.act('publishAction', `${desk}/publish`, { articleId }),
        );
        if (!published.ok) throw new Error(`not published: ${published.text}`);
        acknowledged.publications += 1;
      });
  }

  /** One claim is flagged once: each change of its words opens it again, and it is answered for again. */
  async function answerFor(article: Article, revisionId: string, quote: string) {
    const standing = (await sectionOf(article)).flags;
    if (standing.length === 0)
      await writer.act('raiseFlagAction', `/desk/articles/${article.id}`, {
        ...{ sectionId: article.sectionId, revisionId, kind: 'promotional', category: 'other' },
        ...{ reason: 'Is that so?', start: null, quote },
      });
    for (const { id: flagId, state } of (await sectionOf(article)).flags) {
      if (state === 'dismissed') continue;
      const verdict = { flagId, revisionId, kind: 'dismissed', reason: 'It is.', evidence: [] };
      const given = await during(
        'verdict',
        checking.act('giveVerdictAction', `/desk/flags/${flagId}`, verdict),
      );
      if (!given.leadsTo?.includes(flagId)) throw new Error(`no verdict: ${given.text}`);
      acknowledged.verdicts.push({ flagId, revisionId });
    }
  }

  /** Reads without a pause: every answer is a whole page of one version. */
  async function read({ slug }: Article) {
    while (!stopping)
      await quietly(async () => {
        const answer = await reader.ask(`/${slug}`);
        const entries = new Set((await answer.text()).match(/water, entry-\d+/g));
        if (answer.status !== 200) return;
        for (const entry of entries) seen.add(entry);
        if (entries.size > 1) mixed.push([...entries].join(', '));
      });
  }

  /** Four files at once; they wait when this is done. */
  const importMany = () =>
    quietly(() =>
      asDesk(async (db) => {
        const job = await startJob(editor, db);
        if (!job.ok) return;
        const texts = Array.from({ length: 4 }, (_, n) => {
          const text = `Import ${++mark}\n\n1. First\n\nText ${mark}.\n`;
          return { name: `${mark}-${n}.txt`, bytes: new TextEncoder().encode(text) };
        });
        const added = await addFiles(editor, db, job.jobId, texts);
        if (added.ok) acknowledged.files += texts.length;
        await completeJob(editor, db, job.jobId);
      }),
    );

  /** An article that is to be published after so many milliseconds. */
  const schedule = (wait: number) =>
    asDesk(async (db) => {
      const article = await makeArticle({ db }, editor);
      await article.answerAll(checker);
      const publishAt = new Date(Date.now() + wait);
      const made = await schedulePublication(editor, db, {
        articleId: article.id,
        publishAt,
        timeZone: 'UTC',
      });
      expect(made).toMatchObject({ ok: true });
      acknowledged.schedules.push(article.id);
      return article;
    });

  /** What was acknowledged or seen and is not there, or is there more than once. */
  const findLost = () =>
    behind(async (sql) => {
      const lost = [...mixed.map((entries) => `one page with ${entries}`)];
      const ids = articles.map(({ sectionId }) => sectionId);
      const rows = await sql<
        { body: string; published: boolean }[]
      >`select body, exists (select from version_section vs where vs.revision_id = r.id) as published
        from revision r where section_id = any(${ids}::uuid[]) and parent_id is not null`;
      const kept = new Map(rows.map(({ body, published }) => [body, published]));
      for (const body of acknowledged.saves.keys()) if (!kept.has(body)) lost.push(`a save: ${body}`);
      if (kept.size !== rows.length) lost.push('a save that is there twice');
      const published = [...kept].filter(([, is]) => is).map(([body]) => body);
      for (const entry of seen)
        if (!published.some((body) => body.includes(`${entry}.`))) lost.push(`what readers saw: ${entry}`);
      const signed = new Set((await sql`select revision_id from sign_off`).map((row) => row.revision_id));
      for (const id of acknowledged.signOffs) if (!signed.has(id)) lost.push(`a sign-off of ${id}`);
      const verdicts = await sql`select flag_id, revision_id from verdict`;
      const given = verdicts.map((row) => `${row.flag_id} ${row.revision_id}`);
      for (const { flagId, revisionId } of acknowledged.verdicts)
        if (given.filter((one) => one === `${flagId} ${revisionId}`).length !== 1)
          lost.push(`a verdict on ${flagId}`);
      const [versions] = await sql`select count(*)::int from version
        where article_id = any(${articles.map(({ id }) => id)}::uuid[])`;
      if (versions?.count < acknowledged.publications + articles.length) lost.push('a publication');
      for (const event of await sql`select * from broken_event()`)
        lost.push(`the chain at ${JSON.stringify(event)}`);
      return lost;
    });

  /** Readers get exactly what the pointer names, sooner or later. */
  async function pagesAreCurrent(says: string) {
    for (const { id, sectionId, slug } of articles) {
      const difference = async () => {
        const page = await (await reader.ask(`/${slug}`)).text();
        const [pinned] = await behind(
          (
            sql,
          ) => sql`select r.body from publication p join version_section vs on vs.version_id = p.version_id
            join revision r on r.id = vs.revision_id where p.article_id = ${id} and vs.section_id = ${sectionId}`,
        );
        return page.includes(String(pinned?.body).split('.')[0] ?? '') ? '' : `not ${pinned?.body}`;
      };
      await expect.poll(() => difference().catch(String), { timeout: 30_000, message: says }).toBe('');
    }
  }

  /** Once the work has stopped and all jobs are done: what was not done, or was done more than once. */
  const findUndone = () =>
    behind(async (sql) => {
      const undone: string[] = [];
      const [left] =
        await sql`select (select count(*) from import_file where state = 'waiting')::int as files,
        (select count(*) from schedule where outcome is null and publish_at <= now())::int as schedules,
        (select count(*) from delivery where next_at is not null)::int as messages`;
      if (left?.files || left?.schedules || left?.messages) {
        // A message whose sender died is put off for a minute: as if that had passed.
        await sql`update delivery set next_at = clock_timestamp() where next_at > clock_timestamp() + interval '1 second'`;
        return [`jobs that wait: ${JSON.stringify(left)}`];
      }
      const [files] = await sql`select count(*)::int as all, count(distinct article_id)::int as articles,
        count(*) filter (where state = 'imported')::int as imported from import_file`;
      if (files?.imported !== files?.all || files?.articles !== files?.all || files?.all < acknowledged.files)
        undone.push(`files: ${JSON.stringify(files)} of ${acknowledged.files}`);
      for (const id of acknowledged.schedules) {
        const [one] =
          await sql`select (select string_agg(outcome, ' ') from schedule where article_id = ${id}) as outcome,
          (select count(*)::int from version where article_id = ${id}) as versions,
          (select count(*)::int from event where article_id = ${id} and action = 'version.published') as events`;
        if (one?.outcome !== 'published' || one.versions !== 1 || one.events !== 1)
          undone.push(`a schedule: ${JSON.stringify(one)}`);
      }
      const messages =
        await sql`select d.id, count(a.*) filter (where a.status between 200 and 299)::int as taken
        from delivery d left join delivery_attempt a on a.delivery_id = d.id group by d.id`;
      const [versions] = await sql`select count(*)::int from version`;
      if (messages.length !== versions?.count - before)
        undone.push(`${messages.length} messages on ${versions?.count - before} versions`);
      for (const { id, taken } of messages)
        if (taken !== 1 || !received.has(id))
          undone.push(`message ${id}: recorded ${taken}, received ${received.get(id) ?? 0} times`);
      for (const id of received.keys())
        if (!messages.some((message) => message.id === id)) undone.push(`message ${id} is on no record`);
      return undone;
    });

  const working = [...articles.map(write), ...articles.map(read)];
  return {
    ...{ postmaster, asOwner, behind, asDesk, come, enter, passwordOf, editor, writer, next, savesUnderWay },
    ...{ importMany, schedule, findLost, findUndone, pagesAreCurrent, acknowledged, received },
    failures: () => failed,
    /** What a reader, or whoever watches the server, is answered with; 0 for nothing. */
    statusAt: (where: string) =>
      reader.ask(where).then(
        ({ status }) => status,
        () => 0,
      ),
    aPage: `/${articles[0]?.slug}`,
    /** The server is at another address now. */
    moveTo(url: string) {
      for (const visitor of visitors) visitor.url = url;
    },
    async stopWork() {
      stopping = true;
      await Promise.all(working);
    },
    async close() {
      receiver.closeAllConnections();
      await new Promise((closed) => receiver.close(closed));
    },
  };
}
