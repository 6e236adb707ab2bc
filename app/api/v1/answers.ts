import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '#db/client.ts';
import { isSlug } from '#lib/articles/slug.ts';
import { checked } from '#lib/refusal.ts';
import { search } from '#lib/search/queries.ts';
import { readListed, readNotice, readPublished, readRedirect, readTags } from '#lib/versions/queries.ts';
import { site } from '../../(reader)/site.ts';
import { afterIn, pageOf } from './cursor.ts';
import { openApi } from './openapi.ts';
import { Problem, problemResponse } from './problem.ts';
import { articleItem, foundItem, listedItem, sectionItems, versionItem } from './shapes.ts';

/*
 * The read API: what the public pages say, as JSON. It asks the published_… views under the reader's role, like the
 * pages, and on each request, so that nothing that was withdrawn is answered from a memory. openapi.ts describes it;
 * answers.test.ts holds each to the other.
 */

const allowed = 'GET, HEAD, OPTIONS';
const forAll = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'etag',
  'x-content-type-options': 'nosniff',
};

const paging = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
};
const page = z.strictObject(paging);
const listing = z.strictObject({ ...paging, tag: z.string().min(1).max(100).optional() });
const asked = z.strictObject({ q: z.string().trim().min(1).max(200) });
const nothing = z.strictObject({});

type Call = { db: Db; part: string; other: string; query: Record<string, string> };

/** The addresses below /api/v1, with what answers there. */
const routes: [RegExp, (call: Call) => object | Promise<object>][] = [
  [/^\/openapi\.json$/, describe],
  [/^\/articles$/, listArticles],
  [/^\/articles\/([^/]+)$/, oneArticle],
  [/^\/articles\/([^/]+)\/sections$/, (call) => listSections(call, 'section')],
  [/^\/articles\/([^/]+)\/faqs$/, (call) => listSections(call, 'faq')],
  [/^\/articles\/([^/]+)\/versions$/, listVersions],
  [/^\/articles\/([^/]+)\/versions\/([1-9]\d{0,5})$/, oneVersion],
  [/^\/tags$/, listTags],
  [/^\/search$/, searchFor],
];

/** The answer of the read API to any request below /api/v1. */
export async function answerApi(db: Db, request: Request): Promise<Response> {
  if (request.method === 'OPTIONS') {
    const headers = { ...forAll, allow: allowed, 'access-control-allow-methods': allowed };
    return new Response(null, {
      status: 204,
      headers: {
        ...headers,
        'access-control-allow-headers': 'if-none-match',
        'access-control-max-age': '86400',
      },
    });
  }
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw new Problem(405, 'This interface only reads.', { allow: allowed });
    return written(await found(db, new URL(request.url)), request);
  } catch (error) {
    if (error instanceof Problem) return problemResponse(error, forAll);
    throw error;
  }
}

async function found(db: Db, { pathname, searchParams }: URL): Promise<object> {
  const path = pathname.slice('/api/v1'.length);
  for (const [address, answer] of routes) {
    const match = address.exec(path);
    if (match)
      return answer({
        db,
        part: match[1] ?? '',
        other: match[2] ?? '',
        query: Object.fromEntries(searchParams),
      });
  }
  throw new Problem(404, `There is nothing at ${pathname}. See /api/v1/openapi.json.`);
}

function written(answer: object, request: Request): Response {
  const body = JSON.stringify(answer);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = {
    ...{ ...forAll, etag, 'content-type': 'application/json; charset=utf-8' },
    'cache-control': 'public, max-age=0, must-revalidate',
  };
  const known = request.headers.get('if-none-match') ?? '';
  if (known === '*' || known.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(request.method === 'HEAD' ? null : body, { headers });
}

function parameters<T>(schema: z.ZodType<T>, query: Record<string, string>): T {
  const answer = checked(schema, query);
  if (answer.ok) return answer.value;
  const [name = ''] = Object.keys(answer.fields ?? {});
  throw new Problem(400, name ? `The parameter ${name} is not right: ${answer.message}` : answer.message);
}

function describe({ query }: Call) {
  parameters(nothing, query);
  return openApi(site().url);
}

async function listArticles({ db, query }: Call) {
  const { limit, cursor, tag = null } = parameters(listing, query);
  const after = afterIn(cursor, z.tuple([z.iso.datetime({ precision: 6 }), z.uuid()]));
  const articles = await readListed(db, { after, tag, most: limit + 1 });
  return pageOf(articles, limit, listedItem, ({ at, id }) => [at, id]);
}

async function oneArticle(call: Call) {
  parameters(nothing, call.query);
  return articleItem(await articleOf(call, ''));
}

async function listSections(call: Call, kind: 'section' | 'faq') {
  const { limit, cursor } = parameters(page, call.query);
  const after = afterIn(cursor, z.tuple([z.uuid()]));
  const items = sectionItems(await articleOf(call, kind === 'faq' ? '/faqs' : '/sections')).filter(
    (item) => (item.kind === 'faq') === (kind === 'faq'),
  );
  const from = after ? items.findIndex(({ id }) => id === after[0]) + 1 : 0;
  // A version without that section went out meanwhile.
  if (after && from === 0) throw new Problem(400, 'This cursor is of another version: begin again.');
  return pageOf(
    items.slice(from, from + limit + 1),
    limit,
    (item) => item,
    ({ id }) => [id],
  );
}

async function listVersions(call: Call) {
  const { limit, cursor } = parameters(page, call.query);
  const after = afterIn(cursor, z.tuple([z.int().min(1)]));
  const { versions, slug } = await articleOf(call, '/versions');
  const rest = versions.filter(({ number }) => !after || number < after[0]).slice(0, limit + 1);
  return pageOf(
    rest,
    limit,
    (version) => versionItem(slug, version),
    ({ number }) => [number],
  );
}

async function oneVersion(call: Call) {
  parameters(nothing, call.query);
  const { slug } = await articleOf(call, `/versions/${call.other}`);
  const version = await readPublished(call.db, slug, Number(call.other));
  if (!version) throw new Problem(404, 'Readers have seen no version of this number.');
  return articleItem(version);
}

async function listTags({ db, query }: Call) {
  const { limit, cursor } = parameters(page, query);
  const after = afterIn(cursor, z.tuple([z.string().max(200)]));
  const tags = await readTags(db);
  const from = after ? tags.findIndex(({ name }) => name === after[0]) + 1 : 0;
  if (after && from === 0) throw new Problem(400, 'The tag that this cursor names is gone: begin again.');
  return pageOf(
    tags.slice(from, from + limit + 1),
    limit,
    (tag) => tag,
    ({ name }) => [name],
  );
}

async function searchFor({ db, query }: Call) {
  const { q } = parameters(asked, query);
  const { found: articles, corrected } = await search(db, q);
  return { items: articles.map(foundItem), corrected };
}

/** The article with this slug; where there is none, a problem that says whether it is gone, moved or never was. */
async function articleOf({ db, part }: Call, rest: string) {
  const slug = decoded(part);
  const article = isSlug(slug) ? await readPublished(db, slug) : null;
  if (article) return article;
  if (isSlug(slug)) {
    const notice = await readNotice(db, slug);
    if (notice?.kind === 'retracted')
      throw new Problem(410, `This article was retracted. ${notice.reason ?? ''}`.trim());
    const leadsTo = notice ? null : await readRedirect(db, slug);
    if (leadsTo)
      throw new Problem(308, `This article is at ${leadsTo} now.`, {
        location: `/api/v1/articles/${leadsTo}${rest}`,
      });
  }
  throw new Problem(404, 'No article is published under this slug.');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
