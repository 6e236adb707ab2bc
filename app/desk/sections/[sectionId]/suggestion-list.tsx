'use client';

import { memo } from 'react';
import type { WritingSuggestion } from '#lib/detector/writing.ts';
import { count } from '../../words.ts';

/** What the detector says of the text beside it: pointing at an entry points at its words, choosing it selects them. */
export const SuggestionList = memo(function SuggestionList({
  suggestions,
  failed,
  pointed,
  onPoint,
  onChoose,
}: {
  suggestions: WritingSuggestion[] | null;
  failed: boolean;
  pointed: string | null;
  onPoint: (id: string | null) => void;
  onChoose: (suggestion: WritingSuggestion) => void;
}) {
  const found = suggestions?.length ?? 0;
  return (
    <aside className="suggestions" aria-label="Suggestions of the detector">
      <h2>Suggestions</h2>
      <p aria-live="polite" className="quiet">
        {failed
          ? 'The detector does not run in this browser. It looks at the text when it is saved.'
          : suggestions === null
            ? 'Reading…'
            : found === 0
              ? 'Nothing found.'
              : `${count(found, 'suggestion')}. Saving the text turns suggestions into flags.`}
      </p>
      <ul>
        {suggestions?.map((each) => (
          <Entry
            key={each.id}
            suggestion={each}
            pointed={each.id === pointed}
            onPoint={onPoint}
            onChoose={onChoose}
          />
        ))}
      </ul>
    </aside>
  );
});

const Entry = memo(function Entry({
  suggestion,
  pointed,
  onPoint,
  onChoose,
}: {
  suggestion: WritingSuggestion;
  pointed: boolean;
  onPoint: (id: string | null) => void;
  onChoose: (suggestion: WritingSuggestion) => void;
}) {
  const { id, kind, category, severity, quote, message, settle, spans } = suggestion;
  return (
    <li data-kind={kind} data-pointed={pointed}>
      <button
        type="button"
        onPointerEnter={() => onPoint(id)}
        onPointerLeave={() => onPoint(null)}
        onFocus={() => onPoint(id)}
        onBlur={() => onPoint(null)}
        onClick={() => onChoose(suggestion)}
      >
        <span className="flag-head">
          <span className="flag-kind">{kind}</span> {category.replaceAll('-', ' ')}
          {severity === 'must' && <span className="flag-state">Must be answered</span>}
        </span>
        <span className="suggested-words">{quote}</span>
        <span>{message}</span>
        <span className="quiet">
          {spans.length === 0 && 'In the heading. '}
          {settle}
        </span>
      </button>
    </li>
  );
});
