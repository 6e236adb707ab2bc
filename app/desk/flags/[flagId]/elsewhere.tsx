import Link from 'next/link';
import { type Elsewhere, stateNames } from '#lib/flags/model.ts';
import { When } from '../../when.tsx';
import { count } from '../../words.ts';

/** What was said of the same claim before, and where else it stands. */
export function ElsewhereList({ elsewhere, articleId }: { elsewhere: Elsewhere; articleId: string }) {
  const { flags, verdicts, unflagged } = elsewhere;
  if (flags.length + verdicts.length + unflagged.length === 0) return null;
  return (
    <section id="alike" className="elsewhere">
      <h2>The same claim elsewhere</h2>
      {flags.length > 0 && (
        <ul className="queue">
          {flags.map((flag) => (
            <li key={flag.id} data-kind={flag.kind}>
              <p className="context">
                <Link prefetch={false} href={`/desk/flags/${flag.id}`}>
                  {flag.quote}
                </Link>
              </p>
              <p className="quiet">
                {stateNames[flag.state]}.{' '}
                {flag.likeness === 'same' ? 'The very words.' : 'Almost the same words.'} {flag.article},{' '}
                {flag.section}
              </p>
            </li>
          ))}
        </ul>
      )}
      {unflagged.length > 0 && (
        <p className="quiet">
          These words also stand, without a flag, in {count(unflagged.length, 'other place')} of this article:{' '}
          {unflagged.map(({ sectionId, section }, index) => (
            <span key={sectionId}>
              {index > 0 && ', '}
              <Link prefetch={false} href={`/desk/articles/${articleId}#${sectionId}`}>
                {section}
              </Link>
            </span>
          ))}
          .
        </p>
      )}
      {verdicts.length > 0 && (
        <>
          <h3>Earlier verdicts on it</h3>
          <ol className="verdicts">
            {verdicts.map((verdict) => (
              <li key={verdict.id}>
                <p>
                  <strong>{stateNames[verdict.kind]}</strong> by {verdict.by}, <When at={verdict.at} />, in{' '}
                  <Link prefetch={false} href={`/desk/flags/${verdict.flagId}`}>
                    {verdict.article}
                  </Link>
                </p>
                {verdict.reason && <p>{verdict.reason}</p>}
                <blockquote className="words">{verdict.quote}</blockquote>
                {verdict.sources.map((source) => (
                  <p key={source.url}>
                    <a href={source.url} rel="noreferrer nofollow">
                      {source.title}
                    </a>
                  </p>
                ))}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
