/** HTML that is safe to put into a page as it stands. */
export type Html = { html: string };

/** A template of HTML: every value put into it is escaped, unless it is `Html` itself. Lists are joined. */
export function html(
  strings: TemplateStringsArray,
  ...values: (string | number | Html | Html[] | null | false)[]
): Html {
  const parts = strings.map((part, index) => part + (index < values.length ? written(values[index]) : ''));
  return { html: parts.join('') };
}

function written(value: string | number | Html | Html[] | null | false | undefined): string {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map((part) => part.html).join('');
  return typeof value === 'object' ? value.html : escapeHtml(String(value));
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
