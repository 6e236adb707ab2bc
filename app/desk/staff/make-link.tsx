'use client';

import { useState, useTransition } from 'react';
import type { StaffMember } from '#lib/staff/model.ts';
import { makeLinkAction } from './actions.ts';
import { type LinkOutcome, LinkTold } from './link-told.tsx';

export function MakeLink({ person }: { person: Pick<StaffMember, 'id' | 'name' | 'invited' | 'linkUntil'> }) {
  const [outcome, setOutcome] = useState<LinkOutcome | null>(null);
  const [pending, startTransition] = useTransition();

  function make() {
    startTransition(async () => {
      const answer = await makeLinkAction({ staffId: person.id }).catch(() => null);
      if (!answer) return setOutcome({ problem: 'The server did not answer. Try again in a moment.' });
      setOutcome(answer.ok ? { name: person.name, token: answer.token } : { problem: answer.message });
    });
  }

  const what = person.invited ? 'Invite again' : 'Link for a new password';
  return (
    <>
      <button type="button" className="small" disabled={pending} onClick={make}>
        {pending ? 'Making a link…' : what}
        <span className="sr-only"> for {person.name}</span>
      </button>
      {outcome && <LinkTold outcome={outcome} />}
    </>
  );
}
