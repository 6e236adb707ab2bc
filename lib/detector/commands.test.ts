import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { confirmFlag, giveVerdict, lookAgain } from '#lib/flags/commands.ts';
import { readFlag } from '#lib/flags/queries.ts';
import { checked } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { setDetector } from './commands.ts';
import { defaultSettings } from './model.ts';
import { readDetector, settingsInForce } from './queries.ts';
import { type DetectorDecision, detectorDecision } from './schema.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let admin: Actor;

beforeAll(async () => {
  editor = await desk.person('editor', 'Edith');
  checker = await desk.person('fact_checker', 'Farid');
  admin = await desk.person('admin', 'Amara');
});

const decision = (change: Partial<DetectorDecision> = {}): DetectorDecision => ({
  ...{ basedOn: 0, publisherNames: [], allowedPhrases: [], rulesOff: [], severities: {} },
  ...change,
});

/** Decides on top of whatever is in force. */
async function decide(change: Partial<DetectorDecision> = {}) {
  const { number } = (await readDetector(admin, desk.db)) ?? { number: 0 };
  const answer = await setDetector(admin, desk.db, decision({ basedOn: number, ...change }));
  if (!answer.ok) throw new Error(answer.message);
}

/** The rule of the test article's only claim, "It likely included discussions on fisheries." */
const rule = 'speculation-past';
/** Without these two nothing of the article is found. */
const off = { rulesOff: [rule, 'hedge'] };

async function suggestedOn(article: Awaited<ReturnType<typeof makeArticle>>) {
  return (await article.reload()).sections.flatMap(({ flags }) => flags);
}

