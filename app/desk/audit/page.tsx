import type { Metadata } from 'next';
import Link from 'next/link';
import { deskDb } from '#db/client.ts';
import { type AuditLine, actions } from '#lib/audit/model.ts';
import { mayReadAudit } from '#lib/audit/policy.ts';
import { findBrokenEvent, readAudit } from '#lib/audit/queries.ts';
import { requireActor } from '../../session.ts';
import { When } from '../when.tsx';

export const metadata: Metadata = { title: 'Audit log' };

export default async function Audit({ searchParams }: { searchParams: Promise<{ before?: string }> }) {
  const actor = await requireActor();
  if (!mayReadAudit(actor))
    return (
      <div className="page narrow">
        <h1>Audit log</h1>
        <p>The managing editor reads the audit log.</p>
      </div>
    );
  const before = Number((await searchParams).before) || undefined;
  const [lines, broken] = await Promise.all([readAudit(actor, deskDb(), before), findBrokenEvent(deskDb())]);
  const last = lines.at(-1);
  return (
    <div className="page">
      <h1>Audit log</h1>
      {broken ? (
        <p role="alert" className="alert">
          The chain of hashes breaks at event {broken.seq}: {broken.problem}.
        </p>
      ) : lines.length === 0 ? (
        <p className="quiet">Nothing has happened yet.</p>
      ) : (
        <p className="done">Every event carries the hash of the one before it, without a gap.</p>
      )}
      <ol className="audit">
        {lines.map((line) => (
          <Line key={line.seq} line={line} />
        ))}
      </ol>
      {last && last.seq > 1 && (
        <Link prefetch={false} href={`/desk/audit?before=${last.seq}`}>
          Earlier events
        </Link>
      )}
    </div>
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
