import { deskDb } from '#db/client.ts';
import { dropDraft, keepDraft } from '#lib/drafts/commands.ts';
import { readDraft } from '#lib/drafts/queries.ts';
import { droppedDraft, keptDraft } from '#lib/drafts/schema.ts';
import { checked } from '#lib/refusal.ts';
import { sectionId } from '#lib/sections/schema.ts';
import { asActor } from '../../../../session.ts';
import { answerJson } from '../../answer-json.ts';

type Place = { params: Promise<{ sectionId: string }> };

/** The own draft, for a window that finds another one has kept it meanwhile. */
export async function GET(_: Request, { params }: Place): Promise<Response> {
  const answer = await asActor(async (actor) => {
    const input = checked(sectionId, await params);
    return input.ok
      ? { ok: true as const, draft: await readDraft(actor, deskDb(), input.value.sectionId) }
      : input;
  });
  return Response.json(answer, {
    ...{ status: answer.ok ? 200 : 422, headers: { 'cache-control': 'private, no-store' } },
  });
}

export function PUT(request: Request): Promise<Response> {
  return answerJson(request, keptDraft, (actor, draft) => keepDraft(actor, deskDb(), draft));
}

export function DELETE(request: Request): Promise<Response> {
  return answerJson(request, droppedDraft, (actor, draft) => dropDraft(actor, deskDb(), draft));
}
