'use server';

import { createHmac } from 'node:crypto';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { alreadyImported, importSource } from '#lib/import/commands.ts';
import { fetchesUrls, fetchSource } from '#lib/import/fetch-source.ts';
import type { Draft } from '#lib/import/model.ts';
import { mayImport } from '#lib/import/policy.ts';
import { findImported } from '#lib/import/queries.ts';
import { RICH_PASTE, readDocument, type SourceInput } from '#lib/import/read.ts';
import { corrections } from '#lib/import/schema.ts';
import { checked, type Refusal, refuse } from '#lib/refusal.ts';
import { asActor } from '../../session.ts';
import { askNewsroom } from '../detector/newsroom.ts';

/** Shows what the importer understands of a source. Nothing is stored. */
export async function previewAction(
  data: FormData,
): Promise<({ ok: true } & { draft: Draft; text: string }) | (Refusal & { articleId?: string })> {
  return asActor(async (actor) => {
    if (!mayImport(actor)) return refuse('not-allowed', 'Only editors import articles.');
    const source = await sourceIn(data);
    const articleId = await findImported(actor, deskDb(), source.bytes);
    if (articleId) return { ...refuse('already-imported', alreadyImported), articleId };
    const reading = await readDocument(source);
    return reading.ok
      ? { ok: true, draft: reading.draft, text: reading.text }
      : refuse('invalid', reading.problem.message);
  });
}

/** Fetches a source by its address, where that is switched on, and shows what the importer understands of it. */
export async function fetchAction(
  data: FormData,
): Promise<
  ({ ok: true } & { draft: Draft; text: string; fetched: FetchedSource }) | (Refusal & { articleId?: string })
> {
  return asActor(async (actor) => {
    if (!mayImport(actor)) return refuse('not-allowed', 'Only editors import articles.');
    if (!fetchesUrls(process.env))
      return refuse('invalid', 'Fetching articles by their address is switched off here.');
    const fetched = await fetchSource(String(data.get('url') ?? ''));
    if (!fetched.ok) return fetched;
    const { source } = fetched;
    const articleId = await findImported(actor, deskDb(), source.bytes);
    if (articleId) return { ...refuse('already-imported', alreadyImported), articleId };
    const reading = await readDocument(source);
    if (!reading.ok) return refuse('invalid', reading.problem.message);
    return {
      ...{ ok: true, draft: reading.draft, text: reading.text },
      fetched: { ...source, bytes: new Uint8Array(source.bytes), seal: sealOf(source) },
    };
  });
}

/** Imports the source as the preview showed it, with the editor's corrections, and opens the article. */
export async function importAction(data: FormData): Promise<Refusal & { articleId?: string }> {
  const list = checked(corrections, parseJson(String(data.get('corrections') ?? '[]')));
  if (!list.ok) return list;
  const source = await sourceIn(data);
  const answer = await asActor(async (actor) => {
    const imported = await importSource(actor, deskDb(), source, list.value);
    if (imported.ok) askNewsroom(actor, { articleId: imported.articleId });
    return imported;
  });
  if (!answer.ok) return answer;
  revalidatePath('/desk', 'layout');
  redirect(`/desk/articles/${answer.articleId}`);
}

async function sourceIn(data: FormData): Promise<SourceInput> {
  const file = data.get('file');
  const url = String(data.get('url') ?? '');
  if (file instanceof File && url) {
    const source = { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name, url };
    // That these bytes came from that address is this server's word, not the browser's.
    return data.get('seal') === sealOf(source) ? source : { bytes: source.bytes, name: source.name };
  }
  if (file instanceof File && file.size > 0)
    return {
      bytes: new Uint8Array(await file.arrayBuffer()),
      name: file.name.toWellFormed().replaceAll('\0', ''),
    };
  const html = String(data.get('html') ?? '');
  if (html) return { bytes: new TextEncoder().encode(html), name: RICH_PASTE };
  // A form sends lines that end in CR LF, whatever was pasted.
  const text = String(data.get('text') ?? '').replaceAll('\r\n', '\n');
  return { bytes: new TextEncoder().encode(text), name: 'pasted text' };
}

/** A source that this server fetched, with its word for that. */
type FetchedSource = { bytes: Uint8Array<ArrayBuffer>; name: string; url: string; seal: string };

function sealOf({ bytes, url }: { bytes: Uint8Array; url: string }): string {
  return createHmac('sha256', process.env.NEXTAUTH_SECRET ?? '')
    .update(`fetched ${url}\n`)
    .update(bytes)
    .digest('hex');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
