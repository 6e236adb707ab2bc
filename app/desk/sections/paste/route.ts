import { z } from 'zod';
import { MAX_PASTED, pastedMarkdown } from '#lib/import/paste.ts';
import { refuse } from '#lib/refusal.ts';
import { mayRevise } from '#lib/sections/policy.ts';
import { answerJson } from '../answer-json.ts';

const pasted = z.object({
  html: z.string().max(MAX_PASTED, 'This is too much to be pasted with its formatting.'),
});

/** Makes Markdown of what somebody pasted: the readers of other programs' HTML are too large for a page. */
export function POST(request: Request): Promise<Response> {
  return answerJson(request, pasted, async (actor, { html }) =>
    mayRevise(actor) ? pastedMarkdown(html) : refuse('not-allowed', 'Only editors revise the text.'),
  );
}
