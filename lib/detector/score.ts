import type { Severity, Suggestion } from './model.ts';
import { rules } from './rules.ts';

const weight: Record<Severity, number> = { must: 3, should: 2, consider: 1 };
const faint = new Set(rules.filter((rule) => rule.faint).map((rule) => rule.id));

/**
 * How much a sentence is worth a person's look, from its suggestions: a `must` counts 3, a `should` 2, a `consider` 1,
 * the strongest of each category; a faint rule's `consider` counts a half each time. From 1 on the sentence is flagged.
 */
export function sentenceScore(suggestions: Suggestion[]): number {
  const strongest = new Map<string, number>();
  let score = 0;
  for (const { ruleId, category, severity } of suggestions) {
    if (severity === 'consider' && faint.has(ruleId)) score += 0.5;
    else strongest.set(category, Math.max(strongest.get(category) ?? 0, weight[severity]));
  }
  for (const each of strongest.values()) score += each;
  return score;
}

/** Whether a sentence with these suggestions counts as flagged; see `sentenceScore`. */
export function isFlagged(suggestions: Suggestion[]): boolean {
  return sentenceScore(suggestions) >= 1;
}
