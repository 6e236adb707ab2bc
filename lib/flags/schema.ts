import { z } from 'zod';
import { severities } from '#lib/detector/model.ts';
import { checklists, claimTypes } from './claim-types.ts';
import { flagKinds, maxQuoteLength, verdictKinds } from './model.ts';

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most.toLocaleString('en')} characters.`);

/** Today where the day is furthest on, so that nobody's today is refused. */
const tomorrow = () => new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 10);

/** A day that is over everywhere. */
const yesterday = () => new Date(Date.now() - 36 * 3_600_000).toISOString().slice(0, 10);

export const raisedFlag = z.object({
  sectionId: z.uuid(),
  /** The revision that was on screen. */
  revisionId: z.uuid(),
  kind: z.enum(flagKinds, 'Choose what kind of claim this is.'),
  category: text(60).min(1, 'Choose a category.'),
  /** Guessed from the words where nobody chose. */
  claimType: z.enum(claimTypes).optional(),
  /** What is answered first; each blocks. `must` where nobody chose. */
  severity: z.enum(severities).optional(),
  reason: text(1000).min(1, 'Say what is wrong with these words, or what is missing.'),
  /** Where the words were selected; without it they were typed, and must stand in the text exactly once. */
  start: z.int().min(0).nullable(),
  quote: z
    .string()
    .min(1, 'Select the words first.')
    .max(maxQuoteLength, 'Select a shorter passage: one claim at a time.'),
});

export const flagId = z.object({ flagId: z.uuid() });

export const evidence = z.object({
  url: text(2000).regex(
    /^https?:\/\/[^\s/]+/i,
    'Give the full web address, beginning with http:// or https://.',
  ),
  title: text(300).min(1, 'Give the title of the source.'),
  publisher: text(200),
  publishedOn: z.union([
    z.literal(''),
    z.iso
      .date('Give the date as year-month-day.')
      .refine(
        (date) => date <= tomorrow(),
        'This date lies in the future: give the day when the source was published.',
      ),
  ]),
  passage: text(2000),
  /** When it is to be looked at again. */
  recheckOn: z
    .union([
      z.literal(''),
      z.iso
        .date('Give the date as year-month-day.')
        .refine((date) => date > yesterday(), 'This day has passed: give one on which to look at it again.'),
    ])
    .transform((date) => date || null)
    .optional(),
});

export const verdict = z
  .object({
    flagId: z.uuid(),
    revisionId: z.uuid(),
    kind: z.enum(verdictKinds, 'Choose a verdict.'),
    claimType: z.enum(claimTypes).optional(),
    /** What was looked at, of the checklist of this type. */
    checked: z.array(z.string().max(40)).max(20).optional(),
    reason: text(2000),
    /** Words that the fact-checker would accept instead, with a verdict that asks for a rewrite. */
    proposal: text(2000).optional(),
    evidence: z.array(evidence).max(20),
    /** Flags on like claims that the same verdict answers, each with the revision that was on screen. */
    also: z
      .array(z.object({ flagId: z.uuid(), revisionId: z.uuid() }))
      .max(100)
      .optional(),
  })
  .superRefine((value, context) => {
    const asked = value.claimType ? checklists[value.claimType].map(({ id }) => id) : [];
    if (value.checked?.some((id) => !asked.includes(id)))
      context.addIssue({
        code: 'custom',
        path: ['checked'],
        message: 'This is not on the list for such a claim. Reload the page.',
      });
    if (value.kind === 'verified' && value.evidence.length === 0)
      context.addIssue({
        code: 'custom',
        path: ['evidence'],
        message: 'A verified claim needs at least one source.',
      });
    if (value.kind !== 'verified' && value.reason === '' && !(value.kind === 'rewrite' && value.proposal)) {
      const message =
        value.kind === 'rewrite'
          ? 'Say what has to change, so that the author can act on it.'
          : 'Say why these words may stand as they are.';
      context.addIssue({ code: 'custom', path: ['reason'], message });
    }
  });

export type RaisedFlag = z.infer<typeof raisedFlag>;
export type GivenVerdict = z.infer<typeof verdict>;
export type EvidenceInput = z.infer<typeof evidence>;
