/** What the outline's rules need to know of a section or FAQ: its depth (1 = top) and whether it shows a number. */
export type Outlined = { depth: number; numbered: boolean; kind?: string };

/** The deepest level of an outline. */
export const MAX_DEPTH = 5;

/** Gives out labels one item at a time, in outline order. */
export type Numbering = {
  /** Takes the next item and returns its label, `null` for one without a number. */
  next(item: Outlined): string | null;
  /** The label that a numbered item of this depth would get if it came next; changes nothing. */
  peek(depth: number): string;
};

type Open = { depth: number; number: number | null; numberedChildren: number };

/**
 * Starts the numbering of an outline. An item's parent is the nearest item above it of a smaller depth, so a skipped
 * level is no error. A label joins the numbers of the numbered items above with the item's own: an item below a
 * parent without a number starts at "1." again.
 */
export function startNumbering(): Numbering {
  const open: Open[] = [{ depth: 0, number: null, numberedChildren: 0 }];
  const parentsOf = (depth: number) => open.filter((item) => item.depth < Math.max(depth, 1));
  return {
    peek(depth) {
      const parents = parentsOf(depth);
      return label(parents, (parents.at(-1) as Open).numberedChildren + 1);
    },
    next({ depth, numbered }) {
      const parents = parentsOf(depth);
      const parent = parents.at(-1) as Open;
      const number = numbered ? ++parent.numberedChildren : null;
      open.splice(parents.length, open.length, { depth: Math.max(depth, 1), number, numberedChildren: 0 });
      return number === null ? null : label(parents, number);
    },
  };
}

/**
 * The label that each item of an outline shows: "1." at the top, "1.1" below it and so on, counting only numbered
 * items under the same parent; `null` for an item without a number. The desk and the reader's page both use it.
 */
export function outlineNumbers(items: readonly Outlined[]): (string | null)[] {
  const numbering = startNumbering();
  return items.map((item) => numbering.next(item));
}

function label(parents: Open[], number: number): string {
  const numbers = [...parents.flatMap((parent) => parent.number ?? []), number];
  return numbers.length === 1 ? `${number}.` : numbers.join('.');
}

/** The number of items that an item of the outline stands for: itself and those below it, up to the next of its depth. */
export function sizeOf(items: readonly Pick<Outlined, 'depth'>[], index: number): number {
  const depth = items[index]?.depth ?? 0;
  const next = items.findIndex((other, i) => i > index && other.depth <= depth);
  return (next < 0 ? items.length : next) - index;
}

/** Where an item goes that is moved up or down past its neighbour, as `move` counts; undefined at either end. */
export function neighbouringPlace(
  items: readonly Pick<Outlined, 'depth'>[],
  index: number,
  way: 'up' | 'down',
): number | undefined {
  const depth = items[index]?.depth ?? 0;
  if (way === 'up') {
    const before = items.findLastIndex((other, i) => i < index && other.depth <= depth);
    return before < 0 ? undefined : before;
  }
  const next = index + sizeOf(items, index);
  const neighbour = items[next];
  if (!neighbour) return undefined;
  return index + (neighbour.depth === depth ? sizeOf(items, next) : 1);
}
