import type { Db } from '#db/client.ts';
import type { Actor } from '#lib/staff/model.ts';
import { type FileState, type Job, type JobFile, states } from './model.ts';
import { mayImportMany } from './policy.ts';

/** The newest bulk imports, whoever started them; none for those who may not import. */
export async function listJobs(actor: Actor, db: Db, most = 20): Promise<Job[]> {
  return mayImportMany(actor) ? jobs(db, { most }) : [];
}

/** One bulk import, or null. */
export async function readJob(actor: Actor, db: Db, jobId: string): Promise<Job | null> {
  if (!mayImportMany(actor)) return null;
  const [job] = await jobs(db, { jobId, most: 1 });
  return job ?? null;
}

/** The files of a bulk import in one state, `most` of them from a position on. */
export async function listFiles(
  actor: Actor,
  db: Db,
  { jobId, state, from, most }: { jobId: string; state: FileState; from: number; most: number },
): Promise<JobFile[]> {
  if (!mayImportMany(actor)) return [];
  const rows = await db
    .selectFrom('importFile')
    .leftJoin('section as head', (join) =>
      join.onRef('head.articleId', '=', 'importFile.articleId').on('head.kind', '=', 'head'),
    )
    .leftJoin('revision', 'revision.id', 'head.revisionId')
    .select(['importFile.position', 'name', 'message', 'importFile.articleId', 'revision.heading'])
    .where('jobId', '=', jobId)
    .where('state', '=', state)
    .where('importFile.position', '>=', from)
    .orderBy('importFile.position')
    .limit(most)
    .execute();
  return rows.map(({ articleId, heading, ...row }) => ({
    ...{ ...row, state },
    article: articleId ? { id: articleId, title: heading ?? '' } : null,
  }));
}

async function jobs(db: Db, { jobId, most }: { jobId?: string; most: number }): Promise<Job[]> {
  const rows = await db
    .selectFrom('importJob')
    .innerJoin('staff', 'staff.id', 'importJob.startedBy')
    .leftJoin('staff as canceller', 'canceller.id', 'importJob.cancelledBy')
    .select(['importJob.id', 'staff.name as startedBy', 'startedAt', 'completeAt'])
    .select('canceller.name as cancelledBy')
    .$if(jobId !== undefined, (query) => query.where('importJob.id', '=', jobId as string))
    .orderBy('startedAt', 'desc')
    .limit(most)
    .execute();
  const counted = await db
    .selectFrom('importFile')
    .select((eb) => ['jobId', 'state', eb.fn.countAll<string>().as('n')])
    .where('jobId', 'in', [...rows.map((row) => row.id), '00000000-0000-0000-0000-000000000000'])
    .groupBy(['jobId', 'state'])
    .execute();
  return rows.map(({ completeAt, ...row }) => {
    const own = counted.filter((count) => count.jobId === row.id);
    const counts = Object.fromEntries(
      states.map((state) => [state, Number(own.find((count) => count.state === state)?.n ?? 0)]),
    ) as Job['counts'];
    const total = own.reduce((sum, count) => sum + Number(count.n), 0);
    return { ...row, counts, total, arriving: completeAt === null && row.cancelledBy === null };
  });
}
