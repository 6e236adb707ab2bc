import { deskDb } from '#db/client.ts';
import { findTitles } from '#lib/articles/queries.ts';
import { currentActor } from '../../session.ts';

/** The articles that the palette offers for what was typed; nothing to strangers. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response(null, { status: 401 });
  const typed = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 100).replaceAll('\0', '');
  const found = await findTitles(actor, deskDb(), typed);
  const offered = found.map(({ id, title }) => ({ name: title, href: `/desk/articles/${id}` }));
  return Response.json(offered, { headers: { 'cache-control': 'no-store' } });
}
