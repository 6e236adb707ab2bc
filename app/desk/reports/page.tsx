import type { Metadata } from 'next';
import Link from 'next/link';
import { deskDb } from '#db/client.ts';
import type { Report } from '#lib/reports/model.ts';
import { readReports } from '#lib/reports/queries.ts';
import { requireActor } from '../../session.ts';
import { ActionForm } from '../action-form.tsx';
import { When } from '../when.tsx';
import { settleReportAction } from './actions.ts';

export const metadata: Metadata = { title: 'Reports' };

export default async function Reports() {
  const actor = await requireActor();
  const reports = await readReports(actor, deskDb());
  const waiting = reports.filter(({ settled }) => !settled);
  const settled = reports.filter((report) => report.settled);
  return (
    <div className="page narrow">
      <h1>Reports</h1>
      <p className="about">
        What readers say may be wrong. Words that stand in the newest text are a suggested flag in the queue
        as well; it blocks nothing until somebody confirms it.
      </p>
      {waiting.length === 0 && (
        <div className="empty">
          <h2>No report waits</h2>
          <p>Readers find the form at the end of each article.</p>
        </div>
      )}
      <ul className="queue">
        {waiting.map((report) => (
          <li key={report.id}>
            <What report={report} />
            <ActionForm action={settleReportAction} submit="Settle" buttonClass="small" className="stack">
              <input type="hidden" name="reportId" value={report.id} />
              <label>
                What came of it
                <input name="note" maxLength={1000} />
                <small>For the desk. {report.email && 'The reader’s address is forgotten then.'}</small>
              </label>
            </ActionForm>
          </li>
        ))}
      </ul>
      {settled.length > 0 && (
        <section>
          <h2>Settled</h2>
          <ul className="queue">
            {settled.map((report) => (
              <li key={report.id}>
                <What report={report} />
                {report.settled && (
                  <p className="quiet">
                    {report.settled.note} Settled by {report.settled.by}, <When at={report.settled.at} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function What({ report }: { report: Report }) {
  const { articleId, article, version, section, quote, message, email, at, flagId } = report;
  return (
    <>
      {quote && <blockquote className="words">{quote}</blockquote>}
      <p className="said">{message}</p>
      <p className="quiet">
        <Link prefetch={false} href={`/desk/articles/${articleId}`}>
          {article}
        </Link>
        {section && `, ${section.heading || 'Section without a heading'}`}, version {version}.{' '}
        <When at={at} />
        {email && (
          <>
            . <a href={`mailto:${email}`}>{email}</a>
          </>
        )}
        {flagId && (
          <>
            .{' '}
            <Link prefetch={false} href={`/desk/flags/${flagId}`}>
              The flag
            </Link>
          </>
        )}
      </p>
    </>
  );
}
