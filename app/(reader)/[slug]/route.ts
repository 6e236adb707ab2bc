import { readerDb } from '#db/client.ts';
import { isSlug } from '#lib/articles/slug.ts';
import { readPublished } from '#lib/versions/queries.ts';
import { articlePage } from '../article-page.ts';
import { missingPage } from '../front-page.ts';
import { readerHeaders } from '../page-frame.ts';

// app/server/published.ts answers published addresses from memory; this is for all others, and for a server that
// runs Next alone.
export async function GET(_: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const { slug } = await params;
  const article = isSlug(slug) ? await readPublished(readerDb(), slug) : null;
  if (!article) return new Response(missingPage(), { status: 404, headers: readerHeaders });
  return new Response(articlePage(article), { headers: readerHeaders });
}
