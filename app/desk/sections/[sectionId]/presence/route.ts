import { deskDb } from '#db/client.ts';
import { giveSign, takeLeave } from '#lib/drafts/commands.ts';
import { leave, sign } from '#lib/drafts/schema.ts';
import { answerJson } from '../../answer-json.ts';

export function PUT(request: Request): Promise<Response> {
  return answerJson(request, sign, (actor, given) => giveSign(actor, deskDb(), given));
}

export function DELETE(request: Request): Promise<Response> {
  return answerJson(request, leave, (actor, given) => takeLeave(actor, deskDb(), given));
}
