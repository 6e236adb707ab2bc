import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { type DeskArticle, sectionName } from '#lib/articles/model.ts';
import { readArticle } from '#lib/articles/queries.ts';
import { blocks } from '#lib/flags/model.ts';
import { mayImport } from '#lib/import/policy.ts';
import { readKeptSource } from '#lib/import/queries.ts';
import { mayShare } from '#lib/previews/policy.ts';
import { listPreviews } from '#lib/previews/queries.ts';
import { readSchedules } from '#lib/schedules/queries.ts';
import { mayRevise } from '#lib/sections/policy.ts';
import { maySignOff } from '#lib/signoffs/policy.ts';
import { timeToRead } from '#lib/signoffs/reading.ts';
import type { Actor } from '#lib/staff/model.ts';
import { listTags, readTagColours } from '#lib/tags/queries.ts';
import { mayPublish } from '#lib/versions/policy.ts';
import { requireActor } from '../../../session.ts';
import { ActionForm } from '../../action-form.tsx';
import { LookAgain } from '../../detector/look-again.tsx';
import { FlagSelection } from '../../flag-selection.tsx';
import { InZones } from '../../in-zones.tsx';
import { count } from '../../words.ts';
import { restoreSectionAction } from './actions.ts';
import { OutlineList } from './outline-list.tsx';
import { PreviewLinks } from './preview-links.tsx';
import { SectionBlock } from './section-block.tsx';
import { SignOffRead } from './sign-off-read.tsx';

type Props = { params: Promise<{ articleId: string }> };

async function load({ params }: Props): Promise<{ actor: Actor; article: DeskArticle }> {
  const actor = await requireActor();
  const { articleId } = await params;
  const isId = /^[0-9a-f-]{36}$/.test(articleId);
  const article = isId ? await readArticle(actor, deskDb(), articleId) : null;
  return article ? { actor, article } : notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { article } = await load(props);
  return { title: article.title };
}

export default async function Article(props: Props) {
  const { actor, article } = await load(props);
  const [tags, colours, schedules, previews, source] = await Promise.all([
    listTags(actor, deskDb()),
    readTagColours(actor, deskDb()),
    readSchedules(actor, deskDb(), article.id),
    listPreviews(actor, deskDb(), article.id),
    readKeptSource(actor, deskDb(), article.id),
  ]);
  const unsigned = article.sections.filter((section) => !section.signOff);
  const blocking = article.sections
    .flatMap((section) => section.flags)
    .filter((flag) => blocks(flag.state, flag.severity));
  const mine = unsigned.filter((section) => section.revision.authorId !== actor.id);
  return (
    <div className="article-desk">
      <aside className="outline">
        <details open>
          <summary>Outline</summary>
          <OutlineList sections={article.sections} />
          {mayRevise(actor) && (
            <Link prefetch={false} href={`/desk/articles/${article.id}/outline`} className="button small">
              Arrange
            </Link>
          )}
        </details>
      </aside>
      <div className="galley">
        <div className="article-bar">
          <p>
            {article.published ? (
              <>
                Readers see <a href={`/${article.slug}`}>version {article.published.number}</a>
                {article.published.current ? ', which is this text.' : ', not the changes made since.'}
              </>
            ) : (
              'Not published.'
            )}{' '}
            {blocking.length + unsigned.length === 0 ? (
              'Nothing stands in the way.'
            ) : (
              <Link prefetch={false} href={`/desk/articles/${article.id}/publish`}>
                {count(blocking.length, 'flag')} and {count(unsigned.length, 'missing sign-off')} in the way
              </Link>
            )}
            {schedules.pending && (
              <>
                {' '}
                Scheduled for <InZones at={schedules.pending.at} />.
              </>
            )}
          </p>
          <div className="buttons">
            {mayRevise(actor) && (
              <Link prefetch={false} href={`/desk/articles/${article.id}/write`} className="button">
                Write
              </Link>
            )}
            <LookAgain articleId={article.id} />
            {source && (
              <Link prefetch={false} href={`/desk/articles/${article.id}/source`} className="button">
                Source
              </Link>
            )}
            <Link prefetch={false} href={`/desk/articles/${article.id}/history`} className="button">
              History
            </Link>
            <Link prefetch={false} href={`/desk/export?article=${article.id}`} className="button">
              Export
            </Link>
            {source && mayImport(actor) && (
              <Link prefetch={false} href={`/desk/import?article=${article.id}`} className="button">
                Import a newer edition
              </Link>
            )}
            <Link prefetch={false} href={`/desk/queue?article=${article.id}`} className="button">
              Flags in the queue
            </Link>
            {mayPublish(actor) && (
              <Link prefetch={false} href={`/desk/articles/${article.id}/publish`} className="button primary">
                Publish…
              </Link>
            )}
          </div>
        </div>
        {schedules.failed && (
          <p className="alert">
            It was not published on <InZones at={schedules.failed.at} />, as {schedules.failed.by} had
            scheduled. {schedules.failed.reason}{' '}
            <Link prefetch={false} href={`/desk/articles/${article.id}/publish`}>
              See what to do
            </Link>
          </p>
        )}
        {(mayShare(actor) || previews.length > 0) && (
          <PreviewLinks articleId={article.id} previews={previews} mayShare={mayShare(actor)} />
        )}
        <datalist id="tags">
          {tags.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
        <FlagSelection>
          {article.sections.map((section) => (
            <SectionBlock key={section.id} actor={actor} section={section} colours={colours} />
          ))}
        </FlagSelection>
        {article.removed.length > 0 && (
          <section className="removed">
            <h2>Removed</h2>
            <p className="quiet">These are not part of the article. Their text and history are kept.</p>
            <ul>
              {article.removed.map((section) => (
                <li key={section.id}>
                  <span>{sectionName(section)}</span>
                  {mayRevise(actor) && (
                    <ActionForm action={restoreSectionAction} submit="Restore">
                      <input type="hidden" name="sectionId" value={section.id} />
                    </ActionForm>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
        {source && source.setAside.length > 0 && (
          <details className="removed">
            <summary>
              {count(source.setAside.length, 'part')} of the source set aside at import ({source.name})
            </summary>
            <ul>
              {source.setAside.map((part) => (
                <li key={part.firstLine}>
                  <span>
                    <strong>{part.reason}</strong>, lines {part.firstLine} to {part.lastLine}
                    <br />
                    {part.text}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
        {maySignOff(actor) && mine.length > 0 && (
          <SignOffRead
            sections={mine.map((section) => ({
              ...{ id: section.id, revisionId: section.revision.id, name: sectionName(section) },
              needs: timeToRead(`${section.heading} ${section.body}`),
            }))}
          />
        )}
      </div>
    </div>
  );
}
