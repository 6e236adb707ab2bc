import { deskDb, readerDb } from '#db/client.ts';
import { checked } from '#lib/refusal.ts';
import { reportError } from '#lib/reports/commands.ts';
import { reportedError } from '#lib/reports/schema.ts';
import { readSite } from '#lib/site/queries.ts';
import { headersFor } from '../page-frame.ts';
import { confirmPage, refusedPage, thanksPage } from '../report-page.ts';
import { addressHash, isOldEnough, tokenFor } from '../report-token.ts';
import { firstName, inSettings } from '../site.ts';

/** The most bytes that a report may have as a form. */
const mostBytes = 20_000;

export async function GET(request: Request): Promise<Response> {
  if (new URL(request.url).searchParams.has('sent')) return page(200, thanksPage);
  return new Response(null, { status: 303, headers: { location: '/' } });
}

/**
 * Takes a report in two steps: the form on an article's page, whose bytes are the same for everybody, is answered with
 * what was typed and a token of this moment; sent again with it, not sooner than a person reads, it is taken.
 */
export async function POST(request: Request): Promise<Response> {
  const bytes = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!(bytes <= mostBytes)) return page(413, () => refusedPage('This is too long for a report.'));
  const data = Object.fromEntries(await request.formData().catch(() => new FormData()));
  // The field that no person sees: whoever fills it in is told that all went well.
  if (data.website) return sent();
  const report = checked(reportedError, data);
  if (!report.ok) return page(400, () => confirmPage(data, tokenFor(data, Date.now()), report.message));
  const token = String(data.token ?? '');
  if (!isOldEnough(data, token, Date.now()))
    return page(200, () => confirmPage(data, tokenFor(data, Date.now())));
  const reader = { addressHash: addressHash(request.headers.get('x-reader-address') ?? '') };
  const answer = await reportError(reader, deskDb(), report.value);
  if (answer.ok) return sent();
  return page(answer.code === 'missing' ? 404 : 429, () => refusedPage(answer.message));
}

const sent = () => new Response(null, { status: 303, headers: { location: '/report?sent' } });

async function page(status: number, make: () => string): Promise<Response> {
  return inSettings(
    await readSite(readerDb(), firstName()),
    () =>
      new Response(make(), { status, headers: { ...headersFor('text/html'), 'cache-control': 'no-store' } }),
  );
}
