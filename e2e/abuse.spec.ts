import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { connectTo, openDb } from '#db/client.ts';
import { makeArticle } from '#db/test-article.ts';
import type { Actor } from '#lib/staff/model.ts';
import { attackFields } from './abuse-fields.ts';
import { attackSignIn } from './abuse-sign-in.ts';
import { actionIds, Visitor } from './raw.ts';
import { endAll, startGalley } from './server.ts';

const secret = 'zebrafinch-draft';
const tags = ['<script>xssmark()</script>', '<img src=x onerror=xssmark()>', '<svg/onload=xssmark()>'];
const payloads = [
  ...tags,
  '"><script>xssmark()</script>',
  "'-xssmark()-'",
  '[x](javascript:xssmark())',
  '![x](javascript:xssmark())',
  '<a href="jav&#x09;ascript:xssmark()">x</a>',
  '</title><script>xssmark()</script>',
  '{{constructor.constructor("xssmark()")()}}',
  '<iframe srcdoc="<script>xssmark()</script>">',
  '<math><mtext><table><mglyph><style><img src=x onerror=xssmark()>',
];
/** Where a payload has come through as markup; in quotes or escaped it is text. */
const alive =
  /<(?:script|img|svg|iframe|style)\b[^>"]*(?:>xssmark|onerror=xssmark|onload=xssmark|srcdoc="<script)|(?:href|src)="\s*(?:jav\W{0,9}ascript|javascript):xssmark/i;

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'galley-abuse-'));
});
test.afterEach(endAll);
test.afterAll(() => rm(folder, { recursive: true, force: true }));

