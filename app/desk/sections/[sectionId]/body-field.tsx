'use client';

import dynamic from 'next/dynamic';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { WritingSuggestion } from '#lib/detector/writing.ts';
import { gapsIn } from '#lib/sections/gaps.ts';
import { type Mark, MarkedTextarea } from './marked-textarea.tsx';
import type { RichHandle } from './rich-editor.tsx';

const RichEditor = dynamic(() => import('./rich-editor.tsx'), {
  ssr: false,
  loading: () => <p className="quiet">Opening the editor…</p>,
});

/** Which view a person likes is remembered by their browser. */
const VIEW = 'galley view';
/** How long the keys rest before it is looked for what is missing, in milliseconds. */
const rest = 400;

/** A section's text, as it looks or as Markdown. Both are views of one body; what does not fit the first is shown in the second. */
export function BodyField({
  sectionId,
  label,
  body,
  loaded,
  marks,
  suggestions,
  pointed,
  field,
  rich,
  onChange,
  onLoad,
  onPoint,
  onReady,
}: {
  sectionId: string;
  label: string;
  body: string;
  /** What was last put into the field other than by typing, and the how manyth that was. */
  loaded: { body: string; times: number };
  marks: Mark[];
  suggestions: WritingSuggestion[] | null;
  pointed: string | null;
  field: RefObject<HTMLTextAreaElement | null>;
  rich: RefObject<RichHandle | null>;
  onChange: (body: string) => void;
  onLoad: (body: string) => void;
  onPoint: (id: string | null) => void;
  /** The text can be written in, in one view or the other. */
  onReady: () => void;
}) {
  const [view, setView] = useState<'rich' | 'markdown' | null>(null);
  const [unfit, setUnfit] = useState<{ times: number; why: string } | null>(null);
  useEffect(() => setView(localStorage.getItem(VIEW) === 'markdown' ? 'markdown' : 'rich'), []);
  const why = unfit?.times === loaded.times ? unfit.why : null;
  const { times } = loaded;
  // While the Markdown is looked at, the editor stays behind it, and with it what can be undone there.
  const [behind, setBehind] = useState<{ times: number; body: string } | null>(null);
  const isBehind = view === 'markdown' && behind?.times === times;
  const refuse = useCallback((why: string) => setUnfit({ times, why }), [times]);

  const gaps = useGaps(body);
  const isSource = view === 'markdown' || (view === 'rich' && why !== null);
  const ready = useRef(onReady);
  ready.current = onReady;
  useEffect(() => {
    if (isSource) ready.current();
  }, [isSource]);

  function show(next: 'rich' | 'markdown') {
    localStorage.setItem(VIEW, next);
    const now = rich.current?.body() ?? body;
    if (view === 'rich' && !why) setBehind({ times, body: now });
    // The editor begins anew with what was written meanwhile.
    else if (!isBehind || behind.body !== now) onLoad(now);
    setView(next);
  }

  return (
    <div className="field">
      <div className="field-head">
        <label htmlFor="body">{label}</label>
        <fieldset className="ways">
          <legend className="sr-only">View of the text</legend>
          <button type="button" aria-pressed={view === 'rich' && !why} onClick={() => show('rich')}>
            As it looks
          </button>
          <button
            type="button"
            aria-pressed={view === 'markdown' || why !== null}
            onClick={() => show('markdown')}
          >
            Markdown
          </button>
        </fieldset>
        <button type="button" className="small" data-flag-words={sectionId}>
          Flag words
        </button>
      </div>
      {view === 'rich' && why && (
        <p role="status" className="note">
          This text can only be edited as Markdown. {why}
        </p>
      )}
      {((view === 'rich' && !why) || isBehind) && (
        <RichEditor
          key={times}
          hidden={isBehind}
          body={loaded.body}
          label={label}
          handle={rich}
          suggestions={suggestions}
          pointed={pointed}
          onChange={onChange}
          onPoint={onPoint}
          onUnfit={refuse}
          onReady={onReady}
        />
      )}
      {isSource && (
        <>
          <MarkedTextarea
            id="body"
            field={field}
            value={body}
            onChange={(event) => onChange(event.target.value)}
            marks={marks}
            pointed={pointed}
            onPoint={onPoint}
            dir="auto"
            rows={Math.min(24, Math.max(6, Math.ceil(body.length / 70)))}
            aria-describedby="body-help"
          />
          <small id="body-help">
            Markdown: *emphasis*, **strong**, [link](https://…), lists with “- ”, tables with “|”.
          </small>
        </>
      )}
      {gaps.length > 0 && (
        <p role="status" className="quiet">
          {gaps.join(' ')}
        </p>
      )}
    </div>
  );
}

/** What readers will not get of a text, looked for when the keys rest. */
function useGaps(body: string): string[] {
  const [gaps, setGaps] = useState<string[]>([]);
  useEffect(() => {
    const timer = setTimeout(() => {
      const found = gapsIn(body);
      setGaps((known) => (known.join() === found.join() ? known : found));
    }, rest);
    return () => clearTimeout(timer);
  }, [body]);
  return gaps;
}
