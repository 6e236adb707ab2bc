import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { deskDb } from '#db/client.ts';
import { type AuditFilter, type AuditLine, actions } from '#lib/audit/model.ts';
import { mayReadAudit } from '#lib/audit/policy.ts';
import { auditPage, readAudit, readAuditCheck, readAuditChoices } from '#lib/audit/queries.ts';
import { auditFilter } from '#lib/audit/schema.ts';
import type { Actor } from '#lib/staff/model.ts';
import { requireActor } from '../../session.ts';
import { Choice } from '../choice.tsx';
import { When } from '../when.tsx';
import { excerpt } from '../words.ts';

export const metadata: Metadata = { title: 'Audit log' };

type Props = { searchParams: Promise<Record<string, string>> };

export default async function Audit({ searchParams }: Props) {
  const actor = await requireActor();
  if (!mayReadAudit(actor))
    return (
      <div className="page narrow">
        <h1>Audit log</h1>
        <p>The managing editor reads the audit log.</p>
      </div>
    );
  const asked = await searchParams;
  const filter = auditFilter.parse(asked);
  const [lines, choices] = await Promise.all([
    readAudit(actor, deskDb(), filter, Number(asked.before) || undefined),
    readAuditChoices(actor, deskDb()),
  ]);
  const last = lines.at(-1);
  const isFiltered = Object.values(filter).some(Boolean);
  return (
    <div className="page">
      <h1>Audit log</h1>
      <Suspense fallback={<p className="quiet">The chain of hashes is being walked …</p>}>
        <Chain actor={actor} />
      </Suspense>
      <Filter filter={filter} {...choices} />
      {lines.length === 0 && (
        <p className="quiet">{isFiltered ? 'No event fits this.' : 'Nothing has happened yet.'}</p>
      )}
      <ol className="audit">
        {lines.map((line) => (
          <Line key={line.seq} line={line} />
        ))}
      </ol>
      {lines.length === auditPage && last && (
        <Link prefetch={false} href={address('/desk/audit', filter, { before: String(last.seq) })}>
          Earlier events
        </Link>
      )}
    </div>
  );
}

/** Walks the whole log, so the page does not wait for it. */
async function Chain({ actor }: { actor: Actor }) {
  const check = await readAuditCheck(actor, deskDb());
  if (!check?.broken)
    return <p className="done">Every event carries the hash of the one before it, without a gap.</p>;
  return (
    <p role="alert" className="alert">
      The chain of hashes breaks at event {check.broken.seq}: {check.broken.problem}.
    </p>
  );
}

function address(path: string, filter: AuditFilter, more: Record<string, string>): string {
  const kept = Object.entries(filter).filter(([, value]) => value);
  return `${path}?${new URLSearchParams([...kept, ...Object.entries(more)])}`;
}

function Filter({
  filter,
  people,
  articles,
}: {
  filter: AuditFilter;
  people: { id: string; name: string }[];
  articles: { id: string; title: string }[];
}) {
  return (
    <form className="filter" action="/desk/audit">
      <Choice
        {...{ name: 'actorId', label: 'Who', any: 'Everybody', value: filter.actorId }}
        choices={Object.fromEntries(people.map(({ id, name }) => [id, name]))}
      />
      <Choice name="action" label="What" any="Everything" choices={actions} value={filter.action} />
      <Choice
        {...{ name: 'articleId', label: 'Article', any: 'All', value: filter.articleId }}
        choices={Object.fromEntries(articles.map(({ id, title }) => [id, excerpt(title, 60)]))}
      />
      <label>
        From (UTC)
        <input type="date" name="from" defaultValue={filter.from} />
      </label>
      <label>
        To
        <input type="date" name="to" defaultValue={filter.to} />
      </label>
      <button type="submit">Show</button>
      <p className="quiet">
        Export these events: <a href={address('/desk/audit/export', filter, { format: 'csv' })}>CSV</a>,{' '}
        <a href={address('/desk/audit/export', filter, { format: 'jsonl' })}>JSON lines</a>
      </p>
    </form>
  );
}

function Line({ line }: { line: AuditLine }) {
  const { article, section, detail } = line;
  const said = [
    detail.tag,
    detail.quote,
    detail.verdict,
    detail.name,
    detail.note,
    detail.reason,
    detail.slug,
    detail.publishAt,
    detail.url,
  ].filter((part) => typeof part === 'string' && part);
  return (
    <li>
      <span className="quiet">{line.seq}</span>
      <span>
        {line.actor} {actions[line.action]}
        {said.length > 0 && <span className="quiet"> {said.join(', ')}</span>}
        {article && (
          <>
            {' '}
            in{' '}
            <Link prefetch={false} href={`/desk/articles/${article.id}`}>
              {article.title}
            </Link>
            {section && `, ${section}`}
          </>
        )}
      </span>
      <When at={line.at} />
    </li>
  );
}