describe('the settings of the detector', () => {
  test('are the rules’ own until somebody decides', async () => {
    expect(await settingsInForce(desk.db)).toEqual(defaultSettings);
    expect(await readDetector(editor, desk.db)).toMatchObject({ number: 0, decided: null });
  });

  test('are set by the managing editor only, which the database says too', async () => {
    for (const actor of [editor, checker])
      expect(await setDetector(actor, desk.db, decision())).toMatchObject({ ok: false, code: 'not-allowed' });
    const forged = sql`insert into detector_settings (number, publisher_names, allowed_phrases, rules_off, severities, decided_by)
      values (1, '{}', '{}', '{}', '{}', ${editor.id})`;
    await expect(forged.execute(desk.db)).rejects.toMatchObject({
      constraint_name: 'detector_settings_by_admin',
    });
    const change = sql`update detector_settings set rules_off = '{}'`;
    await expect(change.execute(desk.db)).rejects.toThrow(/permission denied/);
  });

  test('hold for the next import and leave the flags that stand', async () => {
    const before = await makeArticle(desk, editor);
    await decide(off);
    const after = await makeArticle(desk, editor);
    expect(await suggestedOn(before)).toHaveLength(1);
    expect(await suggestedOn(after)).toEqual([]);
    await decide({ severities: { [rule]: 'consider' } });
    expect((await suggestedOn(await makeArticle(desk, editor)))[0]).toMatchObject({ severity: 'consider' });
    await decide({ allowedPhrases: ['likely included'] });
    expect(await suggestedOn(await makeArticle(desk, editor))).toEqual([]);
    await decide({ publisherNames: ['Water Authority'] });
    const named = await suggestedOn(await makeArticle(desk, editor));
    expect(named.map(({ kind }) => kind)).toContain('promotional');
    await decide();
  });

  test('refuse a decision on top of older settings, and of two at once one', async () => {
    await decide();
    const { number = 0 } = (await readDetector(admin, desk.db)) ?? {};
    expect(await setDetector(admin, desk.db, decision({ basedOn: number - 1 }))).toMatchObject({
      ...{ ok: false, code: 'conflict' },
    });
    const both = await Promise.all(
      [1, 2].map(() => setDetector(admin, desk.db, decision({ basedOn: number }))),
    );
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  test.each([
    ['an unknown rule', { rulesOff: ['no-such-rule'] }],
    ['an unknown severity', { severities: { [rule]: 'fatal' } }],
    ['a phrase of one letter', { allowedPhrases: 'a' }],
  ])('refuse %s', (_, change) => {
    const input = { basedOn: 0, publisherNames: '', allowedPhrases: '', rulesOff: [], severities: {} };
    expect(checked(detectorDecision, input).ok).toBe(true);
    expect(checked(detectorDecision, { ...input, ...change }).ok).toBe(false);
  });
});

describe('looking again', () => {
  const look = async (article: { id: string }, actor = editor) => {
    const answer = await lookAgain(actor, desk.db, article.id);
    if (!answer.ok) throw new Error(answer.message);
    return { added: answer.added, withdrawn: answer.withdrawn };
  };

  test('withdraws what the detector does not say any more, by a row, and suggests it again when it does', async () => {
    const article = await makeArticle(desk, editor);
    const [flag] = await suggestedOn(article);
    await decide(off);
    expect(await look(article)).toEqual({ added: 0, withdrawn: 1 });
    expect(await suggestedOn(article)).toEqual([]);
    expect(await look(article)).toEqual({ added: 0, withdrawn: 0 });
    const flagId = flag?.id ?? '';
    expect(await confirmFlag(editor, desk.db, flagId)).toMatchObject({ ok: false, code: 'missing' });
    const kept = await desk.db.selectFrom('flag').select('quote').where('id', '=', flagId).execute();
    expect(kept).toHaveLength(1);
    await decide();
    expect(await look(article)).toEqual({ added: 1, withdrawn: 0 });
    expect((await suggestedOn(article))[0]?.id).not.toBe(flagId);
  });

  test('puts a suggestion of another severity in the place of the old one', async () => {
    const article = await makeArticle(desk, editor);
    await decide({ severities: { [rule]: 'should' } });
    expect(await look(article)).toEqual({ added: 1, withdrawn: 1 });
    expect(await suggestedOn(article)).toMatchObject([{ severity: 'should' }]);
    await decide();
  });

  test('leaves what somebody has answered', async () => {
    const [confirmed, judged] = [await makeArticle(desk, editor), await makeArticle(desk, editor)];
    const [one] = await suggestedOn(confirmed);
    await confirmFlag(editor, desk.db, one?.id ?? '');
    await judged.answerAll(checker);
    await decide(off);
    expect(await look(confirmed)).toEqual({ added: 0, withdrawn: 0 });
    expect(await look(judged)).toEqual({ added: 0, withdrawn: 0 });
    await decide();
    expect(await look(judged)).toEqual({ added: 0, withdrawn: 0 });
  });

  test('opens no gate: what blocks goes only after a decision of the managing editor', async () => {
    await decide(off);
    const article = await makeArticle(desk, editor);
    await decide();
    await look(article);
    const [flag] = await suggestedOn(article);
    expect(flag).toMatchObject({ severity: 'must', state: 'suggested' });
    const withdraw = (flagId = '') =>
      sql`insert into suggestion_withdrawal (flag_id, withdrawn_by) values (${flagId}, ${editor.id})`.execute(
        desk.db,
      );
    await expect(withdraw(flag?.id)).rejects.toMatchObject({ constraint_name: 'withdrawal_of_blocking' });
    await confirmFlag(editor, desk.db, flag?.id ?? '');
    await decide();
    await expect(withdraw(flag?.id)).rejects.toMatchObject({ constraint_name: 'withdrawal_of_unanswered' });
  });

  test('refuses a verdict on what was withdrawn meanwhile, past the commands as well', async () => {
    const article = await makeArticle(desk, editor);
    const [flag] = await suggestedOn(article);
    const seen = await readFlag(checker, desk.db, flag?.id ?? '');
    await decide(off);
    await look(article);
    const flagId = flag?.id ?? '';
    const revisionId = seen?.revisionId ?? '';
    const input = { flagId, revisionId, kind: 'rewrite' as const, reason: 'No.', evidence: [] };
    expect(await giveVerdict(checker, desk.db, input)).toMatchObject({ ok: false, code: 'missing' });
    const raw = sql`insert into verdict (id, flag_id, revision_id, kind, quote, reason, given_by)
      values (gen_random_uuid(), ${flagId}, ${revisionId}, 'rewrite', ${seen?.quote}, 'No.', ${checker.id})`;
    await expect(raw.execute(desk.db)).rejects.toMatchObject({ constraint_name: 'suggestion_withdrawn' });
    await decide();
  });
});

describe('the record of a rule', () => {
  test('counts confirmed, verified and rewritten flags as accepted, and a flag by its latest verdict', async () => {
    const { accepted, dismissed } = await record();
    const confirmed = await makeArticle(desk, editor);
    await confirmFlag(editor, desk.db, (await suggestedOn(confirmed))[0]?.id ?? '');
    await makeArticle(desk, editor); // Not answered: it does not count.
    const answered = await makeArticle(desk, editor);
    await answered.answerAll(checker);
    expect(await record()).toMatchObject({ accepted: accepted + 1, dismissed: dismissed + 1 });
    await confirmed.answerAll(checker);
    expect(await record()).toMatchObject({ accepted, dismissed: dismissed + 2 });
  });

  async function record() {
    const line = (await readDetector(editor, desk.db))?.rules.find(({ id }) => id === rule);
    if (!line) throw new Error('The rule is gone.');
    return line;
  }
});
