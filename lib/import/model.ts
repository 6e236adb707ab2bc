import { MAX_DEPTH, sizeOf } from '#lib/articles/outline.ts';
import { joinBodies, splitBody } from './body-blocks.ts';

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
  /** Where each block of the body stands in the source, see `placesOf`. */
  places: Lines[];
  /** Those of a section of an article that was exported from here. */
  tags?: string[];
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
export type Draft = {
  title: string;
  dek: string;
  items: DraftItem[];
  setAside: SetAside[];
  notes: string[];
  /** The tags of an article that was exported from here. */
  tags?: string[];
  /** What the editor wrote in the place of the source's words: `title`, `dek`, and items whose heading it is, by id. */
  written?: string[];
};

/** One change that an editor makes to a draft before it is imported. */
export type Correction =
  | { type: 'kind'; id: string; kind: DraftItem['kind'] }
  | { type: 'depth'; id: string; depth: number }
  | { type: 'set-aside'; id: string }
  | { type: 'restore'; id: string }
  /** Moves an item with all that stands below it; `to` counts the items without these. */
  | { type: 'move'; id: string; to: number }
  | { type: 'merge'; id: string }
  /** Begins a new item at a block of an item's body, counted from 0, see `bodyBlocks`. */
  | { type: 'split'; id: string; at: number }
  /** Puts the editor's words in the place of the source's, which are set aside. */
  | { type: 'heading'; id: string; heading: string }
  | { type: 'title'; title: string }
  | { type: 'dek'; dek: string };

/** The reason given for what an editor sets aside. */
export const SET_ASIDE_BY_EDITOR = 'Set aside by the editor';

/** The reasons given for the source's own words where the editor wrote others. */
export const REPLACED = {
  title: 'Title of the source; the editor wrote another',
  dek: 'Dek of the source; the editor wrote another',
  heading: 'Heading of the source; the editor wrote another',
};

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
    case 'split':
      return split(draft, correction.id, correction.at);
    case 'heading':
      return reword(draft, correction.id, 'heading', oneLine(correction.heading));
    case 'title':
      return reword(draft, 'title', 'title', oneLine(correction.title));
    case 'dek':
      return reword(draft, 'dek', 'dek', oneLine(correction.dek));
  }
}

/** Where each of `count` blocks of an item stands in the source: where that is not known, where the item does. */
export function placesOf(item: DraftItem, count: number): Lines[] {
  return item.places.length === count ? item.places : Array.from({ length: count }, () => item.lines);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
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
  const worded = restoreWords(draft, aside);
  if (worded) return worded;
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
  if (from < 0 || !Number.isInteger(to) || to === from) return draft;
  const size = sizeOf(draft.items, from);
  const moved = draft.items.slice(from, from + size);
  if (to < 0 || to > draft.items.length - size) return draft;
  return { ...draft, items: draft.items.toSpliced(from, size).toSpliced(to, 0, ...moved) };
}

/** The heading of a merged item stays as a line in bold before its text. */
function merge(draft: Draft, id: string): Draft {
  const index = draft.items.findIndex((item) => item.id === id);
  const [into, item] = [draft.items[index - 1], draft.items[index]];
  if (!into || !item) return draft;
  const headingPlace: Lines[] = item.heading ? [[item.lines[0], item.lines[0]]] : [];
  const merged: DraftItem = {
    ...into,
    body: joinBodies(into.body, item.heading, item.body),
    lines: [Math.min(into.lines[0], item.lines[0]), Math.max(into.lines[1], item.lines[1])],
    places: [...into.places, ...headingPlace, ...item.places],
  };
  return { ...draft, items: draft.items.toSpliced(index - 1, 2, merged) };
}