test('nobody gets further over HTTP than they may', async () => {
  const data = path.join(folder, 'data');
  const galley = await startGalley({ GALLEY_DATA: data, IMPORT_URLS: 'on', LOG_LEVEL: 'info' });
  const socket = readFileSync(path.join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[4] ?? '';
  const urlFor = (role: string) => `postgres://${role}@localhost/postgres?host=${encodeURIComponent(socket)}`;
  const owner = connectTo(urlFor('postgres'), { max: 1 });
  const db = openDb(urlFor('galley_app'), 2);

  let tried = 0;
  const succeeded: string[] = [];
  /** One attack: `got` is whether it got what it wanted. */
  const attack = (name: string, got: boolean) => {
    tried += 1;
    if (got) succeeded.push(name);
  };
  const enter = async (email: string) => {
    const visitor = new Visitor(galley.url);
    const password = galley.accounts.find((one) => one.email === email)?.password ?? '';
    expect(await visitor.signIn(email, password), email).toBe(true);
    return visitor;
  };
  const staff = async (email: string) =>
    (await owner`select id, name, role from staff where email = ${email}`)[0] as unknown as Actor;
  const events = async () => (await owner`select count(*)::int as count from event`)[0]?.count as number;

  const editor = await enter('editor@galley.example');
  const checker = await enter('checker@galley.example');
  const admin = await enter('admin@galley.example');
  const stranger = new Visitor(galley.url);
  const writing = await staff('editor@galley.example');
  const checking = await staff('checker@galley.example');
  const hidden = await makeArticle(
    { db },
    writing,
    `The ${secret} Affair\n\nA dek on the ${secret}.\n\n1. First\n\nText on the ${secret}.\n\n2. Second\n\nMore.\n`,
  );
  const open = await makeArticle({ db }, writing);
  await open.answerAll(checking);
  const page = `/desk/articles/${hidden.id}`;
  const section = hidden.section('First');
  const [hiddenSlug, openSlug] = await Promise.all(
    [hidden.id, open.id].map(
      async (id) => (await owner`select slug from article where id = ${id}`)[0]?.slug as string,
    ),
  );
  // What is looked for below is there for those who may see it.
  expect(await (await editor.ask(page)).text()).toContain(secret);
  expect(alive.test(tags.join()) && alive.test('<a href="javascript:xssmark()">')).toBe(true);
  // A form is taken as one: what is tried below as a form is refused for what it says.
  expect((await editor.form('tagAction', page, { sectionId: section.id, tag: 'a tag' })).ok).toBe(true);
  const forged = crypto.randomUUID();
  const everything = {
    ...{
      articleId: hidden.id,
      sectionId: section.id,
      revisionId: section.revisionId,
      basedOn: section.revisionId,
    },
    ...{
      heading: 'x',
      body: 'x',
      note: '',
      tag: 'x',
      url: 'https://example.org/',
      days: '7',
      email: 'x@example.org',
    },
    ...{
      name: 'X',
      role: 'admin',
      reason: 'x',
      kind: 'unpublished',
      staffId: checking.id,
      text: 'x',
      slug: 'x-y',
    },
  };

  // Every server action, by a stranger and with a session that somebody made up, as JSON and as a form.
  const before = await events();
  const pretender = new Visitor(galley.url);
  pretender.cookie = 'next-auth.session-token=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..x.y.z';
  for (const name of actionIds().keys())
    for (const who of [stranger, pretender]) {
      const answers = await Promise.all([who.act(name, page, everything), who.form(name, page, everything)]);
      for (const answer of answers)
        attack(`${name} by a stranger`, answer.ok || answer.text.includes(secret));
    }
  // The wrong role, and ids of nothing.
  for (const name of [
    'saveRevisionAction',
    'publishAction',
    'addStaffAction',
    'setSiteAction',
    'setDetectorAction',
    'addWebhookAction',
    'makePreviewAction',
    'scheduleAction',
  ])
    attack(`${name} by a fact-checker`, (await checker.act(name, page, everything)).ok);
  for (const name of [
    'giveVerdictAction',
    'addStaffAction',
    'setSiteAction',
    'setDetectorAction',
    'addWebhookAction',
    'signOffReadAction',
  ])
    attack(
      `${name} by an editor`,
      (await editor.act(name, page, name === 'signOffReadAction' ? [section.revisionId] : everything)).ok,
    );
  for (const name of ['overrideAction', 'signOffAction', 'deactivateStaffAction'])
    attack(`${name} by an editor`, (await editor.form(name, page, everything)).ok);
  for (const id of [forged, "' or 1=1 --", '../../etc/passwd', '$1', '__proto__'])
    attack(
      `a save with the id ${id}`,
      (await editor.act('saveRevisionAction', page, { ...everything, sectionId: id })).ok,
    );
  attack(
    'publishing what is not answered for',
    (await editor.act('publishAction', page, { articleId: hidden.id })).ok,
  );
  for (const origin of ['https://evil.example', 'null'])
    for (const headers of [
      { origin },
      { origin, 'x-forwarded-host': 'evil.example' },
      { origin, host: 'evil.example' },
    ])
      attack(
        `a save from ${origin}`,
        (await editor.act('saveRevisionAction', page, everything, headers as never)).ok,
      );
  attack('an event by all that', (await events()) !== before);

  // A save replayed, and one publication raced for.
  const save = {
    sectionId: section.id,
    basedOn: section.revisionId,
    heading: 'First',
    body: `New text on the ${secret}.`,
    note: '',
  };
  expect((await editor.act('saveRevisionAction', page, save)).ok).toBe(true);
  await editor.act('saveRevisionAction', page, { ...save, body: 'Replayed.' });
  const newest = async () =>
    (await owner`select body from revision where section_id = ${section.id} order by number desc limit 1`)[0]
      ?.body;
  attack('a save that is replayed overwrites', (await newest()) === 'Replayed.');
  const race = await Promise.all(
    Array.from({ length: 8 }, () => editor.act('publishAction', page, { articleId: open.id })),
  );
  expect(race.filter(({ ok }) => ok).length).toBeGreaterThan(0);
  attack(
    'a double publication',
    (await owner`select 1 from version where article_id = ${open.id}`).length !== 1,
  );

  // What was sent once, sent again.
  const leaving = await enter('checker2@galley.example');
  const ghost = new Visitor(galley.url);
  ghost.cookie = leaving.cookie;
  const form = new URLSearchParams({ csrfToken: await leaving.csrfToken(), json: 'true' });
  await leaving.ask('/api/auth/signout', { method: 'POST', body: form });
  attack('a session after its end', (await (await ghost.ask('/desk')).text()).includes('Sign out'));
  attack('an action after its end', (await ghost.form('tagAction', page, { tag: 'ghost' })).ok);
  const newcomer = { email: 'new@galley.example', name: 'New', role: 'editor' };
  const invited = await admin.act('addStaffAction', '/desk/staff', newcomer);
  const link = {
    token: /"token":"([^"]+)"/.exec(invited.text)?.[1] ?? '',
    password: 'alder birch cedar dogwood',
  };
  const opened = async () =>
    (await stranger.form('setPasswordAction', `/sign-in/link/${link.token}`, link)).leadsTo !== null;
  expect(await opened(), invited.text).toBe(true);
  attack('an invitation used twice', await opened());
  for (let n = 0; n < 3; n++) {
    await editor.form('createTagAction', '/desk/tags', { name: 'sent again' });
    await checker.act('signOffReadAction', page, [hidden.head.revisionId]);
  }
  attack('a tag twice', (await owner`select 1 from tag where name = 'sent again'`).length !== 1);
  attack(
    'a sign-off twice',
    (await owner`select 1 from sign_off where revision_id = ${hidden.head.revisionId}`).length !== 1,
  );

  // Drafts, on every public surface and in the names that Next uses with itself.
  for (const where of [
    '/',
    `/${hiddenSlug}`,
    `/${hiddenSlug}/versions`,
    `/${hiddenSlug}/card.png`,
    '/archive',
    '/tags',
    `/search?q=${secret}`,
    '/feed.rss',
    '/feed.json',
    '/sitemap.xml',
    '/llms.txt',
    '/robots.txt',
    '/corrections',
    '/api/v1/articles',
    `/api/v1/articles/${hiddenSlug}`,
    `/api/v1/search?q=${secret}`,
    '/api/v1/openapi.json',
    page,
    `${page}/publish`,
    `${page}/export?format=md`,
    `${page}/source`,
    `/desk/sections/${section.id}`,
    '/desk',
    '/desk/queue',
    '/desk/audit/export',
    '/desk/export/all',
    `/preview/${forged}`,
  ])
    for (const headers of [
      {},
      { rsc: '1' },
      { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
      { 'x-nextjs-data': '1' },
      { 'next-router-prefetch': '1', rsc: '1' },
      { 'x-invoke-path': '/desk' },
      { 'x-original-url': page, 'x-rewrite-url': page },
    ]) {
      const answer = await stranger.ask(where, { headers: headers as never });
      const text = await answer.text();
      // A search page repeats what was asked for.
      attack(
        `a draft at ${where}`,
        where.includes('search') ? /Affair|A dek on/.test(text) : text.includes(secret),
      );
      attack(`a failure at ${where}`, answer.status >= 500);
    }
  for (let n = 0; n < 40; n++)
    attack(
      'a preview by guessing',
      (await stranger.ask(`/preview/${crypto.randomUUID().replaceAll('-', '')}`)).status === 200,
    );
  const made = await editor.act('makePreviewAction', page, { articleId: hidden.id, days: '7' });
  const token = /"token":"([^"]+)"/.exec(made.text)?.[1] ?? '';
  expect((await stranger.ask(`/preview/${token}`)).status).toBe(200);
  await owner`alter table preview disable trigger user`;
  await owner`update preview set expires_at = made_at + interval '1 millisecond'`;
  await owner`alter table preview enable trigger user`;
  attack('an expired preview', (await (await stranger.ask(`/preview/${token}`)).text()).includes(secret));
  attack('a preview shortened', (await stranger.ask(`/preview/${token.slice(0, -1)}`)).status === 200);

  // Hosts, paths and caches.
  const raw = (target: string, headers: Record<string, string>) =>
    new Promise<{ status: number; location: string; text: string }>((resolve, reject) => {
      const { hostname, port } = new URL(galley.url);
      ask({ hostname, port, path: target, headers, agent: false }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? '', text }),
        );
      })
        .on('error', reject)
        .end();
    });
  const clean = await (await stranger.ask(`/${openSlug}`)).text();
  for (const where of [
    '/',
    `/${openSlug}`,
    '/desk',
    '/sign-in',
    '/feed.rss',
    '/sitemap.xml',
    '/api/auth/signin',
    '/search?q=x',
  ])
    for (const headers of [
      { host: 'evil.example' },
      { 'x-forwarded-host': 'evil.example' },
      { 'x-forwarded-proto': 'javascript' },
      { forwarded: 'host=evil.example' },
    ]) {
      const { text, location } = await raw(where, headers as never);
      attack(`another host at ${where}`, /evil\.example/.test(text + location));
    }
  attack('a poisoned page', (await (await stranger.ask(`/${openSlug}`)).text()) !== clean);
  for (const where of [
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/package.json',
    '/_next/static/../../../package.json',
    '/.galley/secret',
    '/.git/config',
    '/.env',
    '/package.json',
    '/%00',
    '//evil.example/',
    '/\\evil.example',
    '/desk%2f..',
    '/_next/image?url=http://127.0.0.1/&w=64&q=75',
    '/%E0%A4%A',
    '/_next/data/x/desk.json',
    `/${'a'.repeat(7000)}`,
    '/sign-in?to=//evil.example',
    '/sign-in?to=https://evil.example',
    '/sign-in?callbackUrl=https://evil.example',
  ]) {
    const { status, text, location } = await raw(where, {});
    attack(
      `the path ${where}`,
      status >= 500 ||
        /root:x:|"dependencies"|\[core\]/.test(text) ||
        /^(?:https?:)?[/\\]{2}evil/.test(location),
    );
  }

  // What is too much, or is not what it says.
  for (const [where, body] of [
    ['/api/auth/callback/credentials', 'x'.repeat(3_000_000)],
    ['/report', 'x'.repeat(3_000_000)],
    [page, 'x'.repeat(8_000_000)],
    [page, '['.repeat(100_000)],
    [page, '["$F1"]'],
    [page, '["$@1"]'],
    [page, '{"__proto__":{"ok":true}}'],
    [page, '["$K1"]'],
    [page, ''],
  ] as const) {
    const sent = {
      method: 'POST',
      body,
      headers: {
        'next-action': actionIds().get('publishAction') ?? '',
        origin: galley.url,
        'content-type': 'text/plain',
      },
    };
    const text = await stranger.ask(where, sent).then(
      (answer) => answer.text(),
      () => '',
    );
    attack(`a body at ${where}`, /"ok":true|node_modules|at .*\.(?:js|ts):\d+/.test(text));
  }
  expect((await stranger.ask('/healthz')).status).toBe(200);
  for (let n = 0; n < 12; n++) {
    const guess = new Visitor(galley.url);
    attack(
      'a guessed password',
      await guess.signIn(n % 2 ? 'admin@galley.example' : `nobody${n}@galley.example`, `password${n}`),
    );
  }

  // What runs in a reader's or an editor's browser, and in a spreadsheet.
  const second = hidden.section('Second');
  let basedOn = second.revisionId;
  for (const payload of payloads) {
    const answer = await editor.act('saveRevisionAction', page, {
      ...{ sectionId: second.id, basedOn, heading: payload.slice(0, 200), body: payload, note: payload },
    });
    expect(answer.ok, payload).toBe(true);
    basedOn = (
      await owner`select id from revision where section_id = ${second.id} order by number desc limit 1`
    )[0]?.id;
    await editor.form('tagAction', page, { sectionId: second.id, tag: payload.slice(0, 40) });
    const fresh = await editor.act('makePreviewAction', page, { articleId: hidden.id, days: '7' });
    const preview = `/preview/${/"token":"([^"]+)"/.exec(fresh.text)?.[1]}`;
    for (const where of [
      page,
      `/desk/sections/${second.id}`,
      preview,
      `/search?q=${encodeURIComponent(payload)}`,
      `/sign-in?to=${encodeURIComponent(payload)}`,
    ]) {
      const answered = await editor.ask(where);
      attack(`${payload} at ${where}`, alive.test(await answered.text()));
      const policy = answered.headers.get('content-security-policy') ?? '';
      attack(
        `no policy at ${where}`,
        /script-src[^;]*'unsafe-inline'/.test(policy) || !/script-src|default-src/.test(policy),
      );
    }
  }
  const desk = { db, owner, editor, checker, admin, stranger, writing, checking, attack };
  await attackFields(desk, payloads);
  for (const formula of ['=HYPERLINK("http://evil.example")', '+1+1', '-1+1', '@SUM(A1)'])
    await editor.form('tagAction', page, { sectionId: section.id, tag: formula });
  const calculating = { email: 'sum@example.org', name: '=1+1', role: 'editor' };
  expect((await admin.act('addStaffAction', '/desk/staff', calculating)).ok).toBe(true);
  const csv = await (await admin.ask('/desk/audit/export?format=csv')).text();
  attack(
    'a formula in the audit export',
    csv.split('\n').some((line) => /(?:^|,)"?[=+@-](?!\d+(?:\.\d+)?(?:,|$))/.test(line)),
  );

  // The server as somebody's errand boy.
  let visits = 0;
  const inside = createServer((_, response) => {
    visits += 1;
    response.end('<title>Inside</title><p>Inside.</p>');
  });
  await new Promise<void>((listening) => inside.listen(0, '127.0.0.1', listening));
  const { port } = inside.address() as AddressInfo;
  // The last ones this machine itself knows, for addresses inside.
  const names = ['127.0.0.1.nip.io', hostname(), 'ip6-localhost', 'localhost.localdomain'];
  for (const host of [
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '0',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[fe80::1]',
    '169.254.169.254',
    '10.0.0.1',
    'x@127.0.0.1',
    'localhost.',
    '①②⑦.⓪.⓪.①',
    '[::127.0.0.1]',
    '[2002:7f00:1::]',
    '[fd00::1]',
    '0x7f.1',
    '017700000001',
    ...names,
  ]) {
    attack(
      `an import from ${host}`,
      (await editor.form('fetchAction', '/desk/import', { url: `http://${host}:${port}/` })).ok,
    );
    // A name may be given; nothing is sent to where it leads inside.
    const webhook = await admin.act('addWebhookAction', '/desk/webhooks', {
      url: `https://${host}:${port}/`,
    });
    attack(`a webhook to ${host}`, webhook.ok && !names.includes(host));
  }
  for (const url of [
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'data:text/html,x',
    'http://',
    `http://127.0.0.1:${port}\\@example.org/`,
  ])
    attack(`an import from ${url}`, (await editor.form('fetchAction', '/desk/import', { url })).ok);
  const told = await makeArticle({ db }, writing);
  await told.answerAll(checking);
  expect((await editor.act('publishAction', page, { articleId: told.id })).ok).toBe(true);
  const unsent = () =>
    owner`select 1 from delivery d join webhook w on w.id = d.webhook_id where d.article_id = ${told.id}
      and not exists (select from delivery_attempt a where a.delivery_id = d.id)`;
  await expect.poll(async () => (await unsent()).length, { timeout: 60_000 }).toBe(0);
  attack('a visit inside', visits > 0);
  inside.close();

  await attackSignIn(galley.url, galley.accounts, attack);
  expect((await stranger.ask('/readyz')).status).toBe(200);
  expect(await owner`select * from broken_event()`).toHaveLength(0);
  // The passwords of the demonstration are told before it runs.
  const [, said = ''] = galley.output().split('Stop it with Ctrl-C.');
  // What somebody asked for stands there, as they know it themselves.
  const log = said.replaceAll(/"path":"(?:[^"\\]|\\.)*"/g, '');
  expect(log).toContain('"answered"');
  const secrets = [
    secret,
    token,
    link.token,
    link.password,
    'xssmark',
    'guess 1',
    editor.cookie.split('=').at(-1) ?? '',
  ];
  for (const words of [...secrets, ...galley.accounts.map(({ password }) => password)])
    attack(`“${words}” in the log`, log.includes(words));
  console.log(`Abuse: ${tried} tried, ${succeeded.length} succeeded.`);
  await Promise.all([owner.end(), db.destroy()]);
  await galley.stop();
  expect([...new Set(succeeded)]).toEqual([]);
});
