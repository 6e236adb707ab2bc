import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#db/id.ts';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { changeSlug } from '#lib/articles/commands.ts';
import { giveVerdict } from '#lib/flags/commands.ts';
import { makePreview, revokePreview } from '#lib/previews/commands.ts';
import { listPreviews } from '#lib/previews/queries.ts';
import { reportError } from '#lib/reports/commands.ts';
import { search } from '#lib/search/queries.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tagSection, untagSection } from '#lib/tags/commands.ts';
import { publish, withdraw } from '#lib/versions/commands.ts';
import { readRelated } from '#lib/versions/queries.ts';
import { answerApi } from '../api/v1/answers.ts';
import { previewReply } from './preview-page.ts';
import { searchPage } from './search-page.ts';
import { missing, replyAt } from './surfaces.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;

beforeAll(async () => {
  editor = await desk.person('editor', 'Markereditor');
  checker = await desk.person('fact_checker', 'Markerchecker');
});

/** A link to what would be published, and one that was revoked. */
async function previews(article: MadeArticle): Promise<{ good: string; revoked: string }> {
  const make = async () => {
    const made = await makePreview(editor, desk.db, { articleId: article.id, days: 1 });
    return made.ok ? made.token : made.message;
  };
  const revoked = await make();
  for (const { id } of await listPreviews(editor, desk.db, article.id))
    await revokePreview(editor, desk.db, id);
  return { good: await make(), revoked };
}

/** Everything that a reader can get: each public address's status, headers and body in one text. */
async function everything(
  slugs: Iterable<string>,
  tags: string[],
  tokens: string[],
): Promise<Map<string, string>> {
  const paths = [
    '/',
    '/corrections',
    '/corrections-policy',
    '/archive',
    `/archive/${new Date().getUTCFullYear()}`,
    '/no-such-article',
    '/sitemap.xml',
    '/sitemap-1.xml',
    '/robots.txt',
    '/preview',
    '/preview/',
    '/preview/versions',
  ];
  paths.push('/feed.rss', '/feed.atom', '/feed.json');
  paths.push('/tags', ...tags.map((tag) => `/tags/${tag}`));
  for (const slug of slugs) {
    paths.push(`/${slug}`, `/${slug}/versions`, `/${slug}/card.png`);
    for (let a = 1; a < 7; a++) {
      paths.push(`/${slug}/versions/${a}`, `/${slug}/versions/${a}..${a + 1}`);
    }
  }
  const found = new Map<string, string>();
  for (const path of paths) {
    const { status, headers, body } = (await replyAt(desk.reader, path)) ?? (await missing(desk.reader));
    found.set(path, `${status} ${JSON.stringify(headers)} ${body}`);
  }
  for (const token of tokens) {
    const { status, headers, body } = await previewReply(desk.db, token);
    found.set(`/preview/${token}`, `${status} ${JSON.stringify(headers)} ${body}`);
  }
  // What was asked for stands on the page: only what was found counts, and what it was taken for.
  const api = ['/articles?limit=100', '/tags?limit=100', ...tags.map((tag) => `/articles?tag=${tag}`)];
  for (const typed of ['floods spring', 'dam', 'marker', 'markre', 'unpublished']) {
    found.set(`/search?q=${typed}`, searchPage(typed, await search(desk.reader, typed)));
    api.push(`/search?q=${typed}`);
  }
  for (const slug of slugs) {
    api.push(...['', '/sections', '/faqs', '/versions'].map((rest) => `/articles/${slug}${rest}`));
    for (let number = 1; number < 7; number++) api.push(`/articles/${slug}/versions/${number}`);
  }
  for (const path of api) {
    const response = await answerApi(desk.reader, new Request(`http://localhost:3000/api/v1${path}`));
    const headers = JSON.stringify([...response.headers]);
    found.set(`/api/v1${path}`, `${response.status} ${headers} ${await response.text()}`);
  }
  return found;
}

