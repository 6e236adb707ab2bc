/** A moment in time, in words that need no script: the day and minute in UTC, complete in the title. */
export function When({ at }: { at: Date }) {
  const text = at.toLocaleString('en-GB', {
    ...{
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'UTC',
    },
  });
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()}>
      {text}
    </time>
  );
}
