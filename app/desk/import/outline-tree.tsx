'use client';

import {
  type DragEvent,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useRef,
  useState,
} from 'react';
import { outlineNumbers, sizeOf } from '#lib/articles/outline.ts';
import { bodyBlocks } from '#lib/import/body-blocks.ts';
import { type Correction, correct, type Draft, type Lines } from '#lib/import/model.ts';
import { actionsAt, type DraftAction, itemName, type Place, placeAfter, walked } from './draft-actions.ts';
import { OutlineRow, rowId } from './outline-row.tsx';
import { WordingForm } from './wording.tsx';

/** In an outline of no more than this every text is open at first. */
const FEW = 40;

/**
 * The outline, with all that can be done to it: one place has the focus, keys and buttons act there.
 * @param actionsOf what can be done at a place, where that is not all that there is
 * @param onDrop moves an item, with all below it, before another one (null: to the end) and to a depth; without it
 *   nothing can be dragged
 * @param at the place that has the focus; the parent sets another one when the editor chooses a line of the source
 */
export function OutlineTree({
  draft,
  at,
  onGo,
  onCorrect,
  onUndo,
  onLight,
  actionsOf = actionsAt,
  onDrop,
}: {
  draft: Draft;
  at: Place;
  onGo: (place: Place) => void;
  onCorrect: (correction: Correction) => void;
  onUndo: (() => void) | null;
  onLight: (lines: Lines | null) => void;
  actionsOf?: typeof actionsAt;
  onDrop?: (id: string, before: string | null, depth: number) => void;
}) {
  const { items } = draft;
  const [open, setOpen] = useState(() => new Set(items.length <= FEW ? items.map(({ id }) => id) : []));
  const [rewording, setRewording] = useState(false);
  const [said, setSaid] = useState('');
  const wantsFocus = useRef(false);
  // What is undone may take the place away that has the focus: then the one nearest to it has it.
  const lastIndex = useRef(0);
  const found = items.findIndex((other) => other.id === at.id);
  const index = found < 0 ? Math.min(lastIndex.current, items.length - 1) : found;
  lastIndex.current = index;
  const item = items[index];
  const here: Place = item ? { id: item.id, block: item.id === at.id ? at.block : null } : at;
  const labels = outlineNumbers(items);
  const actions = actionsOf(items, here);
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<{ id: string; side: 'before' | 'after' } | null>(null);

  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    const row = document.getElementById(rowId(here));
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  });

  function go(place: Place) {
    wantsFocus.current = true;
    setRewording(false);
    onGo(place);
  }

  function act(action: DraftAction, byKey: boolean) {
    if (!item) return;
    if (!action.correction) return setSaid(`“${action.name}” cannot be done here.`);
    const next = correct(draft, action.correction);
    setSaid(`${itemName(item)} ${action.said}`);
    const place = placeAfter(items, next.items, here);
    if (action.correction.type === 'split') setOpen(new Set([...open, place.id]));
    wantsFocus.current = byKey;
    onCorrect(action.correction);
    onGo(place);
  }

  function setIsOpen(id: string, isOpen: boolean) {
    const others = [...open].filter((other) => other !== id);
    setOpen(new Set(isOpen ? [...others, id] : others));
  }

  function walk(key: string): boolean {
    if (!item) return false;
    const { id, block } = here;
    const place = walked(key, items, here, (of) =>
      open.has(of.id) && of.body ? bodyBlocks(of.body).length : 0,
    );
    if (place) go(place);
    else if (block === null && key === 'ArrowRight' && !open.has(id)) setIsOpen(id, true);
    else if (block === null && key === 'ArrowLeft' && open.has(id)) setIsOpen(id, false);
    else return place === null;
    return true;
  }

  function press(event: KeyboardEvent) {
    const isUndo = event.key === 'u' || (event.key === 'z' && (event.ctrlKey || event.metaKey));
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const key = event.altKey ? `Alt+${event.key}` : event.key === 'Delete' ? 'x' : event.key;
    const action = actions.find((other) => other.key === key);
    if (isUndo && onUndo) undo();
    else if (isPlain && (key === 'e' || key === 'F2')) setRewording(true);
    else if (action && (isPlain || event.altKey)) act(action, true);
    else if (isPlain && (key === 'Enter' || key === ' ') && item) setIsOpen(item.id, !open.has(item.id));
    else if (!isPlain || !walk(key)) return;
    event.preventDefault();
  }

  function undo() {
    wantsFocus.current = true;
    setSaid('The last change is undone.');
    onUndo?.();
  }

  const rowOf = (event: MouseEvent | FocusEvent | DragEvent) =>
    (event.target as HTMLElement).closest<HTMLElement>('[data-item]')?.dataset;
  const light = (row: DOMStringMap | undefined) =>
    onLight(row?.lines ? (row.lines.split(',').map(Number) as Lines) : null);

  function choose(event: MouseEvent) {
    const row = rowOf(event);
    if (!row?.item || (event.target as HTMLElement).closest('a')) return;
    const place = { id: row.item, block: row.block === undefined ? null : Number(row.block) };
    const isHere = place.id === here.id && here.block === null;
    // A closed text is opened by a click; an open one is closed by a click where the focus is already.
    if (place.block === null && (isHere || !open.has(place.id))) setIsOpen(place.id, !open.has(place.id));
    go(place);
  }

  function drag(event: DragEvent) {
    const row = rowOf(event);
    if (!row?.item) return;
    setDragged(row.item);
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', row.item);
  }

  /** The item below the pointer and the side of it that is nearer; null where the dragged one cannot go. */
  function dropPlace(event: DragEvent): typeof over {
    const row = (event.target as HTMLElement).closest<HTMLElement>('.draft-row');
    const from = items.findIndex((other) => other.id === dragged);
    const to = items.findIndex((other) => other.id === row?.dataset.item);
    if (!row || from < 0 || to < 0 || (to >= from && to < from + sizeOf(items, from))) return null;
    const { top, height } = row.getBoundingClientRect();
    const id = row.dataset.item as string;
    return { id, side: event.clientY < top + height / 2 ? 'before' : 'after' };
  }

  function dragOver(event: DragEvent) {
    const place = dropPlace(event);
    if (place) event.preventDefault();
    if (place?.id !== over?.id || place?.side !== over?.side) setOver(place);
  }

  /** It becomes a sibling of what it is dropped before; dropped behind all, of what it is dropped on. */
  function drop(event: DragEvent) {
    const place = dropPlace(event);
    const moved = items.find((other) => other.id === dragged);
    setDragged(null);
    setOver(null);
    if (!place || !moved) return;
    event.preventDefault();
    const target = items.findIndex((other) => other.id === place.id);
    const before = place.side === 'before' ? items[target] : items[target + 1];
    const depth = Math.max(place.side === 'before' ? 1 : (items[target]?.depth ?? 1), before?.depth ?? 1);
    onDrop?.(moved.id, before?.id ?? null, depth);
    setSaid(`${itemName(moved)} is moved, with what stands below it.`);
    onGo({ id: moved.id, block: null });
  }

  const dragging = onDrop && {
    onDragStart: drag,
    onDragOver: dragOver,
    onDrop: drop,
    onDragEnd: () => setOver(null),
  };

  if (!item) return <p className="quiet">Nothing is left in the outline: put something back.</p>;
  return (
    <>
      <div className="draft-bar">
        {rewording ? (
          <WordingForm
            name={`Heading of ${itemName(item)}`}
            value={item.heading}
            most={300}
            required={item.kind === 'faq'}
            onWrite={(heading) => {
              wantsFocus.current = true;
              setRewording(false);
              if (heading === null) return;
              onCorrect({ type: 'heading', id: item.id, heading });
              setSaid(`The heading is “${heading}” now.`);
            }}
          />
        ) : (
          <>
            <p className="draft-here">
              {labels[index]} {itemName(item)}
              {here.block !== null && <span className="quiet">, block {here.block + 1}</span>}
            </p>
            <fieldset aria-label={`Changes to ${itemName(item)}`} className="buttons">
              <button
                type="button"
                className="small"
                aria-keyshortcuts="e"
                onClick={() => setRewording(true)}
              >
                Heading…
              </button>
              {actions.map((action) => (
                <button
                  key={action.key}
                  type="button"
                  className="small"
                  aria-keyshortcuts={action.key}
                  aria-disabled={!action.correction}
                  onClick={() => act(action, false)}
                >
                  {action.name}
                </button>
              ))}
            </fieldset>
          </>
        )}
      </div>
      <p role="status" className="hidden">
        {said}
      </p>
      <div
        role="tree"
        aria-label="Outline of the article"
        aria-describedby="outline-keys"
        className="draft-items"
        onKeyDown={press}
        onClick={choose}
        onMouseOver={(event) => light(rowOf(event))}
        onMouseLeave={() => light(document.getElementById(rowId(here))?.dataset)}
        onFocus={(event) => light(rowOf(event))}
        {...dragging}
      >
        {items.map((other, i) => (
          <OutlineRow
            key={other.id}
            item={other}
            label={labels[i] ?? null}
            open={open.has(other.id)}
            at={other.id === here.id ? (here.block ?? -1) : null}
            drop={over?.id === other.id ? over.side : null}
            draggable={onDrop !== undefined}
          />
        ))}
      </div>
    </>
  );
}
