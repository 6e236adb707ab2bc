import { decode } from './decode.ts';
import { type Correction, correct, type Draft, type ImportProblem } from './model.ts';
import { parse } from './parse.ts';

/** Which importer read a source; kept with it. Raised when the same source would be read otherwise. */
export const importer = 'galley-text/1';

/** A source as it arrived: its bytes, and the name of its file or "pasted text". */
export type SourceInput = { bytes: Uint8Array; name: string };

/** What the importer makes of a source, or why it cannot. */
export type Reading =
  | { ok: true; draft: Draft; text: string; encoding: string }
  | { ok: false; problem: ImportProblem };

/** Reads a source and applies the corrections that an editor made to the preview of the same source. */
export function readSource(source: SourceInput, corrections: Correction[] = []): Reading {
  const decoded = decode(source.bytes, source.name);
  if (!decoded.ok) return decoded;
  const parsed = parse(decoded.text);
  if (!parsed.ok) return parsed;
  const draft = corrections.reduce(correct, parsed.draft);
  const { text, encoding, notes } = decoded;
  return { ok: true, draft: { ...draft, notes: [...notes, ...draft.notes] }, text, encoding };
}
