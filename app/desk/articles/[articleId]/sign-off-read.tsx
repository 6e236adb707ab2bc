'use client';

import { useEffect, useRef, useState, useTransition } from 'react';
import { count } from '../../words.ts';
import { signOffReadAction } from './actions.ts';

/** A section that waits for a sign-off; `needs` is how long it has to be on screen, in milliseconds. */
export type Unread = { id: string; revisionId: string; name: string; needs: number };

/** How often it is looked which sections are on screen, in milliseconds. */
const tick = 250;

/**
 * Signs off at once what the fact-checker has had before their eyes: sections that were on screen for long enough, to
 * their end, in a tab that was in front. It says which count.
 */
export function SignOffRead({ sections }: { sections: Unread[] }) {
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const seen = useRef(new Map<string, number>());
  const key = sections.map(({ revisionId }) => revisionId).join(' ');
  const latest = useRef(sections);
  latest.current = sections;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the observed texts change with the revisions
  useEffect(() => {
    const onScreen = new Set<string>();
    const ended = new Set<string>();
    const rowOf = (element: Element) => element.closest('.section-row')?.id ?? '';
    const texts = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries)
        if (isIntersecting) onScreen.add(rowOf(target));
        else onScreen.delete(rowOf(target));
    });
    const ends = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) ended.add(rowOf(target));
    });
    for (const { id } of latest.current) {
      const text = document.getElementById(id)?.querySelector('.section-text');
      const end = text?.querySelector(':scope > :last-child > :last-child') ?? text?.lastElementChild;
      if (text) texts.observe(text);
      if (end) ends.observe(end);
    }
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return;
      const now = latest.current.filter(({ id }) => onScreen.has(id));
      for (const { revisionId } of now)
        seen.current.set(revisionId, (seen.current.get(revisionId) ?? 0) + tick);
      const done = now.filter(
        ({ id, revisionId, needs }) => ended.has(id) && (seen.current.get(revisionId) ?? 0) >= needs,
      );
      setRead((before) =>
        done.every(({ revisionId }) => before.has(revisionId))
          ? before
          : new Set([...before, ...done.map(({ revisionId }) => revisionId)]),
      );
    }, tick);
    return () => {
      clearInterval(timer);
      texts.disconnect();
      ends.disconnect();
    };
  }, [key]);

  const revisionIds = sections
    .filter(({ revisionId }) => read.has(revisionId))
    .map(({ revisionId }) => revisionId);
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
      {problem ? (
        <p role="alert">{problem}</p>
      ) : (
        <details>
          <summary>
            Read {revisionIds.length} of the {count(sections.length, 'section')} that wait for a sign-off
          </summary>
          <ul className="read-list">
            {sections.map(({ id, revisionId, name }) => (
              <li key={id} data-read={read.has(revisionId)}>
                <a href={`#${id}`}>{name}</a>{' '}
                {read.has(revisionId) ? 'read' : 'not on screen to its end for long enough'}
              </li>
            ))}
          </ul>
        </details>
      )}
      <button type="button" className="primary" disabled={pending || revisionIds.length === 0} onClick={sign}>
        {pending ? 'Signing off…' : `Sign off the ${revisionIds.length} that I have read`}
      </button>
    </div>
  );
}
