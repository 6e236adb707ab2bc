'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { type Preview, previewDays } from '#lib/previews/model.ts';
import { ActionForm } from '../../action-form.tsx';
import { InZones } from '../../in-zones.tsx';
import { useReady } from '../../use-ready.ts';
import { count } from '../../words.ts';
import { makePreviewAction, revokePreviewAction } from './actions.ts';

type Outcome = { problem: string } | { address: string };

/** The links by which somebody without an account sees what would be published, and a form for another one. */
export function PreviewLinks({
  articleId,
  previews,
  mayShare,
}: {
  articleId: string;
  previews: Preview[];
  mayShare: boolean;
}) {
  return (
    <details className="previews">
      <summary>Preview links{previews.length > 0 && ` (${previews.length})`}</summary>
      <p className="quiet">
        Whoever has such a link reads the article as it would be published, without an account, until the link
        expires or is revoked. No search engine lists it.
      </p>
      {mayShare && <NewLink articleId={articleId} />}
      {previews.length > 0 && (
        <ul className="staff">
          {previews.map((preview) => (
            <li key={preview.id}>
              <span>
                Made by {preview.by}, good until <InZones at={preview.expiresAt} />
              </span>
              {mayShare && (
                <ActionForm
                  action={revokePreviewAction}
                  submit="Revoke"
                  confirm="Yes, revoke it"
                  buttonClass="small"
                >
                  <input type="hidden" name="previewId" value={preview.id} />
                </ActionForm>
              )}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

function NewLink({ articleId }: { articleId: string }) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [pending, startTransition] = useTransition();
  const ready = useReady();

  function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { days } = Object.fromEntries(new FormData(event.currentTarget));
    startTransition(async () => {
      const answer = await makePreviewAction({ articleId, days }).catch(() => null);
      if (!answer) return setOutcome({ problem: 'The server did not answer. Try again in a moment.' });
      if (!answer.ok) return setOutcome({ problem: answer.message });
      setOutcome({ address: new URL(`/preview/${answer.token}`, location.origin).href });
    });
  }

  return (
    <form onSubmit={make} className="stack">
      {outcome && 'problem' in outcome && (
        <p role="alert" className="alert">
          {outcome.problem}
        </p>
      )}
      {outcome && 'address' in outcome && (
        <div role="status" className="done">
          <label>
            The link, shown this once
            <input readOnly value={outcome.address} onFocus={(event) => event.target.select()} />
          </label>
        </div>
      )}
      <div className="row">
        <label>
          Good for
          <select name="days" defaultValue={7}>
            {previewDays.map((days) => (
              <option key={days} value={days}>
                {count(days, 'day')}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" disabled={pending || !ready}>
          {pending ? 'Making it…' : 'Make a link'}
        </button>
      </div>
    </form>
  );
}
