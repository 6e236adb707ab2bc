import { tooIntricate } from '#lib/sections/intricacy.ts';
import type { Block } from './blocks.ts';
import { writeBody } from './body.ts';
import { findDek } from './dek.ts';
import { findFaqs } from './faqs.ts';
import { type Form, MAX_LINES, readForm } from './form.ts';
import { type Entry, readFrontMatter } from './front-matter.ts';
import { findHeadings } from './headings.ts';
import { readMarkdownBlocks } from './markdown-blocks.ts';
import type { Draft, ImportProblem, SetAside } from './model.ts';
import { buildOutline } from './outline.ts';
import type { Piece } from './pieces.ts';
import { markAside } from './setaside.ts';
import { readLines } from './text-blocks.ts';
import { findTitle, type Titled } from './title.ts';

/** The most sections and FAQs that one source may make. */
export const MAX_ITEMS = 5_000;

/** The most lines that begin like a `#` heading, also where they are comments in code: more are not even looked at. */
const MAX_MARKED = 2 * MAX_ITEMS;

export type Parsed = { ok: true; draft: Draft } | { ok: false; problem: ImportProblem };

const DEK_KEY = /^(?:dek|description|subtitle|summary|excerpt|standfirst)$/;

/**
 * Reads a text or Markdown source as the draft of an article. Pure: the same text gives the same draft with the same
 * ids, so corrections made in a browser can be replayed on the server against its own reading.
 * @param text as `decode` returns it
 */
export function parse(text: string): Parsed {
  const source = sourceLines(text);
  const filled = source.reduce((count, line) => count + (line.trim() === '' ? 0 : 1), 0);
  if (filled === 0)
    return refuse('no-text', 'There is no text in this file. Choose a file with text, or paste the text.');
  if (filled > MAX_LINES) {
    const message = `This file has more than ${MAX_LINES} lines of text. Part it into several files and import each.`;
    return refuse('too-many-lines', message);
  }
  const { entries, length } = readFrontMatter(source);
  const lines = source.slice(length);
  const marked = lines.reduce((count, line) => count + (/^ {0,3}#{1,6}[ \t]/.test(line) ? 1 : 0), 0);
  if (marked > MAX_MARKED) return tooManySections(marked);
  const form = readForm(lines, length > 0);
  return draftOf(markAside(readBlocks(lines, length + 1, form)), {
    lines: source,
    entries,
    notes: form.notes,
  });
}

function readBlocks(lines: string[], offset: number, form: Form): Block[] {
  return form.grammar === 'markdown'
    ? readMarkdownBlocks(lines, offset)
    : readLines(lines, offset, form.inline);
}

/** What a source is, beside its blocks. */
export type SourceFacts = {
  /** The lines to which those of the blocks belong. */
  lines: string[];
  /** What the source says of itself: title, dek. */
  entries: Entry[];
  notes: string[];
  /** Texts that the source itself says are questions of a FAQ. */
  questions?: ReadonlySet<string>;
  /** What the source holds but does not show. */
  unseen?: Omit<SetAside, 'id'>[];
};

/**
 * From blocks to the draft: the same for every kind of source.
 * @param marked the blocks, what is no part of the article marked
 */
export function draftOf(marked: Piece[], { lines, entries, notes, questions, unseen }: SourceFacts): Parsed {
  const ownTitle = entries.find((entry) => entry.key === 'title' && entry.value);
  const ownDek = entries.find((entry) => DEK_KEY.test(entry.key) && entry.value);
  const found = ownTitle && !hasTopHeading(marked) ? undefined : findTitle(marked);
  const titled: Titled = found ?? { ...untitled(marked), title: ownTitle?.value ?? '' };
  const pieces = findFaqs(findHeadings(titled.pieces), questions);
  const { dek, pieces: left } = ownDek ? { dek: oneLine(ownDek.value), pieces } : findDek(pieces, titled);
  const begun = left.filter((piece) => piece.role === 'heading' || piece.role === 'question').length;
  if (begun > MAX_ITEMS) return tooManySections(begun);
  const title = { text: titled.title, addresses: titled.addresses, lines: titled.lines };
  const { items, asides } = buildOutline(left, { lines, title });
  const used = new Set([found ? undefined : ownTitle, ownDek]);
  const front = entries.filter((entry) => !used.has(entry)).map((entry) => frontMatterAside(entry, lines));
  const setAside = [...front, ...asides, ...(unseen ?? [])].map((aside, i): SetAside => {
    const id = `s${i + 1}`;
    return { id, ...aside, item: { ...aside.item, id } };
  });
  const intricate = [...items, ...setAside.map(({ item }) => item)]
    .map(({ body }) => tooIntricate(body))
    .find(Boolean);
  if (intricate) return refuse('too-deep', `${intricate} Simplify it, or import it as plain text.`);
  const allNotes = [...notes, ...titled.notes];
  if (begun === 0 && items.length > 0)
    allNotes.push('No headings were found. The text became one section without a heading.');
  return {
    ok: true,
    draft: { title: oneLine(titled.title), dek: written(dek), items, setAside, notes: allNotes },
  };
}

/** The lines of a source, whatever ends them, in characters that can be stored. */
export function sourceLines(text: string): string[] {
  return text
    .toWellFormed()
    .replaceAll('\0', '')
    .split(/\r\n?|\n/);
}

function hasTopHeading(pieces: Piece[]): boolean {
  return (
    pieces.filter(
      ({ role, block }) => role !== 'aside' && block.kind === 'heading' && block.level === 1 && block.text,
    ).length === 1
  );
}

function untitled(pieces: Piece[]): Titled {
  return { title: '', rest: '', pieces, addresses: [], notes: [], isSure: true, lines: [1, 1] };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function frontMatterAside(entry: Entry, source: string[]): Omit<SetAside, 'id'> {
  const text = source.slice(entry.lines[0] - 1, entry.lines[1]).join('\n');
  const body = writeBody([{ type: 'paragraph', children: [{ type: 'text', value: oneLine(text) }] }]);
  const item = {
    id: '',
    kind: 'section' as const,
    depth: 1,
    numbered: false,
    heading: '',
    body,
    lines: entry.lines,
    places: [],
  };
  return { text, reason: `Front matter: ${entry.key}`, lines: entry.lines, after: null, item };
}

function tooManySections(count: number): Parsed {
  const message = `This file has ${count} headings; an article can have ${MAX_ITEMS}. Part it into several files and import each.`;
  return refuse('too-many-sections', message);
}

/** A source that cannot be imported, and why. */
export function refuse(code: ImportProblem['code'], message: string): Parsed {
  return { ok: false, problem: { code, message } };
}

/** A dek as Markdown that says it word for word. */
function written(dek: string): string {
  return dek ? writeBody([{ type: 'paragraph', children: [{ type: 'text', value: dek }] }]) : '';
}
