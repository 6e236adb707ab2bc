import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { reachDatabase } from '#app/server/database.ts';
import { type Db, openDb } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { removeView } from '#lib/articles/commands.ts';
import { listViews } from '#lib/articles/queries.ts';
import { cancelJob } from '#lib/bulk/commands.ts';
import { readSources } from '#lib/import/queries.ts';
import { makePreview } from '#lib/previews/commands.ts';
import { authorisation, type Cell, type Right, type Rights } from '#lib/staff/authorisation.ts';
import { type Actor, roles } from '#lib/staff/model.ts';
import { actorOfStaff } from '#lib/staff/queries.ts';
import { createTag } from '#lib/tags/commands.ts';
import { addWebhook, switchWebhook } from '#lib/webhooks/commands.ts';
import { listWebhooks } from '#lib/webhooks/queries.ts';
import { actionIds, formArgument, Visitor } from './raw.ts';
import { running } from './server.ts';

/*
 * Every server action and route handler of lib/staff/authorisation.ts, asked of the running build over HTTP by each
 * role and signed out: as a browser asks, in a shape that is right. What is acted on is mostly not there, so nothing
 * changes; whether somebody may comes before whether it exists.
 */

test.use({ trace: 'off' });

const columns = [...roles, 'signedOut'] as const;
type Column = (typeof columns)[number];

let db: Db;
let end: () => Promise<void>;
let editor: Actor;
let admin: Actor;
let article: MadeArticle;
let previewToken = '';
let sourceId = '';
const taken = { tag: `tag ${newId()}`, webhook: 'https://authorisation.example/' };
const visitors = {} as Record<Column, Visitor>;

const none = newId();
const inForm = (fields: Record<string, string | File>) => formArgument(fields);
const onSection = { sectionId: none, basedOn: none };
const evidence: object[] = [];

