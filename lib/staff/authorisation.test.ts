import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import * as articles from '#lib/articles/commands.ts';
import * as articlesRead from '#lib/articles/queries.ts';
import * as audit from '#lib/audit/queries.ts';
import * as bulk from '#lib/bulk/commands.ts';
import * as bulkRead from '#lib/bulk/queries.ts';
import { setDetector } from '#lib/detector/commands.ts';
import * as detector from '#lib/detector/queries.ts';
import * as discussion from '#lib/discussion/commands.ts';
import * as discussionRead from '#lib/discussion/queries.ts';
import * as drafts from '#lib/drafts/commands.ts';
import * as draftsRead from '#lib/drafts/queries.ts';
import * as exporting from '#lib/export/queries.ts';
import { readFigures } from '#lib/figures/queries.ts';
import * as flags from '#lib/flags/commands.ts';
import * as flagsRead from '#lib/flags/queries.ts';
import * as history from '#lib/history/queries.ts';
import * as importing from '#lib/import/commands.ts';
import * as sources from '#lib/import/queries.ts';
import { chooseMail } from '#lib/mail/commands.ts';
import { readMailChoice } from '#lib/mail/queries.ts';
import * as notices from '#lib/notices/commands.ts';
import * as noticesRead from '#lib/notices/queries.ts';
import * as outline from '#lib/outline/commands.ts';
import * as previews from '#lib/previews/commands.ts';
import { listPreviews } from '#lib/previews/queries.ts';
import * as reports from '#lib/reports/commands.ts';
import * as reportsRead from '#lib/reports/queries.ts';
import * as schedules from '#lib/schedules/commands.ts';
import { readSchedules } from '#lib/schedules/queries.ts';
import * as searching from '#lib/search/queries.ts';
import * as secondFactor from '#lib/secondfactor/commands.ts';
import { readSecondFactor } from '#lib/secondfactor/queries.ts';
import { open, sealingKey } from '#lib/secondfactor/seal.ts';
import { codeOf, stepAt } from '#lib/secondfactor/totp.ts';
import * as sections from '#lib/sections/commands.ts';
import * as sectionsRead from '#lib/sections/queries.ts';
import * as sessions from '#lib/sessions/commands.ts';
import { listSessions } from '#lib/sessions/queries.ts';
import * as signoffs from '#lib/signoffs/commands.ts';
import * as site from '#lib/site/commands.ts';
import * as siteRead from '#lib/site/queries.ts';
import * as tags from '#lib/tags/commands.ts';
import * as tagsRead from '#lib/tags/queries.ts';
import * as versions from '#lib/versions/commands.ts';
import * as versionsRead from '#lib/versions/queries.ts';
import * as webhooks from '#lib/webhooks/commands.ts';
import * as webhooksRead from '#lib/webhooks/queries.ts';
import { authorisation, type Right, type Rights } from './authorisation.ts';
import * as staff from './commands.ts';
import { type Actor, type Role, roles } from './model.ts';
import { hashPassword } from './password.ts';
import * as staffRead from './queries.ts';

/*
 * Every query and command of lib/staff/authorisation.ts, called against PostgreSQL as each column says: whoever may
 * gets it done or is answered, with what it takes; whoever may not is refused, and nothing is put down.
 */

const desk = testDesk();
const key = sealingKey('a secret for tests');
const password = 'seven quiet herons';
let db: Db;
let editor: Actor;
let checker: Actor;
/** What all queries look at: an article that was published, with everything that can hang on one. */
let shown: MadeArticle & { flagId: string; slug: string; webhookId: string; jobId: string };

/** The same call for whoever makes it; `theirs` reads what nobody else may have changed by it. */
type Made = { call: (who: Actor) => unknown; theirs?: () => Promise<unknown> };
type Case = (owner: Actor) => Promise<Made> | Made;

const reading =
  (call: Made['call']): Case =>
  () => ({ call });
const done = <T extends { ok: boolean }>(answer: T) => {
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer as Extract<T, { ok: true }>;
};
const textOf = () =>
  `The Dam ${newId()}\n\nA dek.\n\n1. Before\n\nIt rained.\n\nIt poured.\n\n2. After\n\nIt likely included discussions on fisheries. The town moved uphill.\n`;
const article = () => makeArticle(desk, editor, textOf());
const bytes = () => new TextEncoder().encode(textOf());
const inTrx = (call: (trx: never) => Promise<unknown>) =>
  db.transaction().execute((trx) => call(trx as never));

/** A command on an article of its own. */
const onArticle =
  (call: (who: Actor, made: MadeArticle) => unknown): Case =>
  async () => {
    const made = await article();
    return { call: (who) => call(who, made) };
  };

