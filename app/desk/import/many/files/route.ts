import { deskDb } from '#db/client.ts';
import { addFiles } from '#lib/bulk/commands.ts';
import { MAX_ARCHIVE_BYTES } from '#lib/bulk/model.ts';
import { jobId } from '#lib/bulk/schema.ts';
import { checked, type Refusal, refuse } from '#lib/refusal.ts';
import { asActor } from '../../../../session.ts';
import { isFromHere } from '../../../from-here.ts';

/** The most bytes of one request: an archive, or several files, and the form around them. */
const most = MAX_ARCHIVE_BYTES + 1024 * 1024;

/** Takes files for a bulk import: a route, because a server action takes 6 MB and an archive may have more. */
export async function POST(request: Request): Promise<Response> {
  if (!isFromHere(request.headers))
    return told(refuse('not-allowed', 'Files are sent from the page “Import many”.'));
  if (!(Number(request.headers.get('content-length')) <= most))
    return told(refuse('invalid', 'This archive has more than 50 MB. Part it into several archives.'));
  const answer = await asActor(async (actor) => {
    const form = await request.formData();
    const input = checked(jobId, { jobId: form.get('jobId') });
    if (!input.ok) return input;
    const files = form.getAll('file').filter((value) => value instanceof File);
    const read = files.map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    }));
    return addFiles(actor, deskDb(), input.value.jobId, await Promise.all(read));
  });
  return answer.ok ? Response.json(answer) : told(answer);
}

function told(refusal: Refusal): Response {
  return Response.json(refusal, { status: refusal.code === 'not-allowed' ? 403 : 422 });
}
