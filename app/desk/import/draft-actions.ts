import { MAX_DEPTH, neighbouringPlace } from '#lib/articles/outline.ts';
import type { Correction, DraftItem } from '#lib/import/model.ts';

/** A place in the preview's outline: an item, or one of its blocks. */
export type Place = { id: string; block: number | null };

/** Something that an editor can do at a place: its key, its name, and the correction, where it is possible there. */
export type DraftAction = {
  key: string;
  /** The key as people read it. */
  shown: string;
  name: string;
  /** What has happened, after the item's name. */
  said: string;
  correction: Correction | null;
};

/** What the outline calls an item. */
export function itemName({ heading }: DraftItem): string {
  return heading || 'Section without a heading';
}

/** All that can be done at a place of the outline by a single key or the button of that name, in the order of the buttons. */
export function actionsAt(items: readonly DraftItem[], { id, block }: Place): DraftAction[] {
  const index = items.findIndex((item) => item.id === id);
  const item = items[index];
  if (!item) return [];
  const { depth, kind, heading } = item;
  const move = (way: 'up' | 'down'): Correction | null => {
    const to = neighbouringPlace(items, index, way);
    return to === undefined ? null : { type: 'move', id, to };
  };
  const isFaq = kind === 'faq';
  return [
    {
      ...{ key: 'f', shown: 'f', name: isFaq ? 'Make it a section' : 'Make it a FAQ' },
      said: isFaq ? 'is a section now.' : 'is a FAQ now.',
      correction: heading ? { type: 'kind', id, kind: isFaq ? 'section' : 'faq' } : null,
    },
    {
      ...{ key: 's', shown: 's', name: 'Split at this block', said: 'is split; the new section is chosen.' },
      correction: block ? { type: 'split', id, at: block } : null,
    },
    {
      ...{ key: 'm', shown: 'm', name: 'Join to the one above', said: 'is joined to the one above.' },
      correction: index > 0 ? { type: 'merge', id } : null,
    },
    {
      ...{ key: 'o', shown: 'o', name: 'Out', said: 'stands one level higher.' },
      correction: depth > 1 ? { type: 'depth', id, depth: depth - 1 } : null,
    },
    {
      ...{ key: 'i', shown: 'i', name: 'In', said: 'stands one level deeper.' },
      correction: depth < MAX_DEPTH ? { type: 'depth', id, depth: depth + 1 } : null,
    },
    {
      ...{ key: 'Alt+ArrowUp', shown: 'Alt ↑', name: 'Up', said: 'is moved up, with what stands below it.' },
      correction: move('up'),
    },
    {
      ...{
        key: 'Alt+ArrowDown',
        shown: 'Alt ↓',
        name: 'Down',
        said: 'is moved down, with what stands below it.',
      },
      correction: move('down'),
    },
    {
      ...{ key: 'x', shown: 'x', name: 'Set aside', said: 'is set aside.' },
      correction: { type: 'set-aside', id },
    },
  ];
}

/** Where the editor is after a correction: at what it made, or at what stands where the item stood. */
export function placeAfter(
  before: readonly DraftItem[],
  after: readonly DraftItem[],
  { id, block }: Place,
): Place {
  const had = new Set(before.map((item) => item.id));
  const made = after.find((item) => !had.has(item.id));
  if (made) return { id: made.id, block: null };
  if (after.some((item) => item.id === id)) return { id, block };
  const index = before.findIndex((item) => item.id === id);
  const above = before[index - 1];
  const isJoined = above && after.find((item) => item.id === above.id)?.body !== above.body;
  const next = isJoined ? above : (after[index] ?? after.at(-1));
  return { id: next?.id ?? '', block: null };
}

/**
 * Where a key leads from a place, see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/: null when that is nowhere,
 * undefined for a key that leads to no place.
 * @param blocks the number of blocks that show below an item
 */
export function walked(
  key: string,
  items: readonly DraftItem[],
  { id, block }: Place,
  blocks: (item: DraftItem) => number,
): Place | null | undefined {
  const index = items.findIndex((item) => item.id === id);
  const item = items[index];
  if (!item) return undefined;
  const shown = blocks(item);
  const itself = (other: DraftItem | undefined): Place | null =>
    other ? { id: other.id, block: null } : null;
  const above = items[index - 1];
  switch (key) {
    case 'ArrowDown':
      return (block ?? -1) + 1 < shown ? { id, block: (block ?? -1) + 1 } : itself(items[index + 1]);
    case 'ArrowUp':
      if (block !== null) return { id, block: block > 0 ? block - 1 : null };
      return above ? { id: above.id, block: blocks(above) - 1 < 0 ? null : blocks(above) - 1 } : null;
    case 'ArrowRight':
      return block === null && shown > 0 ? { id, block: 0 } : undefined;
    case 'ArrowLeft':
      return block === null ? undefined : itself(item);
    case 'Home':
      return itself(items[0]);
    case 'End':
      return itself(items.at(-1));
    default:
      return undefined;
  }
}
