import type { Html } from './html.ts';
import { site } from './site.ts';
import { xml, xmlDocument } from './xml.ts';

type Entry = { slug: string; publishedAt: Date };

/** The most addresses that one sitemap may have (sitemaps.org). */
export const mostInSitemap = 50_000;

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** What stands at /sitemap.xml: all that is public, or, when it is too much for one, the list of sitemaps. */
export function sitemap(articles: Entry[], most = mostInSitemap): string {
  const all = addresses(articles);
  if (all.length <= most) return urlset(all);
  const { url } = site();
  const parts = Array.from(
    { length: Math.ceil(all.length / most) },
    (_, i) => xml`<sitemap><loc>${url}/sitemap-${i + 1}.xml</loc></sitemap>`,
  );
  return xmlDocument(xml`<sitemapindex xmlns="${namespace}">${parts}</sitemapindex>`);
}

/** The nth of the sitemaps that /sitemap.xml lists, or null. */
export function sitemapPart(articles: Entry[], n: number, most = mostInSitemap): string | null {
  const all = addresses(articles);
  const part = all.slice((n - 1) * most, n * most);
  return all.length > most && part.length > 0 ? urlset(part) : null;
}

function addresses(articles: Entry[]): Html[] {
  const { url } = site();
  const entry = ({ slug, publishedAt }: Entry) =>
    xml`<url><loc>${url}/${slug}</loc><lastmod>${publishedAt.toISOString()}</lastmod></url>`;
  return [xml`<url><loc>${url}/</loc></url>`, ...articles.map(entry)];
}

function urlset(entries: Html[]): string {
  return xmlDocument(xml`<urlset xmlns="${namespace}">${entries}</urlset>`);
}

/** What crawlers may read: everything public but search results, of which there is no end. */
export function robots(): string {
  return `User-agent: *\nDisallow: /desk\nDisallow: /sign-in\nDisallow: /api/\nDisallow: /search\n\nSitemap: ${site().url}/sitemap.xml\n`;
}
