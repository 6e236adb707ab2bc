import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { keepDraft } from '#lib/drafts/commands.ts';
import { readDraft } from '#lib/drafts/queries.ts';
import { cancelSchedule } from '#lib/schedules/commands.ts';
import { codeOf, stepAt } from '#lib/secondfactor/totp.ts';
import { jumpingClock, smallDisk } from './fault-machine.ts';
import { type Moment, moments, openNewsroom } from './fault-newsroom.ts';
import { formArgument } from './raw.ts';
import { endAll, startGalley } from './server.ts';

const victims = ['the server', 'PostgreSQL'] as const;
/** In turns: of the first six each moment is one, and each victim half. */
const kills = [0, 1].flatMap((turn) =>
  moments.map((moment, index) => {
    const victim = victims[(index + turn) % 2] ?? 'PostgreSQL';
    return { name: `kill -9 of ${victim} during a ${moment}`, victim, moment };
  }),
);
const others = [
  'connections cut',
  'kill -9 of a backend',
  'slow statements',
  'every connection busy',
  'a full disk',
  'a clock that jumps',
  'a restart under load',
] as const;
const names = kills.map(({ name }) => name);
const all: string[] = [...names.slice(0, moments.length), ...others, ...names.slice(moments.length)];
/** GALLEY_FAULT=clock looks at that one alone. */
const kinds = all.filter((kind) => kind.includes(process.env.GALLEY_FAULT ?? ''));
/** How many injections: a dozen in the test command, GALLEY_FAULTS=200 for the long form. */
const injections = Number(process.env.GALLEY_FAULTS ?? moments.length + others.length);
const hour = 3600;

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'galley-faults-'));
});
test.afterEach(endAll);
test.afterAll(() => rm(folder, { recursive: true, force: true }));

test(`what was acknowledged survives ${injections} faults under load`, async () => {
  test.setTimeout(180_000 + injections * 30_000);
  const disk = smallDisk(path.join(folder, 'disk'));
  const clock = jumpingClock(folder);
  try {
    await survive(disk, clock);
  } finally {
    endAll();
    disk?.close();
  }
});