/** A pseudo-random number generator (mulberry32), so that a history that fails can be run again. */
function randomFrom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

describe('no byte of what is not published', () => {
  test.each([1, 2, 3])(
    'stands anywhere public, after whatever was drafted, published and withdrawn: history %i',
    async (seed) => {
      const random = randomFrom(seed);
      let made = 0;
      const marker = () => `marker${seed}m${++made}z`;
      const article: MadeArticle = await makeArticle(desk, editor);
      await article.answerAll(checker);
      const slugs = new Set([(await article.reload()).slug]);
      const neverPublic = new Set<string>();
      let drafted: string[] = [];
      let seen: string[] = [];
      const tags: string[] = [];
      let publicTags: string[] = [];
      let retracted = false;
      const { good, revoked } = await previews(article);
      const tokens = [
        revoked,
        good.toUpperCase(),
        good.slice(0, -1),
        'A'.repeat(43),
        slugs.values().next().value ?? '',
      ];

      const draft = async () => {
        await article.reload();
        const [word, note] = [marker(), marker()];
        const { id: sectionId, revisionId: basedOn } = article.section('Before the Dam');
        const body = `Floods came in the spring, ${word}.`;
        await saveRevision(editor, desk.db, { sectionId, basedOn, heading: 'Before the Dam', body, note });
        neverPublic.add(note);
        for (const old of drafted) neverPublic.add(old);
        drafted = [word];
      };
      const release = async () => {
        const note = random(2) ? marker() : undefined;
        await article.answerAll(checker);
        const { ok } = await publish(editor, desk.db, article.id, note);
        if (!ok) return note ? neverPublic.add(note) : undefined;
        seen = [...drafted, ...(note ? [note] : [])];
        publicTags = [...tags];
        drafted = [];
      };
      const tag = async () => {
        const name = marker();
        tags.push(name);
        await tagSection(editor, desk.db, { sectionId: article.section('Before the Dam').id, tag: name });
      };
      const report = async () => {
        const message = marker();
        neverPublic.add(message);
        const versions = await desk.reader
          .selectFrom('publishedVersion')
          .select(['slug', 'number'])
          .execute();
        const { slug, number } = versions.at(-1) ?? {};
        if (!slug || !number) return;
        const reader = { addressHash: Buffer.alloc(32, made % 256) };
        await reportError(reader, desk.db, {
          slug,
          version: number,
          quote: 'The valley',
          message,
          email: '',
        });
      };
      const readdress = async () => {
        const slug = `${marker()}-${newId().slice(-8)}`;
        slugs.add(slug);
        await changeSlug(editor, desk.db, { articleId: article.id, slug });
      };
      const take = async (kind: 'unpublished' | 'retracted') => {
        const reason = marker();
        const { ok } = await withdraw(editor, desk.db, { articleId: article.id, kind, reason });
        if (!ok || kind === 'unpublished') neverPublic.add(reason);
        if (!ok) return;
        for (const word of seen) neverPublic.add(word);
        seen = kind === 'retracted' ? [reason] : [];
        publicTags = [];
        retracted ||= kind === 'retracted';
      };

      for (let step = 0; step < 14; step++) {
        const choice = random(10);
        if (choice < 3) await draft();
        else if (choice < 4) await (random(2) ? tag() : report());
        else if (choice < 8) await release();
        else if (choice < 9) await readdress();
        else await take(step > 10 ? 'retracted' : 'unpublished');
        const found = await everything(slugs, tags, tokens);
        const answers = tokens.map((token) => found.get(`/preview/${token}`));
        expect(new Set(answers).size, 'the answer is the same for every link that is not good').toBe(1);
        const preview = await previewReply(desk.db, good);
        expect(preview.status).toBe(retracted ? 404 : 200);
        if (!retracted) for (const word of drafted) expect(preview.body).toContain(word);
        if (!retracted) expect(`${preview.status} ${preview.body}`).not.toMatch(/Markereditor|Markerchecker/);
        for (const [path, text] of found) {
          for (const word of [
            ...drafted,
            ...neverPublic,
            ...tags.filter((name) => !publicTags.includes(name)),
            'Markereditor',
            'Markerchecker',
            editor.id,
            checker.id,
          ])
            expect.soft(text, `${word} at ${path}`).not.toContain(word);
        }
        const all = [...found.values()].join('\n');
        for (const word of [...seen, ...publicTags]) expect(all, `${word} is public`).toContain(word);
      }
      expect(made).toBeGreaterThan(5);
      if (retracted)
        expect((await replyAt(desk.reader, `/${(await article.reload()).slug}`))?.status).toBe(410);
    },
  );
});

