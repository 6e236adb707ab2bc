import type { Metadata } from 'next';
import Link from 'next/link';
import { deskDb } from '#db/client.ts';
import type { ArticleSummary } from '#lib/articles/model.ts';
import { articlesToAPage, listArticles, listViews } from '#lib/articles/queries.ts';
import { articleFilter } from '#lib/articles/schema.ts';
import { mayImport } from '#lib/import/policy.ts';
import { isUrgent } from '#lib/notices/model.ts';
import { listNotices } from '#lib/notices/queries.ts';
import { listStaffNames } from '#lib/staff/queries.ts';
import type { TagColour } from '#lib/tags/model.ts';
import { listTags, readTagColours } from '#lib/tags/queries.ts';
import { requireActor } from '../session.ts';
import { BulkTags } from './bulk-tags.tsx';
import { FilterForm, queryOf, Views } from './filter-form.tsx';
import { InZones } from './in-zones.tsx';
import { NoticeList } from './notices/notice-list.tsx';
import { When } from './when.tsx';
import { count } from './words.ts';

export const metadata: Metadata = { title: 'Articles' };

/** How many of the notices stand above the articles: what went wrong first, then the newest. */
const shownNotices = 3;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Articles({ searchParams }: Props) {
  const actor = await requireActor();
  const asked = await searchParams;
  const page = Math.min(Math.max(1, Math.trunc(Number(asked.page)) || 1), 10_000);
  const filter = articleFilter.parse(asked);
  const [{ articles, total }, notices, tags, colours, people, views] = await Promise.all([
    listArticles(actor, deskDb(), { ...filter, page }),
    listNotices(actor, deskDb(), { open: true }),
    listTags(actor, deskDb()),
    readTagColours(actor, deskDb()),
    listStaffNames(actor, deskDb()),
    listViews(actor, deskDb()),
  ]);
  const first = notices.toSorted((a, b) => Number(isUrgent(b)) - Number(isUrgent(a)));
  const query = queryOf(filter);
  const to = (number: number) => `/desk?${new URLSearchParams(`${query}&page=${number}`)}`;
  return (
    <div className="page">
      {notices.length > 0 && (
        <>
          <NoticeList notices={first.slice(0, shownNotices)} label="Notices" />
          <p className="quiet">
            <Link prefetch={false} href="/desk/notices">
              All notices
            </Link>{' '}
            {notices.length > shownNotices &&
              `(${notices.length - shownNotices} more that you have not put away)`}
          </p>
        </>
      )}
      <div className="page-head">
        <h1>
          Articles <span className="count">{total.toLocaleString('en')}</span>
        </h1>
        <div className="buttons">
          <Link prefetch={false} href="/desk/search" className="button">
            Search the drafts
          </Link>
          <Link prefetch={false} href="/desk/export" className="button">
            Export
          </Link>
          {mayImport(actor) && (
            <Link prefetch={false} href="/desk/import" className="button primary">
              Import an article
            </Link>
          )}
        </div>
      </div>
      {(total > 0 || query !== '') && (
        <>
          <Views views={views} query={query} />
          <FilterForm filter={filter} tags={tags} people={people} />
        </>
      )}
      {articles.length === 0 && (query !== '' || page > 1) ? (
        <p className="quiet">
          No article is like that.{' '}
          <Link prefetch={false} href="/desk">
            Show all
          </Link>
        </p>
      ) : articles.length === 0 ? (
        <div className="empty">
          <h2>Nothing here yet</h2>
          <p>
            {mayImport(actor)
              ? 'Import a first article: paste its text or choose a file, look at what the importer understood, and bring it in.'
              : 'Articles appear here as soon as an editor imports one.'}
          </p>
        </div>
      ) : (
        <ul className="cards">
          {articles.map((article) => (
            <ArticleCard key={article.id} article={article} colours={colours} />
          ))}
        </ul>
      )}
      {articles.length > 0 && <BulkTags tags={tags} />}
      {(page > 1 || total > page * articlesToAPage) && (
        <nav className="views" aria-label="Pages">
          {page > 1 && (
            <Link prefetch={false} href={to(page - 1)}>
              The page before
            </Link>
          )}
          {total > page * articlesToAPage && (
            <Link prefetch={false} href={to(page + 1)}>
              The next page
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}

function ArticleCard({ article, colours }: { article: ArticleSummary; colours: Record<string, TagColour> }) {
  const { published } = article;
  const blocked = article.unsigned + article.blockingFlags;
  return (
    <li className="card">
      <div className="card-main">
        <div className="card-title">
          <input
            type="checkbox"
            form="bulk-tags"
            name="articleIds"
            value={article.id}
            aria-label={`Choose ${article.title}`}
          />
          <h2>
            <Link prefetch={false} href={`/desk/articles/${article.id}`}>
              {article.title}
            </Link>
          </h2>
        </div>
        <p className="quiet">
          {count(article.sections, 'section')}, {count(article.faqs, 'FAQ')} · revised by {article.updatedBy}{' '}
          <When at={article.updatedAt} />
        </p>
        {article.tags.length > 0 && (
          <p className="tags">
            {article.tags.map((tag) => (
              <Link
                prefetch={false}
                key={tag}
                className="tag"
                data-colour={colours[tag]}
                href={`/desk?tag=${encodeURIComponent(tag)}`}
              >
                {tag}
              </Link>
            ))}
          </p>
        )}
      </div>
      <dl className="facts">
        <div>
          <dt>Readers see</dt>
          <dd>
            {published ? (
              <a href={`/${article.slug}`}>
                Version {published.number}
                {published.current ? '' : ', older than the draft'}
              </a>
            ) : (
              'Nothing yet'
            )}
          </dd>
        </div>
        {article.scheduledAt && (
          <div>
            <dt>Scheduled for</dt>
            <dd>
              <Link prefetch={false} href={`/desk/articles/${article.id}/publish`}>
                <InZones at={article.scheduledAt} />
              </Link>
            </dd>
          </div>
        )}
        <div>
          <dt>In the way</dt>
          <dd>
            {blocked === 0 ? (
              published?.current ? (
                'Nothing: published'
              ) : (
                <strong>Nothing: ready to publish</strong>
              )
            ) : (
              <Link prefetch={false} href={`/desk/articles/${article.id}/publish`}>
                {count(article.blockingFlags, 'flag')}, {count(article.unsigned, 'sign-off')}
              </Link>
            )}
          </dd>
        </div>
      </dl>
    </li>
  );
}
