import { deskDb } from '#db/client.ts';
import { fileOf } from '#lib/export/files.ts';
import { mediaTypes } from '#lib/export/model.ts';
import { readForExport } from '#lib/export/queries.ts';
import { articleId } from '#lib/import/schema.ts';
import { download } from '../../../export/download.ts';

type Context = { params: Promise<{ articleId: string }> };

/** One article's draft as a file. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = articleId.safeParse(await params);
  return download(request, async (actor, format) => {
    const article = asked.success ? await readForExport(actor, deskDb(), asked.data.articleId) : null;
    if (!article) return null;
    const { name, text } = fileOf(article, format);
    return { name, type: mediaTypes[format], body: text };
  });
}
