import type { BlockKind } from '#lib/sections/text.ts';

/** What is wrong with a passage: it sells something, or nobody can check it. */
export type FlagKind = 'promotional' | 'unverifiable';

/** The closed list of reasons; each rule has one. */
export type Category =
  | 'self-promotion'
  | 'call-to-action'
  | 'contact'
  | 'puffery'
  | 'superlative'
  | 'importance-filler'
  | 'speculation'
  | 'hedge'
  | 'vague-attribution'
  | 'unsourced-figure'
  | 'causal'
  | 'prediction'
  | 'undated'
  | 'prescription';

/** The reasons of each kind. */
export const categories: Record<FlagKind, Category[]> = {
  promotional: [
    ...(['self-promotion', 'call-to-action', 'contact', 'puffery', 'superlative'] as const),
    'importance-filler',
  ],
  unverifiable: [
    ...(['speculation', 'hedge', 'vague-attribution', 'unsourced-figure', 'causal', 'prediction'] as const),
    ...(['undated', 'prescription'] as const),
  ],
};

/** `must`: blocks publishing until triaged. `should` and `consider`: shown and counted. */
export type Severity = 'must' | 'should' | 'consider';

export const severities: readonly Severity[] = ['consider', 'should', 'must'];

/**
 * Why a hit is let go.
 * `figured`: an exact figure in a run of sentences with figures, of which somebody named gives one.
 * `cited`: a link, footnote mark or bracketed reference stands in the sentence.
 * `sourced`: the sentence is cited or attributed, or the one before is cited, or it goes on with an attributed one.
 * `attributed`: somebody named says it in this very sentence, so the words are theirs.
 * `name`: the words are part of a name: capital letters inside a sentence that is not all capitals.
 * `conditional`: the sentence states a condition or asks a question.
 * `dated`: the sentence gives a year or a date.
 * `asking`: the sentence is a question that begins with a question word or a verb.
 */
export type Guard =
  | 'sourced'
  | 'figured'
  | 'cited'
  | 'attributed'
  | 'name'
  | 'conditional'
  | 'dated'
  | 'asking';

/** One thing the detector looks for. Plain data: the examples, in Markdown, are the rule's tests. */
export type Rule = {
  id: string;
  kind: FlagKind;
  category: Category;
  severity: Severity;
  /** Tried on lower-cased text with straight apostrophes and with quotations blanked out, unless `cased`. */
  patterns: RegExp[];
  /** The rule is tried only on a section that has this; it spares time and changes nothing. */
  needs?: RegExp;
  /** Patterns see the text as it was written, quotations included. */
  cased?: true;
  /** Kinds of block the rule reads; without it, all but headings, table cells, quotations and code. */
  blocks?: BlockKind[];
  /** A hit is let go when one of these holds. */
  guards?: Guard[];
  /** A hit is kept at `consider` when one of these holds. */
  softens?: Guard[];
  /** Too faint to flag a sentence by itself: it takes two of different categories (`sentenceScore`). */
  faint?: true;
  /** A hit is let go when the sentence (prepared as for `patterns`) matches. */
  unless?: RegExp;
  /** What would settle it, as a question or an instruction to the editor. */
  message: string;
  matches: string[];
  misses: string[];
  /** What has to stand behind an example, for a rule that weighs a sentence among others. */
  among?: string;
};

/** A passage worth a person's look; `[start, end)` in UTF-16 code units of `SectionText.text`. */
export type Suggestion = {
  ruleId: string;
  kind: FlagKind;
  category: Category;
  severity: Severity;
  message: string;
  start: number;
  end: number;
  quote: string;
};

/** What a site has decided about the detector. */
export type DetectorSettings = {
  /** The publisher's own names; the article's use of them is self-promotion. */
  publisherNames: string[];
  /** Phrases that are never flagged, upper and lower case alike. */
  allowedPhrases: string[];
  /** Ids of rules that are switched off. */
  rulesOff: string[];
  /** Severity by rule id, in place of the rule's own. */
  severities: Record<string, Severity>;
};

export const defaultSettings: DetectorSettings = {
  publisherNames: [],
  allowedPhrases: [],
  rulesOff: [],
  severities: {},
};

/** A rule on the detector's page: what it says, what the site decided about it, and what people made of its flags. */
export type RuleLine = {
  id: string;
  kind: FlagKind;
  category: Category;
  message: string;
  example: string;
  /** The severity that the rule has of its own. */
  ownSeverity: Severity;
} & Answered;

/** How people answered a rule's flags: `accepted` were confirmed, verified or sent back for a rewrite. */
export type Answered = { accepted: number; dismissed: number };

/** The settings in force, by their number (0: nobody has decided anything yet), and each rule with its record. */
export type DetectorDesk = {
  number: number;
  decided: { by: string; at: Date } | null;
  settings: DetectorSettings;
  rules: RuleLine[];
  /** What people made of the suggestions of the newsroom's own detector. */
  newsroom: Answered;
};

/** Is a rule dismissed so often that somebody should look at it? From 20 answers on, by more than 60 % of them. */
export function isForReview({ accepted, dismissed }: Answered): boolean {
  const answered = accepted + dismissed;
  return answered >= 20 && dismissed / answered > 0.6;
}

/** What is known of the article around a section. */
export type DetectorContext = {
  /** Names that the article uses of itself (`publisherNamesIn` over the whole article). */
  publisherNames?: string[];
  /** About how many sentences the whole article has; without it, as many as the section. */
  sentences?: number;
};

/** The id under which the newsroom's own detector (lib/detector/newsroom.ts) suggests. */
export const newsroomRule = 'newsroom';

/** By which flags that readers suggest are told from the detector's. They never block; the database says the same. */
export const readerRule = 'reader';

/** Anything that can suggest flags for a section; the rules are one, a newsroom can add its own. */
export interface Detector {
  name: string;
  suggest(section: { text: string }, settings: DetectorSettings): Promise<Suggestion[]>;
}

/** How strong a severity is: consider 0, should 1, must 2. */
export function rank(severity: Severity): number {
  return severities.indexOf(severity);
}
