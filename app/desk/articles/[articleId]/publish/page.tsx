import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { readArticle } from '#lib/articles/queries.ts';
import { readSchedules } from '#lib/schedules/queries.ts';
import { holders, type Standing } from '#lib/versions/model.ts';
import { mayOverride, mayPublish } from '#lib/versions/policy.ts';
import { readBlockers, readStanding } from '#lib/versions/queries.ts';
import { requireActor } from '../../../../session.ts';
import { When } from '../../../when.tsx';
import { count } from '../../../words.ts';
import { BlockerList } from './blocker-list.tsx';
import { OverrideForm } from './override-form.tsx';
import { PublishForm } from './publish-form.tsx';
import { ScheduleNote } from './schedule-note.tsx';
import { AddressForm, WithdrawForms } from './with-readers.tsx';

export const metadata: Metadata = { title: 'Publish' };

export default async function Publish({ params }: { params: Promise<{ articleId: string }> }) {
  const actor = await requireActor();
  const { articleId } = await params;
  const isId = /^[0-9a-f-]{36}$/.test(articleId);
  const article = isId ? await readArticle(actor, deskDb(), articleId) : null;
  if (!article) notFound();
  const [blockers, standing, schedules] = await Promise.all([
    readBlockers(actor, deskDb(), articleId),
    readStanding(actor, deskDb(), articleId),
    readSchedules(actor, deskDb(), articleId),
  ]);
  const flags = blockers.filter((blocker) => blocker.blocker !== 'unsigned');
  const unsigned = blockers.filter((blocker) => blocker.blocker === 'unsigned');
  return (
    <div className="page narrow">
      <p className="crumb">
        <Link prefetch={false} href={`/desk/articles/${article.id}`}>
          {article.title}
        </Link>
      </p>
      <h1>Publish</h1>
      {standing.withdrawal && <Withdrawn withdrawal={standing.withdrawal} slug={article.slug} />}
      {article.published && (
        <p>
          Readers see <a href={`/${article.slug}`}>version {article.published.number}</a>
          {article.published.current ? ', which is this very text.' : '. What changed since waits here.'}
        </p>
      )}
      <ScheduleNote articleId={article.id} schedules={schedules} mayCancel={mayPublish(actor)} />
      {standing.withdrawal?.kind === 'retracted' ? null : blockers.length === 0 ? (
        <div className="gate open">
          <h2>{article.published?.current ? 'Readers see this text' : 'Nothing stands in the way'}</h2>
          <p>
            {article.published?.current
              ? 'There is nothing new to publish.'
              : 'Every flag is answered and every section is signed off by somebody who did not write it.'}
          </p>
        </div>
      ) : (
        <div className="gate closed">
          <h2>
            {blockers.length === 1
              ? 'One thing stands in the way'
              : `${blockers.length} things stand in the way`}
          </h2>
          <p>
            {count(flags.length, 'flag')} to answer and {count(unsigned.length, 'section')} to sign off. Each
            line leads to the place where it is settled.
          </p>
          <p>
            Waits for{' '}
            {holders(blockers).map(({ who, things }, index) => (
              <span key={who}>
                {index > 0 && ', '}
                <strong>{who}</strong> ({things})
              </span>
            ))}
            .
          </p>
        </div>
      )}
      {standing.withdrawal?.kind === 'retracted' ? null : mayPublish(actor) ? (
        <PublishForm
          articleId={article.id}
          slug={article.slug}
          nothingNew={article.published?.current ?? false}
          mayCorrect={standing.versions.length > 0}
          scheduled={schedules.pending !== null}
        />
      ) : (
        <p className="quiet">An editor publishes.</p>
      )}
      {flags.length > 0 && (
        <section>
          <h2>Flags to answer</h2>
          <BlockerList articleId={article.id} blockers={flags} />
        </section>
      )}
      {unsigned.length > 0 && (
        <section>
          <h2>Sections to sign off</h2>
          <BlockerList articleId={article.id} blockers={unsigned} />
        </section>
      )}
      {mayOverride(actor) && flags.length > 0 && standing.withdrawal?.kind !== 'retracted' && (
        <OverrideForm articleId={article.id} flags={flags.length} unsigned={unsigned.length} />
      )}
      {mayPublish(actor) && standing.withdrawal?.kind !== 'retracted' && (
        <>
          <h2>Address</h2>
          <AddressForm articleId={article.id} slug={article.slug} wasPublic={standing.versions.length > 0} />
          {standing.versions.length > 0 && (
            <>
              <h2>Take it from readers</h2>
              <WithdrawForms articleId={article.id} unpublished={standing.withdrawal !== null} />
            </>
          )}
        </>
      )}
    </div>
  );
}

function Withdrawn({
  withdrawal: { kind, by, at, reason },
  slug,
}: {
  withdrawal: NonNullable<Standing['withdrawal']>;
  slug: string;
}) {
  return (
    <div className="note">
      <p>
        {kind === 'retracted' ? 'Retracted' : 'Unpublished'} by {by}, <When at={at} />. Readers who come to{' '}
        <a href={`/${slug}`}>/{slug}</a>{' '}
        {kind === 'retracted' ? 'find the notice.' : 'are told that it is no longer published.'}
      </p>
      <p>{reason}</p>
    </div>
  );
}
