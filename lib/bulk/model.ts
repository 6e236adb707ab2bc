/** What became of one file of a bulk import. */
export const states = ['waiting', 'imported', 'unchanged', 'failed', 'cancelled'] as const;
export type FileState = (typeof states)[number];

/** What a person reads of a state: "3 imported". */
export const stateNames: Record<FileState, string> = {
  imported: 'imported',
  unchanged: 'already there',
  failed: 'failed',
  waiting: 'waiting',
  cancelled: 'cancelled',
};

/** A bulk import at one moment. */
export type Job = {
  id: string;
  startedBy: string;
  startedAt: Date;
  cancelledBy: string | null;
  counts: Record<FileState, number>;
  total: number;
  /** Whether more files may still arrive from the person's browser. */
  arriving: boolean;
};

/** One file of a bulk import, as its page lists it. */
export type JobFile = {
  position: number;
  name: string;
  state: FileState;
  message: string;
  article: { id: string; title: string } | null;
};

/** The most files of one bulk import. */
export const MAX_FILES = 20_000;
/** The most bytes of an archive that is sent from a browser. */
export const MAX_ARCHIVE_BYTES = 50 * 1024 * 1024;

/** Whether anything of it is still to be done. */
export function isRunning({ counts, arriving }: Job): boolean {
  return arriving || counts.waiting > 0;
}

export function isArchive(name: string): boolean {
  return /\.zip$/i.test(name);
}

/** What is said of a file that brought an error to light. */
export const galleysFault =
  'Galley could not import this file: it is a fault of Galley’s. The server’s log says more.';

/** Whether the next try would end in the same way: not where the connection, the server or another's lock is to blame. */
export function isOfTheFile(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code ?? '');
  return !/^(?:08|40|53|55|57|58)|^(?:CONNECTION|CONNECT|ECONN|EPIPE|ENO)/.test(code);
}
