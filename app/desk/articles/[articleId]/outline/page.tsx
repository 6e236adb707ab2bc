import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { sectionName } from '#lib/articles/model.ts';
import { readArticle } from '#lib/articles/queries.ts';
import { mayRevise } from '#lib/sections/policy.ts';
import { requireActor } from '../../../../session.ts';
import { ActionForm } from '../../../action-form.tsx';
import { When } from '../../../when.tsx';
import { restoreSectionAction } from '../actions.ts';
import { OutlineDesk } from './outline-desk.tsx';

export const metadata: Metadata = { title: 'Outline' };

export default async function Outline({ params }: { params: Promise<{ articleId: string }> }) {
  const actor = await requireActor();
  const { articleId } = await params;
  const isId = /^[0-9a-f-]{36}$/.test(articleId);
  const article = isId ? await readArticle(actor, deskDb(), articleId) : null;
  if (!article || !mayRevise(actor)) notFound();
  const items = article.sections
    .filter(({ kind }) => kind !== 'head')
    .map(({ id, kind, depth, numbered, heading, body, revision }) => ({
      ...{ id, kind: kind as 'section' | 'faq', depth, numbered, heading, body },
      ...{ revisionId: revision.id, revision: revision.number },
    }));
  return (
    <div className="page narrow">
      <p className="crumb">
        <Link prefetch={false} href={`/desk/articles/${article.id}`}>
          {article.title}
        </Link>
      </p>
      <h1>Outline</h1>
      <OutlineDesk articleId={article.id} items={items} />
      <section className="removed">
        <h2>Bin</h2>
        {article.removed.length === 0 ? (
          <p className="quiet">Nothing was removed.</p>
        ) : (
          <ul>
            {article.removed.map((section) => (
              <li key={section.id}>
                <span>
                  <Link prefetch={false} href={`/desk/sections/${section.id}`}>
                    {sectionName(section)}
                  </Link>{' '}
                  <span className="quiet">
                    revision {section.revision.number}, <When at={section.revision.at} />
                  </span>
                </span>
                <ActionForm action={restoreSectionAction} submit="Restore">
                  <input type="hidden" name="sectionId" value={section.id} />
                </ActionForm>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
