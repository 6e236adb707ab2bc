import type { Rule } from './model.ts';

/** The endings of domains under which publishers of this sort write. */
const endings =
  'com|org|net|io|co|edu|info|blog|app|vn|uk|de|us|eu|fr|au|ca|in|wiki|guide|expert|tips|site|online|store|shop|tv|me|ai|tech|club|world|today|news|life|health|travel|education|academy|school|space|live|media|digital|agency|studio|clinic|care|fit|fun|pro|biz|gov|nz|ie|ch|at|nl|be|es|it|pt|pl|se|no|dk|fi|jp|kr|cn|sg|my|ph|th|id|hk|tw|br|mx|ar|za|ng|ke|example';
const domain = String.raw`(?<![@\w.])(?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,20}){0,3}\.(?:${endings}|${endings.toUpperCase()})\b`;
const proper = /[A-Z][\w&’'-]{1,30}(?: [A-Z][\w&’'-]{1,30}){0,3}/.source;
const name = `(${domain}|${proper})`;

/** How an article speaks of its own publisher; each pattern's first group is the name. */
const selfReferences = [
  new RegExp(`\\b(?:[Aa]t|[Hh]ere at|[Ww]ith|[Ff]rom) ${name},? (?:we|our)\\b`, 'gi'),
  new RegExp(`\\b[Ww]e at ${name}`, 'g'),
  new RegExp(`\\b(?:[Tt]hat|[Tt]his|[Hh]ere)(?:['’]s| is) where ${name} (?:comes?|steps?) in\\b`, 'g'),
  new RegExp(
    `${name} is (?:your (?:go-to|trusted|one-stop|ultimate|partner|guide)|here to (?!stay\\b)[a-z]+|(?:dedicated|committed) to (?:providing|helping|bringing|offering|delivering))`,
    'g',
  ),
  new RegExp(
    `\\b(?:[Vv]isit|[Cc]ontact|[Cc]heck out|[Bb]rowse|[Jj]oin|[Cc]hoose|[Tt]rust|[Bb]ook with) ${name}(?=,? (?:today|now|to (?:explore|learn|find|discover|book|get|see|order)|for (?:more|all|your|the latest)))`,
    'g',
  ),
  // A domain in capitals is how such sites write their own name.
  new RegExp(
    `(?<![\\w@.])((?!ASP\\.NET|VB\\.NET|ADO\\.NET)[A-Z][A-Z0-9-]{1,40}(?:\\.[A-Z0-9-]{2,20}){0,3}\\.(?:${endings.toUpperCase()}))\\b`,
    'g',
  ),
  new RegExp(`\\bWebsite ?: ?(?:https?://)?(${domain})`, 'gi'),
  new RegExp(
    `(${domain}) (?:is (?:the|your|a) (?:place|home|guide|companion|source)|brings|explains|unpacks|answers|walks|takes|helps|has (?:the|your|all|every))\\b`,
    'gi',
  ),
  // The site answers the question that it puts.
  new RegExp(
    `\\?[”"]? ${name} (?:explains|unpacks|untangles|breaks|answers|takes|brings|walks|looks|digs|sorts|goes|gives|lays|investigates|explores|guides|helps|demystifies|uncovers|reveals|traces|decodes|has (?:the|your|all|every))\\b`,
    'g',
  ),
];

/** A name of two words written as one, as sites and firms like theirs. */
const joined = /(?<![\w@.])[A-Z][a-z]+(?:[A-Z][a-z]+){1,2}(?!\w|\.\w)/.source;

const isJoined = new RegExp(`^${joined}$`);

/**
 * What only hints at it, so that two different ones are needed: a title with its maker's name, a legal form, a team, a
 * name written as one word and more than once. The last is enough for such a name.
 */
const hints = [
  new RegExp(`^[^.!?\\n]{3,80} (?:by|with) (${proper})$`, 'gm'),
  new RegExp(
    `^(?:\\d+\\. )?(?:[^.!?\\n]{3,80} )?(?:[Bb]y|[Ww]ith|[Ff]rom|[Aa]t|[Aa]bout) (${joined})$`,
    'gm',
  ),
  new RegExp(`(${proper}),? (?:GmbH|Ltd|LLC|Inc|e\\.V\\.|S\\.L\\.|s\\.r\\.o)`, 'g'),
  new RegExp(`^(?:Why|About) (?:[Cc]hoose |[Tt]rust )?(${proper})\\??$`, 'gm'),
  new RegExp(
    `\\b[Tt]he (${proper}) (?:team|family|newsletter|community|app|promise|difference|shop|showroom)\\b`,
    'g',
  ),
  new RegExp(
    `\\b(?:[Ss]earch|[Bb]rowse|[Vv]isit|[Jj]oin|[Oo]pen|[Dd]ownload|[Tt]ry|[Aa]sk|[Bb]ack|[Ff]ollow|[Cc]hoose|[Mm]eet|[Tt]rust|[Ll]et|[Tt]alk to|[Hh]ead (?:over )?to|[Ss]ubscribe to|[Ss]ign up (?:to|for|with)) (${domain}|${joined})`,
    'g',
  ),
  new RegExp(
    `(${domain}|${proper}) (?:brings|gives|walks|takes|tells|shows|helps|lets|offers|sends|puts) you\\b`,
    'g',
  ),
  new RegExp(
    `^(?:\\d+\\. )?(?:The|About|Meet|How|Why) (${domain}|${proper}) (?:Promise|Difference|Way|Story|Team|Can Help|Helps|Is Different|Guarantee)\\b`,
    'gm',
  ),
];