/** What the desk would send for each action: a form, or an argument that goes as JSON. */
const sent: {
  [File in keyof Rights<`app/${string}actions.ts`>]: Record<
    keyof Rights<`app/${string}actions.ts`>[File],
    () => unknown
  >;
} = {
  'app/desk/account/actions.ts': {
    changePasswordAction: () => inForm({ old: 'not this one', password: 'nine loud bitterns' }),
    endSessionAction: () => inForm({ sessionId: none }),
    endOtherSessionsAction: () => null,
    beginSecondFactorAction: () => null,
    confirmSecondFactorAction: () => inForm({ code: '000000' }),
    endSecondFactorAction: () => inForm({ code: '000000' }),
  },
  'app/desk/actions.ts': {
    tagArticlesAction: () => inForm({ articleIds: none, tag: 'x', how: 'off' }),
    saveViewAction: () => inForm({ name: none, query: '' }),
    removeViewAction: () => inForm({ viewId: none }),
  },
  'app/desk/articles/[articleId]/actions.ts': {
    raiseFlagAction: () => ({
      ...{ sectionId: none, revisionId: none, kind: 'promotional', category: 'puffery', reason: 'Praise.' },
      ...{ start: null, quote: 'the finest' },
    }),
    confirmFlagAction: () => inForm({ flagId: none }),
    signOffAction: () => inForm({ revisionId: none }),
    signOffReadAction: () => [none],
    withdrawSignOffAction: () => inForm({ revisionId: none }),
    sendBackAction: () => inForm({ revisionId: none, note: 'Name the year.' }),
    tagAction: () => inForm({ sectionId: none, tag: 'x' }),
    untagAction: () => inForm({ sectionId: none, tag: 'x' }),
    removeSectionAction: () => inForm({ sectionId: none }),
    restoreSectionAction: () => inForm({ sectionId: none }),
    makePreviewAction: () => ({ articleId: none, days: 7 }),
    revokePreviewAction: () => inForm({ previewId: none }),
  },
  'app/desk/articles/[articleId]/history/actions.ts': {
    restoreOutlineAction: () => inForm({ articleId: none, seq: '1', newest: '1' }),
  },
  'app/desk/articles/[articleId]/outline/actions.ts': {
    addSectionAction: () =>
      inForm({ articleId: none, kind: 'section', heading: 'Since', depth: '1', before: '' }),
    moveSectionAction: () => ({ sectionId: none, depth: 1, before: null }),
    splitSectionAction: () => ({ ...onSection, at: 1, heading: '' }),
    joinSectionsAction: () => ({ ...onSection, into: none, intoBasedOn: none }),
  },
  'app/desk/articles/[articleId]/publish/actions.ts': {
    publishAction: () => ({ articleId: none }),
    overrideAction: () => inForm({ articleId: none, reason: 'It cannot wait.' }),
    scheduleAction: () => ({ articleId: none, local: '2099-01-01T12:00', timeZone: 'Europe/Paris' }),
    cancelScheduleAction: () => inForm({ articleId: none }),
    withdrawAction: () => inForm({ articleId: none, kind: 'unpublished', reason: 'Wrong.' }),
    changeSlugAction: () => inForm({ articleId: none, slug: 'the-dam-again' }),
  },
  'app/desk/detector/actions.ts': {
    setDetectorAction: () => ({
      ...{ basedOn: 1_000_000, publisherNames: '', allowedPhrases: '', rulesOff: [], severities: {} },
    }),
    lookAgainAction: () => none,
  },
  'app/desk/flags/[flagId]/actions.ts': {
    giveVerdictAction: () => ({
      flagId: none,
      revisionId: none,
      kind: 'dismissed',
      reason: 'Fine.',
      evidence,
    }),
    commentAction: () => inForm({ flagId: none, text: 'Who says so?' }),
    assignAction: () => inForm({ flagId: none, staffId: '', dueOn: '' }),
    acceptProposalAction: () => inForm({ verdictId: none }),
  },
  'app/desk/history/[sectionId]/actions.ts': {
    restoreRevisionAction: () => inForm({ ...onSection, number: '1' }),
  },
  'app/desk/import/actions.ts': {
    previewAction: () => inForm({ text: '' }),
    fetchAction: () => inForm({ url: '' }),
    importAction: () => inForm({ text: '', corrections: '[]' }),
    compareAction: () => inForm({ text: 'The Dam\n\nIt rained.', corrections: '[]', articleId: none }),
    importEditionAction: () =>
      inForm({
        ...{ text: 'The Dam\n\nIt rained.', corrections: '[]' },
        compared: JSON.stringify({ articleId: none, seen: '0'.repeat(64), choices: {} }),
      }),
  },
  'app/desk/import/many/actions.ts': {
    startAction: () => null,
    completeAction: () => none,
    cancelAction: () => inForm({ jobId: none }),
  },
  'app/desk/notices/actions.ts': {
    dismissNoticesAction: () => inForm({ noticeId: none }),
    chooseMailAction: () => inForm({ notices: 'daily' }),
  },
  'app/desk/queue/actions.ts': {
    confirmInQueueAction: () => ({ flagId: none }),
    dismissInQueueAction: () => ({ flagId: none, revisionId: none, reason: 'Fine.' }),
  },
  'app/desk/reports/actions.ts': { settleReportAction: () => inForm({ reportId: none, note: 'Thanks.' }) },
  'app/desk/sections/[sectionId]/actions.ts': {
    saveRevisionAction: () => ({ ...onSection, heading: 'Before', body: 'It rained.', note: '' }),
  },
  'app/desk/site/actions.ts': {
    setSiteAction: () => ({
      ...{ basedOn: 1_000_000, name: 'Site', publisher: '', description: '', correctionsPolicy: '' },
      ...{ accent: '#0b5394', accentDark: '#9fc5e8', language: 'en', namesShown: false },
    }),
    setLogoAction: () => inForm({ logo: new File(['no picture'], 'logo.png') }),
  },
  'app/desk/staff/actions.ts': {
    addStaffAction: () => ({ name: 'Nadia', email: 'editor@galley.example', role: 'editor' }),
    makeLinkAction: () => ({ staffId: none }),
    deactivateStaffAction: () => inForm({ staffId: none }),
    changeRoleAction: () => inForm({ staffId: none, role: 'editor' }),
    unbindProviderAction: () => inForm({ staffId: none }),
    removeSecondFactorAction: () => inForm({ staffId: none }),
    endSessionsAction: () => inForm({ staffId: none }),
  },
  'app/desk/tags/actions.ts': {
    createTagAction: () => inForm({ name: taken.tag }),
    changeTagAction: () => inForm({ tagId: none, name: none }),
    mergeTagsAction: () => inForm({ tagId: none, into: taken.tag }),
  },
  'app/desk/webhooks/actions.ts': {
    addWebhookAction: () => ({ url: taken.webhook }),
    switchWebhookAction: () => inForm({ webhookId: none, on: 'true' }),
    sendAgainAction: () => inForm({ deliveryId: none }),
  },
  'app/sign-in/link/[token]/actions.ts': {
    setPasswordAction: () => inForm({ token: 'x'.repeat(43), password: 'nine loud bitterns' }),
  },
};

