import { diffArrays } from 'diff';

/**
 * A stretch of a merged text: settled, with what stands there in `mine`, or with both wordings where the two sides
 * disagree.
 */
export type Chunk =
  | { type: 'agreed'; text: string; mine: string }
  | { type: 'conflict'; base: string; mine: string; theirs: string };

/** `text` is the whole merged text; where the sides disagree it has `mine`, and the chunk has both. */
export type Merged = { clean: boolean; text: string; chunks: Chunk[] };

/** A section's heading and body, merged one by one. */
export type MergedRevision = { clean: boolean; heading: Merged; body: Merged };

type Text = { heading: string; body: string };

/** Merges what two people made of one revision of a section; a heading changed by both is a conflict as a whole. */
export function mergeRevisions(base: Text, mine: Text, theirs: Text): MergedRevision {
  const heading = mergePieces([base.heading], [mine.heading], [theirs.heading]);
  const body = merge3(base.body, mine.body, theirs.body);
  return { clean: heading.clean && body.clean, heading, body };
}

/**
 * Three-way merge of prose or Markdown (diff3; see Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007).
 * The pieces that it compares are sentences, and lines where there are none: when two people change different words of
 * one sentence, "rose 30%" to "fell 30%" and to "rose 40%", a merge by words would agree on "fell 40%", which nobody
 * wrote. Such a sentence is a conflict. So are two insertions in one place, whose order nobody has settled.
 */
export function merge3(base: string, mine: string, theirs: string): Merged {
  return mergePieces(pieces(base), pieces(mine), pieces(theirs));
}

/** Sentences and the white space between them, as pieces of their own. */
function pieces(text: string): string[] {
  return text.match(/\s+|\S(?:[^\n]*?[.!?…]["'”’»)\]*_]*(?=\s|$)|[^\n]*(?=\n|$))/g) ?? [];
}

function mergePieces(base: string[], mine: string[], theirs: string[]): Merged {
  const chunks: Chunk[] = [];
  const agree = (text: string, mine = text) => {
    const last = chunks.at(-1);
    if (last?.type === 'agreed') Object.assign(last, { text: last.text + text, mine: last.mine + mine });
    else if (text || mine) chunks.push({ type: 'agreed', text, mine });
  };
  let at = 0;
  for (const region of regions(base, [...hunks(base, mine, 'mine'), ...hunks(base, theirs, 'theirs')])) {
    const { start, end } = region;
    agree(base.slice(at, start).join(''));
    at = end;
    const wording = (side: Hunk['side']) =>
      reworded(
        base,
        region,
        region.hunks.filter((hunk) => hunk.side === side),
      );
    const sides = { base: base.slice(start, end).join(''), mine: wording('mine'), theirs: wording('theirs') };
    if (sides.mine === sides.theirs || sides.theirs === sides.base) agree(sides.mine);
    else if (sides.mine === sides.base) agree(sides.theirs, sides.mine);
    else chunks.push({ type: 'conflict', ...sides });
  }
  agree(base.slice(at).join(''));
  return {
    clean: chunks.every(({ type }) => type === 'agreed'),
    text: chunks.map((chunk) => (chunk.type === 'agreed' ? chunk.text : chunk.mine)).join(''),
    chunks,
  };
}

/** What one side has put in the place of the pieces `[start, end)` of the base. */
type Hunk = { side: 'mine' | 'theirs'; start: number; end: number; text: string };
type Region = { start: number; end: number; hunks: Hunk[] };

function hunks(base: string[], made: string[], side: Hunk['side']): Hunk[] {
  const found: Hunk[] = [];
  let at = 0;
  for (const { added, removed, value } of diffArrays(base, made)) {
    const last = found.at(-1);
    const open = last?.end === at ? last : undefined;
    if (added) {
      if (open) open.text += value.join('');
      else found.push({ side, start: at, end: at, text: value.join('') });
      continue;
    }
    if (removed && open) open.end += value.length;
    else if (removed) found.push({ side, start: at, end: at + value.length, text: '' });
    at += value.length;
  }
  return found;
}

/** Puts together the changes that overlap. Ones that only touch stay apart: which comes first is plain. */
function regions(base: string[], all: Hunk[]): Region[] {
  const found: Region[] = [];
  for (const hunk of all.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = found.at(-1);
    if (last && (hunk.start < last.end || (hunk.start === last.end && !standApart(base, found, hunk)))) {
      last.hunks.push(hunk);
      last.end = Math.max(last.end, hunk.end);
    } else found.push({ start: hunk.start, end: hunk.end, hunks: [hunk] });
  }
  return found;
}

/** Whether a change can be made right after others that it touches: no two insertions, no sentences run together. */
function standApart(base: string[], before: Region[], hunk: Hunk): boolean {
  const last = before.at(-1);
  if (last?.start === last?.end && hunk.start === hunk.end) return false;
  const right = hunk.text || (base[hunk.end] ?? '');
  return /(?:^|\s)$/.test(textBefore(base, before, hunk.start)) || /^(?:\s|$)/.test(right);
}

/** The piece that comes to stand before a place, once the changes before it are made. */
function textBefore(base: string[], before: Region[], place: number): string {
  const last = before.at(-1);
  if (last?.end !== place) return base[place - 1] ?? '';
  const [only, ...others] = last.hunks;
  if (!only || others.length > 0) return 'unsettled';
  return only.text || textBefore(base, before.slice(0, -1), last.start);
}

function reworded(base: string[], { start, end }: Region, changes: Hunk[]): string {
  let text = '';
  let at = start;
  for (const change of changes) {
    text += base.slice(at, change.start).join('') + change.text;
    at = change.end;
  }
  return text + base.slice(at, end).join('');
}
