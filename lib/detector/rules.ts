import { bareRules } from './bearing.ts';
import type { Rule } from './model.ts';
import { pitchPassageRule, publisherNameRule } from './publisher.ts';
import { addressRules } from './rules-address.ts';
import { claimRules } from './rules-claims.ts';
import { frameRules } from './rules-frames.ts';
import { furnitureRules } from './rules-furniture.ts';
import { hearsayRules } from './rules-hearsay.ts';
import { pitchRules } from './rules-pitch.ts';
import { promotionalRules } from './rules-promotional.ts';
import { pufferyRules } from './rules-puffery.ts';
import { unverifiableRules } from './rules-unverifiable.ts';
import { voiceRules } from './rules-voices.ts';

/** All rules; the order is that of the settings page. */
export const rules: readonly Rule[] = [
  publisherNameRule,
  ...promotionalRules,
  ...addressRules,
  ...pitchRules,
  ...furnitureRules,
  ...pufferyRules,
  pitchPassageRule,
  ...unverifiableRules,
  ...hearsayRules,
  ...voiceRules,
  ...frameRules,
  ...claimRules,
  ...bareRules,
];
