import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { readColleagues, readComments } from '#lib/discussion/queries.ts';
import type { ClaimType } from '#lib/flags/claim-types.ts';
import { blocks, type GivenVerdictLine, type OtherVerdict, stateNames } from '#lib/flags/model.ts';
import { maySettle } from '#lib/flags/policy.ts';
import { countBlocking, readElsewhere, readFlag, readOtherVerdicts } from '#lib/flags/queries.ts';
import { mayRevise } from '#lib/sections/policy.ts';
import { requireActor } from '../../../session.ts';
import { ActionForm } from '../../action-form.tsx';
import { confirmFlagAction } from '../../articles/[articleId]/actions.ts';
import { Settled } from '../../settled.tsx';
import { When } from '../../when.tsx';
import { count, excerpt } from '../../words.ts';
import { acceptProposalAction } from './actions.ts';
import { AssignForm } from './assign-form.tsx';
import { ElsewhereList } from './elsewhere.tsx';
import { InText } from './in-text.tsx';
import { Thread } from './thread.tsx';
import { VerdictForm } from './verdict-form.tsx';

export const metadata: Metadata = { title: 'Flag' };

type Props = { params: Promise<{ flagId: string }>; searchParams: Promise<{ settled?: string }> };

export default async function Flag({ params, searchParams }: Props) {
  const actor = await requireActor();
  const { flagId } = await params;
  const flag = /^[0-9a-f-]{36}$/.test(flagId) ? await readFlag(actor, deskDb(), flagId) : null;
  if (!flag) notFound();
  const { settled } = await searchParams;
  const [elsewhere, others, comments, colleagues] = await Promise.all([
    readElsewhere(actor, deskDb(), flag),
    readOtherVerdicts(actor, deskDb(), flag),
    readComments(actor, deskDb(), flag.id),
    readColleagues(actor, deskDb()),
  ]);
  return (
    <div className="page beside">
      {settled && <Settled flagId={settled} left={await countBlocking(actor, deskDb(), flag.articleId)} />}
      <p className="crumb">
        <Link prefetch={false} href={`/desk/articles/${flag.articleId}#words-${flag.id}`}>
          {flag.article}
        </Link>
        , {flag.section}
      </p>
      <h1>“{excerpt(flag.quote, 90)}”</h1>
      <p className="flag-head" data-kind={flag.kind}>
        <span className="flag-kind">{flag.kind}</span> {flag.category.replaceAll('-', ' ')}, {flag.claimType}
        <span className="flag-state">
          {stateNames[flag.state]}
          {blocks(flag.state, flag.severity) && flag.state !== 'rewrite' && ', must be answered'}
        </span>
      </p>
      <InText key={flag.id} kind={flag.kind} quote={flag.quote} around={flag.around} />
      <p>
        {flag.reason}{' '}
        <span className="quiet">
          {flag.raisedBy ? `Raised by ${flag.raisedBy}` : 'Suggested by the detector'},{' '}
          <When at={flag.raisedAt} />
        </span>
      </p>
      {flag.originalQuote !== flag.quote && (
        <p className="note">
          The words have changed since the flag was raised. They were: “{flag.originalQuote}”. A verdict on
          them does not hold for the new ones.
        </p>
      )}
      {flag.recheckDue && (
        <p className="note">
          A source of this verdict was to be looked at again by {flag.recheckDue}. A new verdict answers for
          the claim as of today; until then the old one holds.
        </p>
      )}
      <AssignForm flagId={flag.id} assigned={flag.assigned} colleagues={colleagues} actor={actor} />
      {flag.state === 'suggested' && (
        <ActionForm action={confirmFlagAction} submit="Confirm the suggestion" className="row">
          <input type="hidden" name="flagId" value={flag.id} />
          <span className="quiet">It then waits for a fact-checker’s verdict.</span>
        </ActionForm>
      )}
      <OtherVerdicts verdicts={others} />
      <ElsewhereList elsewhere={elsewhere} articleId={flag.articleId} />
      {maySettle(actor) && (
        <VerdictForm
          key={flag.id}
          flagId={flag.id}
          revisionId={flag.revisionId}
          claimType={flag.claimType}
          hint={flag.notMine}
          alike={elsewhere.flags.filter((other) => !['verified', 'dismissed'].includes(other.state))}
        />
      )}
      {flag.proposal && mayRevise(actor) && (
        <ActionForm action={acceptProposalAction} submit="Use this wording" className="stack proposal">
          <h2>Wording that is proposed</h2>
          <blockquote className="words">{flag.proposal.text}</blockquote>
          <input type="hidden" name="verdictId" value={flag.proposal.verdictId} />
        </ActionForm>
      )}
      {!maySettle(actor) && flag.state !== 'verified' && flag.state !== 'dismissed' && (
        <p className="quiet">
          {flag.state === 'rewrite' ? (
            <>
              These words have to change.{' '}
              <Link prefetch={false} href={`/desk/sections/${flag.sectionId}`}>
                Revise the section
              </Link>
            </>
          ) : (
            'A fact-checker settles it.'
          )}
        </p>
      )}
      <Thread flagId={flag.id} comments={comments} />
      <h2>Verdicts</h2>
      {flag.verdicts.length === 0 ? (
        <p className="quiet">None yet.</p>
      ) : (
        <ol className="verdicts">
          {flag.verdicts.map((verdict) => (
            <Verdict key={verdict.id} verdict={verdict} />
          ))}
        </ol>
      )}
    </div>
  );
}

