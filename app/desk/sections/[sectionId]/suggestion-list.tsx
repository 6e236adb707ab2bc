'use client';

import type { WritingSuggestion } from '#lib/detector/writing.ts';
import { count } from '../../words.ts';

/** What the detector says of the text beside it: pointing at an entry points at its words, choosing it selects them. */
export function SuggestionList({
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
      <p role="status" className="quiet">
        {failed
          ? 'The detector does not run in this browser. It looks at the text when it is saved.'
          : suggestions === null
            ? 'Reading…'
            : found === 0
              ? 'Nothing found.'
              : `${count(found, 'suggestion')}. They become flags when the text is saved.`}
      </p>
      <ul>
        {suggestions?.map((each) => (
          <li key={each.id} data-kind={each.kind} data-pointed={each.id === pointed}>
            <button
              type="button"
              onPointerEnter={() => onPoint(each.id)}
              onPointerLeave={() => onPoint(null)}
              onFocus={() => onPoint(each.id)}
              onBlur={() => onPoint(null)}
              onClick={() => onChoose(each)}
            >
              <span className="flag-head">
                <span className="flag-kind">{each.kind}</span> {each.category.replaceAll('-', ' ')}
                {each.severity === 'must' && <span className="flag-state">Must be answered</span>}
              </span>
              <span className="suggested-words">{each.quote}</span>
              <span>{each.message}</span>
              <span className="quiet">
                {each.spans.length === 0 && 'In the heading. '}
                {each.settle}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
