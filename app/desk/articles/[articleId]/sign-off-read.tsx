'use client';

import { useEffect, useState, useTransition } from 'react';
import { count } from '../../words.ts';
import { signOffReadAction } from './actions.ts';

/** Signs off at once what the fact-checker has had before their eyes: sections whose end was on screen. */
export function SignOffRead({ sections }: { sections: { id: string; revisionId: string }[] }) {
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const ids = sections.map((section) => section.id).join(' ');

  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      const seen = entries
        .filter((entry) => entry.isIntersecting)
        .map((entry) => entry.target.closest('.section-row')?.id ?? '');
      if (seen.length > 0) setRead((before) => new Set([...before, ...seen]));
    });
    for (const id of ids.split(' ')) {
      const end = document
        .getElementById(id)
        ?.querySelector('.section-text > :last-child > :last-child, .section-text > :last-child');
      if (end) observer.observe(end);
    }
    return () => observer.disconnect();
  }, [ids]);

  const revisionIds = sections.filter((section) => read.has(section.id)).map((section) => section.revisionId);
  function sign() {
    startTransition(async () => {
      const answer = await signOffReadAction(revisionIds).catch(() => ({
        ok: false as const,
        message: 'The server did not answer. Nothing was signed off; try again in a moment.',
      }));
      setProblem(answer.ok ? null : answer.message);
    });
  }

  return (
    <div className="sign-off-bar">
      <p>
        {problem ? (
          <span role="alert">{problem}</span>
        ) : (
          `Read ${revisionIds.length} of the ${count(sections.length, 'section')} that wait for a sign-off.`
        )}
      </p>
      <button type="button" className="primary" disabled={pending || revisionIds.length === 0} onClick={sign}>
        {pending ? 'Signing off…' : `Sign off the ${revisionIds.length} that I have read`}
      </button>
    </div>
  );
}
