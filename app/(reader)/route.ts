import { readerDb } from '#db/client.ts';
import { readFrontPage } from '#lib/versions/queries.ts';
import { frontPage } from './front-page.ts';
import { readerHeaders } from './page-frame.ts';

// app/server/published.ts answers this address from memory; this is for a server that runs Next alone.
export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  return new Response(frontPage(await readFrontPage(readerDb())), { headers: readerHeaders });
}
