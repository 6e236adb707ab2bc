import type { Blocker } from '#lib/versions/model.ts';

/** A publication that waits for its time. */
export type Scheduled = {
  id: string;
  at: Date;
  /** The zone in which the time was chosen. */
  timeZone: string;
  correction: string | null;
  by: string;
};

/** A publication that did not happen at its time, and why. */
export type FailedSchedule = { at: Date; timeZone: string; by: string; reason: string; blockers: Blocker[] };

/** What an article has to do with the clock. A failure is shown until a version is published after it. */
export type Schedules = { pending: Scheduled | null; failed: FailedSchedule | null };