const words = 'The town moved uphill.';
async function flagged() {
  const made = await article();
  const { id: sectionId, revisionId } = made.section('After');
  const { flagId } = done(
    await flags.raiseFlag(editor, db, {
      ...{ sectionId, revisionId, kind: 'unverifiable', category: 'undated', reason: 'When?', start: null },
      quote: words,
    }),
  );
  return { made, flagId, sectionId, revisionId };
}

async function published() {
  const made = await article();
  await made.answerAll(checker);
  done(await versions.publish(editor, db, made.id));
  const { slug } = await desk.owner
    .selectFrom('article')
    .select('slug')
    .where('id', '=', made.id)
    .executeTakeFirstOrThrow();
  return Object.assign(made, { slug });
}

async function reported() {
  const { slug } = await published();
  const reader = { addressHash: createHash('sha256').update(newId()).digest() };
  const input = { slug, version: 1, quote: words, message: 'No.', email: '' };
  done(await reports.reportError(reader as never, db, input));
  return desk.owner
    .selectFrom('readerReport')
    .select('id')
    .orderBy('reportedAt', 'desc')
    .executeTakeFirstOrThrow();
}

async function session(of: Actor) {
  const id = newId();
  await desk.owner
    .insertInto('staffSession')
    .values({ id, staffId: of.id, network: '192.0.2.1', browser: '' })
    .execute();
  return id;
}

async function notice(of: Actor) {
  const id = newId();
  await desk.owner
    .insertInto('notice')
    .values({ id, staffId: of.id, kind: 'article.unblocked', articleId: shown.id, detail: {} })
    .execute();
  return id;
}

async function draft(of: Actor) {
  const { id: sectionId, revisionId: basedOn } = shown.section('After');
  const windowId = newId();
  await desk.owner
    .insertInto('draft')
    .values({
      ...{
        staffId: of.id,
        sectionId,
        basedOn,
        windowId,
        heading: 'After',
        body: 'It rained.',
        note: '',
        turn: 1,
      },
    } as never)
    .onConflict((found) => found.doNothing())
    .execute();
  return { sectionId, basedOn, windowId };
}

async function asked(of: Actor) {
  done(await secondFactor.beginSecondFactor(of, db, key));
  const row = await desk.owner
    .selectFrom('secondFactor')
    .select('secret')
    .where('staffId', '=', of.id)
    .executeTakeFirstOrThrow();
  const secret = open(row.secret, key, of.id);
  return (later = 0) => codeOf(secret, stepAt(Date.now()) + later);
}

async function webhook(of: Actor) {
  const id = newId();
  await desk.owner
    .insertInto('webhook')
    .values({ id, url: `https://${id}.example/`, secret: Buffer.alloc(32), madeBy: of.id })
    .execute();
  return id;
}

const tag = async () => {
  const name = newId();
  return {
    name,
    tagId: done(await tags.createTag(editor, db, { name, description: '', colour: 'grey' })).tagId,
  };
};
const person = () => desk.person('editor');
const seen = async (column: 'passwordHash' | 'role', id: string) =>
  desk.owner.selectFrom('staff').select(column).where('id', '=', id).executeTakeFirstOrThrow();

