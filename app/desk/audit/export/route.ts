import { Readable } from 'node:stream';
import { deskDb } from '#db/client.ts';
import { csvHead, csvLine, jsonLine } from '#lib/audit/export.ts';
import { mayReadAudit } from '#lib/audit/policy.ts';
import { exportAudit } from '#lib/audit/queries.ts';
import { auditFilter } from '#lib/audit/schema.ts';
import { requireActor } from '../../../session.ts';

/** How much is sent at once, in characters: line by line, sending takes twenty times as long as reading. */
const pieceLength = 65_536;

/** The audit log as a file: every event that the page's filter leaves, as CSV or as lines of JSON. */
export async function GET(request: Request): Promise<Response> {
  const actor = await requireActor();
  if (!mayReadAudit(actor)) return new Response('The managing editor reads the audit log.', { status: 403 });
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const isJson = asked.format === 'jsonl';
  const events = exportAudit(actor, deskDb(), auditFilter.parse(asked));
  async function* pieces() {
    let piece = isJson ? '' : csvHead;
    for await (const event of events) {
      piece += isJson ? jsonLine(event) : csvLine(event);
      if (piece.length < pieceLength) continue;
      yield piece;
      piece = '';
    }
    if (piece) yield piece;
  }
  return new Response(Readable.toWeb(Readable.from(pieces())) as ReadableStream, {
    headers: {
      'content-type': isJson ? 'application/jsonl; charset=utf-8' : 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="audit.${isJson ? 'jsonl' : 'csv'}"`,
      'cache-control': 'no-store',
    },
  });
}
