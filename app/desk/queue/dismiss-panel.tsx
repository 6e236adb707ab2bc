'use client';

import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { count } from '../words.ts';

const reasons = [
  'Named elsewhere in the text',
  'Quoted speech',
  'Common knowledge',
  'Not a claim',
  'Rule is wrong here',
];

/**
 * Asks why the words may stand: a number key or a click on a reason dismisses at once, so does a reason typed.
 * @param others how many lines that say the same stand open below: the answer may be theirs as well
 */
export function DismissPanel({
  others,
  onDismiss: dismiss,
  onLeave,
}: {
  others: number;
  onDismiss: (reason: string, isForAll: boolean) => void;
  onLeave: () => void;
}) {
  const first = useRef<HTMLButtonElement>(null);
  const [isForAll, setForAll] = useState(true);
  const onDismiss = (reason: string) => dismiss(reason, others > 0 && isForAll);
  useEffect(() => first.current?.focus(), []);

  function press(event: KeyboardEvent) {
    if (event.key === 'Escape') return onLeave();
    if ((event.target as HTMLElement).matches('input:not([type=checkbox])')) return;
    const reason = /^[1-5]$/.test(event.key) && reasons[Number(event.key) - 1];
    if (!reason || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onDismiss(reason);
  }
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason')).trim();
    if (reason) onDismiss(reason);
  }

  return (
    <fieldset className="dismissing" onKeyDown={press}>
      <legend>Why may these words stand?</legend>
      <ol className="buttons">
        {reasons.map((reason, index) => (
          <li key={reason}>
            <button
              type="button"
              className="small"
              ref={index === 0 ? first : undefined}
              aria-keyshortcuts={String(index + 1)}
              onClick={() => onDismiss(reason)}
            >
              <kbd>{index + 1}</kbd> {reason}
            </button>
          </li>
        ))}
      </ol>
      {others > 0 && (
        <label className="row">
          <input type="checkbox" checked={isForAll} onChange={(event) => setForAll(event.target.checked)} />
          The same answer for the {count(others, 'line')} below that {others === 1 ? 'says' : 'say'} the same
        </label>
      )}
      <form className="row" onSubmit={send}>
        <input
          name="reason"
          aria-label="Another reason"
          placeholder="Another reason"
          maxLength={2000}
          required
        />
        <button type="submit" className="small">
          Dismiss
        </button>
        <button type="button" className="small plain" onClick={onLeave}>
          Cancel
        </button>
      </form>
    </fieldset>
  );
}