const cases: { [File in keyof Rights<`lib/${string}`>]: Record<keyof Rights<`lib/${string}`>[File], Case> } =
  {
    'lib/articles/commands.ts': {
      changeSlug: onArticle((who, { id }) =>
        articles.changeSlug(who, db, { articleId: id, slug: `a-${newId()}` }),
      ),
      saveView: (owner) => ({
        call: (who) => articles.saveView(who, db, { name: newId(), query: '' }),
        theirs: () => articlesRead.listViews(owner, db),
      }),
      async removeView(owner) {
        done(await articles.saveView(owner, db, { name: newId(), query: '' }));
        const theirs = () => articlesRead.listViews(owner, db);
        const [{ id = '' } = {}] = await theirs();
        return { call: (who) => articles.removeView(who, db, id), theirs };
      },
    },
    'lib/articles/queries.ts': {
      listArticles: reading((who) => articlesRead.listArticles(who, db)),
      findTitles: reading((who) => articlesRead.findTitles(who, db, 'Dam')),
      async listViews(owner) {
        done(await articles.saveView(owner, db, { name: newId(), query: '' }));
        return { call: (who) => articlesRead.listViews(who, db) };
      },
      readArticleTitle: reading((who) => articlesRead.readArticleTitle(who, db, shown.id)),
      readArticle: reading((who) => articlesRead.readArticle(who, db, shown.id)),
    },
    'lib/audit/commands.ts': {},
    'lib/audit/queries.ts': {
      readAudit: reading((who) => audit.readAudit(who, db)),
      exportAudit: reading(async (who) => {
        const events = [];
        for await (const event of audit.exportAudit(who, db)) events.push(event);
        return events;
      }),
      readAuditCheck: reading((who) => audit.readAuditCheck(who, db)),
      readAuditChoices: reading((who) => audit.readAuditChoices(who, db)),
    },
    'lib/bulk/commands.ts': {
      startJob: reading((who) => bulk.startJob(who, db)),
      async addFiles(owner) {
        const { jobId } = await jobOf(owner.role === 'fact_checker' ? editor : owner);
        return { call: (who) => bulk.addFiles(who, db, jobId, [{ name: 'dam.txt', bytes: bytes() }]) };
      },
      async completeJob(owner) {
        const { jobId } = await jobOf(owner.role === 'fact_checker' ? editor : owner);
        return { call: (who) => bulk.completeJob(who, db, jobId) };
      },
      async cancelJob() {
        const { jobId } = await jobOf(editor);
        return { call: (who) => bulk.cancelJob(who, db, jobId) };
      },
    },
    'lib/bulk/queries.ts': {
      listJobs: reading((who) => bulkRead.listJobs(who, db)),
      readJob: reading((who) => bulkRead.readJob(who, db, shown.jobId)),
      listFiles: reading((who) =>
        bulkRead.listFiles(who, db, { jobId: shown.jobId, state: 'waiting', from: 0, most: 1 }),
      ),
    },
    'lib/detector/commands.ts': {
      async setDetector() {
        const { number = 0 } = (await detector.readDetector(editor, db)) ?? {};
        const lists = { publisherNames: [], allowedPhrases: [], rulesOff: [], severities: {} };
        return { call: (who) => setDetector(who, db, { basedOn: number, ...lists }) };
      },
    },
    'lib/detector/queries.ts': {
      readDetector: reading((who) => detector.readDetector(who, db)),
      readForWriting: reading((who) => detector.readForWriting(who, db, shown.section('After').id)),
    },
    'lib/discussion/commands.ts': {
      addComment: reading((who) =>
        discussion.addComment(who, db, { flagId: shown.flagId, text: 'Who says so?' }),
      ),
      assignFlag: reading((who) =>
        discussion.assignFlag(who, db, { flagId: shown.flagId, staffId: checker.id, dueOn: null }),
      ),
    },
    'lib/discussion/queries.ts': {
      readComments: reading((who) => discussionRead.readComments(who, db, shown.flagId)),
      readColleagues: reading((who) => discussionRead.readColleagues(who, db)),
    },
    'lib/drafts/commands.ts': {
      async keepDraft(owner) {
        const { sectionId, basedOn, windowId } = await draft(owner);
        const text = { heading: 'After', body: 'It poured.', note: '', turn: 2, instead: null };
        return {
          call: (who) => drafts.keepDraft(who, db, { sectionId, basedOn, windowId, ...text }),
          theirs: () => desk.owner.selectFrom('draft').selectAll().where('staffId', '=', owner.id).execute(),
        };
      },
      async dropDraft(owner) {
        const { sectionId, windowId } = await draft(owner);
        return {
          call: (who) => drafts.dropDraft(who, db, { sectionId, windows: [windowId] }),
          theirs: () => desk.owner.selectFrom('draft').selectAll().where('staffId', '=', owner.id).execute(),
        };
      },
      giveSign: reading((who) =>
        drafts.giveSign(who, db, { sectionId: shown.section('After').id, windowId: newId(), writing: true }),
      ),
      async takeLeave(owner) {
        const sectionId = shown.section('After').id;
        const windowId = newId();
        await desk.owner
          .insertInto('presence')
          .values({ sectionId, windowId, staffId: owner.id, writing: true } as never)
          .execute();
        return {
          call: (who) => drafts.takeLeave(who, db, { sectionId, windowId }),
          theirs: () =>
            desk.owner.selectFrom('presence').select('windowId').where('windowId', '=', windowId).execute(),
        };
      },
    },
    'lib/drafts/queries.ts': {
      async readDraft(owner) {
        const { sectionId } = await draft(owner);
        return { call: (who) => draftsRead.readDraft(who, db, sectionId) };
      },
      async listDrafted(owner) {
        await draft(owner);
        return { call: (who) => draftsRead.listDrafted(who, db, shown.id) };
      },
      readCompany: reading((who) => draftsRead.readCompany(who, db, shown.id)),
    },
    'lib/export/queries.ts': {
      listForExport: reading((who) => exporting.listForExport(who, db)),
      readForExport: reading((who) => exporting.readForExport(who, db, shown.id)),
    },
    'lib/figures/queries.ts': { readFigures: reading((who) => readFigures(who, db)) },
    'lib/flags/commands.ts': {
      raiseFlag: onArticle((who, made) =>
        flags.raiseFlag(who, db, {
          ...{ sectionId: made.section('After').id, revisionId: made.section('After').revisionId },
          ...{ kind: 'promotional', category: 'puffery', reason: 'Praise.', start: null, quote: words },
        }),
      ),
      confirmFlag: onArticle((who, made) =>
        flags.confirmFlag(who, db, made.section('After').flags[0]?.id ?? ''),
      ),
      async giveVerdict() {
        const { flagId, revisionId } = await flagged();
        const verdict = { flagId, revisionId, kind: 'dismissed', reason: 'Fine.', evidence: [] } as const;
        return { call: (who) => flags.giveVerdict(who, db, { ...verdict, evidence: [] }) };
      },
      lookAgain: onArticle((who, { id }) => flags.lookAgain(who, db, id)),
    },
    'lib/flags/queries.ts': {
      readQueue: reading((who) => flagsRead.readQueue(who, db)),
      countBlocking: reading((who) => flagsRead.countBlocking(who, db, shown.id)),
      readQueueEntries: reading((who) => flagsRead.readQueueEntries(who, db)),
      async readElsewhere() {
        const claim = 'The reservoir is 40 kilometres long.';
        const texts = [1, 2].map(() => `The Dam ${newId()}\n\nA dek.\n\n1. After\n\n${claim}\n`);
        for (const text of texts) {
          const { id: sectionId, revisionId } = (await makeArticle(desk, editor, text)).section('After');
          const flag = {
            kind: 'unverifiable',
            category: 'undated',
            reason: 'Who says so?',
            start: null,
          } as const;
          done(await flags.raiseFlag(editor, db, { sectionId, revisionId, ...flag, quote: claim }));
        }
        const flag = (await flagsRead.readQueue(editor, db)).find(({ quote }) => quote === claim);
        if (!flag) throw new Error('The claim waits nowhere.');
        return { call: (who) => flagsRead.readElsewhere(who, db, flag) };
      },
      async readOtherVerdicts() {
        const { flagId, revisionId } = await flagged();
        const verdict = { flagId, revisionId, kind: 'dismissed', reason: 'Fine.', evidence: [] } as const;
        const flag = await flagsRead.readFlag(editor, db, flagId);
        if (!flag) throw new Error('The flag is gone.');
        done(await flags.giveVerdict(checker, db, { ...verdict, evidence: [] }));
        return { call: (who) => flagsRead.readOtherVerdicts(who, db, { ...flag, id: newId() }) };
      },
      readUnsigned: reading((who) => flagsRead.readUnsigned(who, db)),
      readFlag: reading((who) => flagsRead.readFlag(who, db, shown.flagId)),
      async nextFlag() {
        const { flagId } = await flagged();
        return { call: (who) => flagsRead.nextFlag(who, db, flagId) };
      },
    },
    'lib/history/queries.ts': {
      readHistorySection: reading((who) => history.readHistorySection(who, db, shown.section('After').id)),
      listRevisions: reading((who) => history.listRevisions(who, db, shown.section('After').id)),
      readTwoRevisions: reading((who) =>
        history.readTwoRevisions(who, db, shown.section('Before').id, [1, 2]),
      ),
      readBlame: reading((who) => history.readBlame(who, db, shown.section('After').id, 1)),
      readArticleHistory: reading((who) => history.readArticleHistory(who, db, shown.id)),
      readMoment: reading((who) => history.readMoment(who, db, shown.id)),
    },
    'lib/import/commands.ts': {
      importSource: reading((who) =>
        importing.importSource(who, db, { bytes: bytes(), name: 'dam.txt' }, []),
      ),
      prepareSource: reading((who) => importing.prepareSource(who, { bytes: bytes(), name: 'dam.txt' }, [])),
      async importPrepared() {
        const prepared = done(await importing.prepareSource(editor, { bytes: bytes(), name: 'dam.txt' }, []));
        return { call: (who) => inTrx((trx) => importing.importPrepared(who, trx, prepared)) };
      },
      importEdition: onArticle(async (who, { id }) => {
        const seen = (await sources.readStanding(editor, db, id))?.seen ?? '';
        const source = { bytes: bytes(), name: 'dam.txt' };
        return importing.importEdition(who, db, {
          articleId: id,
          source,
          corrections: [],
          choices: {},
          seen,
        });
      }),
    },
    'lib/import/queries.ts': {
      async findImported() {
        const source = { bytes: bytes(), name: 'dam.txt' };
        done(await importing.importSource(editor, db, source, []));
        return { call: (who) => sources.findImported(who, db, source.bytes) };
      },
      readKeptSource: reading((who) => sources.readKeptSource(who, db, shown.id)),
      async findEarlierEditions() {
        const title = (await articlesRead.readArticleTitle(editor, db, shown.id)) ?? '';
        return { call: (who) => sources.findEarlierEditions(who, db, { address: null, title }) };
      },
      readStanding: reading((who) => sources.readStanding(who, db, shown.id)),
      readSources: reading((who) => sources.readSources(who, db, shown.id)),
      async readOriginal() {
        const { id } = await desk.owner.selectFrom('source').select('id').executeTakeFirstOrThrow();
        return { call: (who) => sources.readOriginal(who, db, id) };
      },
    },
    'lib/mail/commands.ts': {
      chooseMail: (owner) => ({
        call: (who) => chooseMail(who, db, { notices: 'daily' }),
        theirs: () => readMailChoice(owner, db),
      }),
    },
    'lib/mail/queries.ts': {
      async readMailChoice(owner) {
        done(await chooseMail(owner, db, { notices: 'never' }));
        return { call: async (who) => (await readMailChoice(who, db)) === 'never' };
      },
    },
    'lib/notices/commands.ts': {
      async dismissNotices(owner) {
        const id = await notice(owner);
        return { call: (who) => notices.dismissNotices(who, db, [id]) };
      },
    },
    'lib/notices/queries.ts': {
      async listNotices(owner) {
        const id = await notice(owner);
        return {
          call: async (who) =>
            (await noticesRead.listNotices(who, db, { open: true })).filter((one) => one.id === id),
        };
      },
      async countNotices(owner) {
        await notice(owner);
        return { call: (who) => noticesRead.countNotices(who, db) };
      },
    },
    'lib/outline/commands.ts': {
      addSection: onArticle((who, { id }) =>
        outline.addSection(who, db, { articleId: id, kind: 'section', heading: 'Since', depth: 1 }),
      ),
      moveSection: onArticle((who, made) =>
        outline.moveSection(who, db, { sectionId: made.section('Before').id, before: null, depth: 1 }),
      ),
      splitSection: onArticle((who, made) => {
        const { id: sectionId, revisionId: basedOn } = made.section('Before');
        return outline.splitSection(who, db, { sectionId, basedOn, at: 1, heading: 'Between' });
      }),
      async restoreOutline() {
        const made = await article();
        const newest = async () => (await history.readMoment(editor, db, made.id))?.seq ?? 0;
        const seq = await newest();
        const sectionId = made.section('Before').id;
        done(await outline.moveSection(editor, db, { sectionId, before: null, depth: 1 }));
        const wanted = { articleId: made.id, seq, newest: await newest(), texts: false };
        return { call: (who) => outline.restoreOutline(who, db, wanted) };
      },
      joinSections: onArticle((who, made) => {
        const [above, below] = [made.section('Before'), made.section('After')];
        const into = { into: above.id, intoBasedOn: above.revisionId };
        return outline.joinSections(who, db, { sectionId: below.id, basedOn: below.revisionId, ...into });
      }),
    },
    'lib/previews/commands.ts': {
      makePreview: reading((who) => previews.makePreview(who, db, { articleId: shown.id, days: 1 })),
      async revokePreview() {
        done(await previews.makePreview(editor, db, { articleId: shown.id, days: 1 }));
        const [{ id = '' } = {}] = await listPreviews(editor, db, shown.id);
        return { call: (who) => previews.revokePreview(who, db, id) };
      },
    },
    'lib/previews/queries.ts': {
      async listPreviews() {
        done(await previews.makePreview(editor, db, { articleId: shown.id, days: 1 }));
        return { call: (who) => listPreviews(who, db, shown.id) };
      },
    },
    'lib/reports/commands.ts': {
      async settleReport() {
        const { id } = await reported();
        return { call: (who) => reports.settleReport(who, db, { reportId: id, note: 'Thanks.' }) };
      },
    },
    'lib/reports/queries.ts': {
      async readReports() {
        await reported();
        return { call: (who) => reportsRead.readReports(who, db) };
      },
      async countReports() {
        await reported();
        return { call: (who) => reportsRead.countReports(who, db) };
      },
    },
    'lib/schedules/commands.ts': {
      schedulePublication: onArticle((who, { id }) => schedules.schedulePublication(who, db, scheduled(id))),
      async cancelSchedule() {
        const { id } = await article();
        done(await schedules.schedulePublication(editor, db, scheduled(id)));
        return { call: (who) => schedules.cancelSchedule(who, db, id) };
      },
    },
    'lib/schedules/queries.ts': {
      async readSchedules() {
        const { id } = await article();
        done(await schedules.schedulePublication(editor, db, scheduled(id)));
        return { call: (who) => readSchedules(who, db, id) };
      },
    },
    'lib/search/queries.ts': { searchDrafts: reading((who) => searching.searchDrafts(who, db, 'town')) },
    'lib/secondfactor/commands.ts': {
      beginSecondFactor: (owner) => ({
        call: (who) => secondFactor.beginSecondFactor(who, db, key),
        theirs: () => readSecondFactor(owner, db),
      }),
      async confirmSecondFactor(owner) {
        const code = await asked(owner);
        return { call: (who) => secondFactor.confirmSecondFactor(who, db, key, code()) };
      },
      async endSecondFactor(owner) {
        const code = await asked(owner);
        done(await secondFactor.confirmSecondFactor(owner, db, key, code()));
        return {
          call: (who) => secondFactor.endSecondFactor(who, db, key, code(1)),
          theirs: () => readSecondFactor(owner, db),
        };
      },
      async removeSecondFactor() {
        const other = await person();
        const code = await asked(other);
        done(await secondFactor.confirmSecondFactor(other, db, key, code()));
        return { call: (who) => secondFactor.removeSecondFactor(who, db, other.id) };
      },
    },
    'lib/secondfactor/queries.ts': {
      async readSecondFactor(owner) {
        const code = await asked(owner);
        done(await secondFactor.confirmSecondFactor(owner, db, key, code()));
        return { call: (who) => readSecondFactor(who, db) };
      },
    },
    'lib/sections/commands.ts': {
      saveRevision: onArticle((who, made) => {
        const { id: sectionId, revisionId: basedOn } = made.section('Before');
        return sections.saveRevision(who, db, {
          sectionId,
          basedOn,
          heading: 'Before',
          body: 'It poured.',
          note: '',
        });
      }),
      async acceptProposal() {
        const { flagId, revisionId } = await flagged();
        const asking = {
          flagId,
          revisionId,
          kind: 'rewrite',
          reason: '',
          proposal: 'The town moved.',
        } as const;
        const { verdictId } = done(await flags.giveVerdict(checker, db, { ...asking, evidence: [] }));
        return { call: (who) => sections.acceptProposal(who, db, verdictId) };
      },
      restoreRevision: onArticle(async (who, made) => {
        const { id: sectionId, revisionId: basedOn } = made.section('Before');
        return sections.restoreRevision(who, db, { sectionId, basedOn, number: 1 });
      }),
      removeSection: onArticle((who, made) => sections.removeSection(who, db, made.section('Before').id)),
      async restoreSection() {
        const { id } = (await article()).section('Before');
        done(await sections.removeSection(editor, db, id));
        return { call: (who) => sections.restoreSection(who, db, id) };
      },
    },
    'lib/sections/queries.ts': {
      readHistory: reading((who) => sectionsRead.readHistory(who, db, shown.section('After').id)),
      readNewest: reading((who) => sectionsRead.readNewest(who, db, shown.section('After').id)),
    },
    'lib/sessions/commands.ts': {
      async endSession(owner) {
        const sessionId = await session(owner);
        return { call: (who) => sessions.endSession(who, db, { sessionId }) };
      },
      async unbindProvider() {
        const { id: staffId } = await person();
        const identity = { issuer: 'https://id.example', subject: newId(), staffId };
        await desk.owner.insertInto('staffIdentity').values(identity).execute();
        return { call: (who) => sessions.unbindProvider(who, db, staffId) };
      },
      endSessionsOf: (owner) => ({ call: (who) => sessions.endSessionsOf(who, db, { staffId: owner.id }) }),
    },
    'lib/sessions/queries.ts': {
      async listSessions(owner) {
        await session(owner);
        return { call: (who) => listSessions(who, db) };
      },
    },
    'lib/signoffs/commands.ts': {
      signOff: onArticle((who, made) => signoffs.signOff(who, db, [made.section('Before').revisionId])),
      async withdrawSignOff() {
        const { revisionId } = (await article()).section('Before');
        done(await signoffs.signOff(checker, db, [revisionId]));
        return { call: (who) => signoffs.withdrawSignOff(who, db, revisionId) };
      },
      sendBack: onArticle((who, made) =>
        signoffs.sendBack(who, db, { revisionId: made.section('Before').revisionId, note: 'Name the year.' }),
      ),
    },
    'lib/site/commands.ts': {
      async setSite() {
        const { number = 0 } = (await siteRead.readSiteDesk(editor, db)) ?? {};
        const looks = { accent: '#0b5394', accentDark: '#9fc5e8', language: 'en', namesShown: false };
        const settings = { name: 'Site', publisher: '', description: '', correctionsPolicy: '', ...looks };
        return { call: (who) => site.setSite(who, db, { basedOn: number, ...settings }) };
      },
      setLogo: reading((who) => site.setLogo(who, db, null)),
    },
    'lib/site/queries.ts': { readSiteDesk: reading((who) => siteRead.readSiteDesk(who, db)) },
    'lib/staff/commands.ts': {
      addStaff: reading((who) =>
        staff.addStaff(who, db, { name: 'Nadia', email: `${newId()}@desk.example`, role: 'editor' }),
      ),
      async makeLink() {
        const { id } = await person();
        return { call: (who) => staff.makeLink(who, db, { staffId: id }) };
      },
      async changePassword(owner) {
        const passwordHash = await hashPassword(password);
        const give = ({ id }: Actor) =>
          desk.owner.updateTable('staff').set({ passwordHash }).where('id', '=', id).execute();
        await give(owner);
        return {
          // Whoever it is has the same password, so that only whose it is can keep them from another's.
          async call(who) {
            if (who.id !== owner.id) await give(who);
            return staff.changePassword(who, db, { old: password, password: 'nine loud bitterns' });
          },
          theirs: () => seen('passwordHash', owner.id),
        };
      },
      async changeRole() {
        const { id } = await person();
        return { call: (who) => staff.changeRole(who, db, { staffId: id, role: 'fact_checker' }) };
      },
      async deactivateStaff() {
        const { id } = await person();
        return { call: (who) => staff.deactivateStaff(who, db, { staffId: id }) };
      },
    },
    'lib/staff/queries.ts': {
      listStaff: reading((who) => staffRead.listStaff(who, db)),
      listStaffNames: reading((who) => staffRead.listStaffNames(who, db)),
    },
    'lib/tags/commands.ts': {
      tagSection: reading((who) =>
        tags.tagSection(who, db, { sectionId: shown.section('After').id, tag: newId() }),
      ),
      untagSection: reading((who) =>
        tags.untagSection(who, db, { sectionId: shown.section('After').id, tag: newId() }),
      ),
      tagArticles: reading((who) =>
        tags.tagArticles(who, db, { articleIds: [shown.id], tag: newId(), how: 'on' }),
      ),
      createTag: reading((who) =>
        tags.createTag(who, db, { name: newId(), description: '', colour: 'grey' }),
      ),
      async changeTag() {
        const { tagId } = await tag();
        return {
          call: (who) => tags.changeTag(who, db, { tagId, name: newId(), description: '', colour: 'grey' }),
        };
      },
      async mergeTags() {
        const [{ tagId }, { name: into }] = [await tag(), await tag()];
        return { call: (who) => tags.mergeTags(who, db, { tagId, into }) };
      },
    },
    'lib/tags/queries.ts': {
      listTags: reading((who) => tagsRead.listTags(who, db)),
      async readTagColours() {
        done(await tags.createTag(editor, db, { name: newId(), description: '', colour: 'green' }));
        return { call: (who) => tagsRead.readTagColours(who, db) };
      },
      readTagUse: reading((who) => tagsRead.readTagUse(who, db)),
    },
    'lib/versions/commands.ts': {
      async publish() {
        const made = await article();
        await made.answerAll(checker);
        return { call: (who) => versions.publish(who, db, made.id) };
      },
      async publishIn() {
        const made = await article();
        await made.answerAll(checker);
        return { call: (who) => inTrx((trx) => versions.publishIn(who, trx, made.id)) };
      },
      async withdraw() {
        const { id } = await published();
        return {
          call: (who) => versions.withdraw(who, db, { articleId: id, kind: 'unpublished', reason: 'Wrong.' }),
        };
      },
    },
    'lib/versions/queries.ts': {
      readBlockers: reading((who) => versionsRead.readBlockers(who, db, shown.id)),
      readStanding: reading((who) => versionsRead.readStanding(who, db, shown.id)),
    },
    'lib/webhooks/commands.ts': {
      addWebhook: reading((who) => webhooks.addWebhook(who, db, { url: `https://${newId()}.example/` })),
      async switchWebhook(owner) {
        const webhookId = await webhook(owner);
        return { call: (who) => webhooks.switchWebhook(who, db, { webhookId, on: false }) };
      },
      async sendAgain() {
        await published();
        const { id } = await desk.owner
          .updateTable('delivery')
          .set({ nextAt: null })
          .where('webhookId', '=', shown.webhookId)
          .returning('id')
          .executeTakeFirstOrThrow();
        return { call: (who) => webhooks.sendAgain(who, db, id) };
      },
    },
    'lib/webhooks/queries.ts': {
      listWebhooks: reading((who) => webhooksRead.listWebhooks(who, db)),
      listDeliveries: reading((who) => webhooksRead.listDeliveries(who, db, shown.webhookId)),
    },
  };

