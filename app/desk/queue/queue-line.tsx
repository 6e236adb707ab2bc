import Link from 'next/link';
import type { ReactNode } from 'react';
import { type QueueEntry, stateNames } from '#lib/flags/model.ts';
import { When } from '../when.tsx';
import { excerpt } from '../words.ts';

/** A flag in the queue: its words with what stands around them, why it was raised, and below it what can be done. */
export function QueueLine({ flag, children }: { flag: QueueEntry; children: ReactNode }) {
  return (
    <li data-kind={flag.kind} data-flag={flag.id}>
      <p className="flag-head">
        <span className="flag-kind">{flag.kind}</span> {flag.category.replaceAll('-', ' ')}
        <span className="flag-state">{stateNames[flag.state]}</span>
      </p>
      <p className="context">
        <span className="quiet">{lastWords(flag.before, 60)}</span>
        <Link prefetch={false} href={`/desk/flags/${flag.id}`}>
          {excerpt(flag.quote, 200)}
        </Link>
        <span className="quiet">{excerpt(flag.after, 60)}</span>
      </p>
      <p className="quiet">
        {flag.reason} {flag.article}, {flag.section}. {flag.raisedBy ?? 'Detector'},{' '}
        <When at={flag.raisedAt} />
        {flag.assigned && (
          <>
            . Given to {flag.assigned.name}
            {flag.assigned.dueOn && `, by ${flag.assigned.dueOn}`}
          </>
        )}
        {flag.publishAt && (
          <>
            . To be published <When at={flag.publishAt} />
          </>
        )}
        {flag.alike > 0 && (
          <>
            {' '}
            <Link prefetch={false} href={`/desk/flags/${flag.id}#alike`}>
              {flag.alike} more like it
            </Link>
          </>
        )}
        {flag.answeredBefore && (
          <>
            {' '}
            <Link prefetch={false} href={`/desk/flags/${flag.id}#alike`}>
              These words were answered before: {stateNames[flag.answeredBefore].toLowerCase()}
            </Link>
          </>
        )}
      </p>
      {children}
    </li>
  );
}

function lastWords(text: string, most: number): string {
  return text.length <= most ? text : `…${text.slice(-most).replace(/^\S*/, '')}`;
}
