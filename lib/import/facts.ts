import { readFrontMatter } from './front-matter.ts';
import { sourceLines } from './parse.ts';

/** What a source says of itself, in its own words; empty where it does not say. */
export type SourceFacts = { byline: string; dated: string; canonicalUrl: string | null };

export const noFacts: SourceFacts = { byline: '', dated: '', canonicalUrl: null };

const BYLINE = /^(?:authors?|by|byline|creator|written[ _-]by)$/;
const DATED = /^(?:date|dated|published(?:[ _-](?:at|on|date))?|pub[ _-]?date|created)$/;
const ADDRESS = /^(?:canonical(?:[ _-]?url)?|permalink|url|source(?:[ _-]?url)?|link)$/;

/** Reads the author, the date and the address from the front matter of a text. */
export function factsOfText(text: string): SourceFacts {
  const { entries } = readFrontMatter(sourceLines(text));
  const value = (key: RegExp) => entries.find((entry) => key.test(entry.key) && entry.value)?.value ?? '';
  const address = URL.parse(value(ADDRESS));
  return {
    byline: listed(value(BYLINE)),
    dated: listed(value(DATED)),
    canonicalUrl: address && /^https?:$/.test(address.protocol) ? address.href : null,
  };
}

/** A list in front matter, `[a, b]` or a line for each with a dash, as words on one line. */
function listed(value: string): string {
  const items = value.replace(/^\[(.*)\]$/s, '$1').split(/\n\s*-\s*|^-\s*|,\s*(?=["'])/);
  return items
    .map((item) =>
      item
        .replace(/^["']|["']$/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(Boolean)
    .join(', ')
    .slice(0, 500);
}
