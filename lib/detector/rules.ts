import { bareClaimRule } from './bearing.ts';
import type { Rule } from './model.ts';
import { pitchPassageRule, publisherNameRule } from './publisher.ts';
import { addressRules } from './rules-address.ts';
import { claimRules } from './rules-claims.ts';
import { hearsayRules } from './rules-hearsay.ts';
import { promotionalRules } from './rules-promotional.ts';
import { pufferyRules } from './rules-puffery.ts';
import { unverifiableRules } from './rules-unverifiable.ts';

/** All rules; the order is that of the settings page. */
export const rules: readonly Rule[] = [
  publisherNameRule,
  ...promotionalRules,
  ...addressRules,
  ...pufferyRules,
  pitchPassageRule,
  ...unverifiableRules,
  ...hearsayRules,
  ...claimRules,
  bareClaimRule,
];
