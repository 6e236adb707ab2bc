import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { type MadeArticle, makeArticle } from '#db/test-article.ts';
import { testDesk } from '#db/test-desk.ts';
import { changeSlug } from '#lib/articles/commands.ts';
import { giveVerdict } from '#lib/flags/commands.ts';
import { saveRevision } from '#lib/sections/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { tagSection } from '#lib/tags/commands.ts';
import { publish, withdraw } from '#lib/versions/commands.ts';
import { answerApi } from './answers.ts';
import { openApi } from './openapi.ts';

const desk = testDesk();
let editor: Actor;
let checker: Actor;
let article: MadeArticle;

const ask = (path: string, init?: RequestInit) =>
  answerApi(desk.reader, new Request(`http://localhost:3000/api/v1${path}`, init));
const answerAt = async (path: string) => (await ask(path)).json();

/** The article of the examples: two versions, a tag, a verified claim and a correction. */
beforeAll(async () => {
  editor = await desk.person('editor');
  checker = await desk.person('fact_checker');
  article = await makeArticle(desk, editor);
  const plan = article.section('The Plan');
  const source = { url: 'https://archive.example/1949', title: 'Minutes of 1949', publisher: 'The Archive' };
  await giveVerdict(checker, desk.db, {
    ...{ flagId: plan.flags[0]?.id ?? '', revisionId: plan.revisionId, kind: 'verified', reason: '' },
    evidence: [{ ...source, publishedOn: '1949-05-03', passage: 'Fisheries were discussed.' }],
  });
  await tagSection(editor, desk.db, { sectionId: plan.id, tag: 'dams' });
  await article.answerAll(checker);
  await publish(editor, desk.db, article.id);
  const { id: sectionId, revisionId: basedOn, heading } = article.section('After the Dam');
  const body = 'The valley filled with water in a year.';
  await saveRevision(editor, desk.db, { sectionId, basedOn, heading, body, note: '' });
  await article.answerAll(checker);
  await publish(editor, desk.db, article.id, 'An earlier version did not say how long it took.');
});

const document = openApi('http://localhost:3000');
const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema({ $id: 'api', ...document });

/** What keeps a value from being of this schema of the document; null when it is. */
function wrongWith(schema: string, value: unknown) {
  const validate = ajv.getSchema(`api#/components/schemas/${schema}`);
  if (!validate) throw new Error(`There is no schema ${schema}.`);
  return validate(value) ? null : validate.errors;
}

type Operation = {
  parameters: { name: string; in: string; example?: unknown }[];
  responses: Record<string, { content?: Record<string, { schema: { $ref: string }; example?: unknown }> }>;
};
const operations = Object.entries(document.paths).map(
  ([path, { get }]) => [path, get as unknown as Operation] as const,
);

function addressOf(path: string, { parameters }: Operation, values: Record<string, string> = {}): string {
  const query = new URLSearchParams();
  let address = path;
  for (const { name, in: place, example } of parameters) {
    const value = values[name] ?? example;
    if (value === undefined) continue;
    if (place === 'path') address = address.replace(`{${name}}`, encodeURIComponent(String(value)));
    else query.set(name, String(value));
  }
  return `${address}?${query}`.replace(/\?$/, '');
}

describe('the OpenAPI file', () => {
  test('is valid by the schema of its specification, and served', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(await answerAt('/openapi.json')).toEqual(JSON.parse(JSON.stringify(document)));
  });

  test.each(operations)(
    'says what stands at %s: its example asked for answers in its shape',
    async (path, operation) => {
      const json = operation.responses['200']?.content?.['application/json'];
      const schema = json?.schema.$ref.split('/').at(-1) ?? '';
      expect(wrongWith(schema, json?.example)).toBeNull();
      const response = await ask(addressOf(path, operation));
      expect(response.status).toBe(200);
      const answer = await response.json();
      expect(wrongWith(schema, answer)).toBeNull();
      if ('items' in answer) expect(answer.items.length).toBeGreaterThan(0);
      // The schema would let it pass, were something of it planted or left out.
      expect(wrongWith(schema, { ...answer, planted: 1 })).not.toBeNull();
      const [first = ''] = Object.keys(answer);
      expect(wrongWith(schema, { ...answer, [first]: undefined })).not.toBeNull();
    },
  );

  test.each(operations)('and refuses in words what it does not name, at %s', async (path, operation) => {
    const response = await ask(`${addressOf(path, operation).split('?')[0]}?q=a&unknown=1`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(wrongWith('Problem', await response.json())).toBeNull();
  });
});

