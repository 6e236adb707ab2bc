import { type Format, formats } from '#lib/export/model.ts';
import type { Actor } from '#lib/staff/model.ts';
import { currentActor } from '../../session.ts';

/**
 * Answers a request for a file of the desk: to somebody who is signed in, in the format that they ask for. The file is
 * saved and never shown, whatever is in it.
 */
export async function download(
  request: Request,
  fileFor: (actor: Actor, format: Format) => Promise<{ name: string; type: string; body: BodyInit } | null>,
): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return plain(401, 'You are signed out. Sign in to the desk, then follow the link again.');
  const asked = new URL(request.url).searchParams.get('format') ?? 'md';
  const format = formats.find((known) => known === asked);
  if (!format) return plain(400, `The formats are ${formats.join(', ')}.`);
  const file = await fileFor(actor, format);
  if (!file) return plain(404, 'There is no such article.');
  return new Response(file.body, {
    headers: {
      'content-type': file.type,
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'private, no-store',
    },
  });
}

function plain(status: number, message: string): Response {
  return new Response(`${message}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
