import { type APIRequestContext, expect, request, test } from '@playwright/test';
import { reachDatabase } from '#app/server/database.ts';
import { type Db, openDb } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { type MadeArticle, makeArticle, putWords, type TestSection } from '#db/test-article.ts';
import { giveVerdict, raiseFlag } from '#lib/flags/commands.ts';
import {
  type CheckedAction,
  checkedActions,
  type Relation,
  relations,
  type verdictActions,
  whyNot,
} from '#lib/flags/permissions.ts';
import { type Actor, type Role, roles } from '#lib/staff/model.ts';
import { actorOfStaff } from '#lib/staff/queries.ts';
import { signIn } from './desk.ts';
import { actionIds, formArgument } from './raw.ts';
import { running } from './server.ts';

/*
 * Every cell of the table in lib/flags/permissions.ts, through the server action that the desk calls: posted to the
 * running server as a browser posts it, by somebody of that role and with that relation, on an article of their own.
 */

test.use({ trace: 'off' });

let db: Db;
let end: () => Promise<void>;
const people = {} as Record<Role | 'second', Actor>;
const contexts = {} as Record<Role | 'stranger', APIRequestContext>;
const ids = actionIds();

test.beforeAll(async ({ browser }) => {
  const { url, data } = running();
  // The server under test has an embedded database, whatever this terminal is set to.
  delete process.env.DATABASE_URL;
  delete process.env.DATABASE_APP_URL;
  const database = await reachDatabase(data);
  db = openDb(database.app, 3);
  end = async () => {
    await db.destroy();
    await database.stop();
  };
  const accounts = { editor: 'editor', fact_checker: 'checker', admin: 'admin', second: 'checker2' } as const;
  for (const [who, account] of Object.entries(accounts) as [Role | 'second', string][]) {
    const email = `${account}@galley.example`;
    const actor = await actorOfStaff(db, { email });
    if (!actor) throw new Error(`${email} is not on the staff.`);
    people[who] = actor;
    if (who === 'second') continue;
    const page = await signIn(browser, email);
    const storageState = await page.context().storageState();
    contexts[who] = await request.newContext({ baseURL: url, storageState });
    await page.context().close();
  }
  contexts.stranger = await request.newContext({ baseURL: url });
});

test.afterAll(async () => {
  for (const context of Object.values(contexts)) await context.dispose();
  await end?.();
});

/** The words that are flagged, and those that were there before the person in question had a hand in them. */
const words = 'The town moved uphill.';
const earlier = 'The town stayed.';
const wording = 'Part of the town moved uphill.';
const source = { title: 'A source', publisher: '', publishedOn: '', passage: '' };

type Scene = { article: MadeArticle; section: TestSection; flagId: string; suggestionId: string };

/** An article with a flag on words to which this person has this relation. */
async function setUp(action: CheckedAction, actor: Actor, relation: Relation): Promise<Scene> {
  const maker = actor.role === 'editor' ? people.admin : people.editor;
  const hasHand = relation === 'author' || relation === 'proposer';
  const suggested = action === 'confirm' ? '2. Before\n\nIt likely included discussions on fisheries.\n' : '';
  const text = `The Dam ${newId()}\n\nA dek.\n\n1. After\n\n${hasHand ? earlier : words}\n\n${suggested}`;
  const article = await makeArticle({ db }, maker, text);
  if (hasHand) {
    await putWords({ db }, article.section('After'), earlier, words, {
      authorId: relation === 'author' ? actor.id : maker.id,
      proposedBy: relation === 'proposer' ? actor.id : null,
    });
    await article.reload();
  }
  const section = article.section('After');
  const raised = await raiseFlag(relation === 'raiser' ? actor : maker, db, {
    ...{ sectionId: section.id, revisionId: section.revisionId, kind: 'unverifiable', category: 'undated' },
    ...{ reason: 'When?', start: null, quote: words },
  });
  if (!raised.ok) throw new Error(raised.message);
  const suggestionId = suggested ? (article.section('Before').flags[0]?.id ?? '') : '';
  return { article, section, flagId: raised.flagId, suggestionId };
}

type Post = { page: string; action: string; input: unknown } | { page: string; action: string; form: object };