describe('earlier versions', () => {
  test('stand at addresses of their own, out of search engines, with what changed between any two', async () => {
    const article = await makeArticle(desk, editor);
    const revise = async (body: string) => {
      await article.reload();
      const { id: sectionId, revisionId: basedOn, heading } = article.section('After the Dam');
      await saveRevision(editor, desk.db, { sectionId, basedOn, heading, body, note: '' });
    };
    for (const body of [
      'The valley filled slowly.',
      'The valley filled fast.',
      'The valley filled in a year.',
    ]) {
      await revise(body);
      await article.answerAll(checker);
      await publish(editor, desk.db, article.id);
    }
    const { slug } = await article.reload();
    const at = async (rest: string) => (await replyAt(desk.reader, `/${slug}${rest}`))?.body ?? 'none';
    expect(await at('/versions/1')).toContain('The valley filled slowly.');
    expect(await at('/versions/1')).toContain('<meta name="robots" content="noindex">');
    expect(await at('/versions/1')).toContain(`rel="canonical" href="http://localhost:3000/${slug}"`);
    expect(await at('')).not.toContain('noindex');
    expect(await at('/versions/1..3')).toMatch(/<del>slowly<\/del><ins>in a year<\/ins>/);
    expect(await at('/versions/2..1')).toMatch(/<del>fast<\/del><ins>slowly<\/ins>/);
    expect(await at('/versions')).toContain(`href="/${slug}/versions/2..3"`);
    for (const rest of [
      '/versions/4',
      '/versions/1..4',
      '/versions/0',
      '/versions/01',
      '/version',
      '/versions/1..2..3',
      '/',
    ])
      expect(await at(rest)).toBe('none');
  });
});

describe('the card of an article', () => {
  test('is a picture at an address of its own, which the page names, and is gone with the article', async () => {
    const article = await makeArticle(desk, editor);
    const { slug } = await article.reload();
    const at = (rest: string) => replyAt(desk.reader, `/${slug}${rest}`);
    expect(await at('/card.png')).toBeNull();
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    expect(await at('')).toMatchObject({
      body: expect.stringContaining(
        `<meta property="og:image" content="http://localhost:3000/${slug}/card.png">`,
      ),
    });
    const card = await at('/card.png');
    expect(card).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } });
    expect(
      Buffer.from(card?.body as Uint8Array)
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    await withdraw(editor, desk.db, { articleId: article.id, kind: 'retracted', reason: 'It was forged.' });
    expect(await at('/card.png')).toMatchObject({
      status: 410,
      body: expect.stringContaining('It was forged.'),
    });
  });
});