/** Proper names that the patterns above catch but that are places, seasons or people rather than publishers. */
const neverPublishers =
  /^(?:The|We|Our|You|Your|It|This|That|If|And|But|Us|God|He|She|They|Here|There|January|February|March|April|May|June|July|August|September|October|November|December)$/;

/**
 * Finds the names by which an article speaks of its own publisher: "At WHY.EDU.VN, we …", "Visit example.com to
 * learn …", "That’s where Acme Travel comes in". A domain needs one such use, and so does a name in capitals; any other
 * name needs two such uses, or one beside "we" or "our".
 * @param text the visible text of the whole article
 * @returns each name once, spelt as first met, in order of appearance
 */
export function publisherNamesIn(text: string): string[] {
  const found = new Map<string, { name: string; at: number; weight: number }>();
  for (const [index, pattern] of selfReferences.entries()) {
    for (const match of text.matchAll(pattern)) {
      const spelt = match[1]?.replace(/['’]s$/, '');
      if (!spelt || neverPublishers.test(spelt) || !/^\w*[A-Z.]/.test(spelt)) continue;
      const isDomain = new RegExp(`^${domain}$`, 'i').test(spelt);
      if (!isDomain && !/^[A-Z]/.test(spelt)) continue;
      const key = spelt.toLowerCase();
      const weight = isDomain || /^[A-Z]{4,}$/.test(spelt) || index < 3 ? 2 : 1;
      const known = found.get(key);
      if (known) known.weight += weight;
      else found.set(key, { name: spelt, at: match.index, weight });
    }
  }
  for (const [index, pattern] of hints.entries()) {
    const seen = new Set<string>();
    for (const match of text.matchAll(pattern)) {
      const spelt = match[1] ?? '';
      const key = spelt.toLowerCase();
      if (neverPublishers.test(spelt) || seen.has(key)) continue;
      seen.add(key);
      const known = found.get(key);
      const weight = index === hints.length - 1 && isJoined.test(spelt) ? 2 : 1;
      if (known) known.weight += weight;
      else found.set(key, { name: spelt, at: match.index, weight });
    }
  }
  const spelt = Map.groupBy(text.match(new RegExp(joined, 'g')) ?? [], (each) => each.toLowerCase());
  for (const [key, { length }] of spelt) {
    const known = found.get(key);
    if (known && length > 1) known.weight += 1;
  }
  return [...found.values()]
    .filter((candidate) => candidate.weight >= 2)
    .sort((a, b) => a.at - b.at)
    .map((candidate) => candidate.name);
}

/** Matches any of the names, upper and lower case alike; nothing when there are none. */
export function publisherPattern(names: string[]): RegExp | undefined {
  const quoted = names
    .filter((each) => each.trim().length > 1)
    .map((each) => each.trim().replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  if (!quoted.length) return undefined;
  return new RegExp(`(?<![\\w@.])(?:${quoted.sort((a, b) => b.length - a.length).join('|')})(?!\\w)`, 'giu');
}

/** The rule behind the names; its pattern is made for each article from `publisherNamesIn` and the settings. */
export const publisherNameRule: Rule = {
  id: 'publisher-name',
  kind: 'promotional',
  category: 'self-promotion',
  severity: 'must',
  patterns: [],
  cased: true,
  blocks: ['heading', 'paragraph', 'item', 'cell', 'header-cell', 'caption'],
  unless: /^(?:\d+\. )?(?:about [\w '&-]{2,40}|[\w '&-]{2,40} in numbers)$/,
  message: 'The publisher names itself. Cut it, or move it to the site’s own pages.',
  matches: [
    'ACME.COM is here to explore the reasons.',
    'At Acme Travel, we compare prices.',
    'Visit acme.com to learn more.',
  ],
  misses: [
    'Acme Corporation, which owns acme.com, said sales fell.',
    'Tourists visit Machu Picchu for the ruins.',
  ],
};

/** What stands between the pitches of a passage that is a pitch itself. */
export const pitchPassageRule: Rule = {
  id: 'pitch-passage',
  kind: 'promotional',
  category: 'self-promotion',
  severity: 'should',
  patterns: [],
  message: 'Part of a passage that sells. Does it say anything without the rest?',
  matches: [
    'We are proud of our team. Our experts work hard. The internet is a strange place. Contact us today.',
  ],
  misses: ['The internet is a strange place. It was founded in 1983. Nobody owns it. Our experts agree.'],
};
