import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { connectTo, type Db, openDb } from '#db/client.ts';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { addFiles, completeJob, startJob } from '#lib/bulk/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish } from '#lib/versions/commands.ts';
import { Visitor } from './raw.ts';
import { endAll, startGalley } from './server.ts';

/** How many injections: a few in the test command, GALLEY_FAULTS=200 for the long form. */
const injections = Number(process.env.GALLEY_FAULTS ?? 6);
const kinds = ['cut', 'postgres', 'backend', 'slow', 'server', 'kill while publishing'] as const;
type Kind = (typeof kinds)[number];

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'galley-faults-'));
});
test.afterEach(endAll);
test.afterAll(() => rm(folder, { recursive: true, force: true }));

test(`what was acknowledged survives ${injections} faults under load`, async () => {
  test.setTimeout(120_000 + injections * 30_000);
  const data = path.join(folder, 'data');
  let galley = await startGalley({ GALLEY_DATA: data });
  const { accounts } = galley;
  const pidFile = path.join(data, 'postgres/postmaster.pid');
  const postmaster = () => {
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    return { pid: Number(lines[0]), socket: lines[4] ?? '' };
  };
  /** Behind the scenes: as the owner, over a connection of its own each time. */
  async function behind<T>(work: (sql: ReturnType<typeof connectTo>) => Promise<T>): Promise<T> {
    const open = () => {
      const { socket } = postmaster();
      return connectTo(`postgres://postgres@localhost/postgres?host=${encodeURIComponent(socket)}`, {
        max: 1,
      });
    };
    // It takes nobody in while it recovers.
    const takesIn = async () => {
      const sql = open();
      return sql`select 1`.then(() => true).finally(() => sql.end({ timeout: 1 }));
    };
    await expect.poll(() => takesIn().catch(() => false), { timeout: 60_000 }).toBe(true);
    const sql = open();
    try {
      return await work(sql);
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
  const asDesk = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    const db = openDb(
      `postgres://galley_app@localhost/postgres?host=${encodeURIComponent(postmaster().socket)}`,
      2,
    );
    try {
      return await work(db);
    } finally {
      await db.destroy();
    }
  };
  const person = async (email: string): Promise<Actor> => {
    const [row] = await behind((sql) => sql`select id, name, role from staff where email = ${email}`);
    return row as unknown as Actor;
  };
  const enter = async (email: string) => {
    const visitor = new Visitor(galley.url);
    expect(await visitor.signIn(email, accounts.find((one) => one.email === email)?.password ?? '')).toBe(
      true,
    );
    return visitor;
  };
  const writer = await enter('editor@galley.example');
  const reader = new Visitor(galley.url);
  const checking = await enter('checker@galley.example');
  const editor = await person('editor@galley.example');
  const checker = await person('checker@galley.example');
  const article: MadeArticle = await asDesk(async (db) => {
    const made = await makeArticle({ db }, editor);
    await made.answerAll(checker);
    expect(await publish(editor, db, made.id)).toMatchObject({ ok: true });
    return made;
  });
  const section = article.section('After the Dam');
  const slug = await behind(
    async (sql) => (await sql`select slug from article where id = ${article.id}`)[0]?.slug as string,
  );
  const desk = `/desk/articles/${article.id}`;

  const acknowledged = { saves: [] as string[], signOffs: [] as string[], publications: 0, jobs: 0 };
  const unanswered = { count: 0 };
  /** Pages that readers got with the text of more than one version. */
  const mixed: string[] = [];
  let files = 0;
  let stopping = false;
  let mark = 0;
  const newest = () =>
    behind(
      async (sql) =>
        (await sql`select id from revision where section_id = ${section.id} order by number desc limit 1`)[0]
          ?.id as string,
    );
  const quietly = async (work: () => Promise<void>) => {
    await work().catch(async () => {
      unanswered.count += 1;
      await setTimeout(50);
    });
  };

  /** Saves, signs off and publishes, again and again; only what was answered with yes is counted. */
  async function work() {
    while (!stopping)
      await quietly(async () => {
        const body = `The valley filled with water, entry-${++mark}. The town moved uphill.`;
        const saved = await writer.act('saveRevisionAction', `/desk/sections/${section.id}`, {
          ...{ sectionId: section.id, basedOn: await newest(), heading: section.heading, body, note: '' },
        });
        if (!saved.ok) return;
        acknowledged.saves.push(body);
        const revisionId = await newest();
        const signed = await checking.act('signOffReadAction', desk, [revisionId]);
        if (!signed.ok) return;
        acknowledged.signOffs.push(revisionId);
        const published = await writer.act('publishAction', `${desk}/publish`, {
          articleId: article.id,
        });
        if (published.ok) acknowledged.publications += 1;
      });
  }
  /** Reads without a pause: every answer is a whole page of one version. */
  async function read() {
    while (!stopping)
      await quietly(async () => {
        const answer = await reader.ask(`/${slug}`);
        const versions = new Set((await answer.text()).match(/water, entry-\d+/g));
        if (answer.status === 200 && versions.size > 1) mixed.push([...versions].join(', '));
      });
  }
  async function importMany() {
    await quietly(() =>
      asDesk(async (db) => {
        const job = await startJob(editor, db);
        if (!job.ok) return;
        const texts = Array.from({ length: 4 }, (_, n) => ({
          name: `${++files}.txt`,
          bytes: new TextEncoder().encode(`Import ${files} of ${n}\n\n1. First\n\nText ${files}.\n`),
        }));
        const added = await addFiles(editor, db, job.jobId, texts);
        if (added.ok) acknowledged.jobs += texts.length;
        await completeJob(editor, db, job.jobId);
      }),
    );
  }

  async function inject(kind: Kind) {
    if (kind === 'server' || kind === 'kill while publishing') {
      if (kind !== 'server')
        await writer.act('publishAction', `${desk}/publish`, { articleId: article.id }).catch(() => {});
      galley.kill('SIGKILL');
      await galley.ended;
      galley = await startGalley({ GALLEY_DATA: data });
      for (const visitor of [writer, reader, checking]) visitor.url = galley.url;
    } else if (kind === 'postgres') process.kill(postmaster().pid, 'SIGKILL');
    else if (kind === 'backend') {
      const pid = await behind(
        async (sql) =>
          (await sql`select pid from pg_stat_activity where usename = 'galley_app' limit 1`)[0]
            ?.pid as number,
      );
      if (pid) process.kill(pid, 'SIGKILL');
    } else if (kind === 'cut')
      await behind(
        (sql) => sql`select pg_terminate_backend(pid) from pg_stat_activity where usename like 'galley%'`,
      );
    else
      await behind((sql) =>
        sql.begin(async (trx) => {
          await trx`lock table revision in access exclusive mode`;
          await trx`select pg_sleep(1)`;
        }),
      );
  }

  async function check(kind: Kind, number: number) {
    const says = `after injection ${number}, ${kind}`;
    expect(mixed, `one version on a page ${says}`).toEqual([]);
    await expect
      .poll(
        () =>
          reader.ask('/readyz').then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 90_000, message: says },
      )
      .toBe(200);
    await behind(async (sql) => {
      const rows = await sql<{ body: string }[]>`select body from revision where section_id = ${section.id}`;
      const kept = new Set(rows.map(({ body }) => body));
      expect(
        acknowledged.saves.filter((body) => !kept.has(body)),
        `lost saves ${says}`,
      ).toEqual([]);
      expect(kept.size, `no save twice ${says}`).toBe(rows.length);
      const signed = new Set((await sql`select revision_id from sign_off`).map((row) => row.revision_id));
      expect(
        acknowledged.signOffs.filter((id) => !signed.has(id)),
        `lost sign-offs ${says}`,
      ).toEqual([]);
      const [editions] =
        await sql`select count(*)::int as count from version where article_id = ${article.id}`;
      expect(editions?.count, `lost publications ${says}`).toBeGreaterThanOrEqual(acknowledged.publications);
      expect(await sql`select * from broken_event()`, `the chain ${says}`).toHaveLength(0);
    });
  }

  const working = [work(), read()];
  const survived: Partial<Record<Kind, number>> = {};
  for (let number = 1; number <= injections; number++) {
    const kind = kinds[(number - 1) % kinds.length] as Kind;
    await importMany();
    const before = acknowledged.saves.length;
    await inject(kind);
    await check(kind, number);
    // Without help: the next save goes through.
    await expect.poll(() => acknowledged.saves.length, { timeout: 60_000 }).toBeGreaterThan(before);
    survived[kind] = (survived[kind] ?? 0) + 1;
  }
  stopping = true;
  await Promise.all(working);
  await behind(async (sql) => {
    const waiting = async () =>
      (await sql`select count(*)::int as count from import_file where state = 'waiting'`)[0]?.count;
    await expect.poll(waiting, { timeout: 90_000 }).toBe(0);
    const [states] = await sql`select count(*)::int as files, count(distinct article_id)::int as articles,
      count(*) filter (where state = 'imported')::int as imported from import_file`;
    expect(states?.imported, 'each file once').toBe(states?.files);
    expect(states?.articles).toBe(states?.files);
    expect(states?.files).toBeGreaterThanOrEqual(acknowledged.jobs);
    const [pinned] =
      await sql`select r.body from publication p join version_section vs on vs.version_id = p.version_id
      join revision r on r.id = vs.revision_id where p.article_id = ${article.id} and vs.section_id = ${section.id}`;
    const words = String(pinned?.body).split('.')[0];
    await expect
      .poll(async () => (await (await reader.ask(`/${slug}`)).text()).includes(`${words}`))
      .toBe(true);
  });
  const total = Object.values(survived).reduce((sum, count) => sum + count, 0);
  console.log(
    `Faults: ${injections} injected (${Object.entries(survived)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', ')}), ` +
      `${total} survived, 0 lost; acknowledged: ${acknowledged.saves.length} saves, ${acknowledged.signOffs.length} sign-offs, ` +
      `${acknowledged.publications} publications, ${acknowledged.jobs} imports; ${unanswered.count} requests without an answer.`,
  );
  console.log('Not injected: a full disk, and a clock that jumps.');
  await galley.stop();
});
