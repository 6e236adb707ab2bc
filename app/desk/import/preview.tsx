'use client';

import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { bodyBlocks } from '#lib/import/body-blocks.ts';
import { type Correction, type Draft, type Lines, placesOf } from '#lib/import/model.ts';
import { count } from '../words.ts';
import type { Place } from './draft-actions.ts';
import { linesText, rowId } from './outline-row.tsx';
import { OutlineTree } from './outline-tree.tsx';
import { lightSource, SourcePane } from './source-pane.tsx';
import { Wording } from './wording.tsx';

/** What the importer understood, beside the source, with the means to put it right. */
export function Preview({
  draft,
  source,
  onCorrect,
  onUndo,
  buttons,
  children,
}: {
  draft: Draft;
  source: string;
  onCorrect: (correction: Correction) => void;
  /** Null when there is nothing to undo. */
  onUndo: (() => void) | null;
  /** What leads away from here: back, and on. */
  buttons: ReactNode;
  children: ReactNode;
}) {
  const pane = useRef<HTMLDivElement>(null);
  const outline = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<Place>({ id: draft.items[0]?.id ?? '', block: null });
  const owners = useMemo(() => linesToPlaces(draft), [draft]);
  const light = useCallback((lines: Lines | null) => lightSource(pane.current, lines), []);
  const newest = useRef(owners);
  newest.current = owners;

  /** Marks what became of a line of the source, and brings it into view. */
  const point = useCallback((line: number | null) => {
    for (const lit of outline.current?.querySelectorAll('[data-lit]') ?? []) lit.removeAttribute('data-lit');
    const element = line ? elementOf(newest.current.get(line)) : null;
    element?.setAttribute('data-lit', '');
    element?.scrollIntoView({ block: 'nearest' });
  }, []);
  const choose = useCallback((line: number) => {
    const place = newest.current.get(line);
    const element = elementOf(place);
    if (place && 'id' in place)
      setAt(element?.dataset.block === undefined ? { ...place, block: null } : place);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest' });
  }, []);

  /** The button goes with what it put back, so the focus goes to that, or to where it was in the outline. */
  const restored = useRef<string | null>(null);
  function putBack(id: string) {
    restored.current = id.replace(/:heading$/, '');
    onCorrect({ type: 'restore', id });
    setAt({ id: restored.current, block: null });
  }
  useEffect(() => {
    if (restored.current === null) return;
    const row = document.getElementById(rowId({ id: restored.current, block: null }));
    restored.current = null;
    (row ?? outline.current?.querySelector<HTMLElement>('[role="tree"] [tabindex="0"]'))?.focus();
  });

  const faqs = draft.items.filter((item) => item.kind === 'faq').length;
  const tables = draft.items.filter((item) => /^\| :?-+/m.test(item.body)).length;
  return (
    <div className="page wide import-preview">
      <div className="page-head">
        <h1>Is this the article?</h1>
        <div className="buttons">
          <button type="button" onClick={() => onUndo?.()} aria-disabled={!onUndo}>
            Undo the last change
          </button>
          {buttons}
        </div>
      </div>
      {children}
      <p>
        {count(draft.items.length - faqs, 'section')}, {count(faqs, 'FAQ')}, {count(tables, 'section')} with a
        table, {count(draft.setAside.length, 'part')} set aside. Put right what is not: nothing is stored yet.
      </p>
      {draft.notes.map((note) => (
        <p key={note} className="note">
          {note}
        </p>
      ))}
      <details className="keys quiet">
        <summary>Keys</summary>
        <p id="outline-keys">
          In the outline: <kbd>↑</kbd> <kbd>↓</kbd> go, <kbd>→</kbd> <kbd>←</kbd> open and close a text,{' '}
          <kbd>e</kbd> heading, <kbd>f</kbd> FAQ or section, <kbd>s</kbd> split at a block, <kbd>m</kbd> join
          to the one above, <kbd>o</kbd> out, <kbd>i</kbd> in, <kbd>Alt</kbd> <kbd>↑</kbd> <kbd>↓</kbd> move,{' '}
          <kbd>x</kbd> set aside, <kbd>u</kbd> undo. In the source: <kbd>↑</kbd> <kbd>↓</kbd> show what became
          of a line, <kbd>Enter</kbd> goes there.
        </p>
      </details>
      <div className="columns">
        <div ref={outline}>
          <section className="draft-head">
            <Wording
              name="Title"
              value={draft.title}
              most={300}
              required
              onWrite={(title) => onCorrect({ type: 'title', title })}
            />
            <Wording
              name="Dek"
              value={draft.dek}
              most={1000}
              onWrite={(dek) => onCorrect({ type: 'dek', dek })}
            />
          </section>
          <OutlineTree {...{ draft, at, onCorrect, onUndo }} onGo={setAt} onLight={light} />
          <section>
            <h2>Set aside</h2>
            {draft.setAside.length === 0 ? (
              <p className="quiet">Nothing: every word of the source is above.</p>
            ) : (
              <ul className="set-aside">
                {draft.setAside.map((part) => (
                  <li
                    key={part.id}
                    id={asideId(part.id)}
                    onMouseOver={() => light(part.lines)}
                    onFocus={() => light(part.lines)}
                    onMouseLeave={() => light(null)}
                  >
                    <p>
                      <strong>{part.reason}</strong> <span className="quiet">{linesText(part.lines)}</span>
                    </p>
                    <pre>{part.text}</pre>
                    <button
                      type="button"
                      className="small"
                      aria-label={`Put it back: ${part.text.slice(0, 60)}`}
                      onClick={() => putBack(part.id)}
                    >
                      Put it back
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
        <SourcePane source={source} pane={pane} onPoint={point} onChoose={choose} />
      </div>
    </div>
  );
}

const asideId = (id: string) => `aside-${id}`;

/** What became of a line: a place in the outline, or a part set aside. */
type Owner = Place | { aside: string };

/** The row of a place, that of its item where its block is not shown, or the button of a part set aside. */
function elementOf(owner: Owner | undefined): HTMLElement | null {
  if (!owner) return null;
  if ('aside' in owner) return document.getElementById(asideId(owner.aside))?.querySelector('button') ?? null;
  return document.getElementById(rowId(owner)) ?? document.getElementById(rowId({ ...owner, block: null }));
}

/** For each line of the source what became of it, counted from 1. */
function linesToPlaces(draft: Draft): { get: (line: number) => Owner | undefined } {
  const owners: Owner[] = [];
  const fill = ([first, last]: Lines, owner: Owner) => {
    for (let line = first; line <= last; line++) owners[line] = owner;
  };
  for (const item of draft.items) {
    fill(item.lines, { id: item.id, block: null });
    for (const [block, lines] of item.places.entries()) fill(lines, { id: item.id, block });
  }
  for (const part of draft.setAside) fill(part.lines, { aside: part.id });
  return {
    get(line) {
      const owner = owners[line];
      if (!owner || 'aside' in owner || owner.block === null) return owner;
      // Whether a body has the blocks that its places are of is asked only where somebody points.
      const item = draft.items.find((other) => other.id === owner.id);
      const known = item && placesOf(item, bodyBlocks(item.body).length) === item.places;
      return known ? owner : { ...owner, block: null };
    },
  };
}
