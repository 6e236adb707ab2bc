import { type FileState, type Job, stateNames } from '#lib/bulk/model.ts';

const shown: FileState[] = ['imported', 'unchanged', 'failed', 'waiting', 'cancelled'];

/** How far a bulk import has come: a bar, and what became of its files; with `told`, changes are read out. */
export function JobProgress({ job, told = false }: { job: Job; told?: boolean }) {
  const done = job.total - job.counts.waiting - job.counts.cancelled;
  return (
    <div className="job-progress">
      <progress value={done} max={Math.max(job.total, 1)} aria-label="Files done" />
      <p role={told ? 'status' : undefined}>
        {done.toLocaleString('en')} of {job.total.toLocaleString('en')} done
        {job.arriving && ', more may arrive'}
        {shown
          .filter((state) => job.counts[state] > 0)
          .map((state) => `${job.counts[state].toLocaleString('en')} ${stateNames[state]}`)
          .map((text) => ` · ${text}`)}
      </p>
    </div>
  );
}
