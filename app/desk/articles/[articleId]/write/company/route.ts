import { deskDb } from '#db/client.ts';
import { mayWrite } from '#lib/drafts/policy.ts';
import { readCompany } from '#lib/drafts/queries.ts';
import { writtenArticle } from '#lib/drafts/schema.ts';
import { checked, refuse } from '#lib/refusal.ts';
import { asActor } from '../../../../../session.ts';

/** Who else is at which section of an article, and what its newest revisions are by now. */
export async function GET(_: Request, { params }: { params: Promise<{ articleId: string }> }) {
  const answer = await asActor(async (actor) => {
    if (!mayWrite(actor)) return refuse('not-allowed', 'Only editors revise the text.');
    const input = checked(writtenArticle, await params);
    if (!input.ok) return input;
    return { ok: true as const, sections: await readCompany(actor, deskDb(), input.value.articleId) };
  });
  return Response.json(answer, {
    ...{ status: answer.ok ? 200 : 422, headers: { 'cache-control': 'private, no-store' } },
  });
}
