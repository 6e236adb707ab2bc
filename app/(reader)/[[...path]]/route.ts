import { readerDb } from '#db/client.ts';
import { missing, replyAt } from '../surfaces.ts';

// app/server/published.ts answers published addresses from memory; this is for all others, and for a server that
// runs Next alone.
export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  const db = readerDb();
  const { status, headers, body } = (await replyAt(db, new URL(request.url).pathname)) ?? (await missing(db));
  return new Response(body, { status, headers });
}