async function jobOf(who: Actor) {
  const { jobId } = done(await bulk.startJob(who, db));
  done(await bulk.addFiles(who, db, jobId, [{ name: 'dam.txt', bytes: bytes() }]));
  return { jobId };
}

const scheduled = (articleId: string) => ({
  ...{ articleId, publishAt: new Date(Date.now() + 86_400_000), timeZone: 'Europe/Paris' },
});

beforeAll(async () => {
  db = desk.db;
  editor = await desk.person('editor');
  checker = await desk.person('fact_checker');
  const webhookId = await webhook(editor);
  const made = await published();
  const { jobId } = await jobOf(editor);
  const { id: sectionId, revisionId: basedOn } = made.section('Before');
  const revised = { sectionId, basedOn, heading: 'Before', body: 'It never rained.', note: '' };
  done(await sections.saveRevision(editor, db, revised));
  const after = made.section('After');
  const flag = {
    kind: 'unverifiable',
    category: 'undated',
    reason: 'When?',
    start: null,
    quote: words,
  } as const;
  const raised = { sectionId: after.id, revisionId: after.revisionId, ...flag };
  const { flagId } = done(await flags.raiseFlag(editor, db, raised));
  done(await discussion.addComment(editor, db, { flagId, text: 'Who says so?' }));
  done(await tags.tagSection(editor, db, { sectionId, tag: 'dams' }));
  await made.reload();
  shown = Object.assign(made, { flagId, webhookId, jobId });
});

