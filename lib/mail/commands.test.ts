import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#db/id.ts';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { assignFlag } from '#lib/discussion/commands.ts';
import { giveVerdict, raiseFlag } from '#lib/flags/commands.ts';
import { dismissNotices, tell, tellDeadlines } from '#lib/notices/commands.ts';
import { listNotices } from '#lib/notices/queries.ts';
import type { Actor } from '#lib/staff/model.ts';
import { chooseMail, composeDigests, composeNotices, queueMail, sendNextMail } from './commands.ts';
import { waitAfter } from './model.ts';
import { readMailChoice, readNextMail } from './queries.ts';
import { mailer } from './send.ts';
import { startSmtp } from './test-smtp.ts';

const desk = testDesk();
const url = 'https://desk.example';
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let post: ReturnType<typeof mailer>;
let refusal: (Error & { responseCode?: number }) | null = null;
let editor: Actor;
let checker: Actor;
let article: MadeArticle;

beforeAll(async () => {
  smtp = await startSmtp(() => {
    if (refusal) throw refusal;
  });
  post = mailer(smtp.url, 'Galley <galley@desk.example>');
  editor = await desk.person('editor', 'Edith');
  article = await makeArticle(desk, editor);
});
afterAll(async () => {
  post.close();
  await smtp.stop();
});
beforeEach(async () => {
  refusal = null;
  checker = await desk.person('fact_checker', 'Farid');
  await desk.owner.deleteFrom('mail').execute();
  smtp.caught.length = 0;
});

const published = (staffIds: string[], number = 1) =>
  desk.db.transaction().execute((trx) =>
    tell(trx, staffIds, {
      ...{ kind: 'article.published', articleId: article.id, detail: { by: 'Amara', number } },
    }),
  );
const addressOf = async ({ id }: Actor) =>
  (await desk.owner.selectFrom('staff').select('email').where('id', '=', id).executeTakeFirstOrThrow()).email;
const inbox = async (actor: Actor) => {
  const address = await addressOf(actor);
  return smtp.caught.filter(({ to }) => to.includes(address)).map(({ source }) => source);
};
const rows = () => desk.owner.selectFrom('mail').selectAll().orderBy('madeAt').execute();
const digests = async () => (await rows()).filter(({ digestFor }) => digestFor === checker.id);
async function sendAll(): Promise<number> {
  let sent = 0;
  while (await sendNextMail(desk.db, post.send)) sent++;
  return sent;
}
const letPass = () =>
  desk.owner
    .updateTable('mail')
    .set({ nextAt: new Date(0) })
    .where('nextAt', 'is not', null)
    .execute();

