import { type Html, html } from './html.ts';

/** A day in words, in UTC, with the exact moment for machines. */
export function day(date: Date): Html {
  const text = date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return html`<time datetime="${date.toISOString()}">${text}</time>`;
}

/** The same with hour and minute. */
export function moment(date: Date): Html {
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  return html`${day(date)} at ${time} UTC`;
}