type Outcome = { kind: 'yes' } | { kind: 'nothing'; why: unknown } | { kind: 'not-allowed' };

/** What came of a call: done or answered, nothing, or refused for lack of right. */
async function outcome(call: () => unknown): Promise<Outcome> {
  const answer = await (async () => call())();
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
    if (answer.ok) return { kind: 'yes' };
    return 'code' in answer && answer.code === 'not-allowed'
      ? { kind: 'not-allowed' }
      : { kind: 'nothing', why: answer };
  }
  return isNothing(answer) ? { kind: 'nothing', why: answer } : { kind: 'yes' };
}

function isNothing(answer: unknown): boolean {
  if (answer instanceof Date || answer instanceof Uint8Array) return false;
  return typeof answer === 'object' && answer !== null ? Object.values(answer).every(isNothing) : !answer;
}

const eventsSoFar = async () =>
  (
    await desk.owner
      .selectFrom('event')
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .executeTakeFirstOrThrow()
  ).n;

const isCommand = (file: string) => file.endsWith('/commands.ts');

for (const [file, rows] of Object.entries(cases))
  for (const [name, make] of Object.entries(rows as Record<string, Case>)) {
    const right = (authorisation as Record<string, Record<string, unknown>>)[file]?.[name] as Right;
    describe(`${file} ${name}`, () => {
      test.each(roles)('%s: as the table says', async (role: Role) => {
        const actor = await desk.person(role);
        const { call, theirs } = await make(actor);
        if (right[role] === 'no') {
          const before = await eventsSoFar();
          const { kind } = await outcome(() => call(actor));
          expect(kind).toBe(isCommand(file) ? 'not-allowed' : 'nothing');
          expect(await eventsSoFar()).toBe(before);
          return;
        }
        if (right[role] === 'own') {
          const stood = await theirs?.();
          const others = await outcome(async () => call(await desk.person(role)));
          if (theirs) expect(await theirs()).toEqual(stood);
          else expect(others.kind).not.toBe('yes');
        }
        expect(await outcome(() => call(actor))).toEqual({ kind: 'yes' });
      });

      test('signed out: nothing', async () => {
        expect(right.signedOut).toBe('no');
        const { call } = await make(await desk.person('admin'));
        const before = await eventsSoFar();
        const nobody = null as unknown as Actor;
        const outcomeOf = await outcome(() => call(nobody)).catch((error) => ({ kind: String(error) }));
        expect(outcomeOf.kind).toMatch(/^TypeError/);
        expect(await eventsSoFar()).toBe(before);
      });
    });
  }