describe('an e-mail', () => {
  test('is queued with what it tells of or not at all, and is sent with its words', async () => {
    const mail = {
      to: 'new@staff.example',
      subject: 'You are\r\nBcc: all@staff.example invited',
      text: 'Come in.',
    };
    await expect(
      desk.db.transaction().execute(async (trx) => {
        await queueMail(trx, mail);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await rows()).toEqual([]);
    await desk.db.transaction().execute((trx) => queueMail(trx, mail));
    expect(await readNextMail(desk.db)).toBe(0);
    expect(await sendAll()).toBe(1);
    const [caught] = smtp.caught;
    expect(caught?.to).toEqual(['new@staff.example']);
    expect(caught?.source).toContain('From: Galley <galley@desk.example>');
    expect(caught?.source).toContain('Subject: You are Bcc: all@staff.example invited');
    expect(caught?.source).toMatch(/\r\n\r\nCome in\./);
    // What lets somebody in does not stay.
    expect(await rows()).toMatchObject([{ text: '', nextAt: null, problem: null, attempts: 1 }]);
    expect(await readNextMail(desk.db)).toBeNull();
  });

  test('that is put off by the server is sent again under the same id; what it refuses for good is not', async () => {
    await desk.db
      .transaction()
      .execute((trx) => queueMail(trx, { to: 'a@b.example', subject: 'One', text: 'One.' }));
    refusal = Object.assign(new Error('Come back later'), { responseCode: 451 });
    expect(await sendAll()).toBe(1);
    const [waiting] = await rows();
    expect(waiting).toMatchObject({ text: 'One.', sentAt: null });
    expect(waiting?.problem).toContain('Come back later');
    expect(await readNextMail(desk.db)).toBeGreaterThan(50_000);
    refusal = null;
    await letPass();
    expect(await sendAll()).toBe(1);
    expect(smtp.caught[0]?.source).toContain(`Message-ID: <${waiting?.id}@galley>`);
    await desk.db
      .transaction()
      .execute((trx) => queueMail(trx, { to: 'a@b.example', subject: 'Two', text: 'Two.' }));
    refusal = Object.assign(new Error('No such person'), { responseCode: 550 });
    expect(await sendAll()).toBe(1);
    expect((await rows())[1]).toMatchObject({ text: '', sentAt: null, nextAt: null });
  });

  test('is given up after about a day', () => {
    const waits = [];
    for (let attempt = 1; ; attempt++) {
      const wait = waitAfter(attempt);
      if (wait === null) break;
      waits.push(wait / 3_600_000);
    }
    const hours = waits.reduce((sum, wait) => sum + wait, 0);
    expect(hours).toBeGreaterThan(20);
    expect(hours).toBeLessThan(36);
  });

  test('is written once and sent once, however many instances look', async () => {
    await chooseMail(checker, desk.db, { notices: 'each' });
    for (let number = 1; number <= 5; number++) await published([checker.id], number);
    const instance = async () => {
      await composeNotices(desk.db, url);
      return sendAll();
    };
    const sent = await Promise.all([instance(), instance(), instance(), instance()]);
    await sendAll();
    expect(sent.reduce((a, b) => a + b)).toBeLessThanOrEqual(5);
    expect(await inbox(checker)).toHaveLength(5);
  });

  test('delays no command, however slow the SMTP server is', async () => {
    let release = () => {};
    const slow = await startSmtp(
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    const slowly = mailer(slow.url, 'galley@desk.example');
    await chooseMail(checker, desk.db, { notices: 'each' });
    await published([checker.id]);
    await composeNotices(desk.db, url);
    const sending = sendNextMail(desk.db, slowly.send);
    await published([checker.id], 2);
    const flags = article.section('After the Dam');
    expect(
      await raiseFlag(editor, desk.db, {
        ...{ sectionId: flags.id, revisionId: flags.revisionId, quote: 'The valley', start: null },
        ...{ kind: 'unverifiable', category: 'undated', reason: 'Which?' },
      }),
    ).toMatchObject({ ok: true });
    expect(slow.caught).toEqual([]);
    await expect
      .poll(() => {
        release();
        return slow.caught.length;
      })
      .toBe(1);
    expect(await sending).toBe(true);
    slowly.close();
    await slow.stop();
  });
});

describe('a notice', () => {
  test('goes out as its person chose: at once, with the others of the day, or not at all', async () => {
    const [each, daily, never, gone] = [
      checker,
      await desk.person('editor'),
      await desk.person('editor'),
      await desk.person('editor'),
    ];
    expect(await readMailChoice(daily, desk.db)).toBe('daily');
    await chooseMail(each, desk.db, { notices: 'each' });
    await chooseMail(never, desk.db, { notices: 'each' });
    await chooseMail(never, desk.db, { notices: 'never' });
    await desk.owner
      .updateTable('staff')
      .set({ deactivatedAt: new Date() })
      .where('id', '=', gone.id)
      .execute();
    await published([each.id, daily.id, never.id, gone.id]);
    await composeNotices(desk.db, url);
    await sendAll();
    const [mail] = await inbox(each);
    expect(mail).toContain('Subject: Amara published version 1 of Why Was the Dam Built?');
    expect(mail).toContain(`${url}/desk/articles/${article.id}`);
    for (const other of [daily, never, gone]) expect(await inbox(other)).toEqual([]);

    const tomorrow = new Date(Date.now() + 86_400_000);
    tomorrow.setUTCHours(6, 1);
    await composeDigests(desk.db, url, tomorrow);
    await composeDigests(desk.db, url, tomorrow);
    await sendAll();
    const together = await inbox(daily);
    expect(together).toHaveLength(1);
    expect(together[0]).toContain('Subject: Galley: one notice for you');
    for (const other of [never, gone]) expect(await inbox(other)).toEqual([]);
    expect(await inbox(each)).toHaveLength(1);
  });

  test('is in one day’s e-mail only, and in none once it is put away', async () => {
    const day = (days: number, hour: number) => {
      const date = new Date(Date.now() + days * 86_400_000);
      date.setUTCHours(hour, 0, 1);
      return date;
    };
    await published([checker.id]);
    await composeDigests(desk.db, url, day(1, 5));
    expect(await digests()).toEqual([]);
    await composeDigests(desk.db, url, day(1, 6));
    await composeDigests(desk.db, url, day(2, 6));
    expect(await digests()).toHaveLength(1);
    const [notice] = await listNotices(checker, desk.db, { open: true });
    await desk.owner.deleteFrom('mail').execute();
    await dismissNotices(checker, desk.db, [notice?.id ?? '']);
    await composeDigests(desk.db, url, day(1, 6));
    expect(await digests()).toEqual([]);
  });

  test('is put away by its own person alone, with others in one go or not', async () => {
    const other = await desk.person('editor');
    await published([checker.id, checker.id, other.id]);
    const ids = async (actor: Actor) =>
      (await listNotices(actor, desk.db, { open: true })).map(({ id }) => id);
    const [own, others] = [await ids(checker), await ids(other)];
    expect(await dismissNotices(checker, desk.db, [...own, ...others])).toEqual({ ok: true });
    expect([await ids(checker), await ids(other)]).toEqual([[], others]);
    expect(await dismissNotices(checker, desk.db, own)).toMatchObject({ code: 'missing' });
  });

  test('has all of one’s notices, however many others have, and of very many says how many are left', async () => {
    const busy = await desk.person('fact_checker', 'Greta');
    const told = (actor: Actor, how: number) => published(Array(how).fill(actor.id));
    await told(busy, 120);
    await told(checker, 150);
    await told(busy, 90);
    const tomorrow = new Date(Date.now() + 86_400_000);
    tomorrow.setUTCHours(6, 0, 1);
    await composeDigests(desk.db, url, tomorrow);
    const digestOf = async ({ id }: Actor) => (await rows()).find(({ digestFor }) => digestFor === id);
    const spelt = (text = '') => text.match(/^- /gm)?.length;
    const [own, others] = [await digestOf(checker), await digestOf(busy)];
    expect(own?.subject).toBe('Galley: 150 notices for you');
    expect(spelt(own?.text)).toBe(150);
    expect(own?.text).not.toContain('more, at');
    expect(others?.subject).toBe('Galley: 210 notices for you');
    expect(spelt(others?.text)).toBe(200);
    expect(others?.text).toContain(`And 10 more, at ${url}/desk/notices`);
  });
});

describe('a day by which a flag is to be answered', () => {
  const due = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const told = async () =>
    (await listNotices(checker, desk.db, { open: false })).filter(({ kind }) => kind === 'flag.due');

  async function given(dueOn: string | null, quote: string) {
    const other = await makeArticle(desk, editor);
    const section = other.section('After the Dam');
    const raised = await raiseFlag(editor, desk.db, {
      ...{ sectionId: section.id, revisionId: section.revisionId, quote, start: null },
      ...{ kind: 'unverifiable', category: 'undated', reason: 'When?' },
    });
    if (!raised.ok) throw new Error(raised.message);
    await assignFlag(checker, desk.db, { flagId: raised.flagId, staffId: checker.id, dueOn });
    return { flagId: raised.flagId, revisionId: section.revisionId };
  }

  test('is told of once when it is near and once when it has passed, however many instances look', async () => {
    await given(due(5), 'The town moved uphill.');
    await given(null, 'The town moved uphill.');
    const { flagId } = await given(due(1), 'The town moved uphill.');
    await Promise.all([tellDeadlines(desk.db), tellDeadlines(desk.db), tellDeadlines(desk.db)]);
    expect(await told()).toMatchObject([{ detail: { flagId, dueOn: due(1), passed: false } }]);
    await assignFlag(checker, desk.db, { flagId, staffId: checker.id, dueOn: due(-1) });
    await tellDeadlines(desk.db);
    await tellDeadlines(desk.db);
    expect(await told()).toMatchObject([{ detail: { dueOn: due(-1), passed: true } }, {}]);
  });

  test('is nobody’s concern once the flag is answered or given to somebody else', async () => {
    const settled = await given(due(0), 'The town moved uphill.');
    await giveVerdict(checker, desk.db, { ...settled, kind: 'dismissed', reason: 'Known.', evidence: [] });
    const passedOn = await given(due(0), 'The town moved uphill.');
    const other = await desk.person('fact_checker');
    await assignFlag(checker, desk.db, { flagId: passedOn.flagId, staffId: other.id, dueOn: due(0) });
    await tellDeadlines(desk.db);
    expect(await told()).toEqual([]);
  });
});

test('the database keeps one e-mail for a notice and one for a person’s day', async () => {
  await published([checker.id]);
  const [notice] = await listNotices(checker, desk.db, { open: true });
  const mail = { recipient: 'a@b.example', subject: 'One', text: '' };
  const insert = (more: object) =>
    desk.db
      .insertInto('mail')
      .values({ ...mail, ...more, id: newId() })
      .execute();
  await insert({ noticeId: notice?.id });
  await expect(insert({ noticeId: notice?.id })).rejects.toThrow('mail_notice_key');
  await insert({ digestFor: checker.id, digestDay: '2026-01-01' });
  await expect(insert({ digestFor: checker.id, digestDay: '2026-01-01' })).rejects.toThrow('mail_digest_key');
});