describe('an article', () => {
  test('is answered with its text, its checks and its corrections', async () => {
    const found = await answerAt('/articles/why-was-the-dam-built');
    expect(found).toMatchObject({
      ...{ number: 2, newest: true, tags: ['dams'], checkedBy: ['fact_checker'] },
      corrections: [{ number: 2, note: 'An earlier version did not say how long it took.' }],
    });
    expect(found.claims[0].sources[0].title).toBe('Minutes of 1949');
    expect(JSON.stringify(found.sections)).toContain('in a year');
    const earlier = await answerAt('/articles/why-was-the-dam-built/versions/1');
    expect(earlier).toMatchObject({ number: 1, newest: false });
    expect(JSON.stringify(earlier)).not.toContain('in a year');
    expect((await ask('/articles/why-was-the-dam-built/versions/3')).status).toBe(404);
    const { items } = await answerAt('/articles/why-was-the-dam-built/faqs');
    expect(items).toMatchObject([{ kind: 'faq', heading: 'Who paid for it?' }]);
  });

  test('that moved, was unpublished or retracted is a problem that says so', async () => {
    const other = await makeArticle(desk, editor);
    const { slug } = await other.reload();
    expect((await ask(`/articles/${slug}`)).status).toBe(404);
    await other.answerAll(checker);
    await publish(editor, desk.db, other.id);
    expect((await ask(`/articles/${slug}`)).status).toBe(200);
    await changeSlug(editor, desk.db, { articleId: other.id, slug: 'the-other-dam' });
    const moved = await ask(`/articles/${slug}/faqs`);
    expect([moved.status, moved.headers.get('location')]).toEqual([
      308,
      '/api/v1/articles/the-other-dam/faqs',
    ]);
    await withdraw(editor, desk.db, { articleId: other.id, kind: 'unpublished', reason: 'Hidden reason.' });
    expect((await ask('/articles/the-other-dam')).status).toBe(404);
    await withdraw(editor, desk.db, { articleId: other.id, kind: 'retracted', reason: 'It was forged.' });
    for (const rest of ['', '/sections', '/versions', '/versions/1']) {
      const gone = await ask(`/articles/the-other-dam${rest}`);
      expect(gone.status).toBe(410);
      const problem = await gone.json();
      expect(wrongWith('Problem', problem)).toBeNull();
      expect(problem.detail).toContain('It was forged.');
    }
  });
});

describe('lists', () => {
  test('are read whole by their cursors, each item once, though another is published meanwhile', async () => {
    const slugs = new Set<string>();
    for (let n = 0; n < 4; n++) {
      const other = await makeArticle(desk, editor);
      await other.answerAll(checker);
      await publish(editor, desk.db, other.id);
      slugs.add((await other.reload()).slug);
    }
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = await answerAt(`/articles?limit=2${next && `&cursor=${next}`}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ slug }: { slug: string }) => slug));
      next = page.next;
      if (seen.length > 2) continue;
      const late = await makeArticle(desk, editor);
      await late.answerAll(checker);
      await publish(editor, desk.db, late.id);
    }
    expect(new Set(seen).size).toBe(seen.length);
    for (const slug of [...slugs, 'why-was-the-dam-built']) expect(seen).toContain(slug);
    const { items, next: more } = await answerAt('/articles/why-was-the-dam-built/sections?limit=1');
    const rest = await answerAt(`/articles/why-was-the-dam-built/sections?limit=100&cursor=${more}`);
    const all = await answerAt('/articles/why-was-the-dam-built/sections');
    expect([...items, ...rest.items]).toEqual(all.items);
    const versions = await answerAt('/articles/why-was-the-dam-built/versions?limit=1');
    expect(versions.items).toMatchObject([{ number: 2 }]);
    expect(
      (await answerAt(`/articles/why-was-the-dam-built/versions?cursor=${versions.next}`)).items,
    ).toMatchObject([{ number: 1 }]);
  });

  test.each(['nonsense', 'bnVsbA', Buffer.from('["9999-99-99T00:00:00.000000Z","x"]').toString('base64url')])(
    'do not take %s for a cursor',
    async (cursor) => {
      expect((await ask(`/articles?cursor=${cursor}`)).status).toBe(400);
    },
  );
});

describe('every answer', () => {
  test('has an ETag that spares the body, and may be read by any page', async () => {
    const response = await ask('/articles');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const etag = response.headers.get('etag') ?? 'none';
    const again = await ask('/articles', { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await ask('/articles', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    const preflight = await ask('/articles', { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET, HEAD, OPTIONS',
    ]);
    expect(await (await ask('/articles', { method: 'HEAD' })).text()).toBe('');
  });

  test('to what is not reading, or nothing, is a problem', async () => {
    const posted = await ask('/articles', { method: 'POST', body: '{}' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    for (const path of [
      '',
      '/',
      '/nothing',
      '/articles/',
      '/articles/%ff',
      '/articles/desk',
      '/articles/x/drafts',
    ]) {
      const response = await ask(path);
      expect(response.status).toBe(404);
      expect(wrongWith('Problem', await response.json())).toBeNull();
    }
    for (const query of ['?limit=0', '?limit=101', '?limit=x', '?tag='])
      expect((await ask(`/articles${query}`)).status).toBe(400);
    expect((await ask('/search')).status).toBe(400);
  });
});
