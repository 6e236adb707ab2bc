/** What a claim says; each kind takes evidence of its own. */
export const claimTypes = [
  'quantity',
  'event',
  'quotation',
  'causation',
  'prediction',
  'comparison',
  'description',
] as const;
export type ClaimType = (typeof claimTypes)[number];

/** One thing to look at before such a claim is settled. The id is kept with the verdict, so it stays as it is. */
export type Check = { id: string; ask: string };

export const claimTypeNames: Record<ClaimType, string> = {
  quantity: 'Quantity: a number, share or amount',
  event: 'Event: something that happened',
  quotation: 'Quotation: what somebody said or wrote',
  causation: 'Causation: one thing brought about another',
  prediction: 'Prediction: what is going to happen',
  comparison: 'Comparison: more, less, first or best',
  description: 'Description: how something is',
};

export const checklists: Record<ClaimType, readonly Check[]> = {
  quantity: [
    { id: 'figure', ask: 'The figure and its unit stand in the source as they stand here.' },
    { id: 'as-of', ask: 'The source says as of when, and that is still right for this text.' },
    { id: 'of-what', ask: 'It counts the same thing: the same whole, place and period.' },
    { id: 'origin', ask: 'The source is whoever counted, or names them.' },
  ],
  event: [
    { id: 'happened', ask: 'The source says that it happened, not that it was planned.' },
    { id: 'when', ask: 'The date is right.' },
    { id: 'who-where', ask: 'Names and places are right.' },
    { id: 'independent', ask: 'The source is not one of those whom it concerns, or a second one agrees.' },
  ],
  quotation: [
    { id: 'words', ask: 'The words are those of the source, letter for letter, or a fair account of them.' },
    { id: 'speaker', ask: 'This person said them, in this office at that time.' },
    { id: 'context', ask: 'What stands around them does not turn their sense.' },
    { id: 'original', ask: 'The source is the original: a recording, a transcript, a letter.' },
  ],
  causation: [
    { id: 'says-cause', ask: 'The source says that it is the cause, not only that both occurred.' },
    { id: 'method', ask: 'It says how it knows.' },
    { id: 'others', ask: 'Other causes that it names are not left out here.' },
  ],
  prediction: [
    { id: 'whose', ask: 'The text says whose prediction it is.' },
    { id: 'made-when', ask: 'It is still theirs: no later one has taken its place.' },
    { id: 'conditions', ask: 'Its conditions and its range stand here as well.' },
    { id: 'recheck', ask: 'A day is set on which it is looked at again.' },
  ],
  comparison: [
    { id: 'both-sides', ask: 'Both sides are in the source, measured in the same way.' },
    { id: 'among', ask: 'The text says among what: of which place, kind and time.' },
    { id: 'as-of', ask: 'Nothing has overtaken it since the source was made.' },
  ],
  description: [
    { id: 'observable', ask: 'Somebody who looks can tell whether it is so.' },
    { id: 'current', ask: 'It is so now, or the text says when it was.' },
    { id: 'neutral', ask: 'The source says it in words as plain as these.' },
  ],
};

const months =
  'January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday';

/** In this order: a quotation stays one whatever is said in it, and a figure in a comparison is compared. */
const cues: [ClaimType, RegExp][] = [
  [
    'quotation',
    /[“”«»"]|\b(said|says|told|stated|states|wrote|writes|announced|claimed|claims|argued|argues|according to)\b/i,
  ],
  [
    'prediction',
    /\b(will|shall|is (expected|projected|forecast|likely|set) to|are (expected|projected|forecast|likely|set) to|going to|predict\w*|forecasts?)\b/i,
  ],
  [
    'causation',
    /\b(because|causes?|caused|causing|led to|leads? to|leading to|due to|owing to|thanks to|as a result|results? in|resulted in|therefore|thereby|brought about|so that)\b/i,
  ],
  [
    'comparison',
    /\b((?!more than \S*\d|less than \S*\d|fewer than \S*\d)(more|less|fewer|\w+er) (\w+ )?than|compared (to|with)|twice as|times as|the (most|least|first|best|worst|only|\w+est)\b|unlike|leading|unrivalled|unique)\b/i,
  ],
  [
    'quantity',
    /[%€$£]|\b(?!(1\d|20)\d\d\b)\d[\d.,]*|\b(hundreds?|thousands?|millions?|billions?|half|majority|dozens?|percent)\b/i,
  ],
  [
    'event',
    new RegExp(
      `\\b(1\\d|20)\\d\\d\\b|\\b(${months})\\b|\\b\\w{3,}ed\\b|\\b(was|were|became|began|went|came|took|won|lost|built|held|met|fell|rose|made|gave)\\b`,
    ),
  ],
];

/** What a claim seems to say, by its words; a person may know better. */
export function guessClaimType(quote: string): ClaimType {
  return cues.find(([, cue]) => cue.test(quote))?.[0] ?? 'description';
}
