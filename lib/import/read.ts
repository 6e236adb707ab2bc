import { decode } from './decode.ts';
import { readExported } from './exported.ts';
import { parseHtml } from './html.ts';
import { type Correction, correct, type Draft, type ImportProblem } from './model.ts';
import { parse } from './parse.ts';

/** Which importer read a source; kept with it. Raised when the same source would be read otherwise. */
export const importer = 'galley/2';

/** A source as it arrived: its bytes, and the name of its file or "pasted text". */
export type SourceInput = { bytes: Uint8Array; name: string };

/** The name of what was pasted with its formatting: HTML of which all is meant. */
export const RICH_PASTE = 'pasted rich text';

/** What the importer makes of a source, or why it cannot. */
export type Reading =
  | { ok: true; draft: Draft; text: string; encoding: string }
  | { ok: false; problem: ImportProblem };

/** Reads a source and applies the corrections that an editor made to the preview of the same source. */
export function readSource(source: SourceInput, corrections: Correction[] = []): Reading {
  const decoded = decode(source.bytes, source.name);
  if (!decoded.ok) return decoded;
  const { encoding, notes } = decoded;
  const isPiece = source.name === RICH_PASTE;
  const { parsed, text } =
    readExported(decoded.text, source.name) ??
    (isPiece || isPage(source.name, decoded.text)
      ? parseHtml(decoded.text, isPiece)
      : { parsed: parse(decoded.text), text: decoded.text });
  if (!parsed.ok) return parsed;
  const draft = corrections.reduce(correct, parsed.draft);
  return { ok: true, draft: { ...draft, notes: [...notes, ...draft.notes] }, text, encoding };
}

function isPage(name: string, text: string): boolean {
  return (
    /\.x?html?$/i.test(name) ||
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)?<(?:!doctype html|html)\b/i.test(text.slice(0, 4_000))
  );
}
