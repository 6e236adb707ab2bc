import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { deskDb } from '#db/client.ts';
import { readForWriting } from '#lib/detector/queries.ts';
import { readDraft } from '#lib/drafts/queries.ts';
import { blocks, stateNames } from '#lib/flags/model.ts';
import { readQueue } from '#lib/flags/queries.ts';
import { mayRevise } from '#lib/sections/policy.ts';
import { type RevisionLine, readHistory, type SectionHistory } from '#lib/sections/queries.ts';
import { requireActor } from '../../../session.ts';
import { FlagSelection } from '../../flag-selection.tsx';
import { When } from '../../when.tsx';
import { fullText, WordDiff } from '../../word-diff.tsx';
import { excerpt } from '../../words.ts';
import { ReviseForm } from './revise-form.tsx';

type Props = { params: Promise<{ sectionId: string }> };

/** Once for a request: the title asks for the same. */
const load = cache(async (sectionId: string) => {
  const actor = await requireActor();
  const isId = /^[0-9a-f-]{36}$/.test(sectionId);
  const section = isId ? await readHistory(actor, deskDb(), sectionId) : null;
  return section ? { actor, section } : notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { section } = await load((await params).sectionId);
  return { title: nameOf(section) };
}

export default async function Section({ params }: Props) {
  const { actor, section } = await load((await params).sectionId);
  const [newest] = section.revisions;
  const queue = await readQueue(actor, deskDb(), section.articleId);
  const waiting = queue.filter((flag) => flag.sectionId === section.id && blocks(flag.state, flag.severity));
  const revises = mayRevise(actor) && !section.removed;
  const writing = revises ? await readForWriting(actor, deskDb(), section.id) : null;
  const kept = writing && (await readDraft(actor, deskDb(), section.id));
  return (
    <div className={revises ? 'page' : 'page narrow'}>
      <p className="crumb">
        <Link prefetch={false} href={`/desk/articles/${section.articleId}#${section.id}`}>
          {section.article}
        </Link>
      </p>
      <h1>{nameOf(section)}</h1>
      {waiting.length > 0 && (
        <section className="waiting">
          <h2>What stands in the way here</h2>
          <ul>
            {waiting.map((flag) => (
              <li key={flag.id}>
                <Link prefetch={false} href={`/desk/flags/${flag.id}`}>
                  “{excerpt(flag.quote, 90)}”
                </Link>{' '}
                <span className="quiet">
                  {stateNames[flag.state]}. {flag.demand ?? flag.reason}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {writing && (
        <FlagSelection said>
          <div data-section={section.id} data-revision={newest.id} data-name={nameOf(section)}>
            <ReviseForm
              sectionId={section.id}
              articleId={section.articleId}
              kind={section.kind}
              newest={{ id: newest.id, number: newest.number, heading: newest.heading, body: newest.body }}
              writing={writing}
              staffId={actor.id}
              kept={kept}
            />
          </div>
        </FlagSelection>
      )}
      <h2 id="history">History</h2>
      <p>
        <Link prefetch={false} href={`/desk/history/${section.id}`}>
          All revisions: compare, restore, who wrote what
        </Link>
      </p>
      <ol className="history">
        {section.revisions.map((revision, index) => (
          <Revision
            key={revision.id}
            sectionId={section.id}
            revision={revision}
            before={section.revisions[index + 1]}
            isNewest={index === 0}
          />
        ))}
      </ol>
    </div>
  );
}

function Revision({
  sectionId,
  revision,
  before,
  isNewest,
}: {
  sectionId: string;
  revision: RevisionLine;
  before?: RevisionLine;
  isNewest: boolean;
}) {
  return (
    <li>
      <p>
        <strong>Revision {revision.number}</strong> by {revision.author}, <When at={revision.at} />
        {revision.note && <>: {revision.note}</>}
        {revision.signedBy && <span className="signed">Signed off by {revision.signedBy}</span>}
      </p>
      {before &&
        (isNewest ? (
          <details open>
            <summary>What changed since revision {before.number}</summary>
            <WordDiff before={fullText(before)} after={fullText(revision)} />
          </details>
        ) : (
          // Not on this page, which each save of the section makes anew.
          <Link
            prefetch={false}
            href={`/desk/history/${sectionId}/compare?from=${before.number}&to=${revision.number}`}
          >
            What changed since revision {before.number}
          </Link>
        ))}
    </li>
  );
}

function nameOf({ kind, revisions: [newest] }: SectionHistory): string {
  return kind === 'head' ? 'Title and dek' : newest.heading || 'Section without a heading';
}
