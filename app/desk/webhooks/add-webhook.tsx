'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { useReady } from '../use-ready.ts';
import { addWebhookAction } from './actions.ts';

type Outcome = { problem: string } | { url: string; secret: string };

export function AddWebhook() {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [pending, startTransition] = useTransition();
  const ready = useReady();

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const url = String(new FormData(form).get('url'));
    startTransition(async () => {
      const answer = await addWebhookAction({ url }).catch(() => null);
      if (!answer) return setOutcome({ problem: 'The server did not answer. Try again in a moment.' });
      if (!answer.ok) return setOutcome({ problem: answer.message });
      form.reset();
      setOutcome({ url, secret: answer.secret });
    });
  }

  return (
    <form className="stack" onSubmit={add}>
      <h2>Add a webhook</h2>
      {outcome && 'problem' in outcome && (
        <p role="alert" className="alert">
          {outcome.problem}
        </p>
      )}
      {outcome && 'secret' in outcome && (
        <p role="status" className="done">
          Secret for {outcome.url}, shown this once: <code>{outcome.secret}</code>
        </p>
      )}
      <label>
        Address
        <input name="url" type="url" required maxLength={2000} autoComplete="off" placeholder="https://" />
      </label>
      <div className="buttons">
        <button type="submit" className="primary" disabled={pending || !ready}>
          {pending ? 'Adding…' : 'Add'}
        </button>
      </div>
    </form>
  );
}
