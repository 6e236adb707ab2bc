import { readerDb } from '#db/client.ts';
import { answerApi } from '../answers.ts';

export const dynamic = 'force-dynamic';

const answer = (request: Request): Promise<Response> => answerApi(readerDb(), request);

export { answer as DELETE, answer as GET, answer as OPTIONS, answer as PATCH, answer as POST, answer as PUT };
