'use client';

import { useEffect, useRef, useState } from 'react';
import type { WritingContext, WritingSuggestion } from '#lib/detector/writing.ts';
import type { Asked, Found } from './writing-worker.ts';

/**
 * How long the keys have to rest before the text is looked at, in milliseconds: longer than from one time that the rich
 * editor tells of its keys to the next, or a long text would be looked at again and again beneath the keys.
 */
const rest = 500;

/** After this long without a first answer there will be none, in milliseconds. */
const patience = 15_000;

/** What the detector says of a text, and the body that it was said of; `suggestions` is null until it is known. */
export type Suggestions = { body: string; suggestions: WritingSuggestion[] | null; failed: boolean };

/** The detector's suggestions for what is being written, a moment after the last key. */
export function useSuggestions(heading: string, body: string, context: WritingContext): Suggestions {
  const [known, setKnown] = useState<Suggestions>({ body, suggestions: null, failed: false });
  const worker = useRef<Worker | null>(null);
  const asked = useRef({ number: 0, body: '' });

  useEffect(() => {
    const started = new Worker(new URL('./writing-worker.ts', import.meta.url), { type: 'module' });
    worker.current = started;
    started.onmessage = ({ data }: MessageEvent<Found>) => {
      if (data.number !== asked.current.number) return;
      setKnown({ body: asked.current.body, suggestions: data.suggestions, failed: false });
    };
    const fail = () => setKnown((before) => ({ ...before, failed: before.suggestions === null }));
    started.onerror = fail;
    // A worker that cannot load its modules says nothing at all.
    const late = setTimeout(fail, patience);
    return () => {
      clearTimeout(late);
      started.terminate();
    };
  }, []);

  useEffect(() => {
    // What is there when the page is opened is read at once.
    const wait = asked.current.number === 0 ? 0 : rest;
    const timer = setTimeout(() => {
      asked.current = { number: asked.current.number + 1, body };
      worker.current?.postMessage({
        ...{ number: asked.current.number, heading, body, context },
      } satisfies Asked);
    }, wait);
    return () => clearTimeout(timer);
  }, [heading, body, context]);

  return known;
}
