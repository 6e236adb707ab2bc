import { readerDb } from '#db/client.ts';
import { search } from '#lib/search/queries.ts';
import { readSite } from '#lib/site/queries.ts';
import { headersFor } from '../page-frame.ts';
import { searchPage } from '../search-page.ts';
import { firstName, inSettings } from '../site.ts';

export async function GET(request: Request): Promise<Response> {
  const typed = new URL(request.url).searchParams.get('q') ?? '';
  const [settings, result] = await Promise.all([
    readSite(readerDb(), firstName()),
    search(readerDb(), typed),
  ]);
  return inSettings(settings, () => answer(searchPage(typed, result)));
}

function answer(page: string): Response {
  // Asked of the database each time: what was retracted is found no more from that moment on.
  return new Response(page, { headers: { ...headersFor('text/html'), 'cache-control': 'no-store' } });
}
