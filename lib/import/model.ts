import { parseMarkdown, writeMarkdown } from '#lib/sections/markdown.ts';
import { settle } from './body.ts';

/** The deepest level of an outline. */
export const MAX_DEPTH = 5;

/** Why a source cannot be imported; `message` is worded for an editor and says what to do. */
export type ImportProblem = {
  code:
    | 'empty'
    | 'too-large'
    | 'binary'
    | 'nul'
    | 'encoding'
    | 'no-text'
    | 'too-many-lines'
    | 'too-many-sections'
    | 'too-deep';
  message: string;
};

/** First and last line of the source, counted from 1. */
export type Lines = [number, number];

/** A section or FAQ that the import would make. */
export type DraftItem = {
  id: string;
  kind: 'section' | 'faq';
  /** 1 is the top, `MAX_DEPTH` the deepest. */
  depth: number;
  /** Whether it shows a number; the number itself is derived, see `outlineNumbers`. */
  numbered: boolean;
  /** Plain text; empty for text without a heading. */
  heading: string;
  /** Markdown in the stored spelling. */
  body: string;
  lines: Lines;
};

/** A part of the source that is not part of the article, kept and listed. */
export type SetAside = {
  id: string;
  text: string;
  reason: string;
  lines: Lines;
  /** The item that it followed; `null` before all. */
  after: string | null;
  /** What `restore` puts back: the item that it was, or the text as a section without a heading. */
  item: DraftItem;
};

/** What an import would make of a source: an article's title, dek and outline, and what was left out and why. */
export type Draft = { title: string; dek: string; items: DraftItem[]; setAside: SetAside[]; notes: string[] };

/** One change that an editor makes to a draft before it is imported. */
export type Correction =
  | { type: 'kind'; id: string; kind: DraftItem['kind'] }
  | { type: 'depth'; id: string; depth: number }
  | { type: 'set-aside'; id: string }
  | { type: 'restore'; id: string }
  | { type: 'move'; id: string; to: number }
  | { type: 'merge'; id: string }
  /** Gives a title to a source in which none was found; a title of the source itself stays. */
  | { type: 'title'; title: string };

/** The reason given for what an editor sets aside. */
export const SET_ASIDE_BY_EDITOR = 'Set aside by the editor';

/**
 * Applies one correction and returns the new draft; the given one stays as it is. A correction that is impossible
 * (no such item, no item to merge into, a FAQ without a question, a depth or place out of range) returns the same
 * draft. No correction loses a word: text moves between the outline and what is set aside.
 */
export function correct(draft: Draft, correction: Correction): Draft {
  switch (correction.type) {
    case 'kind':
      return correction.kind === 'faq' && !find(draft, correction.id)?.heading
        ? draft
        : change(draft, correction.id, { kind: correction.kind });
    case 'depth':
      return isDepth(correction.depth) ? change(draft, correction.id, { depth: correction.depth }) : draft;
    case 'set-aside':
      return setAside(draft, correction.id);
    case 'restore':
      return restore(draft, correction.id);
    case 'move':
      return move(draft, correction.id, correction.to);
    case 'merge':
      return merge(draft, correction.id);
    case 'title':
      return draft.title ? draft : { ...draft, title: correction.title.replace(/\s+/g, ' ').trim() };
  }
}

function find(draft: Draft, id: string): DraftItem | undefined {
  return draft.items.find((item) => item.id === id);
}

function isDepth(depth: number): boolean {
  return Number.isInteger(depth) && depth >= 1 && depth <= MAX_DEPTH;
}

function change(draft: Draft, id: string, to: Partial<DraftItem>): Draft {
  const item = find(draft, id);
  const same = !item || Object.entries(to).every(([key, value]) => item[key as keyof DraftItem] === value);
  if (same) return draft;
  return { ...draft, items: draft.items.map((other) => (other.id === id ? { ...other, ...to } : other)) };
}

function setAside(draft: Draft, id: string): Draft {
  const index = draft.items.findIndex((item) => item.id === id);
  const item = draft.items[index];
  if (!item) return draft;
  const text = [item.heading, item.body].filter(Boolean).join('\n\n');
  const after = draft.items[index - 1]?.id ?? null;
  const aside: SetAside = { id, text, reason: SET_ASIDE_BY_EDITOR, lines: item.lines, after, item };
  const place = draft.setAside.findIndex((other) => other.lines[0] > aside.lines[0]);
  return {
    ...draft,
    items: draft.items.toSpliced(index, 1),
    setAside: draft.setAside.toSpliced(place < 0 ? draft.setAside.length : place, 0, aside),
  };
}

/** Puts what was set aside back: behind the item that it followed if that is still there, else in source order. */
function restore(draft: Draft, id: string): Draft {
  const aside = draft.setAside.find((other) => other.id === id);
  if (!aside) return draft;
  const before = draft.items.findIndex((item) => item.id === aside.after);
  const behind = draft.items.findIndex((item) => item.lines[0] > aside.lines[0]);
  const inOrder = behind < 0 ? draft.items.length : behind;
  const index = aside.after === null ? 0 : before < 0 ? inOrder : before + 1;
  const wasItem = aside.reason === SET_ASIDE_BY_EDITOR;
  const neighbour = draft.items[index - 1] ?? draft.items[index];
  const item = wasItem ? aside.item : { ...aside.item, depth: neighbour?.depth ?? 1 };
  return {
    ...draft,
    items: draft.items.toSpliced(index, 0, item),
    setAside: draft.setAside.filter((other) => other !== aside),
  };
}

function move(draft: Draft, id: string, to: number): Draft {
  const from = draft.items.findIndex((item) => item.id === id);
  const item = draft.items[from];
  if (!item || !Number.isInteger(to) || to < 0 || to >= draft.items.length || to === from) return draft;
  return { ...draft, items: draft.items.toSpliced(from, 1).toSpliced(to, 0, item) };
}

/** The heading of a merged item stays as a paragraph in bold before its text. */
function merge(draft: Draft, id: string): Draft {
  const index = draft.items.findIndex((item) => item.id === id);
  const [into, item] = [draft.items[index - 1], draft.items[index]];
  if (!into || !item) return draft;
  const merged: DraftItem = {
    ...into,
    body: joined(into.body, item.heading, item.body),
    lines: [Math.min(into.lines[0], item.lines[0]), Math.max(into.lines[1], item.lines[1])],
  };
  return { ...draft, items: draft.items.toSpliced(index - 1, 2, merged) };
}

function joined(first: string, heading: string, second: string): string {
  const tree = parseMarkdown(first);
  if (heading) {
    const strong = { type: 'strong' as const, children: [{ type: 'text' as const, value: heading }] };
    tree.children.push({ type: 'paragraph', children: [strong] });
  }
  tree.children.push(...parseMarkdown(second).children);
  return settle(writeMarkdown(tree));
}
