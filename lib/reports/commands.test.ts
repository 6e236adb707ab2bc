import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { confirmFlag, giveVerdict, lookAgain } from '#lib/flags/commands.ts';
import { readFlag, readQueue } from '#lib/flags/queries.ts';
import { checked } from '#lib/refusal.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import { signOff } from '#lib/signoffs/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { publish, withdraw } from '#lib/versions/commands.ts';
import { readBlockers } from '#lib/versions/queries.ts';
import { type Reader, reportError, settleReport } from './commands.ts';
import { countReports, readReports } from './queries.ts';
import { reportedError } from './schema.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let readers = 0;

/** A reader at an address of their own. */
const someone = (): Reader => ({ addressHash: createHash('sha256').update(`reader ${++readers}`).digest() });

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  checker = await desk.person('fact_checker', 'Farid');
});

async function published() {
  const article = await makeArticle(desk, editor);
  await article.answerAll(checker);
  await publish(editor, desk.db, article.id);
  const { slug } = await article.reload();
  const report = (quote: string, message = 'It was in 1955.', reader = someone(), version = 1, email = '') =>
    reportError(reader, desk.db, { slug, version, quote, message, email });
  const reports = async () =>
    (await readReports(editor, desk.db)).filter(({ articleId }) => articleId === article.id);
  return { article, slug, report, reports };
}