/** What was said of the other claims of the article: what is settled one way here would better not be another way there. */
function OtherVerdicts({ verdicts }: { verdicts: OtherVerdict[] }) {
  if (verdicts.length === 0) return null;
  return (
    <details className="more-flags">
      <summary>{count(verdicts.length, 'other verdict')} in this article</summary>
      <ol className="verdicts">
        {verdicts.map((verdict) => (
          <li key={verdict.flagId}>
            <p>
              <strong>{stateNames[verdict.kind]}</strong> in {verdict.section} by {verdict.by},{' '}
              <When at={verdict.at} />
            </p>
            <blockquote className="words">
              <Link prefetch={false} href={`/desk/flags/${verdict.flagId}`}>
                {excerpt(verdict.quote, 200)}
              </Link>
            </blockquote>
            {verdict.reason && <p>{verdict.reason}</p>}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Verdict({ verdict }: { verdict: GivenVerdictLine }) {
  return (
    <li data-holds={verdict.holds}>
      <p>
        <strong>{stateNames[verdict.kind]}</strong> by {verdict.by}, <When at={verdict.at} />
        {!verdict.holds && <span className="quiet"> (no longer holds)</span>}
      </p>
      {verdict.reason && <p>{verdict.reason}</p>}
      <blockquote className="words">{verdict.quote}</blockquote>
      {verdict.claimType && <Checks claimType={verdict.claimType} checks={verdict.checks} />}
      {verdict.proposal && <p>Proposed instead: “{verdict.proposal}”</p>}
      {verdict.evidence.map((source) => (
        <p key={source.url}>
          <a href={source.url} rel="noreferrer nofollow">
            {source.title}
          </a>
          {source.publisher && `, ${source.publisher}`}
          {source.publishedOn && `, ${source.publishedOn}`}
          {source.passage && <span className="quiet"> “{source.passage}”</span>}
          <span className="quiet">
            {' '}
            Looked at <When at={source.lookedAt} />
            {source.recheckOn && `, to be looked at again by ${source.recheckOn}`}
          </span>
        </p>
      ))}
    </li>
  );
}

function Checks({ claimType, checks }: Pick<GivenVerdictLine, 'checks'> & { claimType: ClaimType }) {
  const done = checks.filter((check) => check.done).length;
  return (
    <details className="checks">
      <summary>
        Judged as {claimType === 'event' ? 'an' : 'a'} {claimType}, {done} of {checks.length} looked at
      </summary>
      <ul>
        {checks.map((check) => (
          <li key={check.id} data-done={check.done}>
            <span className="sr-only">{check.done ? 'Looked at: ' : 'Not looked at: '}</span>
            {check.ask}
          </li>
        ))}
      </ul>
    </details>
  );
}
