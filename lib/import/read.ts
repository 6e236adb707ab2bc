import { decode } from './decode.ts';
import { isWord, readDocx } from './docx.ts';
import { readExported } from './exported.ts';
import { factsOfText, noFacts, type SourceFacts } from './facts.ts';
import { parseHtml } from './html.ts';
import { type Correction, correct, type Draft, type ImportProblem } from './model.ts';
import { parse } from './parse.ts';

/** Which importer read a source; kept with it. Raised when the same source would be read otherwise. */
export const importer = 'galley/3';

/** A source as it arrived: its bytes, the name of its file or "pasted text", and where it was fetched from, if it was. */
export type SourceInput = { bytes: Uint8Array; name: string; url?: string };

/** The name of what was pasted with its formatting: HTML of which all is meant. */
export const RICH_PASTE = 'pasted rich text';

/** The media types of what can be imported. */
export type SourceType = 'text/plain' | 'text/markdown' | 'text/html' | typeof DOCX;

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What the importer makes of a source, or why it cannot. */
export type Reading =
  | { ok: true; draft: Draft; text: string; encoding: string; type: SourceType; facts: SourceFacts }
  | { ok: false; problem: ImportProblem };

/** Reads a source of any kind and applies the corrections that an editor made to the preview of the same source. */
export async function readDocument(source: SourceInput, corrections: Correction[] = []): Promise<Reading> {
  if (!isWord(source.bytes, source.name)) return readSource(source, corrections);
  const document = await readDocx(source.bytes, source.name);
  if (!document.ok) return document;
  const { parsed, text } = parseHtml(document.html, true);
  if (!parsed.ok) return parsed;
  const draft = corrections.reduce(correct, parsed.draft);
  return {
    ...{ ok: true, draft: { ...draft, notes: [...document.notes, ...draft.notes] }, text, facts: noFacts },
    ...{ encoding: 'DOCX', type: DOCX },
  };
}

/** Reads a source that is text, Markdown or HTML; see `readDocument`. */
export function readSource(source: SourceInput, corrections: Correction[] = []): Reading {
  const decoded = decode(source.bytes, source.name);
  if (!decoded.ok) return decoded;
  const { encoding, notes } = decoded;
  const isPiece = source.name === RICH_PASTE;
  const exported = readExported(decoded.text, source.name);
  const isHtml = isPiece || isPage(source.name, decoded.text);
  const { parsed, text, facts } = exported
    ? { ...exported, facts: noFacts }
    : isHtml
      ? parseHtml(decoded.text, isPiece)
      : { parsed: parse(decoded.text), text: decoded.text, facts: factsOfText(decoded.text) };
  if (!parsed.ok) return parsed;
  const draft = corrections.reduce(correct, parsed.draft);
  const type = isHtml
    ? 'text/html'
    : /\.(?:md|markdown)$/i.test(source.name)
      ? 'text/markdown'
      : 'text/plain';
  return {
    ...{ ok: true, draft: { ...draft, notes: [...notes, ...draft.notes] }, text, encoding, type },
    facts: facts ?? noFacts,
  };
}

function isPage(name: string, text: string): boolean {
  return (
    /\.x?html?$/i.test(name) ||
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)?<(?:!doctype html|html)\b/i.test(text.slice(0, 4_000))
  );
}
