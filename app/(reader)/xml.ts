import { type Html, html } from './html.ts';

/** A template of XML: every value is escaped, unless it is `Html` itself; see `html`. */
export const xml = html;

/** A complete XML document. What XML 1.0 has no way to say, such as a form feed in a text, is left out. */
export function xmlDocument(root: Html): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML 1.0 forbids
  const sayable = root.html.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return `<?xml version="1.0" encoding="utf-8"?>\n${sayable}\n`;
}