/** What the desk would post for this, after what has to have happened first. */
const posts: Record<CheckedAction, (scene: Scene, actor: Actor) => Post | Promise<Post>> = {
  raise: ({ article, section }) => ({
    ...{ page: `/desk/articles/${article.id}`, action: 'raiseFlagAction' },
    input: {
      ...{ sectionId: section.id, revisionId: section.revisionId, kind: 'promotional', category: 'puffery' },
      ...{ reason: 'Praise.', start: null, quote: words },
    },
  }),
  confirm: ({ article, suggestionId }) => ({
    ...{ page: `/desk/articles/${article.id}`, action: 'confirmFlagAction', form: { flagId: suggestionId } },
  }),
  discuss: ({ flagId }) => onFlag(flagId, 'commentAction', { flagId, text: 'Who says so?' }),
  assign: ({ flagId }, actor) => onFlag(flagId, 'assignAction', { flagId, staffId: actor.id, dueOn: '' }),
  verify: (scene) => verdictOf(scene, 'verified'),
  dismiss: (scene) => verdictOf(scene, 'dismissed'),
  demandRewrite: (scene) => verdictOf(scene, 'rewrite'),
  revise: ({ section }) => ({
    ...{ page: `/desk/sections/${section.id}`, action: 'saveRevisionAction' },
    input: { sectionId: section.id, basedOn: section.revisionId, heading: 'After', body: wording, note: '' },
  }),
  async acceptWording({ section, flagId }) {
    const asked = await giveVerdict(people.second, db, {
      ...{ flagId, revisionId: section.revisionId, kind: 'rewrite', reason: '', proposal: wording },
      evidence: [],
    });
    if (!asked.ok) throw new Error(asked.message);
    return onFlag(flagId, 'acceptProposalAction', { verdictId: asked.verdictId });
  },
  signOff: ({ article, section: { revisionId } }) => ({
    ...{ page: `/desk/articles/${article.id}`, action: 'signOffAction', form: { revisionId } },
  }),
  async withdrawSignOff({ article, section: { revisionId } }) {
    await article.answerAll(people.second);
    return { page: `/desk/articles/${article.id}`, action: 'withdrawSignOffAction', form: { revisionId } };
  },
  sendBack: ({ article, section: { revisionId } }) => ({
    ...{ page: `/desk/articles/${article.id}`, action: 'sendBackAction' },
    form: { revisionId, note: 'Name the year.' },
  }),
  async publish({ article }) {
    await article.answerAll(people.second);
    return {
      ...{ page: `/desk/articles/${article.id}/publish`, action: 'publishAction' },
      input: { articleId: article.id },
    };
  },
  async override({ article, section, flagId }) {
    await article.answerAll(people.second);
    const { revisionId } = section;
    const asked = { flagId, revisionId, kind: 'rewrite' as const, reason: 'It is wrong.', evidence: [] };
    const reopened = await giveVerdict(people.second, db, asked);
    if (!reopened.ok) throw new Error(reopened.message);
    return {
      ...{ page: `/desk/articles/${article.id}/publish`, action: 'overrideAction' },
      form: { articleId: article.id, reason: 'It cannot wait.' },
    };
  },
};

const onFlag = (flagId: string, action: string, form: object): Post => ({
  ...{ page: `/desk/flags/${flagId}`, action, form },
});

function verdictOf({ section, flagId }: Scene, kind: keyof typeof verdictActions): Post {
  const evidence = kind === 'verified' ? [{ ...source, url: 'https://example.org/town' }] : [];
  const input = { flagId, revisionId: section.revisionId, kind, reason: 'Looked up.', evidence };
  return { page: `/desk/flags/${flagId}`, action: 'giveVerdictAction', input };
}

/** Runs a server action as a browser does; answers with its refusal, or null when it was done. */
async function run(context: APIRequestContext, post: Post): Promise<string | null> {
  const id = ids.get(post.action);
  if (!id) throw new Error(`The build knows no action ${post.action}.`);
  const sent = new Response('form' in post ? formArgument(post.form) : JSON.stringify([post.input]));
  const type = sent.headers.get('content-type') ?? '';
  const response = await context.post(post.page, {
    headers: {
      ...{ 'next-action': id, accept: 'text/x-component', origin: running().url, 'content-type': type },
    },
    ...{ data: Buffer.from(await sent.arrayBuffer()), maxRedirects: 0 },
  });
  if (response.headers()['x-action-redirect']) return null;
  const text = await response.text();
  const [, answer] = /^\d+:(\{"ok":.*\})$/m.exec(text) ?? [];
  if (!answer) throw new Error(`${post.action} answered ${response.status()}: ${text.slice(0, 300)}`);
  const { ok, message } = JSON.parse(answer);
  return ok ? null : message;
}

async function eventsOf({ article }: Scene): Promise<number> {
  const rows = await db.selectFrom('event').select('seq').where('articleId', '=', article.id).execute();
  return rows.length;
}

for (const action of checkedActions)
  for (const role of roles)
    for (const relation of relations) {
      const expected = whyNot(role, action, relation);
      test(`${action}, ${role}, ${relation}: ${expected ?? 'yes'}`, async () => {
        const actor = people[role];
        const scene = await setUp(action, actor, relation);
        const post = await posts[action](scene, actor);
        const before = await eventsOf(scene);
        expect(await run(contexts[role], post)).toBe(expected);
        if (expected) expect(await eventsOf(scene)).toBe(before);
        else expect(await eventsOf(scene)).toBeGreaterThan(before);
      });
    }

for (const action of checkedActions)
  test(`${action}, signed out: no`, async () => {
    const scene = await setUp(action, people.editor, 'nothing');
    const post = await posts[action](scene, people.editor);
    const before = await eventsOf(scene);
    expect(await run(contexts.stranger, post)).toContain('You are signed out');
    expect(await eventsOf(scene)).toBe(before);
  });
