'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { instantsAt } from '#lib/schedules/zone.ts';
import { InZones, useOwnZone } from '../../../in-zones.tsx';
import { useReady } from '../../../use-ready.ts';
import { scheduleAction } from './actions.ts';

/** Has the article published at a time that is chosen on the clocks of a zone, the reader's own at first. */
export function Later({
  articleId,
  correction,
  pending,
}: {
  articleId: string;
  correction: string;
  pending: boolean;
}) {
  const own = useOwnZone();
  const [chosen, setChosen] = useState<string | null>(null);
  const [local, setLocal] = useState('');
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, startTransition] = useTransition();
  const ready = useReady();
  const timeZone = chosen ?? own ?? 'UTC';
  const zones = new Set([own ?? 'UTC', 'UTC', ...(own === null ? [] : Intl.supportedValuesOf('timeZone'))]);

  function schedule(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      const answer = await scheduleAction({ articleId, local, timeZone, correction }).catch(() => null);
      if (answer?.ok) {
        setLocal('');
        setOpen(false);
      }
      setProblem(
        answer === null
          ? 'The server did not answer. Look at the article before you try again.'
          : answer.ok
            ? null
            : answer.message,
      );
    });
  }

  return (
    <details className="withdraw" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{pending ? 'Choose another time' : 'Publish at a time'}</summary>
      <form className="stack" onSubmit={schedule}>
        <p>
          At that time the article is published as it then stands. If something stands in the way then, it is
          not, and you and its authors are told.
        </p>
        {problem && (
          <p role="alert" className="alert">
            {problem}
          </p>
        )}
        <div className="moment">
          <label>
            Date and time
            <input
              type="datetime-local"
              required
              value={local}
              onChange={(event) => {
                setLocal(event.target.value);
                setProblem(null);
              }}
            />
          </label>
          <label>
            Time zone
            <select value={timeZone} onChange={(event) => setChosen(event.target.value)}>
              {[...zones].map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll('_', ' ')}
                </option>
              ))}
            </select>
          </label>
        </div>
        {local && <Understood local={local} timeZone={timeZone} />}
        <div className="buttons">
          <button type="submit" disabled={sending || !ready}>
            {sending ? 'Scheduling…' : correction.trim() ? 'Schedule the correction' : 'Schedule'}
          </button>
        </div>
      </form>
    </details>
  );
}

function Understood({ local, timeZone }: { local: string; timeZone: string }) {
  const [at, again] = instantsAt(local, timeZone);
  return (
    <p className="quiet" aria-live="polite">
      {at ? (
        <>
          That is <InZones at={at} zone={timeZone} />.
          {again && ' The clocks go back over this time, so it comes twice: this is the first of the two.'}
        </>
      ) : (
        'There is no such time in this zone: the clocks go forward over it.'
      )}
    </p>
  );
}