function split(draft: Draft, id: string, at: number): Draft {
  const index = draft.items.findIndex((item) => item.id === id);
  const item = draft.items[index];
  const parts = item && splitBody(item.body, at);
  if (!item || !parts) return draft;
  const { first, heading, second } = parts;
  const [above, below] = [item.places.slice(0, at), item.places.slice(at)];
  const end = Math.max(item.lines[0], ...above.map(([, last]) => last));
  const begin = Math.min(item.lines[1], ...below.map(([line]) => line));
  const isKnown = below.length > 0;
  const made: DraftItem = {
    ...{ id: freeId(draft, id), kind: heading ? item.kind : 'section', depth: item.depth, numbered: false },
    ...{ heading, body: second, lines: isKnown ? [begin, item.lines[1]] : item.lines },
    places: heading ? below.slice(1) : below,
  };
  const left: DraftItem = {
    ...item,
    body: first,
    lines: isKnown ? [item.lines[0], end] : item.lines,
    places: above,
  };
  return { ...draft, items: draft.items.toSpliced(index, 1, left, made) };
}

/** An id for what is split from an item, "i3.1", "i3.2": one that nothing kept for the editor's words still names. */
function freeId(draft: Draft, id: string): string {
  const stem = id.split(/[.:]/)[0];
  const ids = [...draft.items, ...draft.setAside].map((other) => other.id.replace(/:heading$/, ''));
  const used = new Set([...ids, ...(draft.written ?? [])]);
  for (let n = 1; ; n++) if (!used.has(`${stem}.${n}`)) return `${stem}.${n}`;
}

type Worded = keyof typeof REPLACED;

/** The id under which the source's own words are set aside. */
const replacedId = (id: string, what: Worded) => (what === 'heading' ? `${id}:heading` : what);

/** Puts the editor's words in the place of a heading, the title or the dek, and sets the source's own aside. */
function reword(draft: Draft, id: string, what: Worded, words: string): Draft {
  const index = what === 'heading' ? draft.items.findIndex((item) => item.id === id) : -1;
  const item = draft.items[index];
  const before = what === 'heading' ? item?.heading : draft[what];
  if (before === undefined || before === words) return draft;
  if (words === '' && (what === 'title' || item?.kind === 'faq')) return draft;
  const own = draft.setAside.find((aside) => aside.id === replacedId(id, what));
  if (own?.text === words) return restoreWords(draft, own) ?? draft;
  const reworded = withWords(draft, index, what, words);
  if (draft.written?.includes(id)) return reworded;
  const written = [...(draft.written ?? []), id];
  if (!before) return { ...reworded, written };
  const line = item?.lines[0] ?? 1;
  const lines: Lines = [line, line];
  const aside: SetAside = {
    ...{ id: replacedId(id, what), text: before, reason: REPLACED[what], lines, after: item?.id ?? null },
    item: {
      ...{ id: replacedId(id, what), kind: 'section', depth: item?.depth ?? 1, numbered: false },
      ...{ heading: before, body: '', lines, places: [] },
    },
  };
  const place = draft.setAside.findIndex((other) => other.lines[0] > line);
  const at = place < 0 ? draft.setAside.length : place;
  return { ...reworded, written, setAside: draft.setAside.toSpliced(at, 0, aside) };
}

function withWords(draft: Draft, index: number, what: Worded, words: string): Draft {
  if (what !== 'heading') return { ...draft, [what]: words };
  return {
    ...draft,
    items: draft.items.with(index, { ...(draft.items[index] as DraftItem), heading: words }),
  };
}

/** Gives a heading, the title or the dek the source's own words again; undefined for what is none of these any more. */
function restoreWords(draft: Draft, aside: SetAside): Draft | undefined {
  const what = (Object.keys(REPLACED) as Worded[]).find((other) => REPLACED[other] === aside.reason);
  if (!what) return undefined;
  const id = what === 'heading' ? aside.id.replace(/:heading$/, '') : what;
  const index = what === 'heading' ? draft.items.findIndex((item) => item.id === id) : -1;
  if (what === 'heading' && index < 0) return undefined;
  return {
    ...withWords(draft, index, what, aside.text),
    setAside: draft.setAside.filter((other) => other !== aside),
    written: (draft.written ?? []).filter((other) => other !== id),
  };
}
