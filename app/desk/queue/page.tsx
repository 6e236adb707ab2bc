import type { Metadata } from 'next';
import Link from 'next/link';
import { deskDb } from '#db/client.ts';
import { type QueuedFlag, stateNames } from '#lib/flags/model.ts';
import { maySettle } from '#lib/flags/policy.ts';
import { readQueue, readUnsigned } from '#lib/flags/queries.ts';
import { requireActor } from '../../session.ts';
import { Settled } from '../settled.tsx';
import { When } from '../when.tsx';
import { count, excerpt } from '../words.ts';

export const metadata: Metadata = { title: 'Queue' };

const groups = [
  { severity: 'must', title: 'Must be answered', about: 'These keep their article from readers.' },
  { severity: 'should', title: 'Should be looked at', about: 'Suggestions of the detector.' },
  { severity: 'consider', title: 'Worth considering', about: 'Weaker suggestions of the detector.' },
] as const;

export default async function Queue({
  searchParams,
}: {
  searchParams: Promise<{ article?: string; settled?: string }>;
}) {
  const actor = await requireActor();
  const { article, settled } = await searchParams;
  const articleId = article && /^[0-9a-f-]{36}$/.test(article) ? article : undefined;
  const [flags, unsigned] = await Promise.all([
    readQueue(actor, deskDb(), articleId),
    readUnsigned(actor, deskDb()),
  ]);
  const only = articleId && flags[0]?.article;
  return (
    <div className="page">
      <h1>Queue</h1>
      {settled && <Settled flagId={settled} left={0} />}
      {articleId && (
        <p className="crumb">
          {only ? `Only “${only}”. ` : 'Only one article. '}
          <Link prefetch={false} href="/desk/queue">
            Show all
          </Link>
        </p>
      )}
      {flags.length === 0 && (
        <div className="empty">
          <h2>No flag waits for an answer</h2>
          <p>
            Flags come here when somebody raises one, when words change under a verdict, and when the detector
            finds something.
          </p>
        </div>
      )}
      {groups.map(({ severity, title, about }) => {
        const here = flags.filter((flag) => flag.severity === severity);
        if (here.length === 0) return null;
        return (
          <section key={severity}>
            <h2>
              {title} <span className="count">{here.length}</span>
            </h2>
            <p className="quiet">{about}</p>
            <ul className="queue">
              {here.map((flag) => (
                <QueueLine key={flag.id} flag={flag} />
              ))}
            </ul>
          </section>
        );
      })}
      {!articleId && unsigned.length > 0 && (
        <section>
          <h2>
            Sign-offs <span className="count">{unsigned.length}</span>
          </h2>
          <p className="quiet">
            {maySettle(actor)
              ? 'Open an article, read it, and sign off what may be published.'
              : 'Fact-checkers read these.'}
          </p>
          <ul className="queue">
            {unsigned.map((line) => (
              <li key={line.articleId}>
                <p>
                  <Link prefetch={false} href={`/desk/articles/${line.articleId}`}>
                    {line.article}
                  </Link>
                </p>
                <p className="quiet">
                  {count(line.unsigned, 'section')} to sign off, {count(line.openFlags, 'flag')} in the way
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function QueueLine({ flag }: { flag: QueuedFlag }) {
  return (
    <li data-kind={flag.kind}>
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
      </p>
    </li>
  );
}

function lastWords(text: string, most: number): string {
  return text.length <= most ? text : `…${text.slice(-most).replace(/^\S*/, '')}`;
}
