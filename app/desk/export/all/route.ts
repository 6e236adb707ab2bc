import { Readable } from 'node:stream';
import { deskDb } from '#db/client.ts';
import { type ExportedFile, fileOf } from '#lib/export/files.ts';
import type { Format } from '#lib/export/model.ts';
import { listForExport, readForExport } from '#lib/export/queries.ts';
import { zipped } from '#lib/export/zip.ts';
import type { Actor } from '#lib/staff/model.ts';
import { download } from '../download.ts';

/** Every article's draft, in an archive that is written while it is sent. */
export async function GET(request: Request): Promise<Response> {
  return download(request, async (actor, format) => ({
    name: `galley-${format}.zip`,
    type: 'application/zip',
    body: Readable.toWeb(
      Readable.from(zipped(files(actor, format)), { objectMode: false }),
    ) as ReadableStream,
  }));
}

async function* files(actor: Actor, format: Format): AsyncGenerator<ExportedFile> {
  for (const id of await listForExport(actor, deskDb())) {
    const article = await readForExport(actor, deskDb(), id);
    if (article) yield fileOf(article, format);
  }
}
