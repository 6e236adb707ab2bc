import type { Metadata } from 'next';
import Link from 'next/link';
import { deskDb } from '#db/client.ts';
import type { HistorySection, RevisionEntry } from '#lib/history/model.ts';
import { historyPage, listRevisions } from '#lib/history/queries.ts';
import { mayRevise } from '#lib/sections/policy.ts';
import { ActionForm } from '../../action-form.tsx';
import { When } from '../../when.tsx';
import { restoreRevisionAction } from './actions.ts';
import { load, nameOf, numberIn, type Props } from './load.ts';

export const metadata: Metadata = { title: 'History' };

export default async function History(props: Props) {
  const { actor, section, asked } = await load(props);
  const before = numberIn(asked('before'));
  const revisions = await listRevisions(actor, deskDb(), section.id, before);
  const last = revisions.at(-1)?.number ?? 1;
  const at = `/desk/history/${section.id}`;
  return (
    <div className="page narrow">
      <p className="crumb">
        <Link prefetch={false} href={`/desk/articles/${section.articleId}/history`}>
          {section.article}
        </Link>
      </p>
      <div className="page-head">
        <h1>History of {nameOf(section)}</h1>
        <div className="buttons">
          <Link prefetch={false} href={`${at}/blame`} className="button">
            Who wrote what
          </Link>
          <Link prefetch={false} href={`/desk/sections/${section.id}`} className="button">
            {mayRevise(actor) && !section.removed ? 'Revise' : 'Text'}
          </Link>
        </div>
      </div>
      {section.removed && <p className="note">This section is in the bin.</p>}
      {section.newest.number > 1 && <CompareForm at={at} section={section} revisions={revisions} />}
      <ol className="history">
        {revisions.map((revision) => (
          <Revision
            key={revision.id}
            revision={revision}
            section={section}
            mayRestore={mayRevise(actor) && !section.removed}
          />
        ))}
      </ol>
      <nav className="views" aria-label="Pages">
        {before !== undefined && (
          <Link prefetch={false} href={at}>
            Newest
          </Link>
        )}
        {revisions.length === historyPage && last > 1 && (
          <Link prefetch={false} href={`${at}?before=${last}`}>
            Older revisions
          </Link>
        )}
      </nav>
    </div>
  );
}

/** Any two by their numbers; those of this page are offered. */
function CompareForm({
  at,
  section: { newest },
  revisions,
}: {
  at: string;
  section: HistorySection;
  revisions: RevisionEntry[];
}) {
  const field = { type: 'number', min: 1, max: newest.number, required: true, list: 'revisions' } as const;
  return (
    <form action={`${at}/compare`} className="filter">
      <datalist id="revisions">
        {revisions.map(({ number, author }) => (
          <option key={number} value={number}>
            by {author}
          </option>
        ))}
      </datalist>
      <label>
        Compare revision
        <input name="from" {...field} defaultValue={Math.max(1, newest.number - 1)} />
      </label>
      <label>
        with revision
        <input name="to" {...field} defaultValue={newest.number} />
      </label>
      <button type="submit">Compare</button>
    </form>
  );
}

function Revision({
  revision,
  section,
  mayRestore,
}: {
  revision: RevisionEntry;
  section: HistorySection;
  mayRestore: boolean;
}) {
  const { number, takenFrom, published } = revision;
  const at = `/desk/history/${section.id}`;
  return (
    <li>
      <p>
        <strong>Revision {number}</strong> by {revision.author}
        {revision.proposedBy && ` in the words of ${revision.proposedBy}`}, <When at={revision.at} />
        {revision.note && <>: {revision.note}</>}
        {revision.signedBy && <span className="signed">Signed off by {revision.signedBy}</span>}
      </p>
      {(takenFrom || published.length > 0) && (
        <p className="quiet">
          {takenFrom && (
            <>
              Text came from{' '}
              <Link prefetch={false} href={`/desk/history/${takenFrom.sectionId}`}>
                {takenFrom.heading || 'a section without a heading'}
              </Link>
              .{' '}
            </>
          )}
          {published.length > 0 &&
            `Readers saw it in version ${published.length > 2 ? `${published[0]} to ${published.at(-1)}` : published.join(' and ')}.`}
        </p>
      )}
      <div className="buttons">
        {number > 1 && (
          <Link
            prefetch={false}
            className="button small"
            href={`${at}/compare?from=${number - 1}&to=${number}`}
            aria-label={`What revision ${number} changed`}
          >
            What it changed
          </Link>
        )}
        {number < section.newest.number && (
          <Link
            prefetch={false}
            className="button small"
            href={`${at}/compare?from=${number}&to=${section.newest.number}`}
            aria-label={`Compare revision ${number} with the newest`}
          >
            Compare with the newest
          </Link>
        )}
        {mayRestore && number < section.newest.number && (
          <ActionForm
            action={restoreRevisionAction}
            submit="Restore"
            confirm={`Make revision ${number} the newest text?`}
            buttonClass="small"
            done="Its text is the newest one."
          >
            <input type="hidden" name="sectionId" value={section.id} />
            <input type="hidden" name="number" value={number} />
            <input type="hidden" name="basedOn" value={section.newest.id} />
          </ActionForm>
        )}
      </div>
    </li>
  );
}
