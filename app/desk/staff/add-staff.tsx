'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { roleNames, roles } from '#lib/staff/model.ts';
import { useReady } from '../use-ready.ts';
import { addStaffAction } from './actions.ts';
import { type LinkOutcome, LinkTold } from './link-told.tsx';

export function AddStaff() {
  const [outcome, setOutcome] = useState<LinkOutcome | null>(null);
  const [pending, startTransition] = useTransition();
  const ready = useReady();

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const person = Object.fromEntries(new FormData(form));
    startTransition(async () => {
      const answer = await addStaffAction(person).catch(() => null);
      if (!answer) return setOutcome({ problem: 'The server did not answer. Try again in a moment.' });
      if (!answer.ok) return setOutcome({ problem: answer.message });
      form.reset();
      setOutcome({ name: String(person.name), token: answer.token });
    });
  }

  return (
    <form className="stack" onSubmit={add}>
      <h2>Add somebody</h2>
      {outcome && <LinkTold outcome={outcome} />}
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
        <button type="submit" className="primary" disabled={pending || !ready}>
          {pending ? 'Adding…' : 'Add'}
        </button>
      </div>
    </form>
  );
}
