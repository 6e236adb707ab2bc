import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { record } from '#lib/audit/commands.ts';
import { importPrepared, prepareSource } from '#lib/import/commands.ts';
import { unzip } from '#lib/import/zip.ts';
import { type Answer, orRefusal, Refused, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { actorOfStaff } from '#lib/staff/queries.ts';
import {
  type FileState,
  galleysFault,
  isArchive,
  isOfTheFile,
  MAX_ARCHIVE_BYTES,
  MAX_FILES,
} from './model.ts';
import { mayCancel, mayImportMany } from './policy.ts';

/** Opens a bulk import; files are added to it, and are imported from the first one on. */
export async function startJob(actor: Actor, db: Db): Promise<Answer<{ jobId: string }>> {
  if (!mayImportMany(actor)) return refuse('not-allowed', 'Only editors import articles.');
  const jobId = newId();
  await db.transaction().execute(async (trx) => {
    await trx.insertInto('importJob').values({ id: jobId, startedBy: actor.id }).execute();
    await record(actor, trx, { action: 'import.started', subjectId: jobId });
  });
  return { ok: true, jobId };
}

/**
 * Adds files to a bulk import that the same person started. Each file of an archive is a file of its own; an archive
 * that is refused is one file that failed.
 */
export async function addFiles(
  actor: Actor,
  db: Db,
  jobId: string,
  files: { name: string; bytes: Uint8Array }[],
): Promise<Answer> {
  return changeOwn(actor, db, jobId, async (trx) => {
    const row = await trx
      .selectFrom('importFile')
      .select((eb) => eb.fn.max('position').as('last'))
      .where('jobId', '=', jobId)
      .executeTakeFirst();
    let position = (row?.last ?? -1) + 1;
    for (const file of files)
      for await (const { name, bytes, problem } of unpacked(file)) {
        if (position >= MAX_FILES) throw new Refused(refuse('invalid', tooMany));
        const outcome =
          problem === undefined
            ? { bytes: Buffer.from(bytes) }
            : { state: 'failed' as const, message: problem, doneAt: new Date() };
        await trx
          .insertInto('importFile')
          .values({ jobId, position: position++, name: storable(name), ...outcome })
          .execute();
      }
  });
}

const tooMany = `One import takes ${MAX_FILES.toLocaleString('en')} files at most. Import the others by themselves.`;

type Unpacked =
  | { name: string; bytes: Uint8Array; problem?: undefined }
  | { name: string; bytes?: undefined; problem: string };

async function* unpacked(file: { name: string; bytes: Uint8Array }): AsyncGenerator<Unpacked> {
  if (!isArchive(file.name)) {
    yield file;
    return;
  }
  try {
    if (file.bytes.length > MAX_ARCHIVE_BYTES)
      throw new Refused(
        refuse('invalid', `“${file.name}” has more than 50 MB. Part it into several archives.`),
      );
    // Whole or not at all, and never whole in memory: what is wrong may only be seen at the end, so it is read twice.
    let entries = 0;
    for await (const _ of unzip(file.bytes)) entries++;
    if (entries === 0) throw new Refused(refuse('invalid', 'There are no files in this archive.'));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    yield { name: file.name, problem: error.refusal.message };
    return;
  }
  yield* unzip(file.bytes);
}

/** Says that all files of a bulk import have been added. */
export async function completeJob(actor: Actor, db: Db, jobId: string): Promise<Answer> {
  return changeOwn(actor, db, jobId, async (trx) => {
    await trx.updateTable('importJob').set({ completeAt: new Date() }).where('id', '=', jobId).execute();
  });
}

async function changeOwn(
  actor: Actor,
  db: Db,
  jobId: string,
  change: (trx: Trx) => Promise<void>,
): Promise<Answer> {
  if (!mayImportMany(actor)) return refuse('not-allowed', 'Only editors import articles.');
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      const job = await lockedJob(trx, jobId);
      if (job?.startedBy !== actor.id) return refuse('missing', 'There is no such import of yours.');
      if (job.cancelledAt || job.completeAt)
        return refuse('conflict', 'This import is over. Start another one.');
      await change(trx);
      return { ok: true };
    }),
  );
}

async function lockedJob(trx: Trx, jobId: string) {
  return trx
    .selectFrom('importJob')
    .select(['startedBy', 'cancelledAt', 'completeAt'])
    .where('id', '=', jobId)
    .forUpdate()
    .executeTakeFirst();
}

