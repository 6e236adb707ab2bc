import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { deskDb } from '#db/client.ts';
import { readArticleTitle } from '#lib/articles/queries.ts';
import { actions } from '#lib/audit/model.ts';
import type { ArticleChange } from '#lib/history/model.ts';
import { historyPage, readArticleHistory } from '#lib/history/queries.ts';
import { requireActor } from '../../../../session.ts';
import { When } from '../../../when.tsx';

export const metadata: Metadata = { title: 'History' };

type Props = { params: Promise<{ articleId: string }>; searchParams: Promise<{ before?: string }> };

export default async function ArticleHistory({ params, searchParams }: Props) {
  const actor = await requireActor();
  const [{ articleId }, { before }] = await Promise.all([params, searchParams]);
  const isId = /^[0-9a-f-]{36}$/.test(articleId);
  const title = isId ? await readArticleTitle(actor, deskDb(), articleId) : null;
  if (title === null) notFound();
  const from = /^\d{1,15}$/.test(before ?? '') ? Number(before) : undefined;
  const changes = await readArticleHistory(actor, deskDb(), articleId, from);
  const at = `/desk/articles/${articleId}/history`;
  return (
    <div className="page narrow">
      <p className="crumb">
        <Link prefetch={false} href={`/desk/articles/${articleId}`}>
          {title}
        </Link>
      </p>
      <h1>History of the article</h1>
      <form id="compare" action={`${at}/compare`} className="row compare-moments">
        <p className="quiet">
          Choose two moments, the earlier one on the left, to see what became of the outline, the texts and
          the tags.
        </p>
        <button type="submit" className="small">
          Compare
        </button>
      </form>
      <ol className="history moments">
        {changes.map((change, index) => (
          <li key={change.seq}>
            <fieldset className="two">
              <legend className="sr-only">Compare this moment</legend>
              {(['from', 'to'] as const).map((name) => (
                <input
                  key={name}
                  type="radio"
                  form="compare"
                  name={name}
                  value={change.seq}
                  aria-label={name === 'from' ? 'as the earlier one' : 'as the later one'}
                  defaultChecked={index === (name === 'from' ? Math.min(1, changes.length - 1) : 0)}
                />
              ))}
            </fieldset>
            <p>
              {change.actor} {actions[change.action]}
              {change.section && <Section change={change} />}
              {said(change)}, <When at={change.at} />
            </p>
          </li>
        ))}
      </ol>
      <nav className="views" aria-label="Pages">
        {from !== undefined && (
          <Link prefetch={false} href={at}>
            Newest
          </Link>
        )}
        {changes.length === historyPage && (
          <Link prefetch={false} href={`${at}?before=${changes.at(-1)?.seq}`}>
            Earlier
          </Link>
        )}
      </nav>
    </div>
  );
}

/** The section that it happened to; for a revision, what it changed. */
function Section({ change: { action, section, detail } }: { change: ArticleChange }) {
  if (!section) return null;
  const then = typeof detail.heading === 'string' ? detail.heading : section.heading;
  const name = section.kind === 'head' ? 'title and dek' : then || 'a section without a heading';
  const number = Number(detail.number);
  const isCompared = action === 'section.revised' && number > 1;
  return (
    <>
      :{' '}
      <Link
        prefetch={false}
        href={
          isCompared
            ? `/desk/history/${section.id}/compare?from=${number - 1}&to=${number}`
            : `/desk/history/${section.id}`
        }
      >
        {name}
        {isCompared && `, revision ${number}`}
      </Link>
    </>
  );
}

/** What else there is to say of it. */
function said({ action, detail }: ArticleChange): ReactNode {
  const words = [detail.note, detail.correction, detail.slug].filter(
    (part) => typeof part === 'string' && part !== '',
  );
  if (action === 'section.moved') {
    const { from, to, depthBefore, depth } = detail;
    if (from !== to) words.push(`from place ${from} to place ${to}`);
    if (depthBefore !== depth) words.push(`from level ${depthBefore} to level ${depth}`);
  }
  if (action === 'section.split') words.push(`into it and “${detail.made || 'a section without a heading'}”`);
  if (action === 'section.joined') words.push(`with “${detail.joined || 'a section without a heading'}”`);
  if (action === 'outline.restored') words.push(detail.texts ? 'with its texts' : 'without its texts');
  if (typeof detail.tag === 'string') words.push(`“${detail.tag}”`);
  if (action === 'version.published') words.unshift(`number ${detail.number}`);
  return words.length > 0 && <span className="quiet"> {words.join(', ')}</span>;
}
