/** What a clock on the wall says at an instant in a zone, as if it were UTC: milliseconds since 1970. */
function wallClock(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', {
    ...{ timeZone, hourCycle: 'h23' as const },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value);
  return Date.UTC(
    ...([part('year'), part('month') - 1, part('day')] as const),
    ...([part('hour'), part('minute'), part('second')] as const),
  );
}

/** Whether this names a time zone that is known here (IANA). */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Intl also takes "+01:00", which says nothing of summer time.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/**
 * The instants at which a clock in a zone shows this date and minute: one as a rule, none where the clocks go forward
 * over it, two where they go back (the earlier first).
 * @param local `YYYY-MM-DDTHH:MM`, as a field for date and time gives it
 */
export function instantsAt(local: string, timeZone: string): Date[] {
  const wanted = Date.parse(`${local}Z`);
  // Date.parse takes 31 February for a day in March.
  if (!Number.isFinite(wanted) || !new Date(wanted).toISOString().startsWith(local)) return [];
  // No zone is changed twice within two days: the offsets before and after are all that can hold.
  const day = 24 * 60 * 60 * 1000;
  const offsets = new Set([wanted - day, wanted + day].map((near) => wallClock(near, timeZone) - near));
  return [...offsets]
    .map((offset) => wanted - offset)
    .filter((instant) => wallClock(instant, timeZone) === wanted)
    .sort((a, b) => a - b)
    .map((instant) => new Date(instant));
}

/** A date and minute as the clocks of a zone show it: "Tuesday, 24 November 2026 at 18:00", the same in every browser. */
export function inZone(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23' as const },
    ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit' },
  }).formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('weekday')}, ${part('day')} ${part('month')} ${part('year')} at ${part('hour')}:${part('minute')}`;
}