/** Stops a bulk import: what is imported stays, what waits is not imported. */
export async function cancelJob(actor: Actor, db: Db, jobId: string): Promise<Answer<{ left: number }>> {
  if (!mayCancel(actor)) return refuse('not-allowed', 'Only editors import articles.');
  return db.transaction().execute(async (trx): Promise<Answer<{ left: number }>> => {
    const job = await lockedJob(trx, jobId);
    if (!job) return refuse('missing', 'There is no such import.');
    if (job.cancelledAt) return refuse('conflict', 'This import has been cancelled already.');
    // One that is being imported just now is finished: this waits for it and then passes it over.
    const { numUpdatedRows } = await trx
      .updateTable('importFile')
      .set({ state: 'cancelled', bytes: null, doneAt: new Date() })
      .where('jobId', '=', jobId)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow();
    const left = Number(numUpdatedRows);
    if (left === 0 && job.completeAt) return refuse('conflict', 'This import is over already.');
    await trx
      .updateTable('importJob')
      .set({ cancelledBy: actor.id, cancelledAt: new Date() })
      .where('id', '=', jobId)
      .execute();
    await record(actor, trx, { action: 'import.cancelled', subjectId: jobId, detail: { left } });
    return { ok: true, left };
  });
}

/** What `importNext` did: the file's outcome, and the person for whom it was imported. */
export type Done = { actor: Actor | null; state: FileState; articleId: string | null };

/**
 * Imports one file that waits, for the person who started its job, and says what became of it: in one transaction, so
 * that a crash leaves the file waiting and nothing of it imported. Another worker passes it over meanwhile.
 * @returns null when no file waits
 * @throws what is no fault of the file, such as a lost connection; the file then waits for the next try
 */
export async function importNext(db: Db): Promise<Done | null> {
  let file: Waiting | undefined;
  try {
    return await db.transaction().execute(async (trx) => {
      file = await takeWaiting(trx);
      if (!file) return null;
      const { actor, ...outcome } = await importFile(trx, file);
      await finish(trx, file, outcome);
      return { actor, state: outcome.state, articleId: outcome.articleId ?? null };
    });
  } catch (error) {
    if (!file || !isOfTheFile(error)) throw error;
    const failed = { state: 'failed' as const, message: galleysFault };
    console.error(`Bulk import of “${file.name}”:`, error);
    await finish(db, file, failed);
    return { actor: null, state: 'failed', articleId: null };
  }
}

type Waiting = { jobId: string; position: number; name: string; bytes: Buffer | null; startedBy: string };
type Outcome = { state: FileState; message?: string; articleId?: string };

async function takeWaiting(trx: Trx): Promise<Waiting | undefined> {
  return trx
    .selectFrom('importFile')
    .innerJoin('importJob', 'importJob.id', 'importFile.jobId')
    .select(['jobId', 'position', 'name', 'bytes', 'startedBy'])
    .where('state', '=', 'waiting')
    .orderBy('importJob.id')
    .orderBy('position')
    .limit(1)
    .forUpdate('importFile')
    .skipLocked()
    .executeTakeFirst();
}

async function importFile(trx: Trx, file: Waiting): Promise<Outcome & { actor: Actor | null }> {
  const actor = await actorOfStaff(trx, { id: file.startedBy });
  if (!actor) return { actor, state: 'failed', message: 'Whoever started this import has left the staff.' };
  const source = { bytes: file.bytes ?? new Uint8Array(), name: file.name.split('/').at(-1) ?? file.name };
  const prepared = await prepareSource(actor, source, []);
  const answer = prepared.ok ? await importPrepared(actor, trx, prepared) : prepared;
  if (answer.ok) return { actor, state: 'imported', articleId: answer.articleId };
  if ('articleId' in answer && answer.articleId)
    return { actor, state: 'unchanged', message: '', articleId: answer.articleId };
  return { actor, state: 'failed', message: answer.message };
}

async function finish(db: Db, file: Waiting, { state, message = '', articleId }: Outcome): Promise<void> {
  await db
    .updateTable('importFile')
    .set({ state, message, articleId: articleId ?? null, bytes: null, doneAt: sql`clock_timestamp()` })
    .where('jobId', '=', file.jobId)
    .where('position', '=', file.position)
    .where('state', '=', 'waiting')
    .execute();
}

function storable(name: string): string {
  return name.toWellFormed().replaceAll('\0', '').slice(0, 1000);
}
