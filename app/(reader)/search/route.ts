import { readerDb } from '#db/client.ts';
import { search } from '#lib/search/queries.ts';
import { headersFor } from '../page-frame.ts';
import { searchPage } from '../search-page.ts';

export async function GET(request: Request): Promise<Response> {
  const typed = new URL(request.url).searchParams.get('q') ?? '';
  const page = searchPage(typed, await search(readerDb(), typed));
  // Asked of the database each time: what was retracted is found no more from that moment on.
  return new Response(page, { headers: { ...headersFor('text/html'), 'cache-control': 'no-store' } });
}
