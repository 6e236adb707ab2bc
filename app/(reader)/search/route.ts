import { readerDb } from '#db/client.ts';
import { readSearchChoices, search } from '#lib/search/queries.ts';
import { readSite } from '#lib/site/queries.ts';
import { headersFor } from '../page-frame.ts';
import { searchPage } from '../search-page.ts';
import { firstName, inSettings } from '../site.ts';

export async function GET(request: Request): Promise<Response> {
  const { searchParams: asked } = new URL(request.url);
  // A form sends also what was left open: the address that people pass on is without it.
  const open = ['tag', 'year'].filter((name) => asked.get(name) === '');
  if (open.length > 0) {
    for (const name of open) asked.delete(name);
    return new Response(null, { status: 303, headers: { location: `/search?${asked}` } });
  }
  const typed = asked.get('q') ?? '';
  const year = /^\d{4}$/.test(asked.get('year') ?? '') ? Number(asked.get('year')) : undefined;
  const filter = { tag: asked.get('tag')?.slice(0, 100) || undefined, year };
  const [settings, choices, result] = await Promise.all([
    readSite(readerDb(), firstName()),
    readSearchChoices(readerDb()),
    search(readerDb(), typed, filter),
  ]);
  return inSettings(settings, () => answer(searchPage(typed, result, filter, choices)));
}

function answer(page: string): Response {
  // Asked of the database each time: what was retracted is found no more from that moment on.
  return new Response(page, { headers: { ...headersFor('text/html'), 'cache-control': 'no-store' } });
}
