import type { z } from 'zod';
import { type Answer, checked, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { asActor } from '../../session.ts';
import { isFromHere } from '../from-here.ts';

const statuses: Record<string, number> = {
  'signed-out': 401,
  'not-allowed': 403,
  missing: 404,
  conflict: 409,
};

/**
 * Answers a request in JSON with what a command says. For what the browser sends by itself while somebody types or
 * leaves: server actions run one after the other, draw the page anew, and do not outlive it.
 */
export async function answerJson<T>(
  request: Request,
  schema: z.ZodType<T>,
  command: (actor: Actor, input: T) => Promise<Answer>,
): Promise<Response> {
  const answer = isFromHere(request.headers)
    ? await asActor(async (actor) => {
        const input = checked(schema, await request.json().catch(() => null));
        return input.ok ? command(actor, input.value) : input;
      })
    : refuse('not-allowed', 'This is sent from the page of a section.');
  const status = answer.ok ? 200 : (statuses[answer.code] ?? 422);
  return Response.json(answer, { status, headers: { 'cache-control': 'private, no-store' } });
}
