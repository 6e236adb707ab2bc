import type { ExportedEvent } from './model.ts';

const columns = [
  ...(['seq', 'at', 'actor', 'action', 'articleId', 'sectionId', 'subjectId'] as const),
  ...(['detail', 'actorId', 'hash'] as const),
];

/**
 * An event as a line of CSV (RFC 4180). A cell that a spreadsheet would run as a formula begins with an apostrophe
 * (OWASP, CSV injection), which the spreadsheet does not show.
 */
export function csvLine(event: ExportedEvent): string {
  return `${columns.map((column) => cell(said(event[column]))).join(',')}\r\n`;
}

export const csvHead = `${columns.join(',')}\r\n`;

/** An event as a line of JSON (jsonlines.org). */
export const jsonLine = (event: ExportedEvent): string => `${JSON.stringify(event)}\n`;

function said(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const cell = (text: string) => `"${(/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
