import type { Metadata } from 'next';
import Link from 'next/link';
import { deskDb } from '#db/client.ts';
import { mayImportMany } from '#lib/bulk/policy.ts';
import { listJobs } from '#lib/bulk/queries.ts';
import { requireActor } from '../../../session.ts';
import { When } from '../../when.tsx';
import { JobProgress } from './job-progress.tsx';
import { SendFiles } from './send-files.tsx';

export const metadata: Metadata = { title: 'Import many' };

export default async function ImportMany() {
  const actor = await requireActor();
  if (!mayImportMany(actor))
    return (
      <div className="page narrow">
        <h1>Import many</h1>
        <p>Editors import articles. You can read and flag them as soon as they are in.</p>
      </div>
    );
  const jobs = await listJobs(actor, deskDb());
  return (
    <div className="page narrow">
      <h1>Import many articles</h1>
      <p>
        To look at one article and put it right before it is imported,{' '}
        <Link prefetch={false} href="/desk/import">
          import it by itself
        </Link>
        .
      </p>
      <SendFiles />
      {jobs.length > 0 && (
        <section>
          <h2>Earlier imports</h2>
          <ul className="jobs">
            {jobs.map((job) => (
              <li key={job.id}>
                <Link prefetch={false} href={`/desk/import/many/${job.id}`}>
                  {job.startedBy}, <When at={job.startedAt} />
                </Link>
                <JobProgress job={job} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