describe('a report of a reader', () => {
  test('on words of the newest text is a suggested flag in the queue, which blocks nothing', async () => {
    const { article, report, reports } = await published();
    expect(await report('The valley filled with water.')).toEqual({ ok: true });
    const [flagged] = await reports();
    const flag = await readFlag(checker, desk.db, flagged?.flagId ?? '');
    expect(flag).toMatchObject({
      ...{ kind: 'unverifiable', state: 'suggested', severity: 'should', raisedBy: 'a reader' },
      ...{ quote: 'The valley filled with water.', reason: 'It was in 1955.' },
    });
    expect(await readQueue(checker, desk.db, article.id)).toHaveLength(1);
    expect(await readBlockers(editor, desk.db, article.id)).toEqual([]);
    const { id: sectionId, revisionId: basedOn, heading } = article.section('The Plan');
    const body = 'The plan was drawn up in 1949.';
    await saveRevision(editor, desk.db, { sectionId, basedOn, heading, body, note: '' });
    for (const { revision, signOff: signed } of (await article.reload()).sections)
      if (!signed) await signOff(checker, desk.db, [revision.id]);
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true, number: 2 });
  });

  test('cannot block by raw SQL either, and blocks when somebody on the desk stands behind it', async () => {
    const { article, report, reports } = await published();
    await report('The town moved uphill.');
    const [{ flagId } = { flagId: null }] = await reports();
    const forged = sql`insert into flag (id, section_id, kind, category, severity, reason, rule_id, quote, prefix, suffix, raised_on)
      select gen_random_uuid(), section_id, kind, category, 'must', reason, rule_id, quote, prefix, suffix, raised_on
      from flag where id = ${flagId}`;
    await expect(forged.execute(desk.db)).rejects.toMatchObject({
      constraint_name: 'flag_of_reader_never_blocks',
    });
    await confirmFlag(editor, desk.db, flagId ?? '');
    expect(await readBlockers(editor, desk.db, article.id)).toMatchObject([{ blocker: 'open', flagId }]);
    const { id: revisionId } = (await article.reload()).sections.find(
      ({ heading }) => heading === 'After the Dam',
    )?.revision ?? { id: '' };
    await giveVerdict(checker, desk.db, {
      flagId: flagId ?? '',
      revisionId,
      kind: 'dismissed',
      reason: 'It did.',
      evidence: [],
    });
    expect(await readBlockers(editor, desk.db, article.id)).toEqual([]);
  });

  test('stays when the detector looks again, which has nothing to say of it', async () => {
    const { article, report } = await published();
    await report('The town moved uphill.');
    expect(await lookAgain(editor, desk.db, article.id)).toMatchObject({ withdrawn: 0 });
    expect(await readQueue(checker, desk.db, article.id)).toHaveLength(1);
  });

  test('on words that were revised meanwhile, stand twice or nowhere waits in the list, with its section where it is clear', async () => {
    const { article, report, reports } = await published();
    const { id: sectionId, revisionId: basedOn, heading } = article.section('After the Dam');
    await saveRevision(editor, desk.db, {
      sectionId,
      basedOn,
      heading,
      body: 'The plan was late.',
      note: '',
    });
    for (const quote of ['The valley filled with water.', 'The plan was', 'Nobody wrote this.', ''])
      expect(await report(quote, `About ${quote}`)).toEqual({ ok: true });
    expect(await readQueue(checker, desk.db, article.id)).toEqual([]);
    const sections = (await reports()).map(({ quote, section, flagId }) => [
      quote,
      section?.id ?? null,
      flagId,
    ]);
    expect(sections).toEqual([
      ['', null, null],
      ['Nobody wrote this.', null, null],
      ['The plan was', article.section('The Plan').id, null],
      ['The valley filled with water.', sectionId, null],
    ]);
  });

  test('says no more to the reader about words that only the draft has', async () => {
    const { article, report, reports } = await published();
    const { id: sectionId, revisionId: basedOn, heading } = article.section('After the Dam');
    await saveRevision(editor, desk.db, {
      sectionId,
      basedOn,
      heading,
      body: 'A secret sentence.',
      note: '',
    });
    expect(await report('A secret sentence.', 'a')).toEqual(await report('No such sentence.', 'b'));
    expect(await reports()).toHaveLength(2);
  });

  test('made twice is one, and two on the same words are one flag', async () => {
    const { article, report, reports } = await published();
    await report('The town moved uphill.');
    await report('The town moved uphill.');
    expect(await reports()).toHaveLength(1);
    await report('The town moved uphill.', 'It moved downhill.');
    const flags = (await reports()).map(({ flagId }) => flagId);
    expect(new Set(flags).size).toBe(1);
    expect(flags).toHaveLength(2);
    expect(await readQueue(checker, desk.db, article.id)).toHaveLength(1);
  });

  test('is taken for what readers can see alone', async () => {
    const { article, report } = await published();
    expect(await report('x', 'x', someone(), 7)).toMatchObject({ ok: false, code: 'missing' });
    await withdraw(editor, desk.db, { articleId: article.id, kind: 'unpublished', reason: 'Wrong.' });
    expect(await report('x')).toMatchObject({ ok: false, code: 'missing' });
  });

  test('is refused after five of one address in an hour, at once or in turn, and of another it is not', async () => {
    const { report, reports } = await published();
    const reader = someone();
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, n) => report('', `Message ${n}`, reader)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'not-allowed' });
    expect(await report('', 'Another', someone())).toEqual({ ok: true });
    expect(await reports()).toHaveLength(6);
    const direct = sql`insert into reader_report_attempt (address_hash) values (${reader.addressHash})`;
    await expect(direct.execute(desk.db)).rejects.toMatchObject({ constraint_name: 'reader_report_rate' });
    const forget = sql`delete from reader_report_attempt`;
    await expect(forget.execute(desk.db)).rejects.toThrow(/permission denied/);
    await sql`update reader_report_attempt set made_at = made_at - interval '61 minutes'`.execute(desk.owner);
    expect(await report('', 'An hour later', reader)).toEqual({ ok: true });
    await sql`update reader_report_attempt set made_at = made_at - interval '1 day'`.execute(desk.owner);
    expect(await report('', 'A day later', reader)).toEqual({ ok: true });
    const { rows } = await sql`select * from reader_report_attempt`.execute(desk.owner);
    expect(rows).toHaveLength(1);
  });

  test('is for the staff; settled, it forgets the address, once', async () => {
    const { report, reports } = await published();
    await report('', 'Please write to me.', someone(), 1, 'reader@home.example');
    const [waiting] = await reports();
    expect(waiting).toMatchObject({ email: 'reader@home.example', settled: null, version: 1 });
    await expect(sql`select * from reader_report`.execute(desk.reader)).rejects.toThrow(/permission denied/);
    const before = await countReports(editor, desk.db);
    const settle = () => settleReport(checker, desk.db, { reportId: waiting?.id ?? '', note: 'Answered.' });
    expect(await settle()).toEqual({ ok: true });
    expect(await reports()).toMatchObject([{ email: '', settled: { by: 'Farid', note: 'Answered.' } }]);
    expect(await countReports(editor, desk.db)).toBe(before - 1);
    expect(await settle()).toMatchObject({ ok: false, code: 'conflict' });
    const unknown = { reportId: '00000000-0000-4000-8000-000000000000', note: '' };
    expect(await settleReport(checker, desk.db, unknown)).toMatchObject({ ok: false, code: 'missing' });
  });
});

test.each([
  ['no message', { message: ' ' }],
  ['an address that is none', { email: 'me' }],
  ['words longer than a passage', { quote: 'x'.repeat(501) }],
  ['no version', { version: '' }],
])('%s is refused', (_, change) => {
  const input = { slug: 'the-dam', version: '1', quote: ' The  dam ✓ ', message: 'No.', email: '' };
  expect(checked(reportedError, input)).toMatchObject({ ok: true, value: { quote: 'The dam' } });
  expect(checked(reportedError, { ...input, ...change }).ok).toBe(false);
});
