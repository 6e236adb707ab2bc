import type { PhrasingContent, RootContent } from 'mdast';
import { outlineNumbers } from '#lib/articles/outline.ts';
import { parseMarkdown } from '#lib/sections/markdown.ts';
import { nodeOf, phrasing, plain } from './blocks.ts';
import { readForm } from './form.ts';
import { readFrontMatter } from './front-matter.ts';
import { ANSWER_MARK, QUESTION_MARK } from './heading-text.ts';
import { areApart, readMarkdown } from './markdown-blocks.ts';
import type { Draft, DraftItem } from './model.ts';
import { parse, sourceLines } from './parse.ts';
import { readLines } from './text-blocks.ts';
import { words, wordsOfTree } from './words.ts';

/** How far a word is looked for behind words that only the draft has. */
const REACH = 50;

/**
 * The words of a source that are not in its draft, in the source's order; none when the import loses nothing.
 *
 * What counts: in plain text, every word. In Markdown, what a reader sees and `wordsOfTree` adds to that. Not counted,
 * because the outline says the same: the keys of front matter that gave title and dek, "Q:" and "A:" before a question
 * and its answer (any such mark once an editor has moved things), the labels of links by reference, and the number of a heading once an editor's change of the
 * outline gave it another.
 *
 * Order: the words of the outline must follow each other as in the source. The title, the dek, each footnote and each
 * part set aside may stand anywhere, but whole. Once an editor has moved, merged, restored or set aside something, the
 * order is the editor's and words are only counted.
 */
export function lostWords(source: string, draft: Draft): string[] {
  const { main, parts } = draftWords(draft);
  const isAsRead = isUntouched(source, draft);
  const wanted = sourceWords(source, draft, isAsRead);
  if (!isAsRead) return missingByCount(wanted, [main, ...parts].flat());
  const lost = missingInOrder(wanted, main, parts);
  return lost.length > 0 && fitsInOrder(wanted, main, parts) ? [] : lost;
}

/**
 * The words of a page, as a reader sees them in order, that are not in its draft. The same order is asked for as in
 * `lostWords`; the addresses of links and the numbers of lists, which are no words of a page, are left out of account.
 */
export function lostFromPage(wanted: string[], draft: Draft): string[] {
  const labels = outlineNumbers(draft.items);
  const parts = [words(draft.title), words(draft.dek)];
  const main = draft.items.flatMap((item, i) => {
    const [text = [], ...notes] = runsOf(item.body);
    parts.push(...notes);
    return [...words(`${labels[i] ?? ''} ${item.heading}`), ...text];
  });
  for (const { item } of draft.setAside) {
    const [text = [], ...others] = runsOf(item.body);
    parts.push([...words(item.heading), ...text], ...others);
  }
  const filled = parts.filter((part) => part.length > 0);
  const lost = missingInOrder(wanted, main, filled);
  if (lost.length > 0 && fitsInOrder(wanted, main, filled)) return [];
  const asked = draft.items.filter((item) => item.kind === 'faq').length;
  const marks = lost.filter((word) => DIALOGUE.test(word));
  return marks.length <= 2 * asked ? lost.filter((word) => !DIALOGUE.test(word)) : lost;
}

/** The words of the marks before a question and its answer. */
const DIALOGUE = /^(?:q(?:uestion)?|a(?:ns(?:wer)?)?)$/i;

/** The words that a body shows of a page, parted at the links that only name an address; each footnote by itself. */
function runsOf(body: string): string[][] {
  const runs: RootContent[][] = [[]];
  const apart: RootContent[][] = [];
  for (const node of parseMarkdown(body).children) {
    if (node.type === 'footnoteDefinition') apart.push(node.children);
    else if (node.type === 'paragraph' && showsAddress(node.children)) {
      apart.push([node]);
      runs.push([]);
    } else runs.at(-1)?.push(node);
  }
  return [...runs, ...apart].map((nodes) => wordsOfTree(shown(nodes)));
}

function showsAddress(children: PhrasingContent[]): boolean {
  const [only] = children;
  return children.length === 1 && only?.type === 'link' && plain([only]) === only.url;
}

/** Nodes by the words that a page itself shows: links without addresses, images without texts, lists without numbers. */
function shown<Node extends RootContent>(nodes: Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.type === 'image') return [];
    if (!('children' in node)) return [node];
    const children = shown(node.children as RootContent[]);
    if (node.type === 'link') return children as Node[];
    return [{ ...node, children, ...(node.type === 'list' && { ordered: false }) } as Node];
  });
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
  return { main, parts: parts.filter((part) => part.length > 0) };
}

