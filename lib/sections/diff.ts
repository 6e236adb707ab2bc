import { diffArrays } from 'diff';

/** A stretch of a comparison: in both texts, only in the old one, or only in the new one. */
export type Part = { type: 'same' | 'removed' | 'added'; text: string };

/** Two blocks with less in common than this are shown as one taken out and one put in, not as a mesh of words. */
const alike = 0.35;
/** Above this many single changes a passage is shown as replaced as a whole. */
const mostEdits = 2000;

/**
 * Compares two Markdown texts for reading: blocks first (paragraphs, and each line of a list or table), then the words
 * of the blocks that became each other. Marks of formatting, links and tables are changes like any other.
 * @returns parts in reading order; `same` and `removed` together are `before`, `same` and `added` are `after`
 */
export function diffWords(before: string, after: string): Part[] {
  const parts: Part[] = [];
  const removed: string[] = [];
  const added: string[] = [];
  const settle = () => {
    for (const part of diffBlocks(removed, added)) parts.push(part);
    removed.length = 0;
    added.length = 0;
  };
  for (const change of compare(blocks(before), blocks(after))) {
    if (change.removed) removed.push(...change.value);
    else if (change.added) added.push(...change.value);
    else {
      settle();
      parts.push({ type: 'same', text: change.value.join('') });
    }
  }
  settle();
  return joined(parts);
}

/** Lines with the line breaks after them; the lines of a fenced block or paragraph are blocks of their own too. */
function blocks(text: string): string[] {
  return text.match(/[^\n]+\n*|\n+/g) ?? [];
}

/** The stretches of two lists of pieces that are the same, gone or new. */
export function compare(before: string[], after: string[]) {
  const whole = [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return diffArrays(before, after, { maxEditLength: mostEdits }) ?? whole;
}

/** Blocks between two that stayed: pairs up, in order, the ones that are most alike and compares their words. */
function diffBlocks(removed: string[], added: string[]): Part[] {
  const parts: Part[] = [];
  const out = (type: Part['type'], texts: string[]) => {
    if (texts.length > 0) parts.push({ type, text: texts.join('') });
  };
  let i = 0;
  let j = 0;
  for (const [oldAt, newAt] of pairs(removed, added)) {
    out('removed', removed.slice(i, oldAt));
    out('added', added.slice(j, newAt));
    parts.push(...diffBlock(removed[oldAt] as string, added[newAt] as string));
    i = oldAt + 1;
    j = newAt + 1;
  }
  out('removed', removed.slice(i));
  out('added', added.slice(j));
  return parts;
}

/** The pairs, in order on both sides, with the greatest likeness in all. */
export function pairs(removed: string[], added: string[]): [number, number][] {
  if (removed.length * added.length > 40_000) return [];
  const bags = added.map(wordBag);
  const score = removed.map((text) => {
    const mine = wordBag(text);
    return bags.map((theirs) => likeness(mine, theirs));
  });
  const scoreAt = (i: number, j: number) => {
    const value = score[i]?.[j] ?? 0;
    return value >= alike ? value : 0;
  };
  const best = Array.from({ length: removed.length + 1 }, () => new Float64Array(added.length + 1));
  const bestAt = (i: number, j: number) => best[i]?.[j] ?? 0;
  for (let i = removed.length - 1; i >= 0; i--) {
    for (let j = added.length - 1; j >= 0; j--) {
      const row = best[i] as Float64Array;
      row[j] = Math.max(bestAt(i + 1, j), bestAt(i, j + 1), scoreAt(i, j) + bestAt(i + 1, j + 1));
    }
  }
  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < removed.length && j < added.length; ) {
    if (scoreAt(i, j) > 0 && bestAt(i, j) === scoreAt(i, j) + bestAt(i + 1, j + 1)) found.push([i++, j++]);
    else if (bestAt(i, j) === bestAt(i + 1, j)) i++;
    else j++;
  }
  return found;
}

type Bag = { size: number; counts: Map<string, number> };

/** The words of a text, counted. */
export function wordBag(text: string): Bag {
  const counts = new Map<string, number>();
  const found = text.match(/[\p{L}\p{N}]+/gu) ?? text.match(/\S/gu) ?? [];
  for (const word of found) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { size: found.length, counts };
}

/** Dice's coefficient over words. */
export function likeness(a: Bag, b: Bag): number {
  let shared = 0;
  for (const [word, count] of a.counts) shared += Math.min(count, b.counts.get(word) ?? 0);
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}

/** Compares two lines word by word. */
export function diffBlock(before: string, after: string): Part[] {
  const words = (text: string) => text.match(/\n+|[^\S\n]+|[\p{L}\p{M}\p{N}_'’]+|[^\s\p{L}\p{N}]/gu) ?? [];
  const changes = compare(words(before), words(after)).map(
    ({ value, added, removed }): Part => ({
      type: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    }),
  );
  return smoothed(joined(changes));
}

/**
 * Takes up a stay between two changes that is too short to read on its own (a space, a comma, "of") into the changes
 * around it: "[-one of-][+some in+]" rather than a change for each word.
 */
function smoothed(parts: Part[]): Part[] {
  const smooth = parts.flatMap((part, index): Part[] => {
    const around = index > 0 && index < parts.length - 1;
    const isShort = part.type === 'same' && part.text.trim().length <= 3 && !/[\n\p{N}]/u.test(part.text);
    if (!around || !isShort) return [part];
    return [
      { type: 'removed', text: part.text },
      { type: 'added', text: part.text },
    ];
  });
  return joined(smooth);
}

/** Joins neighbours of one type; between two stays, what was removed comes before what was added. */
function joined(parts: Part[]): Part[] {
  const out: Part[] = [];
  let removed = '';
  let added = '';
  let same = '';
  const settle = () => {
    if (removed) out.push({ type: 'removed', text: removed });
    if (added) out.push({ type: 'added', text: added });
    removed = '';
    added = '';
  };
  for (const { type, text } of parts) {
    if (!text) continue;
    if (type === 'same') {
      settle();
      same += text;
      continue;
    }
    if (same) out.push({ type: 'same', text: same });
    same = '';
    if (type === 'removed') removed += text;
    else added += text;
  }
  if (same) out.push({ type: 'same', text: same });
  settle();
  return out;
}
