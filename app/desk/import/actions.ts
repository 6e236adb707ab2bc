'use server';

import { createHmac } from 'node:crypto';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { alreadyImported, importEdition, importSource } from '#lib/import/commands.ts';
import { type Change, compareEdition } from '#lib/import/edition.ts';
import { fetchesUrls, fetchSource } from '#lib/import/fetch-source.ts';
import type { Draft } from '#lib/import/model.ts';
import { mayImport } from '#lib/import/policy.ts';
import { type EarlierEdition, findEarlierEditions, findImported, readStanding } from '#lib/import/queries.ts';
import { RICH_PASTE, readDocument, type SourceInput } from '#lib/import/read.ts';
import { articleId, comparedEdition, corrections } from '#lib/import/schema.ts';
import { type Answer, checked, type Refusal, refuse } from '#lib/refusal.ts';
import { asActor } from '../../session.ts';
import { askNewsroom } from '../detector/newsroom.ts';

/** Shows what the importer understands of a source. Nothing is stored. */
export async function previewAction(
  data: FormData,
): Promise<
  { ok: true; draft: Draft; text: string; earlier: EarlierEdition[] } | (Refusal & { articleId?: string })
> {
  return asActor(async (actor) => {
    if (!mayImport(actor)) return refuse('not-allowed', 'Only editors import articles.');
    const source = await sourceIn(data);
    const known = await findImported(actor, deskDb(), source.bytes);
    if (known) return { ...refuse('already-imported', alreadyImported), articleId: known };
    const reading = await readDocument(source);
    if (!reading.ok) return refuse('invalid', reading.problem.message);
    const { draft, text } = reading;
    const own = { address: reading.facts.canonicalUrl, title: draft.title };
    return { ok: true, draft, text, earlier: await findEarlierEditions(actor, deskDb(), own) };
  });
}

/** Fetches a source by its address, where that is switched on, and shows what the importer understands of it. */
export async function fetchAction(
  data: FormData,
): Promise<
  | ({ ok: true } & { draft: Draft; text: string; earlier: EarlierEdition[]; fetched: FetchedSource })
  | (Refusal & { articleId?: string })
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
    const { draft, text, facts } = reading;
    const own = { address: facts.canonicalUrl ?? source.url ?? null, title: draft.title };
    return {
      ...{ ok: true, draft, text, earlier: await findEarlierEditions(actor, deskDb(), own) },
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

/** Compares the source, as corrected, with an article that an earlier edition became. Nothing is stored. */
export async function compareAction(data: FormData): Promise<Answer<{ changes: Change[]; seen: string }>> {
  const list = checked(corrections, parseJson(String(data.get('corrections') ?? '[]')));
  if (!list.ok) return list;
  const article = checked(articleId, { articleId: data.get('articleId') });
  if (!article.ok) return article;
  const source = await sourceIn(data);
  return asActor(async (actor) => {
    if (!mayImport(actor)) return refuse('not-allowed', 'Only editors import articles.');
    const reading = await readDocument(source, list.value);
    if (!reading.ok) return refuse('invalid', reading.problem.message);
    const found = await readStanding(actor, deskDb(), article.value.articleId);
    if (!found)
      return refuse('missing', 'This article was not imported, so there is no newer edition of it.');
    return { ok: true, changes: compareEdition(found.standing, reading.draft), seen: found.seen };
  });
}

/** Imports the source as the comparison showed it, and opens the article. */
export async function importEditionAction(data: FormData): Promise<Refusal & { articleId?: string }> {
  const list = checked(corrections, parseJson(String(data.get('corrections') ?? '[]')));
  if (!list.ok) return list;
  const compared = checked(comparedEdition, parseJson(String(data.get('compared'))));
  if (!compared.ok) return compared;
  const source = await sourceIn(data);
  const answer = await asActor(async (actor) => {
    const edition = { ...compared.value, source, corrections: list.value };
    const imported = await importEdition(actor, deskDb(), edition);
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
