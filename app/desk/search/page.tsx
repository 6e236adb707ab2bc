import type { Metadata } from 'next';
import Link from 'next/link';
import { deskDb } from '#db/client.ts';
import { sectionName } from '#lib/articles/model.ts';
import { partsOf } from '#lib/search/model.ts';
import { searchDrafts } from '#lib/search/queries.ts';
import { requireActor } from '../../session.ts';

export const metadata: Metadata = { title: 'Search' };

export default async function Search({ searchParams }: { searchParams: Promise<{ q?: string | string[] }> }) {
  const actor = await requireActor();
  const { q } = await searchParams;
  const typed = typeof q === 'string' ? q.slice(0, 200) : '';
  const { found, corrected } = await searchDrafts(actor, deskDb(), typed);
  return (
    <div className="page narrow">
      <h1>Search the drafts</h1>
      <form className="row search-drafts" action="/desk/search">
        <input
          name="q"
          type="search"
          className="grow"
          aria-label="Words"
          maxLength={200}
          defaultValue={typed}
        />
        <button type="submit" className="primary">
          Search
        </button>
      </form>
      {typed !== '' && (found.length === 0 || corrected) && (
        <p>
          No draft has all of these words.
          {found.length > 0 && (
            <>
              {' '}
              These have <strong>{corrected}</strong>:
            </>
          )}
        </p>
      )}
      <ol className="found">
        {found.map(({ articleId, title, sectionId, kind, heading, passage }) => (
          <li key={articleId}>
            <h2>
              <Link prefetch={false} href={`/desk/articles/${articleId}`}>
                {title}
              </Link>
            </h2>
            <p className="quiet">
              <Link prefetch={false} href={`/desk/articles/${articleId}#${sectionId}`}>
                {sectionName({ kind, label: null, heading })}
              </Link>
            </p>
            <p className="passage">
              {partsOf(passage).map(({ text, hit }, index) => {
                const Tag = hit ? 'mark' : 'span';
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one passage never move
                return <Tag key={index}>{text}</Tag>;
              })}
            </p>
          </li>
        ))}
      </ol>
    </div>
  );
}
