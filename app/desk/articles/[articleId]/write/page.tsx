import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { type DeskSection, sectionName } from '#lib/articles/model.ts';
import { readArticle } from '#lib/articles/queries.ts';
import { listDrafted } from '#lib/drafts/queries.ts';
import { blocks, stateNames } from '#lib/flags/model.ts';
import { mayRevise } from '#lib/sections/policy.ts';
import { requireActor } from '../../../../session.ts';
import { FlagSelection } from '../../../flag-selection.tsx';
import { Sanitised } from '../../../sanitised.tsx';
import { When } from '../../../when.tsx';
import { count, excerpt } from '../../../words.ts';
import { headingOf, markedSection } from '../marked-section.ts';
import { OutlineList } from '../outline-list.tsx';
import { OutlineFold } from './outline-fold.tsx';
import { WritingDesk } from './writing-desk.tsx';

type Props = { params: Promise<{ articleId: string }> };

async function load({ params }: Props) {
  const actor = await requireActor();
  const { articleId } = await params;
  const isId = /^[0-9a-f-]{36}$/.test(articleId);
  const article = isId && mayRevise(actor) ? await readArticle(actor, deskDb(), articleId) : null;
  return article ? { actor, article } : notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { article } = await load(props);
  return { title: `Write: ${article.title}` };
}

export default async function Write(props: Props) {
  const { actor, article } = await load(props);
  const drafted = await listDrafted(actor, deskDb(), article.id);
  return (
    <div className="article-desk">
      <aside className="outline">
        <OutlineFold>
          <OutlineList sections={article.sections} />
        </OutlineFold>
      </aside>
      <div className="galley">
        <div className="article-bar">
          <p className="quiet">
            Press a text, or <kbd>e</kbd> on it, to write in it. <kbd>Esc</kbd> closes it and keeps your
            words.
          </p>
          <Link prefetch={false} href={`/desk/articles/${article.id}`} className="button">
            Back to the article
          </Link>
        </div>
        <FlagSelection said>
          <WritingDesk
            articleId={article.id}
            staffId={actor.id}
            drafted={drafted}
            sections={article.sections.map((section) => ({
              ...{ id: section.id, name: sectionName(section), kind: section.kind },
              ...{ number: section.revision.number, text: <Text section={section} /> },
              margin: <Margin section={section} />,
            }))}
          />
        </FlagSelection>
      </div>
    </div>
  );
}

/** Its heading leads to the page of the section, where there is no script to open it here. */
function Text({ section }: { section: DeskSection }) {
  const html = markedSection(section);
  const Heading = headingOf(section);
  return (
    <>
      {section.heading && (
        <Heading>
          {section.label && <span className="number">{section.label}</span>}
          <a data-write className="heading-link" href={`/desk/sections/${section.id}`}>
            <Sanitised as="span" html={html.heading} />
          </a>
        </Heading>
      )}
      <Sanitised className="prose" html={html.body} />
    </>
  );
}

function Margin({ section: { revision, signOff, sentBack, flags } }: { section: DeskSection }) {
  const waiting = flags.filter(({ state, severity }) => blocks(state, severity));
  return (
    <>
      <p className="quiet">
        Revision {revision.number} by {revision.author}, <When at={revision.at} />
        {signOff ? (
          <span className="signed">Signed off by {signOff.by}</span>
        ) : (
          <span className="unsigned">Not signed off</span>
        )}
      </p>
      {sentBack && !signOff && (
        <div className="note sent-back">
          <p>
            Sent back by {sentBack.by}, <When at={sentBack.at} />
          </p>
          <p>{sentBack.note}</p>
        </div>
      )}
      {waiting.length > 0 && (
        <details className="more-flags">
          <summary>{count(waiting.length, 'flag')} in the way</summary>
          <ul className="flags">
            {waiting.map(({ id, kind, quote, state, reason }) => (
              <li key={id} className="flag" data-kind={kind} data-blocking="true">
                <blockquote>
                  <Link prefetch={false} href={`/desk/flags/${id}`}>
                    {excerpt(quote, 90)}
                  </Link>
                </blockquote>
                <p className="quiet">
                  {stateNames[state]}. {reason}
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