describe('related articles', () => {
  test('are those with the same tags, then those with the same words in their titles, published ones alone', async () => {
    const make = async (title: string, tags: string[], isPublic = true) => {
      const text = `${title}\n\nThis is about ${title}.\n\n1. One\n\nThe text of it.\n\n2. Two\n\nMore of it.\n`;
      const article = await makeArticle(desk, editor, text);
      for (const tag of tags)
        await tagSection(editor, desk.db, { sectionId: article.section('One').id, tag });
      await article.answerAll(checker);
      if (isPublic) await publish(editor, desk.db, article.id);
      return { id: article.id, title, slug: (await article.reload()).slug };
    };
    const own = await make('Glaciers shrink across Patagonia', ['ice', 'climate']);
    await make('Glaciers melt slowly in Patagonia', []);
    await make('A winter without snow', ['ice']);
    await make('Rain on the coast', ['ice', 'climate']);
    await make('Glaciers shrink in the Alps, in Patagonia too', ['ice', 'climate'], false);
    await make('Glaciers of the north', []);
    await make('Football', ['sport']);
    const found = await readRelated(desk.reader, own, 10);
    expect(found.map(({ title }) => title)).toEqual([
      'Rain on the coast',
      'A winter without snow',
      'Glaciers melt slowly in Patagonia',
    ]);
    const page = await replyAt(desk.reader, `/${own.slug}`);
    expect(page).toMatchObject({ names: found.map(({ slug }) => slug) });
    expect(String(page?.body)).toContain(`<a href="/${found[0]?.slug}">Rain on the coast</a>`);
    for (const odd of ["O'Neill's & “dams”: 'why'?", '!!! | & <->', ''])
      await readRelated(desk.reader, { ...own, title: odd }, 3);
  });
});

describe('a tag', () => {
  test('goes out with the version, on the page and on a page of its own that leads to the section', async () => {
    const article = await makeArticle(desk, editor);
    await article.answerAll(checker);
    const tagged = { sectionId: article.section('The Plan').id, tag: 'dams & "rivers"/lakes' };
    const at = async (path: string) => (await replyAt(desk.reader, path))?.body ?? 'none';
    const path = `/tags/${encodeURIComponent(tagged.tag)}`;
    await publish(editor, desk.db, article.id);
    await tagSection(editor, desk.db, tagged);
    expect(await at(path)).toBe('none');
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true, number: 2 });
    const { slug } = await article.reload();
    expect(await at(path)).toContain(`href="/${slug}#the-plan"`);
    expect(await at('/tags')).toContain(path);
    expect(await at(`/${slug}`)).toContain(`Tags: <a href="${path}">`);
    await untagSection(editor, desk.db, tagged);
    expect(await at(path)).toContain(slug);
    expect(await publish(editor, desk.db, article.id)).toMatchObject({ ok: true, number: 3 });
    expect(await at(path)).toBe('none');
    for (const bad of ['/tags/', '/tags/%', '/tags/%ff', '/tags/a/b']) expect(await at(bad)).toBe('none');
  });
});

describe('a verified claim', () => {
  test('is marked in the text, and the panel says who checked it by role, when, and by which sources', async () => {
    const article = await makeArticle(desk, editor);
    const plan = article.section('The Plan');
    const flag = plan.flags[0];
    const verdict = await giveVerdict(checker, desk.db, {
      ...{ flagId: flag?.id ?? '', revisionId: plan.revisionId, kind: 'verified' as const, reason: '' },
      evidence: [
        {
          ...{ url: 'https://archive.example/1949', title: 'Minutes of 1949', publisher: 'The Archive' },
          ...{ publishedOn: '1949-05-03', passage: 'Fisheries were discussed.' },
        },
      ],
    });
    expect(verdict).toMatchObject({ ok: true });
    await article.answerAll(checker);
    await publish(editor, desk.db, article.id);
    const body = String((await replyAt(desk.reader, `/${(await article.reload()).slug}`))?.body);
    expect(body).toContain(`<span class="claim">${flag?.quote}</span><sup class="check"><a href="#claim-1"`);
    const panel = body.slice(body.indexOf('id="how-checked"'));
    expect(panel).toContain('id="claim-1"');
    expect(panel).toContain('href="#checked-1"');
    expect(panel).toContain('(a fact-checker)');
    expect(panel).toContain('One claim was doubted, looked up and verified in one source.');
    expect(panel).toMatch(/Minutes of 1949<\/a>, The Archive, <time[^>]*>3 May 1949<\/time>\. Read <time/);
    expect(panel).toContain('<q>Fisheries were discussed.</q>');
  });
});
