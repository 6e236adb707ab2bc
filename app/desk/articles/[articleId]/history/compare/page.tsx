import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { readArticleTitle } from '#lib/articles/queries.ts';
import { actions } from '#lib/audit/model.ts';
import type { Moment } from '#lib/history/model.ts';
import { compareOutlines } from '#lib/history/outline-diff.ts';
import { readMoment } from '#lib/history/queries.ts';
import { mayRevise } from '#lib/sections/policy.ts';
import { requireActor } from '../../../../../session.ts';
import { ActionForm } from '../../../../action-form.tsx';
import { When } from '../../../../when.tsx';
import { restoreOutlineAction } from '../actions.ts';
import { OutlineDiff } from './outline-diff.tsx';

export const metadata: Metadata = { title: 'Compare' };

type Props = {
  params: Promise<{ articleId: string }>;
  searchParams: Promise<{ from?: string | string[]; to?: string | string[] }>;
};

/** An article at any two moments of its history; the later one is now where none is named. */
export default async function CompareMoments({ params, searchParams }: Props) {
  const actor = await requireActor();
  const [{ articleId }, asked] = await Promise.all([params, searchParams]);
  const isId = /^[0-9a-f-]{36}$/.test(articleId);
  const title = isId ? await readArticleTitle(actor, deskDb(), articleId) : null;
  const [first, second] = [numberIn(asked.from), numberIn(asked.to)];
  if (title === null || first === undefined) notFound();
  const [one, other, now] = await Promise.all([
    readMoment(actor, deskDb(), articleId, first),
    readMoment(actor, deskDb(), articleId, second),
    readMoment(actor, deskDb(), articleId),
  ]);
  if (!one || !other || !now) notFound();
  const [earlier, later] = one.seq <= other.seq ? [one, other] : [other, one];
  return (
    <div className="page narrow">
      <p className="crumb">
        <Link prefetch={false} href={`/desk/articles/${articleId}/history`}>
          History of {title}
        </Link>
      </p>
      <h1>The article at two moments</h1>
      <dl className="facts">
        <dt>Earlier</dt>
        <dd>
          <At moment={earlier} now={now} />
        </dd>
        <dt>Later</dt>
        <dd>
          <At moment={later} now={now} />
        </dd>
      </dl>
      {earlier.sections && later.sections ? (
        <>
          <OutlineDiff changes={compareOutlines(earlier.sections, later.sections)} />
          {mayRevise(actor) && (
            <section>
              <h2>Restore the outline of the earlier moment</h2>
              <p>
                The article is arranged as it was then: what was removed comes back from the bin, what came
                since goes there. It is a change like any other; nothing of the history is lost.
              </p>
              <ActionForm
                action={restoreOutlineAction}
                submit="Restore this outline"
                confirm="Arrange the article as it was then?"
                className="stack"
                done="The article is arranged as it was then."
              >
                <input type="hidden" name="articleId" value={articleId} />
                <input type="hidden" name="seq" value={earlier.seq} />
                <input type="hidden" name="newest" value={now.seq} />
                <label className="check">
                  <input type="checkbox" name="texts" /> Its texts as well, as new revisions; else they stay
                  as they are today
                </label>
              </ActionForm>
            </section>
          )}
        </>
      ) : (
        <p className="note">
          How the article was arranged {earlier.sections ? 'at the later' : 'at the earlier'} moment was not
          kept: outlines are kept since Galley restores them. The revisions of each section are all in{' '}
          <Link prefetch={false} href={`/desk/articles/${articleId}/history`}>
            the history
          </Link>
          .
        </p>
      )}
    </div>
  );
}

function At({ moment: { seq, at, actor, action }, now }: { moment: Moment; now: Moment }) {
  return (
    <>
      {seq === now.seq && 'Now: '}
      {actor} {actions[action]}, <When at={at} />
    </>
  );
}

function numberIn(value: string | string[] | undefined): number | undefined {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
