import { z } from 'zod';
import { severities } from './model.ts';
import { rules } from './rules.ts';

const ruleId = z.string().refine((id) => rules.some((rule) => rule.id === id), 'There is no such rule.');

/** Names or phrases, one to a line; what stands twice counts once. */
const lines = (what: string) =>
  z
    .string()
    .transform((text) => [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean))
    .pipe(
      z
        .array(
          z
            .string()
            .min(2, `Each of the ${what} has at least two letters.`)
            .max(120, `Each of the ${what} has at most 120 characters.`),
        )
        .max(200, `At most 200 ${what}.`),
    );

export const detectorDecision = z.object({
  /** The number of the settings that were on screen. */
  basedOn: z.int().min(0),
  publisherNames: lines('publisher names'),
  allowedPhrases: lines('allowed phrases'),
  rulesOff: z.array(ruleId).max(rules.length),
  severities: z.record(ruleId, z.enum(severities, 'Choose a severity.')),
});

export type DetectorDecision = z.infer<typeof detectorDecision>;