/** Whether a draft has the items that the importer made of its source, in their places. */
function isUntouched(source: string, draft: Draft): boolean {
  const parsed = parse(source);
  const ids = ({ items, setAside }: Draft) =>
    [items, setAside].map((parts) => parts.map((part) => part.id).join(' ')).join(' / ');
  return parsed.ok && ids(parsed.draft) === ids(draft);
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
function sourceWords(source: string, draft: Draft, isAsRead: boolean): string[] {
  const all = sourceLines(source);
  const { entries, length } = readFrontMatter(all);
  const lines = all.slice(length);
  const form = readForm(lines, length > 0);
  const labels = outlineNumbers(draft.items);
  for (const [i, item] of draft.items.entries())
    withoutMarks(lines, length + 1, item, labels[i] ?? undefined);
  for (const {
    lines: [first, last],
    item,
  } of draft.setAside)
    if (item.kind === 'section' && !item.heading)
      for (let line = Math.max(first, length + 1); line <= last; line++)
        lines[line - length - 1] = all[line - 1] as string;
  if (!isAsRead) withoutAnyMarks(lines);
  const keptAside = new Set(draft.setAside.map((aside) => aside.lines[0]));
  const front = entries.flatMap((entry) => {
    const own = all.slice(entry.lines[0] - 1, entry.lines[1]).join('\n');
    return words(keptAside.has(entry.lines[0]) ? own : entry.value);
  });
  if (form.grammar === 'markdown') return [...front, ...markdownWords(lines)];
  return [...front, ...lines.flatMap((line) => lineWords(line, form.inline))];
}

function markdownWords(lines: string[]): string[] {
  return readMarkdown(lines.join('\n')).children.flatMap((node) => {
    const own = lines.slice((node.position?.start.line ?? 1) - 1, node.position?.end.line);
    const isLinewise = node.type === 'paragraph' && areApart(own);
    return wordsOfTree(isLinewise ? readLines(own, 1, 'markdown').map(nodeOf) : [node]);
  });
}

function lineWords(line: string, inline: 'text' | 'markdown'): string[] {
  return inline === 'text' ? words(line) : wordsOfTree(phrasing(line.trim(), inline));
}

/** What may stand in a line before its number or mark. */
const LEAD = '^(\\s*(?:>\\s*)*(?:#{1,6}\\s+)?(?:[-+*•]\\s+)?(?:\\*\\*|__)?)';

/** Takes from the lines what an item says by its kind or number. */
function withoutMarks(lines: string[], offset: number, item: DraftItem, label: string | undefined): void {
  const replace = (index: number, pattern: RegExp) => {
    const line = lines[index];
    if (line !== undefined) lines[index] = line.replace(pattern, '$1');
  };
  const first = item.lines[0] - offset;
  if (item.numbered) {
    const number = /(\d+(?:\.\d+)*)[.):]?\s/.exec(lines[first] ?? '')?.[1];
    if (`${number}` !== label?.replace(/\.$/, ''))
      replace(first, new RegExp(`${LEAD}\\d+(?:\\.\\d+)*[.):]?\\s+`));
  }
  const wasAsked = new RegExp(`${LEAD}${QUESTION_MARK.source.slice(1)}`, 'i').test(lines[first] ?? '');
  if (item.kind === 'faq' || (wasAsked && item.heading && !QUESTION_MARK.test(item.heading)))
    withoutDialogue(lines, first, item.lines[1] - offset);
}

/** Takes every number and mark that may have been one: an editor's changes move them about. */
function withoutAnyMarks(lines: string[]): void {
  const number = new RegExp(`${LEAD}\\d+(?:\\.\\d+)*[.):]?\\s+`);
  for (const [i, line] of lines.entries()) lines[i] = line.replace(number, '$1');
  withoutDialogue(lines, 0, lines.length - 1);
}

/** Takes "Q:" and "A:" from the lines. */
function withoutDialogue(lines: string[], first: number, last: number): void {
  const question = new RegExp(`${LEAD}${QUESTION_MARK.source.slice(1)}`, 'i');
  const answer = new RegExp(`${LEAD}${ANSWER_MARK.source.slice(1)}`, 'i');
  for (let i = Math.max(first, 0); i <= Math.min(last, lines.length - 1); i++)
    lines[i] = (lines[i] as string)
      .replace(question, '$1')
      .replace(answer, '$1')
      .replace(/([?？]\S*\s+)A(?:nswer)?\s*[:.]\s/, '$1');
}

/**
 * Reads both sides once, in step. The source's word may begin a part that stands anywhere, if that leaves more of what
 * follows in step than the outline does; where they part it may stand a little further on in the outline, behind
 * words that only the draft has; else it is lost.
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
    const length = waiting?.[found]?.length ?? 0;
    const isPart = length > 0 && length + inStep(wanted, i + length, main, at) >= inStep(wanted, i, main, at);
    if (waiting && isPart) {
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

/** The most steps of a search for an order, so that a long source whose words repeat does not hold it up. */
const MAX_STEPS = 50_000;

/** Whether there is any way to read the source's words as the outline's and, whole and each once, the parts. */
function fitsInOrder(wanted: string[], main: string[], parts: string[][]): boolean {
  const failed = new Set<string>();
  const open = [{ i: 0, at: 0, used: '' }];
  for (let step = 0; open.length > 0 && step < MAX_STEPS; step++) {
    const { i, at, used } = open.pop() as { i: number; at: number; used: string };
    if (i === wanted.length) return true;
    const state = `${i} ${at} ${used}`;
    if (failed.has(state)) continue;
    failed.add(state);
    for (let k = Math.min(REACH, main.length - at - 1); k >= 0; k--)
      if (main[at + k] === wanted[i]) open.push({ i: i + 1, at: at + k + 1, used });
    for (const [n, part] of parts.entries())
      if (!used.includes(`,${n},`) && part.every((word, k) => wanted[i + k] === word))
        open.push({ i: i + part.length, at, used: `${used},${n},` });
  }
  return false;
}

/** How many words of both sides agree from here on, as far as is looked. */
function inStep(wanted: string[], i: number, main: string[], at: number): number {
  let length = 0;
  while (length < REACH && i + length < wanted.length && wanted[i + length] === main[at + length]) length++;
  return length;
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
