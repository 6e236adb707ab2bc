import { outlineNumbers } from '#lib/articles/outline.ts';
import { parseMarkdown } from '#lib/sections/markdown.ts';
import { phrasing } from './blocks.ts';
import { ANSWER_MARK, QUESTION_MARK } from './faqs.ts';
import { readForm } from './form.ts';
import { readFrontMatter } from './front-matter.ts';
import { readMarkdown } from './markdown-blocks.ts';
import type { Draft, DraftItem } from './model.ts';
import { sourceLines } from './parse.ts';
import { words, wordsOfTree } from './words.ts';

/** How far a word is looked for behind words that only the draft has. */
const REACH = 50;

/**
 * The words of a source that are not in its draft, in the source's order; none when the import loses nothing.
 *
 * What counts: in plain text, every word. In Markdown, what a reader sees and `wordsOfTree` adds to that. Not counted,
 * because the outline says the same: the keys of front matter that gave title and dek, "Q:" and "A:" before a question
 * and its answer, the labels of links by reference, and the number of a heading once an editor's change of the
 * outline gave it another.
 *
 * Order: the words of the outline must follow each other as in the source. The title, the dek, each footnote and each
 * part set aside may stand anywhere, but whole. Once an editor has moved, merged, restored or set aside something, the
 * order is the editor's and words are only counted.
 */
export function lostWords(source: string, draft: Draft): string[] {
  const { main, parts, isAsRead } = draftWords(draft);
  const wanted = sourceWords(source, draft);
  return isAsRead ? missingInOrder(wanted, main, parts) : missingByCount(wanted, [main, ...parts].flat());
}

function draftWords(draft: Draft) {
  const labels = outlineNumbers(draft.items);
  const parts = [words(draft.title), words(draft.dek)];
  const main = draft.items.flatMap((item, i) => {
    const { text, footnotes } = bodyWords(item.body);
    parts.push(...footnotes);
    return [...words(`${labels[i] ?? ''} ${item.heading}`), ...text];
  });
  for (const { item } of draft.setAside) {
    const { text, footnotes } = bodyWords(item.body);
    parts.push([...words(item.heading), ...text], ...footnotes);
  }
  const isAsRead =
    draft.items.every((item, i) => item.id === `i${i + 1}`) &&
    draft.setAside.every((aside, i) => aside.id === `s${i + 1}`);
  return { main, parts: parts.filter((part) => part.length > 0), isAsRead };
}

function bodyWords(body: string): { text: string[]; footnotes: string[][] } {
  const { children } = parseMarkdown(body);
  const notes = children.filter((node) => node.type === 'footnoteDefinition');
  return {
    text: wordsOfTree(children.filter((node) => node.type !== 'footnoteDefinition')),
    footnotes: notes.map((note) => wordsOfTree(note.children)),
  };
}

/** The words of the source as it stands, read by no more than its form: as lines or as one Markdown tree. */
function sourceWords(source: string, draft: Draft): string[] {
  const all = sourceLines(source);
  const { entries, length } = readFrontMatter(all);
  const lines = all.slice(length);
  const form = readForm(lines, length > 0);
  const labels = outlineNumbers(draft.items);
  for (const [i, item] of draft.items.entries())
    withoutMarks(lines, length + 1, item, labels[i] ?? undefined);
  const keptAside = new Set(draft.setAside.map((aside) => aside.lines[0]));
  const front = entries.flatMap((entry) => {
    const own = all.slice(entry.lines[0] - 1, entry.lines[1]).join('\n');
    return words(keptAside.has(entry.lines[0]) ? own : entry.value);
  });
  if (form.grammar === 'markdown') return [...front, ...wordsOfTree(readMarkdown(lines.join('\n')).children)];
  return [...front, ...lines.flatMap((line) => lineWords(line, form.inline))];
}

function lineWords(line: string, inline: 'text' | 'markdown'): string[] {
  return inline === 'text' ? words(line) : wordsOfTree(phrasing(line.trim(), inline));
}

/** Takes from the lines what an item says by its kind or number. */
function withoutMarks(lines: string[], offset: number, item: DraftItem, label: string | undefined): void {
  const lead = '^(\\s*(?:>\\s*)*(?:#{1,6}\\s+)?(?:[-+*•]\\s+)?(?:\\*\\*|__)?)';
  const replace = (index: number, pattern: RegExp) => {
    const line = lines[index];
    if (line !== undefined) lines[index] = line.replace(pattern, '$1');
  };
  const first = item.lines[0] - offset;
  if (item.numbered) {
    const number = /(\d+(?:\.\d+)*)[.):]?\s/.exec(lines[first] ?? '')?.[1];
    if (`${number}` !== label?.replace(/\.$/, ''))
      replace(first, new RegExp(`${lead}\\d+(?:\\.\\d+)*[.):]?\\s+`));
  }
  if (item.kind !== 'faq') return;
  for (let index = first; index <= item.lines[1] - offset; index++) {
    replace(index, new RegExp(`${lead}${QUESTION_MARK.source.slice(1)}`, 'i'));
    replace(index, new RegExp(`${lead}${ANSWER_MARK.source.slice(1)}`, 'i'));
    replace(index, /([?？]\S*\s+)A(?:nswer)?\s*[:.]\s/);
  }
}

/**
 * Reads both sides once, in step. Where they part, the source's word may begin a part that stands anywhere, or stand a
 * little further on in the outline, behind words that only the draft has; else it is lost.
 */
function missingInOrder(wanted: string[], main: string[], parts: string[][]): string[] {
  const lost: string[] = [];
  const byFirst = new Map<string, string[][]>();
  for (const part of parts) byFirst.set(part[0] as string, [...(byFirst.get(part[0] as string) ?? []), part]);
  let at = 0;
  for (let i = 0; i < wanted.length; ) {
    const word = wanted[i] as string;
    const waiting = byFirst.get(word);
    const found = waiting?.findIndex((part) => part.every((other, k) => wanted[i + k] === other)) ?? -1;
    if (waiting && found >= 0) {
      i += waiting.splice(found, 1)[0]?.length ?? 1;
      continue;
    }
    const ahead = main[at] === word ? 0 : lookAhead(main, at, word, wanted[i + 1]);
    if (ahead < 0) lost.push(word);
    else at += ahead + 1;
    i++;
  }
  return lost;
}

function lookAhead(main: string[], at: number, word: string, next: string | undefined): number {
  for (let k = 1; k <= REACH; k++) {
    if (main[at + k] === word && (next === undefined || main[at + k + 1] === next)) return k;
  }
  return -1;
}

function missingByCount(wanted: string[], held: string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of held) counts.set(word, (counts.get(word) ?? 0) + 1);
  return wanted.filter((word) => {
    const left = counts.get(word) ?? 0;
    counts.set(word, left - 1);
    return left <= 0;
  });
}

export { words };
