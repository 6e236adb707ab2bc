import type { Metadata } from 'next';
import Link from 'next/link';
import { deskDb } from '#db/client.ts';
import type { ArticleSummary } from '#lib/articles/model.ts';
import { articlesToAPage, countArticles, listArticles } from '#lib/articles/queries.ts';
import { mayImport } from '#lib/import/policy.ts';
import { isUrgent } from '#lib/notices/model.ts';
import { listNotices } from '#lib/notices/queries.ts';
import { requireActor } from '../session.ts';
import { InZones } from './in-zones.tsx';
import { NoticeList } from './notices/notice-list.tsx';
import { When } from './when.tsx';
import { count } from './words.ts';

export const metadata: Metadata = { title: 'Articles' };

/** How many of the notices stand above the articles: what went wrong first, then the newest. */
const shownNotices = 3;

type Props = { searchParams: Promise<{ titled?: string; page?: string }> };

export default async function Articles({ searchParams }: Props) {
  const actor = await requireActor();
  const { titled = '', page: asked } = await searchParams;
  const page = Math.min(Math.max(1, Math.trunc(Number(asked)) || 1), 10_000);
  const wanted = titled.slice(0, 200);
  const [articles, total, notices] = await Promise.all([
    listArticles(actor, deskDb(), { titled: wanted, page }),
    countArticles(actor, deskDb(), wanted),
    listNotices(actor, deskDb(), { open: true }),
  ]);
  const first = notices.toSorted((a, b) => Number(isUrgent(b)) - Number(isUrgent(a)));
  const to = (number: number) =>
    `/desk?${new URLSearchParams({ ...(titled && { titled }), page: String(number) })}`;
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
      {(articles.length > 0 || titled !== '' || page > 1) && (
        <form className="filter" action="/desk">
          <label>
            Title contains
            <input name="titled" type="search" maxLength={200} defaultValue={titled} />
          </label>
          <button type="submit">Find</button>
        </form>
      )}
      {articles.length === 0 && (titled !== '' || page > 1) ? (
        <p className="quiet">
          No article has such a title.{' '}
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
            <ArticleCard key={article.id} article={article} />
          ))}
        </ul>
      )}
      {(page > 1 || total > page * articlesToAPage) && (
        <nav className="views" aria-label="Pages">
          {page > 1 && (
            <Link prefetch={false} href={to(page - 1)}>
              Newer articles
            </Link>
          )}
          {total > page * articlesToAPage && (
            <Link prefetch={false} href={to(page + 1)}>
              Older articles
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}

function ArticleCard({ article }: { article: ArticleSummary }) {
  const { published } = article;
  const blocked = article.unsigned + article.blockingFlags;
  return (
    <li className="card">
      <div className="card-main">
        <h2>
          <Link prefetch={false} href={`/desk/articles/${article.id}`}>
            {article.title}
          </Link>
        </h2>
        <p className="quiet">
          {count(article.sections, 'section')}, {count(article.faqs, 'FAQ')} · revised by {article.updatedBy}{' '}
          <When at={article.updatedAt} />
        </p>
        {article.tags.length > 0 && (
          <p className="tags">
            {article.tags.map((tag) => (
              <span key={tag} className="tag">
                {tag}
              </span>
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
