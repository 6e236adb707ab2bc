import { describe, expect, test } from 'vitest';
import { sectionText } from '#lib/sections/text.ts';
import { detect } from './detect.ts';
import { rules } from './rules.ts';

const found = (id: string, markdown: string) =>
  detect(sectionText('', markdown)).filter((suggestion) => suggestion.ruleId === id);

/** The rule alone, so that a stronger rule on the same words does not hide it. */
const alone = (id: string, markdown: string) =>
  detect(sectionText('', markdown), {
    publisherNames: [],
    allowedPhrases: [],
    severities: {},
    rulesOff: rules.filter((rule) => rule.id !== id && id !== 'pitch-passage').map((rule) => rule.id),
  }).filter((suggestion) => suggestion.ruleId === id);

describe.each(rules.map((rule) => [rule.id, rule] as const))('the rule %s', (id, rule) => {
  test('has examples of both sorts and a message', () => {
    expect(rule.matches.length).toBeGreaterThan(0);
    expect(rule.misses.length).toBeGreaterThan(0);
    expect(rule.message).not.toBe('');
  });
  const placed = (example: string) => (rule.among ? `${example} ${rule.among}` : example);
  test.each(rule.matches)('finds: %s', (example) => {
    expect(alone(id, placed(example))).not.toEqual([]);
  });
  test.each(rule.misses)('lets go: %s', (example) => {
    expect(alone(id, placed(example))).toEqual([]);
    expect(found(id, placed(example))).toEqual([]);
  });
});

test('no two rules share an id', () => {
  expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
});
