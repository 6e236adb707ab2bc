import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { parse, type DefaultTreeAdapterTypes as Tree, defaultTreeAdapter as tree } from 'parse5';
import type { connectTo, Db } from '#db/client.ts';
import { makeArticle } from '#db/test-article.ts';
import { reportError } from '#lib/reports/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { Visitor } from './raw.ts';

type Desk = {
  db: Db;
  owner: ReturnType<typeof connectTo>;
  editor: Visitor;
  checker: Visitor;
  admin: Visitor;
  stranger: Visitor;
  writing: Actor;
  checking: Actor;
  attack: (name: string, got: boolean) => void;
};

/** Data beside the repository: html5lib-tests and the big list of naughty strings. */
const shared = path.resolve(import.meta.dirname, '../../shared/security');

/** Everything of the public lists that could be meant to run. */
function publicLists(): string[] {
  if (!existsSync(shared)) {
    console.log(
      `${shared} is not there: html5lib-tests and blns are left out of what is tried in each field.`,
    );
    return [];
  }
  const naughty: string[] = JSON.parse(readFileSync(`${shared}/blns/blns.json`, 'utf8'));
  const folder = `${shared}/html5lib-tests/tree-construction`;
  const trees = readdirSync(folder)
    .filter((name) => name.endsWith('.dat'))
    .flatMap((name) =>
      readFileSync(`${folder}/${name}`, 'utf8')
        .split(/^#data\n/m)
        .slice(1),
    )
    .map((test) => test.split(/\n#errors/, 1)[0] ?? '');
  const isMeantToRun = /script|\bon\w+\s*=|<(?:svg|math|iframe|object|embed|style|template|base|form)/i;
  return [...new Set([...naughty, ...trees])].filter((text) => isMeantToRun.test(text));
}

/** What of a page would run in a browser, beside the scripts that bear the page's nonce. */
export function runnable(html: string, nonce: string | undefined): string[] {
  const found: string[] = [];
  const open: Tree.ParentNode[] = [parse(html)];
  for (let node = open.pop(); node; node = open.pop()) {
    for (const child of node.childNodes) {
      if (!tree.isElementNode(child)) continue;
      open.push(child);
      const value = (name: string) => child.attrs.find((attr) => attr.name === name)?.value;
      const isData = value('type') === 'application/ld+json';
      if (child.tagName === 'script' && !isData && (!nonce || value('nonce') !== nonce)) found.push('script');
      if (['iframe', 'object', 'embed', 'base', 'math', 'portal'].includes(child.tagName))
        found.push(child.tagName);
      for (const { name, value: said } of child.attrs) {
        const address = said.replace(/[\s\p{Cc}]/gu, '').toLowerCase();
        // What React writes for a form whose action is on the server, for browsers that run no script.
        const isReacts = address === "javascript:thrownewerror('reactformunexpectedlysubmitted.')";
        if (/^on/.test(name)) found.push(`${child.tagName} ${name}`);
        if (!isReacts && /^(?:javascript|vbscript|data:text)/.test(address)) found.push(`${name}=${said}`);
      }
    }
  }
  return found;
}

/** Parts a list into texts of at most so many characters, each payload whole or cut to fit. */
function inPieces(payloads: string[], most: number): string[] {
  const pieces: string[] = [''];
  for (const payload of payloads) {
    const cut = payload.slice(0, most);
    const last = pieces.at(-1) ?? '';
    if (last.length + cut.length < most) pieces[pieces.length - 1] = `${last} ${cut}`;
    else pieces.push(cut);
  }
  return pieces;
}

const plainWords = 'alder birch cedar dogwood elm fir ginkgo hazel ironwood juniper'.split(' ');

/**
 * Writes what is meant to run into every field there is, and looks at every page that shows one: the desk's, the
 * preview's, the public ones, the feeds and the API.
 */
export async function attackFields(desk: Desk, own: string[]): Promise<void> {
  const { db, owner, editor, checker, admin, stranger, writing, checking, attack } = desk;
  const all = [...own, ...publicLists()];
  const most = own.join(' ');
  const cut = (length: number) => most.slice(0, length);
  const article = await makeArticle(
    { db },
    writing,
    `${own[0]} ${own[1]}\n\n${own[2]} ${own[3]}\n\n1. ${own[1]}\n\n${plainWords.join(' ')}\n\n2. Second\n\nText.\n\nFAQ: ${own[3]}\n\n- ${own[0]} who?\n- ${own[1]}\n`,
  );
  const page = `/desk/articles/${article.id}`;
  const sections = (await article.reload()).sections;
  const words = sections.find(({ body }) => body.includes('alder'));
  const second = sections.find(({ heading }) => heading === 'Second');
  if (!words || !second) throw new Error('The import made other sections.');
  const done = (answer: { ok: boolean; text: string; leadsTo: string | null }, what: string) =>
    expect(
      answer.ok || answer.leadsTo,
      `${what}: ${/"message":"[^"]*"/.exec(answer.text)?.[0]}`,
    ).toBeTruthy();

  // Text, its note, and everything that is said about it.
  const saved = await editor.act('saveRevisionAction', page, {
    ...{ sectionId: second.id, basedOn: second.revision.id, heading: cut(150), body: all.join('\n\n') },
    note: cut(180),
  });
  done(saved, 'a save');
  const reasons = inPieces(all, 1000);
  const flags: string[] = [];
  for (const [index, quote] of plainWords.entries()) {
    const raised = await editor.act('raiseFlagAction', page, {
      ...{ sectionId: words.id, revisionId: words.revision.id, kind: 'unverifiable', start: null, quote },
      ...{ category: own[index % own.length]?.slice(0, 60), reason: reasons[index % reasons.length] },
    });
    done(raised, 'a flag');
  }
  for (const {
    id,
  } of await owner`select id from flag where section_id = ${words.id} and raised_by is not null
    order by raised_at`)
    flags.push(id);
  const [first = '', other = ''] = flags;
  for (const text of inPieces(all, 4000))
    done(await editor.form('commentAction', `/desk/flags/${first}`, { flagId: first, text }), 'a comment');
  const passages = inPieces(all, 2000);
  const evidence = own.map((payload, index) => ({
    ...{ url: `https://example.org/${payload.replaceAll(/\s/g, '')}`, title: payload, publisher: payload },
    ...{ publishedOn: '', passage: passages[index % passages.length] },
  }));
  const verdict = {
    flagId: first,
    revisionId: words.revision.id,
    kind: 'verified',
    reason: passages[0],
    evidence,
  };
  done(await checker.act('giveVerdictAction', `/desk/flags/${first}`, verdict), 'a verdict');
  const rewrite = { flagId: other, revisionId: words.revision.id, kind: 'rewrite', reason: passages[0] };
  done(
    await checker.act('giveVerdictAction', page, { ...rewrite, proposal: own.join(' '), evidence: [] }),
    'a proposal',
  );
  const back = { revisionId: words.revision.id, note: passages[0] ?? '' };
  done(await checker.form('sendBackAction', page, back), 'a note to the author');

  // Names and settings.
  for (const payload of own) {
    await editor.form('tagAction', page, { sectionId: words.id, tag: payload.slice(0, 40) });
    await editor.form('createTagAction', '/desk/tags', { name: payload.slice(0, 40), description: payload });
  }
  await editor.form('saveViewAction', '/desk', { name: cut(60), query: cut(500) });
  done(
    await admin.act('addStaffAction', '/desk/staff', {
      email: 'x@example.org',
      name: cut(120),
      role: 'editor',
    }),
    'a name',
  );
  await admin.act('addWebhookAction', '/desk/webhooks', { url: `https://example.org/${encodeURI(most)}` });
  const lines = own.map((payload) => payload.slice(0, 120)).join('\n');
  await admin.act('setDetectorAction', '/desk/detector', {
    ...{ basedOn: 0, publisherNames: lines, allowedPhrases: lines, rulesOff: [], severities: {} },
  });
  const settings = {
    ...{ basedOn: 0, name: cut(80), publisher: cut(120), description: cut(300), correctionsPolicy: most },
    ...{ accent: '#0b5394', accentDark: '#9fc5e8', language: 'en', namesShown: true },
  };
  done(await admin.act('setSiteAction', '/desk/site', settings), 'the settings');

  const look = async (who: Visitor, where: string) => {
    const answer = await who.ask(where);
    const text = await answer.text();
    const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
    for (const part of shownBy(text, answer.headers.get('content-type') ?? '')) {
      const found = runnable(part, nonce);
      attack(`${where} runs ${found.slice(0, 3).join(', ')}`, found.length > 0);
    }
    attack(`a failure at ${where}`, answer.status >= 500);
  };
  const preview = await editor.act('makePreviewAction', page, { articleId: article.id, days: '7' });
  for (const where of [
    ...[page, `${page}/publish`, `${page}/source`, `${page}/outline`, `/desk/sections/${words.id}`],
    ...[`/desk/sections/${second.id}`, `/desk/history/${second.id}`, '/desk', '/desk/queue', '/desk/tags'],
    ...['/desk/notices', '/desk/figures', '/desk/import', '/desk/search?q=script'],
    ...[`/preview/${/"token":"([^"]+)"/.exec(preview.text)?.[1]}`, ...flags.map((id) => `/desk/flags/${id}`)],
  ])
    await look(where.startsWith('/desk/flags') ? checker : editor, where);
  for (const where of ['staff', 'site', 'detector', 'webhooks', 'audit']) await look(admin, `/desk/${where}`);

  // What readers see: published, corrected, reported, withdrawn.
  const answered = async () => {
    await article.answerAll(checking);
    return editor.act('publishAction', `${page}/publish`, { articleId: article.id, correction: '' });
  };
  done(await answered(), 'a publication');
  const { slug } = await article.reload();
  const now = article.head;
  done(
    await editor.act('saveRevisionAction', page, {
      ...{ sectionId: now.id, basedOn: now.revisionId, heading: now.heading, body: most, note: '' },
    }),
    'a dek',
  );
  await article.answerAll(checking);
  done(
    await editor.act('publishAction', `${page}/publish`, { articleId: article.id, correction: passages[0] }),
    'a correction',
  );
  const report = { slug, version: 2, quote: cut(500), message: passages[0] ?? '', email: '' };
  await reportError({ addressHash: Buffer.alloc(32) } as never, db, report);
  await look(editor, '/desk/reports');
  const surfaces = [
    '/',
    '/archive',
    '/tags',
    '/corrections',
    '/corrections-policy',
    '/feed.rss',
    '/feed.json',
  ];
  const ofArticle = [`/${slug}`, `/${slug}/versions`, `/api/v1/articles/${slug}`];
  for (const where of [
    ...[...surfaces, '/sitemap.xml', '/llms.txt', '/api/v1/articles', ...ofArticle],
    ...own.flatMap((payload) => [
      `/search?q=${encodeURIComponent(payload)}`,
      `/tags/${encodeURIComponent(payload.slice(0, 40).toLowerCase())}`,
      `/api/v1/search?q=${encodeURIComponent(payload)}`,
    ]),
  ])
    await look(stranger, where);
  const reason = passages[0] ?? '';
  done(
    await editor.form('withdrawAction', page, { articleId: article.id, kind: 'retracted', reason }),
    'a retraction',
  );
  for (const where of [...surfaces, ...ofArticle]) await look(stranger, where);
}

/** The HTML that an answer is, or that it hands on to whoever reads a feed or the API. */
function shownBy(text: string, type: string): string[] {
  if (type.includes('html')) return [text];
  if (type.includes('json')) return texts(JSON.parse(text));
  if (!type.includes('xml')) return [];
  const inside = [...text.matchAll(/<(?:content|summary|description|content:encoded)\b[^>]*>(.*?)<\//gs)];
  return inside.map(([, escaped = '']) =>
    escaped
      .replaceAll(/<!\[CDATA\[|\]\]>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&'),
  );
}

/** The fields of an API's answer that are HTML by their name. */
function texts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' ? (/html$/i.test(name) ? [inner] : []) : texts(inner),
  );
}
