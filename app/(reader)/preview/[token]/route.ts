import { deskDb } from '#db/client.ts';
import { previewReply } from '../../preview-page.ts';

export async function GET(_: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const { status, headers, body } = await previewReply(deskDb(), (await params).token);
  return new Response(body, { status, headers });
}
