import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import { type FileState, isRunning, type Job, type JobFile, stateNames, states } from '#lib/bulk/model.ts';
import { listFiles, readJob } from '#lib/bulk/queries.ts';
import { jobId } from '#lib/bulk/schema.ts';
import { checked } from '#lib/refusal.ts';
import { requireActor } from '../../../../session.ts';
import { ActionForm } from '../../../action-form.tsx';
import { When } from '../../../when.tsx';
import { cancelAction } from '../actions.ts';
import { JobProgress } from '../job-progress.tsx';
import { Refresh } from '../refresh.tsx';

export const metadata: Metadata = { title: 'Bulk import' };

/** How many files are listed at a time. */
const most = 100;

type Props = {
  params: Promise<{ jobId: string }>;
  searchParams: Promise<{ state?: string; from?: string }>;
};

export default async function BulkImport({ params, searchParams }: Props) {
  const actor = await requireActor();
  const input = checked(jobId, await params);
  const job = input.ok ? await readJob(actor, deskDb(), input.value.jobId) : null;
  if (!job) notFound();
  const { state, from } = await searchParams;
  const chosen = states.find((each) => each === state) ?? firstToShow(job);
  const start = Number(from) || 0;
  const files = await listFiles(actor, deskDb(), {
    jobId: job.id,
    state: chosen,
    from: start,
    most: most + 1,
  });
  const next = files[most];
  return (
    <div className="page narrow">
      <h1>{headline(job)}</h1>
      <p className="quiet">
        Started by {job.startedBy}, <When at={job.startedAt} />
        {job.cancelledBy && `; cancelled by ${job.cancelledBy}`}.{' '}
        <Link prefetch={false} href="/desk/import/many">
          All imports
        </Link>
      </p>
      <JobProgress job={job} told />
      {isRunning(job) && (
        <>
          <Refresh />
          <ActionForm action={cancelAction} submit="Cancel" confirm="Leave out the files that wait">
            <input type="hidden" name="jobId" value={job.id} />
          </ActionForm>
        </>
      )}
      <nav className="job-states" aria-label="Files">
        {states
          .filter((each) => job.counts[each] > 0)
          .map((each) => (
            <Link
              prefetch={false}
              key={each}
              href={`?state=${each}`}
              className="button small"
              aria-current={each === chosen ? 'page' : undefined}
            >
              {job.counts[each].toLocaleString('en')} {stateNames[each]}
            </Link>
          ))}
      </nav>
      <Files files={files.slice(0, most)} />
      {next && (
        <Link prefetch={false} href={`?state=${chosen}&from=${next.position}`} className="button">
          The next {most}
        </Link>
      )}
    </div>
  );
}

/** What somebody has to look at comes first. */
function firstToShow({ counts }: Job): FileState {
  return (
    (['failed', 'imported', 'unchanged', 'waiting', 'cancelled'] as const).find((each) => counts[each] > 0) ??
    'waiting'
  );
}

function headline(job: Job): string {
  if (job.cancelledBy) return 'Import cancelled';
  return isRunning(job) ? 'Importing…' : 'Import done';
}

function Files({ files }: { files: JobFile[] }) {
  return (
    <ul className="job-files">
      {files.map(({ position, name, message, article }) => (
        <li key={position}>
          <span className="file-name">{name}</span>
          {article && (
            <Link prefetch={false} href={`/desk/articles/${article.id}`}>
              {article.title}
            </Link>
          )}
          {message && <span>{message}</span>}
        </li>
      ))}
    </ul>
  );
}
