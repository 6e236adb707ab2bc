'use client';

import { useState, useTransition } from 'react';
import { type Answer, refuse } from '#lib/refusal.ts';
import { count } from '../words.ts';
import { lookAgainAction } from './actions.ts';

/** Has the detector look again at an article, as it is set by now, and says what came of it. */
export function LookAgain({ articleId }: { articleId: string }) {
  const [answer, setAnswer] = useState<Answer<{ added: number; withdrawn: number }> | null>(null);
  const [pending, startTransition] = useTransition();

  function look() {
    startTransition(async () => {
      const noAnswer = refuse('invalid', 'The server did not answer. Try again in a moment.');
      setAnswer(await lookAgainAction(articleId).catch(() => noAnswer));
    });
  }

  return (
    <>
      <button
        type="button"
        disabled={pending}
        onClick={look}
        title="Runs the detector over the text as it stands, with the settings as they are now"
      >
        {pending ? 'Looking…' : 'Look again'}
      </button>
      <span aria-live="polite" className="quiet">
        {answer?.ok &&
          (answer.added + answer.withdrawn === 0
            ? 'Nothing new.'
            : `${count(answer.added, 'suggestion')} added, ${answer.withdrawn} withdrawn.`)}
      </span>
      {answer && !answer.ok && (
        <span role="alert" className="alert">
          {answer.message}
        </span>
      )}
    </>
  );
}
