import { z } from 'zod';
import { contrastOn, enough } from './contrast.ts';

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most} characters.`)
    .refine((text) => !/[\r\n]/.test(text), 'One line.');

const colour = (scheme: 'light' | 'dark') =>
  z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, 'Give the colour as # and six digits, as in #0b5394.')
    .refine((value) => contrastOn(scheme, value) >= enough, {
      error: ({ input }) =>
        `On ${scheme} paper this colour is too ${scheme === 'light' ? 'pale' : 'dark'} to read: its contrast is ${contrastOn(scheme, String(input)).toFixed(1)}, and ${enough} is needed.`,
      abort: true,
      when: ({ issues }) => issues.length === 0,
    });

export const siteDecision = z.object({
  /** The number of the settings that were on screen. */
  basedOn: z.int().min(0),
  name: line(80).min(1, 'Give the site a name.'),
  publisher: line(120),
  description: line(300),
  correctionsPolicy: z.string().trim().max(20_000, 'At most 20,000 characters.'),
  accent: colour('light'),
  accentDark: colour('dark'),
  language: z
    .string()
    .trim()
    .transform((tag, context) => {
      try {
        return Intl.getCanonicalLocales(tag)[0] ?? '';
      } catch {
        context.addIssue({
          code: 'custom',
          message: 'Give the language as a tag, as in en, en-GB or es-PE.',
        });
        return z.NEVER;
      }
    })
    .pipe(z.string().min(1, 'Give the language as a tag, as in en, en-GB or es-PE.')),
  namesShown: z.boolean(),
});

export type SiteDecision = z.infer<typeof siteDecision>;