/** What readers may see, asked for as the public's own role: PostgreSQL would say no to anything else. */
const forReaders: { [Name in string]: (reader: Db) => unknown } = {
  search: (reader) => searching.search(reader, 'town'),
  readSearchChoices: (reader) => searching.readSearchChoices(reader),
  readSite: (reader) => siteRead.readSite(reader),
  readSiteLogo: (reader) => siteRead.readSiteLogo(reader),
  readLogoBytes: (reader) => siteRead.readLogoBytes(reader),
  readDigest: (reader) => versionsRead.readDigest(reader),
  readPointers: (reader) => versionsRead.readPointers(reader),
  readFrontPage: (reader) => versionsRead.readFrontPage(reader),
  readArchive: (reader) => versionsRead.readArchive(reader),
  readTags: (reader) => versionsRead.readTags(reader),
  readTagged: (reader) => versionsRead.readTagged(reader, 'dams'),
  readListed: (reader) => versionsRead.readListed(reader, { after: null, tag: null, most: 1 }),
  readNewest: (reader) => versionsRead.readNewest(reader, 1),
  readNotice: (reader) => versionsRead.readNotice(reader, shown.slug),
  readRedirect: (reader) => versionsRead.readRedirect(reader, shown.slug),
  readAmendments: (reader) => versionsRead.readAmendments(reader),
  readRelated: (reader) => versionsRead.readRelated(reader, { id: randomUUID(), title: 'The Dam' }, 1),
  readPublished: (reader) => versionsRead.readPublished(reader, shown.slug),
};

const publicRows = Object.values(authorisation).flatMap((rows) =>
  Object.entries(rows).flatMap(([name, row]) => ('published' in row ? [name] : [])),
);

test.each(publicRows)(
  '%s answers anybody, under a role that sees what is published and nothing else',
  async (name) => {
    await expect(
      Promise.resolve(forReaders[name]?.(desk.reader) ?? Promise.reject(name)),
    ).resolves.not.toThrow();
  },
);