const json = (method: string, body: unknown): RequestInit => ({
  ...{
    method,
    body: JSON.stringify(body),
    headers: { origin: running().url, 'content-type': 'application/json' },
  },
});
const upload = () => {
  const body = new FormData();
  body.append('jobId', none);
  body.append('file', new File(['It rained.'], 'dam.txt'));
  return { method: 'POST', body, headers: { origin: running().url } };
};
const draft = () => ({
  ...{ sectionId: none, basedOn: none, heading: 'Before', body: 'It rained.', windowId: none, turn: 1 },
});

type Ask = () => [address: string, init?: RequestInit];

/** What is asked of each route handler. */
const asked: {
  [File in keyof Rights<`app/${string}route.ts`>]: Record<keyof Rights<`app/${string}route.ts`>[File], Ask>;
} = {
  'app/(reader)/[[...path]]/route.ts': { GET: () => ['/'] },
  'app/(reader)/preview/[token]/route.ts': { GET: () => [`/preview/${previewToken}`] },
  'app/(reader)/report/route.ts': {
    GET: () => ['/report?sent'],
    POST: () => ['/report', { method: 'POST', body: new URLSearchParams({ slug: 'x', version: '1' }) }],
  },
  'app/(reader)/search/route.ts': { GET: () => ['/search?q=dam'] },
  'app/api/auth/[...nextauth]/route.ts': {
    GET: () => ['/api/auth/csrf'],
    POST: () => ['/api/auth/_log', { method: 'POST', body: new URLSearchParams() }],
  },
  'app/api/v1/[[...path]]/route.ts': {
    GET: () => ['/api/v1/articles'],
    OPTIONS: () => ['/api/v1/articles', { method: 'OPTIONS' }],
    POST: () => ['/api/v1/articles', { method: 'POST' }],
    PUT: () => ['/api/v1/articles', { method: 'PUT' }],
    PATCH: () => ['/api/v1/articles', { method: 'PATCH' }],
    DELETE: () => ['/api/v1/articles', { method: 'DELETE' }],
  },
  'app/desk/articles/[articleId]/export/route.ts': { GET: () => [`/desk/articles/${article.id}/export`] },
  'app/desk/articles/[articleId]/source/[sourceId]/route.ts': {
    GET: () => [`/desk/articles/${article.id}/source/${sourceId}`],
  },
  'app/desk/articles/[articleId]/write/company/route.ts': {
    GET: () => [`/desk/articles/${article.id}/write/company`],
  },
  'app/desk/audit/export/route.ts': { GET: () => ['/desk/audit/export'] },
  'app/desk/export/all/route.ts': { GET: () => ['/desk/export/all'] },
  'app/desk/import/many/files/route.ts': { POST: () => ['/desk/import/many/files', upload()] },
  'app/desk/palette/route.ts': { GET: () => ['/desk/palette?q=dam'] },
  'app/desk/sections/[sectionId]/draft/route.ts': {
    GET: () => [`/desk/sections/${article.head.id}/draft`],
    PUT: () => [`/desk/sections/${none}/draft`, json('PUT', draft())],
    DELETE: () => [`/desk/sections/${none}/draft`, json('DELETE', { sectionId: none, windows: [none] })],
  },
  'app/desk/sections/[sectionId]/presence/route.ts': {
    PUT: () => [
      `/desk/sections/${article.head.id}/presence`,
      json('PUT', { sectionId: article.head.id, windowId: none, writing: false }),
    ],
    DELETE: () => [
      `/desk/sections/${article.head.id}/presence`,
      json('DELETE', { sectionId: article.head.id, windowId: none }),
    ],
  },
  'app/desk/sections/[sectionId]/writing/route.ts': {
    GET: () => [`/desk/sections/${article.head.id}/writing`],
  },
  'app/desk/sections/paste/route.ts': {
    POST: () => ['/desk/sections/paste', json('POST', { html: '<p>It rained.</p>' })],
  },
};

test.beforeAll(async () => {
  const { url, data, accounts } = running();
  // The server under test has an embedded database, whatever this terminal is set to.
  delete process.env.DATABASE_URL;
  delete process.env.DATABASE_APP_URL;
  const database = await reachDatabase(data);
  db = openDb(database.app, 2);
  const person = async (name: string) => {
    const actor = await actorOfStaff(db, { email: `${name}@galley.example` });
    if (!actor) throw new Error(`${name} is not on the staff.`);
    return actor;
  };
  [editor, admin] = [await person('editor'), await person('admin')];
  article = await makeArticle({ db }, editor);
  const preview = await makePreview(editor, db, { articleId: article.id, days: 1 });
  previewToken = preview.ok ? preview.token : '';
  sourceId = (await readSources(editor, db, article.id))[0]?.id ?? '';
  await createTag(editor, db, { name: taken.tag, description: '', colour: 'grey' });
  await addWebhook(admin, db, { url: taken.webhook });
  const names = { editor: 'editor', fact_checker: 'checker', admin: 'admin' };
  for (const role of roles) {
    visitors[role] = new Visitor(url);
    const account = accounts.find(({ email }) => email === `${names[role]}@galley.example`);
    expect(await visitors[role].signIn(account?.email ?? '', account?.password ?? '')).toBe(true);
  }
  visitors.signedOut = new Visitor(url);
  end = async () => {
    for (const { id } of (await listWebhooks(admin, db)).filter((one) => one.url === taken.webhook))
      await switchWebhook(admin, db, { webhookId: id, on: false });
    for (const name of Object.values(names)) {
      const actor = await person(name);
      for (const view of (await listViews(actor, db)).filter((one) => one.name === none))
        await removeView(actor, db, view.id);
    }
    await db.destroy();
    await database.stop();
  };
});

