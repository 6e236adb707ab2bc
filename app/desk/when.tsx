// Made once: making one takes fifty times as long as using it.
const inWords = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', timeZone: 'UTC' },
});

/** A moment in time, in words that need no script: the day and minute in UTC, complete in the title. */
export function When({ at }: { at: Date }) {
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()}>
      {inWords.format(at)}
    </time>
  );
}
