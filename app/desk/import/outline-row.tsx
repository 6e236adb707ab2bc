'use client';

import { memo, useMemo } from 'react';
import { bodyBlocks } from '#lib/import/body-blocks.ts';
import { type DraftItem, type Lines, placesOf } from '#lib/import/model.ts';
import { bodyHtml } from '#lib/sections/render.ts';
import { Sanitised } from '../sanitised.tsx';
import { itemName, type Place } from './draft-actions.ts';

/** The element that shows a place of the outline. */
export const rowId = ({ id, block }: Place) => (block === null ? `row-${id}` : `row-${id}/${block}`);

/** "line 3", "lines 3 to 5". */
export function linesText([first, last]: Lines): string {
  return first === last ? `line ${first}` : `lines ${first} to ${last}`;
}

/** An item of the outline; opened, each block of its text is a place of its own. `at` is the place that has the focus. */
export const OutlineRow = memo(function OutlineRow({
  item,
  label,
  open,
  at,
  drop = null,
  draggable = false,
}: {
  item: DraftItem;
  label: string | null;
  open: boolean;
  /** -1 is the item itself, null none. */
  at: number | null;
  /** On which side of it something would be dropped. */
  drop?: 'before' | 'after' | null;
  draggable?: boolean;
}) {
  const { id, kind, depth, body, lines } = item;
  return (
    <div role="none" className="draft-item" data-depth={depth} data-kind={kind}>
      <div
        className="draft-row"
        id={rowId({ id, block: null })}
        data-item={id}
        data-lines={lines.join()}
        data-drop={drop ?? undefined}
        draggable={draggable || undefined}
        role="treeitem"
        aria-level={depth}
        aria-expanded={body ? open : undefined}
        aria-selected={at === -1}
        tabIndex={at === -1 ? 0 : -1}
      >
        <span className="draft-name">
          {kind === 'faq' && <span className="faq-mark">FAQ</span>}{' '}
          {label && <span className="number">{label}</span>} {itemName(item)}
        </span>
        {/* The items of an article that is stored stand in no lines. */}
        {lines[0] > 0 && <small>{linesText(lines)}</small>}
      </div>
      {open && body && <Blocks item={item} at={at} />}
    </div>
  );
});

function Blocks({ item, at }: { item: DraftItem; at: number | null }) {
  const html = useMemo(() => bodyBlocks(item.body).map((block) => bodyHtml(block)), [item.body]);
  const places = placesOf(item, html.length);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of a tree, not of fields
    <div role="group" className="draft-blocks prose">
      {html.map((block, n) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place
          key={n}
          className="draft-block"
          id={rowId({ id: item.id, block: n })}
          data-item={item.id}
          data-block={n}
          data-lines={places[n]?.join()}
          role="treeitem"
          aria-level={item.depth + 1}
          aria-selected={at === n}
          tabIndex={at === n ? 0 : -1}
        >
          <Sanitised html={block} />
        </div>
      ))}
    </div>
  );
}
