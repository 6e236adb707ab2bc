'use client';

import { useState, useTransition } from 'react';
import { publishAction } from './actions.ts';
import { Later } from './later.tsx';

export function PublishForm({
  articleId,
  slug,
  nothingNew,
  mayCorrect,
  scheduled,
}: {
  articleId: string;
  slug: string;
  nothingNew: boolean;
  mayCorrect: boolean;
  scheduled: boolean;
}) {
  const [correction, setCorrection] = useState('');
  const [answer, setAnswer] = useState<{ ok: boolean; message: string } | null>(null);
  const [pending, startTransition] = useTransition();

  function publish() {
    startTransition(async () => {
      const answered = await publishAction({ articleId, correction }).catch(() => null);
      if (!answered)
        setAnswer({
          ok: false,
          message: 'The server did not answer. Look at the article before you try again.',
        });
      else if (answered.ok) {
        setCorrection('');
        setAnswer({ ok: true, message: `Version ${answered.number} is published.` });
      } else
        setAnswer({
          ok: false,
          message: `${answered.message}${'blockers' in answered ? ' They are listed below.' : ''}`,
        });
    });
  }

  return (
    <div className="publish">
      {answer && (
        <p role={answer.ok ? 'status' : 'alert'} className={answer.ok ? 'done' : 'alert'}>
          {answer.message} {answer.ok && <a href={`/${slug}`}>See it as readers do</a>}
        </p>
      )}
      {mayCorrect && !nothingNew && (
        <label>
          Correction
          <textarea
            rows={3}
            maxLength={2000}
            value={correction}
            onChange={(event) => setCorrection(event.target.value)}
            aria-describedby="correction-hint"
          />
          <small id="correction-hint">
            If readers were told something wrong: what it was, what is right, and why. They see this note on
            the page. Leave it empty if nothing was wrong.
          </small>
        </label>
      )}
      <button type="button" className="primary" onClick={publish} disabled={pending || nothingNew}>
        {pending ? 'Publishing…' : correction.trim() ? 'Publish the correction' : 'Publish now'}
      </button>
      <span className="quiet">at /{slug}</span>
      <Later articleId={articleId} correction={correction} pending={scheduled} />
    </div>
  );
}
