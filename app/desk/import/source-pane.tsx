'use client';

import { type KeyboardEvent, type MouseEvent, memo, type RefObject } from 'react';
import type { Lines } from '#lib/import/model.ts';

const lineId = (line: number) => `line-${line}`;

/** Lights lines of the source up, and no others, and brings them into the pane; null lights none. */
export function lightSource(pane: HTMLElement | null, lines: Lines | null): void {
  if (!pane) return;
  for (const lit of pane.querySelectorAll('[data-lit]')) lit.removeAttribute('data-lit');
  if (!lines) return;
  const [first, last] = lines;
  for (let line = first; line <= last; line++)
    document.getElementById(lineId(line))?.setAttribute('data-lit', '');
  const top = document.getElementById(lineId(first));
  const bottom = document.getElementById(lineId(last));
  if (!top || !bottom) return;
  const [from, to] = [top.offsetTop, bottom.offsetTop + bottom.offsetHeight];
  const isSeen = from >= pane.scrollTop && to <= pane.scrollTop + pane.clientHeight;
  // By itself, not with the page: the outline beside it must not move under the pointer.
  if (!isSeen) pane.scrollTop = from - pane.clientHeight / 4;
}

/**
 * The source, line by line. Pointing at a line shows what became of it, choosing one goes there: by the mouse, or with
 * the arrow keys and Enter.
 */
export const SourcePane = memo(function SourcePane({
  source,
  pane,
  onPoint,
  onChoose,
}: {
  source: string;
  pane: RefObject<HTMLDivElement | null>;
  onPoint: (line: number | null) => void;
  onChoose: (line: number) => void;
}) {
  const lines = source.split(/\r\n?|\n/);
  const lineAt = (event: MouseEvent) =>
    Number((event.target as HTMLElement).closest('[data-line]')?.getAttribute('data-line')) || null;

  function press(event: KeyboardEvent<HTMLDivElement>) {
    const at = Number(event.currentTarget.dataset.at) || 0;
    const to = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : at;
    if (event.key === 'Enter' && at) onChoose(at);
    else if (to !== at && to >= 1 && to <= lines.length) point(event.currentTarget, to);
    else return;
    event.preventDefault();
  }

  function point(box: HTMLElement, line: number) {
    box.dataset.at = String(line);
    box.setAttribute('aria-activedescendant', lineId(line));
    for (const chosen of box.querySelectorAll('[aria-selected="true"]'))
      chosen.setAttribute('aria-selected', 'false');
    const chosen = document.getElementById(lineId(line));
    chosen?.setAttribute('aria-selected', 'true');
    chosen?.scrollIntoView({ block: 'nearest' });
    onPoint(line);
  }

  return (
    <section className="source">
      <h2 className="quiet" id="source-name">
        The source
      </h2>
      <div
        ref={pane}
        className="source-lines"
        role="listbox"
        aria-labelledby="source-name"
        tabIndex={0}
        onKeyDown={press}
        onMouseOver={(event) => onPoint(lineAt(event))}
        onFocus={(event) => onPoint(Number(event.currentTarget.dataset.at) || null)}
        onMouseLeave={() => onPoint(null)}
        onClick={(event) => {
          const line = lineAt(event);
          if (line) onChoose(line);
        }}
      >
        {lines.map((line, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and names its active line
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            key={index}
            id={lineId(index + 1)}
            data-line={index + 1}
            role="option"
            aria-selected="false"
            aria-label={line.trim() ? undefined : 'Empty line'}
          >
            {line || ' '}
          </div>
        ))}
      </div>
    </section>
  );
});
