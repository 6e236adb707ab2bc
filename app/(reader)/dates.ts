import { type Html, html } from './html.ts';

// Made once: making one takes fifty times as long as using it.
const days = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
});
const times = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

/** A day in words, in UTC, with the exact moment for machines. */
export function day(date: Date): Html {
  return html`<time datetime="${date.toISOString()}">${days.format(date)}</time>`;
}

/** The same with hour and minute. */
export function moment(date: Date): Html {
  return html`${day(date)} at ${times.format(date)} UTC`;
}
