import { deskDb } from '#db/client.ts';
import { readOriginal } from '#lib/import/queries.ts';
import { currentActor } from '../../../../../session.ts';

/** Gives a source as it came, to be saved: never shown by the browser, because it is somebody else's page. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ sourceId: string }> },
): Promise<Response> {
  const actor = await currentActor();
  const { sourceId } = await params;
  const source =
    actor && /^[0-9a-f-]{36}$/.test(sourceId) ? await readOriginal(actor, deskDb(), sourceId) : null;
  if (!source) return new Response('There is no such source, or you are signed out.\n', { status: 404 });
  return new Response(new Uint8Array(source.bytes), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(source.name.replaceAll('/', '-').toWellFormed())}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}
