'use client';

import { useState } from 'react';
import type { Draft } from '#lib/drafts/model.ts';
import type { DraftState } from './use-draft.ts';

const said: Record<DraftState, string> = {
  untouched: 'No changes.',
  saving: 'Keeping your draft…',
  saved: 'Your draft is kept, for you alone. Not saved as a revision yet.',
  offline: 'Offline. Your words are kept in this tab until the server answers.',
  'signed-out':
    'You are signed out. Sign in again in another tab: until then your words are kept in this one.',
  conflict: 'You are writing this section in another window, too. This text is kept in this tab alone.',
  refused: '',
};

/** Where the words are by now. Told aloud only when it turns good or bad, not at each of the savings between. */
export function DraftNote({
  state,
  refusal,
  other,
  onKeep,
  onTake,
}: {
  state: DraftState;
  refusal: string;
  other: () => Promise<Draft | null>;
  onKeep: () => void;
  onTake: (draft: Draft) => void;
}) {
  const text = said[state] || refusal;
  const [aloud, setAloud] = useState(text);
  if (state !== 'saving' && state !== 'untouched' && aloud !== text) setAloud(text);
  return (
    <div className="draft-note" data-state={state}>
      <p aria-hidden="true">{text}</p>
      <p role="status" className="sr-only">
        {aloud}
      </p>
      {state === 'conflict' && <OtherWindow other={other} onKeep={onKeep} onTake={onTake} />}
    </div>
  );
}

/** Both texts of one person, of which the server keeps one as the draft. */
function OtherWindow({
  other,
  onKeep,
  onTake,
}: {
  other: () => Promise<Draft | null>;
  onKeep: () => void;
  onTake: (draft: Draft) => void;
}) {
  const [shown, setShown] = useState<Draft | null>(null);
  return (
    <>
      <div className="buttons">
        <button type="button" className="small" onClick={onKeep}>
          Keep this text as the draft
        </button>
        <button type="button" className="small" onClick={async () => setShown(await other())}>
          Show the other text
        </button>
      </div>
      {shown && (
        <section className="conflict" aria-label="The text of the other window">
          <div className="diff">{shown.body}</div>
          <button type="button" className="small" onClick={() => onTake(shown)}>
            Take it in the place of this one
          </button>
        </section>
      )}
    </>
  );
}
