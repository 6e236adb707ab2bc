'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { roleNames, roles } from '#lib/staff/model.ts';
import { addStaffAction } from './actions.ts';

type Outcome = { problem: string } | { email: string; password: string };

export function AddStaff() {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [pending, startTransition] = useTransition();

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const person = Object.fromEntries(new FormData(form));
    startTransition(async () => {
      const answer = await addStaffAction(person).catch(() => null);
      if (!answer) return setOutcome({ problem: 'The server did not answer. Try again in a moment.' });
      if (!answer.ok) return setOutcome({ problem: answer.message });
      form.reset();
      setOutcome({ email: String(person.email), password: answer.password });
    });
  }

  return (
    <form className="stack" onSubmit={add}>
      <h2>Add somebody</h2>
      {outcome && 'problem' in outcome && (
        <p role="alert" className="alert">
          {outcome.problem}
        </p>
      )}
      {outcome && 'password' in outcome && (
        <p role="status" className="done">
          Password for {outcome.email}, shown this once: <code>{outcome.password}</code>
        </p>
      )}
      <label>
        Name
        <input name="name" required maxLength={120} autoComplete="off" />
      </label>
      <label>
        E-mail address
        <input name="email" type="email" required autoComplete="off" />
      </label>
      <label>
        Role
        <select name="role">
          {roles.map((role) => (
            <option key={role} value={role}>
              {roleNames[role]}
            </option>
          ))}
        </select>
      </label>
      <div className="buttons">
        <button type="submit" className="primary" disabled={pending}>
          {pending ? 'Adding…' : 'Add'}
        </button>
      </div>
    </form>
  );
}