test.afterAll(() => end?.());

/** The address of the page beside which a file of app/ stands. */
function addressOf(file: string): string {
  const real: Record<string, string> = {
    articleId: article.id,
    sectionId: article.head.id,
    flagId: article.section('The Plan').flags[0]?.id ?? '',
  };
  const folders = path.posix.dirname(file).split('/').slice(1);
  const names = folders
    .filter((folder) => !folder.startsWith('('))
    .map((folder) => folder.replace(/^\[(\w+)\]$/, (_, name) => real[name] ?? none));
  return `/${names.join('/')}`;
}

/** Why somebody is refused for who they are, as an answer says it; null where they are not. */
function refusalIn(status: number, location: string | null, text: string): string | null {
  const code = /"code":"(signed-out|not-allowed)"/.exec(text)?.[1];
  if (code) return code;
  if (status === 401 || (location && /^[^?]*\/sign-in/.test(location) && !location.includes('?set')))
    return 'signed-out';
  return status === 403 || status === 404 ? 'not-allowed' : null;
}

function check(cell: Cell, column: Column, refusal: string | null, why: string) {
  const no = column === 'signedOut' ? /signed-out|not-allowed/ : /^not-allowed$/;
  if (cell === 'no') expect(String(refusal), why).toMatch(no);
  // What is another's is not theirs, and so may be refused; whose it is, lib/staff/authorisation.test.ts tries.
  else
    expect(refusal === null || (cell === 'own' && refusal === 'not-allowed'), `${why}: ${refusal}`).toBe(
      true,
    );
}

const rowOf = (file: string, name: string) =>
  (authorisation as Record<string, Record<string, unknown>>)[file]?.[name] as Right;

for (const [file, actions] of Object.entries(sent))
  for (const [name, argument] of Object.entries(actions as Record<string, () => unknown>))
    test(`${file} ${name}`, async () => {
      for (const column of columns) {
        const { status, text } = await visitors[column].act(name, addressOf(file), argument());
        expect(status, `${name}, ${column}: ${text.slice(0, 300)}`).toBeLessThan(500);
        const done = status === 303 || /"ok":(true|false)/.test(text);
        expect(done, `${name}, ${column}: ${status} ${text.slice(0, 300)}`).toBe(true);
        check(rowOf(file, name)[column], column, refusalIn(200, null, text), `${name}, ${column}`);
        const made = name === 'startAction' && /"jobId":"([^"]+)"/.exec(text)?.[1];
        if (made) await cancelJob(editor, db, made);
      }
    });

for (const [file, handlers] of Object.entries(asked))
  for (const [method, ask] of Object.entries(handlers as Record<string, Ask>))
    test(`${file} ${method}`, async () => {
      for (const column of columns) {
        const response = await visitors[column].ask(...ask());
        const text = await response.text();
        const refusal = refusalIn(response.status, response.headers.get('location'), text);
        check(
          rowOf(file, method)[column],
          column,
          refusal,
          `${method} ${file}, ${column}, ${response.status}`,
        );
      }
    });

test('the build knows the actions of the table and no others', () => {
  const listed = Object.values(sent).flatMap((actions) => Object.keys(actions));
  expect([...actionIds().keys()].sort()).toEqual(listed.sort());
});

test('a page of the desk sends whoever is signed out to sign in', async () => {
  const root = path.resolve(import.meta.dirname, '../app');
  const pages = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^desk\/.*page\.tsx$/.test(file),
  );
  expect(pages.length).toBeGreaterThan(20);
  for (const page of pages) {
    const response = await visitors.signedOut.ask(addressOf(`app/${page}`));
    const refusal = refusalIn(response.status, response.headers.get('location'), '');
    expect(refusal, `${page}: ${response.status}`).toBe('signed-out');
    expect(await response.text()).not.toContain('The Dam');
  }
});
