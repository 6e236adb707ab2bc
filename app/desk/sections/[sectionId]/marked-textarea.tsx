'use client';

import {
  type ComponentProps,
  memo,
  type PointerEvent,
  type RefObject,
  type SyntheticEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import type { Span } from '#lib/detector/source-spans.ts';

/** Words to underline in the text. */
export type Mark = Span & { id: string; kind: string };

type Props = {
  field: RefObject<HTMLTextAreaElement | null>;
  value: string;
  marks: Mark[];
  pointed: string | null;
  onPoint: (id: string | null) => void;
} & Omit<ComponentProps<'textarea'>, 'value'>;

/**
 * A text field with words underlined in it. A text area cannot hold marks, so the same text lies behind it in the same
 * metrics (`.marked` in global.css), invisible but for its underlines. It is scrolled along, and told from by position
 * what is pointed at.
 */
export function MarkedTextarea({ field, value, marks, pointed, onPoint, ...rest }: Props) {
  const under = useRef<HTMLDivElement>(null);
  const drawn = useFramed(useMemo(() => ({ text: value, marks, pointed }), [value, marks, pointed]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a text that grew can be scrolled further
  useLayoutEffect(() => {
    if (under.current && field.current) under.current.scrollTop = field.current.scrollTop;
  }, [drawn]);

  const pointAt = (event: PointerEvent) => {
    const [mark] = document
      .elementsFromPoint(event.clientX, event.clientY)
      .filter((element) => element instanceof HTMLElement && element.dataset.mark);
    onPoint((mark as HTMLElement | undefined)?.dataset.mark ?? null);
  };
  const followCaret = ({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) => {
    const at = currentTarget.selectionStart;
    onPoint(marks.find(({ start, end }) => start <= at && at <= end)?.id ?? null);
  };

  return (
    <div className="marked">
      <div ref={under} className="under body" aria-hidden="true">
        <Underlined {...drawn} />
      </div>
      <textarea
        {...rest}
        ref={field}
        className="body"
        value={value}
        onScroll={({ currentTarget }) => {
          if (under.current) under.current.scrollTop = currentTarget.scrollTop;
        }}
        onPointerMove={pointAt}
        onPointerLeave={() => onPoint(null)}
        onSelect={followCaret}
      />
    </div>
  );
}

/** What was last given, at the beginning of the next frame: no key waits for it, and it is painted with what they wrote. */
function useFramed<T>(given: T): T {
  const [framed, setFramed] = useState(given);
  useLayoutEffect(() => {
    const frame = requestAnimationFrame(() => flushSync(() => setFramed(given)));
    return () => cancelAnimationFrame(frame);
  }, [given]);
  return framed;
}

/** Line by line, so that a key costs the browser and React one line and not the whole text. */
const Underlined = memo(function Underlined({
  text,
  marks,
  pointed,
}: {
  text: string;
  marks: Mark[];
  pointed: string | null;
}) {
  let at = 0;
  let next = 0;
  return text.split('\n').map((line, index) => {
    const from = at;
    const to = from + line.length;
    at = to + 1;
    const here: Mark[] = [];
    for (let n = next; n < marks.length && (marks[n] as Mark).start < to; n++) {
      const mark = marks[n] as Mark;
      if (mark.end > from) here.push({ ...mark, start: mark.start - from, end: mark.end - from });
    }
    while (next < marks.length && (marks[next] as Mark).end <= to) next++;
    const isPointed = here.some(({ id }) => id === pointed);
    // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name
    return <Line key={index} text={line} marks={here} pointed={isPointed ? pointed : null} />;
  });
});

const Line = memo(
  function Line({ text, marks, pointed }: { text: string; marks: Mark[]; pointed: string | null }) {
    const parts = [];
    let at = 0;
    for (const { id, kind, start, end } of marks) {
      // Of marks that overlap the later one is underlined where the earlier one ends.
      const from = Math.max(start, at);
      const to = Math.min(end, text.length);
      if (from >= to) continue;
      parts.push(text.slice(at, from));
      parts.push(
        <mark key={`${id} ${start}`} data-mark={id} data-kind={kind} data-pointed={id === pointed}>
          {text.slice(from, to)}
        </mark>,
      );
      at = to;
    }
    return (
      <div>
        {parts}
        {text.slice(at)}
        {/* An empty line has its height in a text area; in a block it needs a sign. */}
        {text === '' && '\u200b'}
      </div>
    );
  },
  (before, after) =>
    before.text === after.text &&
    before.pointed === after.pointed &&
    before.marks.length === after.marks.length &&
    before.marks.every((mark, n) => {
      const other = after.marks[n] as Mark;
      return mark.id === other.id && mark.start === other.start && mark.end === other.end;
    }),
);
