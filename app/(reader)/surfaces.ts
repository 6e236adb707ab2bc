import type { Db } from '#db/client.ts';
import { isSlug } from '#lib/articles/slug.ts';
import { readLogoBytes, readSite } from '#lib/site/queries.ts';
import {
  readAmendments,
  readArchive,
  readFrontPage,
  readNewest,
  readNotice,
  readPublished,
  readRedirect,
  readRelated,
  readTagged,
  readTags,
} from '#lib/versions/queries.ts';
import { amendmentsPage } from './amendments-page.ts';
import { archivePage } from './archive-page.ts';
import { articlePage } from './article-page.ts';
import { card } from './card.ts';
import { robots, sitemap, sitemapPart } from './crawlers.ts';
import { atom, jsonFeed, rss } from './feeds.ts';
import { frontPage, missingPage } from './front-page.ts';
import { noticePage } from './notice-page.ts';
import { headersFor } from './page-frame.ts';
import { policyPage } from './policy-page.ts';
import { firstName, inSettings, site } from './site.ts';
import { tagPage, tagsPage } from './tags-page.ts';
import { changesPage, versionsPage } from './versions-page.ts';

/** What is answered at a public address. */
export type Reply = {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer>;
  /** The slugs of the other articles that it names. What becomes of them is seen on it. */
  names?: string[];
};

const reply = (type: string, body: string, status = 200): Reply => ({
  status,
  headers: headersFor(type),
  body,
});
const page = (body: string, status = 200) => reply('text/html', body, status);
const xml = (body: string) => reply('application/xml', body);

type SitePage = (db: Db, part?: string) => Promise<Reply | null>;

/** The addresses whose answer may change with every article's: a publication anywhere makes them anew. */
const sitePages: [RegExp, SitePage][] = [
  [/^\/$/, async (db) => page(frontPage(await readFrontPage(db)))],
  [/^\/corrections$/, async (db) => page(amendmentsPage(await readAmendments(db)))],
  [/^\/corrections-policy$/, async () => orNone(page, policyPage(site().correctionsPolicy))],
  [/^\/archive(?:\/(\d{4}))?$/, async (db, year) => orNone(page, archivePage(await readArchive(db), year))],
  [/^\/tags$/, async (db) => page(tagsPage(await readTags(db)))],
  [
    /^\/tags\/([^/]{1,400})$/,
    async (db, part) => {
      const name = decoded(part ?? '');
      return name === null ? null : orNone(page, tagPage(name, await readTagged(db, name)));
    },
  ],
  [
    /^\/(logo-[0-9a-f]{16}\.(?:png|jpg|webp))$/,
    async (db, name) => {
      const { logo } = site();
      const bytes = logo?.path === `/${name}` ? await readLogoBytes(db) : null;
      if (!logo || !bytes) return null;
      return {
        ...{ status: 200, body: Uint8Array.from(bytes) },
        headers: { ...headersFor(logo.type), 'content-type': logo.type },
      };
    },
  ],
  [/^\/robots\.txt$/, async () => reply('text/plain', robots())],
  [/^\/sitemap\.xml$/, async (db) => xml(sitemap(await readArchive(db)))],
  [
    /^\/sitemap-([1-9]\d{0,3})\.xml$/,
    async (db, n) => orNone(xml, sitemapPart(await readArchive(db), Number(n))),
  ],
  [/^\/feed\.rss$/, async (db) => reply('application/rss+xml', rss(await readNewest(db, inFeed)))],
  [/^\/feed\.atom$/, async (db) => reply('application/atom+xml', atom(await readNewest(db, inFeed)))],
  [/^\/feed\.json$/, async (db) => reply('application/feed+json', jsonFeed(await readNewest(db, inFeed)))],
];

const orNone = (made: (body: string) => Reply, body: string | null) => (body === null ? null : made(body));

/** What an address says in percent signs, or null when it says nothing. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** How many other articles an article leads to. */
const mostRelated = 3;

/** How many articles a feed has, the newest first. */
const inFeed = 50;

/** What stands below an article's address: its card, its versions, one of them, and what changed between two. */
const underSlug = /^(?:\/card\.png|(\/versions)(?:\/([1-9]\d{0,5})(?:\.\.([1-9]\d{0,5}))?)?)?$/;

export const isSitePage = (path: string) => sitePages.some(([address]) => address.test(path));

/** The first segment of a path: the slug under which an article's addresses stand. */
export const slugIn = (path: string) => path.split('/', 2)[1] ?? '';

/**
 * The answer at a path, from what is published and nothing else; null where nothing is public. Whoever keeps it asks
 * again when the state of its slug (`readPointers`) is another.
 * @param db the public's pool, under the role that sees nothing unpublished
 */
export async function replyAt(db: Db, path: string): Promise<Reply | null> {
  return inSettings(await readSite(db, firstName()), () => answerAt(db, path));
}

async function answerAt(db: Db, path: string): Promise<Reply | null> {
  for (const [address, answer] of sitePages) {
    const found = address.exec(path);
    if (found) return answer(db, found[1]);
  }
  const slug = slugIn(path);
  const rest = path.slice(1 + slug.length);
  const [isKnown, versions, one, other] = underSlug.exec(rest) ?? [];
  if (!isSlug(slug) || isKnown === undefined) return null;
  const article = await readPublished(db, slug, one ? Number(one) : undefined);
  if (article && rest === '/card.png') {
    const { name, accent } = site();
    const body = await card(article.title, name, accent);
    return { status: 200, headers: { ...headersFor('image/png'), 'content-type': 'image/png' }, body };
  }
  if (article && other) {
    const after = await readPublished(db, slug, Number(other));
    return after && page(changesPage(article, after));
  }
  if (article && versions) return page(one ? articlePage(article) : versionsPage(article));
  if (article) {
    const related = await readRelated(db, article, mostRelated);
    return { ...page(articlePage({ ...article, related })), names: related.map((other) => other.slug) };
  }
  const notice = await readNotice(db, slug);
  // Gone for good, or away for now.
  if (notice) return page(noticePage(notice), notice.kind === 'retracted' ? 410 : 404);
  const leadsTo = await readRedirect(db, slug);
  return leadsTo ? { status: 308, headers: { location: `/${leadsTo}${rest}` }, body: '' } : null;
}

/** The answer where there is none. */
export const missing = async (db: Db): Promise<Reply> =>
  inSettings(await readSite(db, firstName()), () => page(missingPage(), 404));
