import { deskDb } from '#db/client.ts';
import { readForWriting } from '#lib/detector/queries.ts';
import { readDraft } from '#lib/drafts/queries.ts';
import { checked, refuse } from '#lib/refusal.ts';
import { mayRevise } from '#lib/sections/policy.ts';
import { readNewest } from '#lib/sections/queries.ts';
import { sectionId } from '#lib/sections/schema.ts';
import { asActor } from '../../../../session.ts';

/** What the form that revises a section begins with, where it is opened in the article. */
export async function GET(_: Request, { params }: { params: Promise<{ sectionId: string }> }) {
  const answer = await asActor(async (actor) => {
    if (!mayRevise(actor)) return refuse('not-allowed', 'Only editors revise the text.');
    const input = checked(sectionId, await params);
    if (!input.ok) return input;
    const [section, writing, kept] = await Promise.all([
      readNewest(actor, deskDb(), input.value.sectionId),
      readForWriting(actor, deskDb(), input.value.sectionId),
      readDraft(actor, deskDb(), input.value.sectionId),
    ]);
    if (!section || !writing) return refuse('missing', 'This section does not exist any more.');
    return { ok: true as const, ...section, writing, kept };
  });
  return Response.json(answer, {
    ...{ status: answer.ok ? 200 : 422, headers: { 'cache-control': 'private, no-store' } },
  });
}
