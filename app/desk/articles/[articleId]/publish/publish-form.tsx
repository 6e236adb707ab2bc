'use client';

import { useState, useTransition } from 'react';
import { publishAction } from './actions.ts';

export function PublishForm({
  articleId,
  slug,
  nothingNew,
}: {
  articleId: string;
  slug: string;
  nothingNew: boolean;
}) {
  const [answer, setAnswer] = useState<{ ok: boolean; message: string } | null>(null);
  const [pending, startTransition] = useTransition();

  function publish() {
    startTransition(async () => {
      const answered = await publishAction({ articleId }).catch(() => null);
      if (!answered)
        setAnswer({
          ok: false,
          message: 'The server did not answer. Look at the article before you try again.',
        });
      else if (answered.ok) setAnswer({ ok: true, message: `Version ${answered.number} is published.` });
      else
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
      <button type="button" className="primary" onClick={publish} disabled={pending || nothingNew}>
        {pending ? 'Publishing…' : 'Publish now'}
      </button>
      <span className="quiet">at /{slug}</span>
    </div>
  );
}