async function survive(disk: ReturnType<typeof smallDisk>, clock: ReturnType<typeof jumpingClock>) {
  const data = path.join(folder, 'disk', 'data');
  const start = (env: Record<string, string> = {}) =>
    startGalley({ GALLEY_DATA: data, WEBHOOK_PRIVATE: 'on', ...env });
  let galley = await start();
  const newsroom = await openNewsroom(data, galley);
  const { behind, asDesk, editor, acknowledged, next } = newsroom;
  const comeBack = async (env?: Record<string, string>) => {
    galley = await start(env);
    newsroom.moveTo(galley.url);
  };
  /** Without help: another text is saved, answered for, signed off and published. */
  const worksAgain = async (message: string) => {
    // One may have been on its way already; the next has gone the whole way since.
    const before = acknowledged.publications + 1;
    await expect.poll(() => acknowledged.publications, { timeout: 90_000, message }).toBeGreaterThan(before);
  };

  async function kill(victim: 'the server' | 'PostgreSQL', moment: Moment) {
    // The request is on its way; the blow falls somewhere in what it does.
    await newsroom.importMany();
    if (moment === 'schedule') await scheduleSoon();
    else if (moment !== 'import') await next(moment);
    await setTimeout(Math.random() * (moment === 'import' ? 150 : 30));
    if (victim === 'PostgreSQL') return process.kill(newsroom.postmaster().pid, 'SIGKILL');
    galley.kill('SIGKILL');
    await galley.ended;
    await comeBack();
  }
  async function scheduleSoon() {
    const wait = 600;
    await newsroom.schedule(wait);
    await setTimeout(wait);
  }

  /** What is under way when the server is asked to stop is finished and answered. */
  async function restart(env?: Record<string, string>) {
    const { answers, stopped } = await behind(async (sql) => {
      const filesWait = async () => (await sql`select 1 from import_file where state = 'waiting'`).length;
      await expect.poll(filesWait, { timeout: 30_000 }).toBe(0);
      return sql.begin(async (trx) => {
        await trx`lock table revision in share mode`;
        const held = async () =>
          (await trx`select 1 from pg_locks where relation = 'revision'::regclass and not granted`).length;
        const { savesUnderWay } = newsroom;
        await expect
          .poll(async () => (await held()) === savesUnderWay.size && savesUnderWay.size)
          .toBeGreaterThan(0);
        const answers = Promise.all(savesUnderWay);
        // Somebody who has not asked for anything yet does not keep it, nor does who asks on and on.
        await new Promise((opened) =>
          connect(Number(new URL(galley.url).port), 'localhost', () => opened(null)).on('error', () => {}),
        );
        const asked = performance.now();
        const stopped = galley.stop().then(() => performance.now() - asked);
        await expect.poll(() => newsroom.statusAt('/healthz')).not.toBe(200);
        return { answers, stopped };
      });
    });
    for (const answer of await answers)
      expect(answer, 'under way when asked to stop').toMatchObject({ ok: true });
    expect(await stopped, 'milliseconds until it ended').toBeLessThan(15_000);
    await comeBack(env);
  }

  /** Whoever waits too long for a connection is told to come back, and is served when there is one again. */
  async function keepAllBusy() {
    const asked = await behind((sql) =>
      sql.begin(async (trx) => {
        await trx`lock table staff_session in access exclusive mode`;
        const answers = Array.from({ length: 30 }, () => newsroom.writer.ask('/desk'));
        const refused = answers.map(async (answer) => {
          const { status, headers } = await answer;
          return status === 503 ? headers.get('retry-after') : Promise.reject(new Error(`${status}`));
        });
        expect(await Promise.any(refused), 'when to come back').toBe('5');
        return { refused };
      }),
    );
    await Promise.allSettled(asked.refused);
    expect((await newsroom.writer.ask('/desk')).status, 'as soon as there are some').toBe(200);
  }

  async function fillDisk(small: NonNullable<typeof disk>) {
    const failures = newsroom.failures();
    small.fill();
    try {
      // New pages of tables and of the log alike: sooner or later each save needs one.
      const isFull = async () => {
        await newsroom.asOwner((sql) => sql`select pg_switch_wal()`).catch(() => {});
        return newsroom.failures() > failures;
      };
      await expect.poll(isFull, { timeout: 60_000 }).toBe(true);
      expect(await newsroom.statusAt(newsroom.aPage), 'readers are served on').toBe(200);
      await setTimeout(1500);
    } finally {
      small.giveRoom();
    }
  }

  const phone: { secret?: Buffer } = {};
  const checker2 = 'checker2@galley.example';
  const codeNow = () => codeOf(phone.secret ?? Buffer.alloc(20), stepAt(Date.now()) + 1);
  async function enrol() {
    const visitor = await newsroom.enter(checker2);
    const begun = await visitor.act('beginSecondFactorAction', '/desk/account', null);
    phone.secret = bytesOf(/"secret":"([A-Z2-7]+)"/.exec(begun.text)?.[1] ?? '');
    const code = codeOf(phone.secret, stepAt(Date.now()) - 1);
    const confirmed = await visitor.act('confirmSecondFactorAction', '/desk/account', formArgument({ code }));
    expect(confirmed.ok, confirmed.text).toBe(true);
  }
  /** Forward by an hour and back again: nothing that hangs on the time is lost, stuck or done twice. */
  async function jump(wall: NonNullable<typeof clock>) {
    await restart(wall.env);
    if (!phone.secret) await enrol();
    const soon = await newsroom.schedule((hour / 2) * 1000);
    const late = await newsroom.schedule(3 * hour * 1000);
    acknowledged.schedules.splice(acknowledged.schedules.indexOf(late.id), 1);
    const { id: sectionId, revisionId: basedOn, heading } = late.section('After the Dam');
    const draft = { sectionId, basedOn, heading, note: '', windowId: crypto.randomUUID(), instead: null };
    await asDesk((db) => keepDraft(editor, db, { ...draft, body: 'Before the clock jumped', turn: 1 }));
    const published = ({ id }: { id: string }) =>
      behind(async (sql) => (await sql`select 1 from version where article_id = ${id}`).length);

    wall.set(hour);
    await worksAgain('after the clock jumped forward');
    await expect.poll(() => published(soon), { timeout: 15_000 }).toBe(1);
    const early = await newsroom.enter('admin@galley.example');
    const inBetween = newsroom.come();
    const password = newsroom.passwordOf(checker2);
    expect(await inBetween.signIn(checker2, password, { code: codeNow() }), 'a code of another hour').toBe(
      false,
    );
    await asDesk((db) => keepDraft(editor, db, { ...draft, body: 'While it was ahead', turn: 2 }));

    wall.set(0);
    await worksAgain('after the clock jumped back');
    await asDesk((db) => keepDraft(editor, db, { ...draft, body: 'After it was set right', turn: 3 }));
    const kept = await asDesk((db) => readDraft(editor, db, draft.sectionId));
    expect(kept?.body).toBe('After it was set right');
    expect((await early.ask('/desk')).status, 'a session from the wrong hour').toBe(200);
    expect(await inBetween.signIn(checker2, password, { code: codeNow() }), 'a code of the right hour').toBe(
      true,
    );
    expect(await Promise.all([published(soon), published(late)])).toEqual([1, 0]);
    expect(await asDesk((db) => cancelSchedule(editor, db, late.id))).toMatchObject({ ok: true });
  }

  /** @returns why it cannot be done here, where it cannot */
  async function inject(kind: string): Promise<string | undefined> {
    const blow = kills.find(({ name }) => name === kind);
    if (blow) {
      await kill(blow.victim, blow.moment);
      return;
    }
    await newsroom.importMany();
    if (kind === 'connections cut')
      await behind(
        (sql) => sql`select pg_terminate_backend(pid) from pg_stat_activity where usename like 'galley%'`,
      );
    else if (kind === 'kill -9 of a backend') {
      const [backend] = await behind(
        (sql) => sql`select pid from pg_stat_activity where usename = 'galley_app' order by random() limit 1`,
      );
      if (backend) process.kill(backend.pid, 'SIGKILL');
    } else if (kind === 'slow statements')
      await behind((sql) =>
        sql.begin(async (trx) => {
          await trx`lock table revision in access exclusive mode`;
          await trx`select pg_sleep(1)`;
        }),
      );
    else if (kind === 'every connection busy') await keepAllBusy();
    else if (kind === 'a restart under load') await restart();
    else if (kind === 'a full disk') {
      if (!disk) return 'nobody may mount a small disk here';
      await fillDisk(disk);
    } else {
      if (!clock) return 'libfaketime is not installed (Debian: apt-get install faketime)';
      await jump(clock);
    }
  }

  const survived = new Map<string, number>();
  const skipped = new Map<string, string>();
  const lost: string[] = [];
  let injected = 0;
  for (let number = 1; number <= injections; number++) {
    const kind = kinds[(number - 1) % kinds.length] ?? '';
    const began = performance.now();
    const says = `after injection ${number}, ${kind}`;
    const reason = await inject(kind);
    if (reason) {
      skipped.set(kind, reason);
      continue;
    }
    injected += 1;
    await expect.poll(() => newsroom.statusAt('/readyz'), { timeout: 90_000, message: says }).toBe(200);
    await worksAgain(says);
    const missing = await newsroom.findLost();
    lost.push(...missing.map((what) => `${says}: ${what}`));
    await newsroom.pagesAreCurrent(says);
    if (missing.length === 0) survived.set(kind, (survived.get(kind) ?? 0) + 1);
    const took = ((performance.now() - began) / 1000).toFixed(1);
    if (process.env.GALLEY_FAULTS)
      console.log(`${number} of ${injections}: ${kind}, ${took} s, lost: ${missing.join('; ') || 'nothing'}`);
  }
  await newsroom.stopWork();
  const undone = async () => newsroom.findUndone();
  await expect.poll(undone, { timeout: 120_000, intervals: [1000] }).toEqual([]);
  lost.push(...(await newsroom.findLost()));
  const total = [...survived.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `Faults: ${injected} injected, ${total} survived, ${lost.length} lost.\n` +
      `${[...survived].map(([kind, count]) => `  ${kind}: ${count}`).join('\n')}\n` +
      `Acknowledged: ${acknowledged.saves.size} saves, ${acknowledged.verdicts.length} verdicts, ${acknowledged.signOffs.length} sign-offs, ` +
      `${acknowledged.publications} publications, ${acknowledged.files} files to import, ` +
      `${acknowledged.schedules.length} publications at a time; ${newsroom.received.size} messages received; ` +
      `${newsroom.failures()} requests failed.`,
  );
  for (const [kind, reason] of skipped) console.log(`Not injected: ${kind}: ${reason}.`);
  await newsroom.close();
  await galley.stop();
  expect(lost).toEqual([]);
}

/** The bytes that a text of base32 (RFC 4648) stands for. */
function bytesOf(text: string): Buffer {
  const bits = [...text].map((char) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0'),
  );
  const eights = bits.join('').match(/.{8}/g) ?? [];
  return Buffer.from(eights.map((eight) => Number.parseInt(eight, 2)));
}
