/** What sort of doubt a cue expresses. */
export type CueKind = 'hedge' | 'belief' | 'condition' | 'open-question';

/** A word or phrase by which a sentence says less than it seems to; offsets in the text given. */
export type Cue = { start: number; end: number; kind: CueKind };

/**
 * The words of doubt in English, by kind. The kinds follow the usual split of semantic uncertainty (epistemic,
 * doxastic, conditional, investigative; Szarvas et al., "Cross-Genre and Cross-Domain Detection of Semantic
 * Uncertainty", 2012); the lists are our own.
 */
export const cuePatterns: Record<CueKind, RegExp[]> = {
  hedge: [
    /\b(?:may or may not|may|might|perhaps|possibly|probably|presumably|(?<!\bhow )likely|unlikely|likelihood|maybe|seemingly|supposedly|allegedly|reportedly|conceivably|purportedly|ostensibly|apparently|almost certainly|must have (?=been|had|\w+ed\b))\b/,
    /\b(?:seem(?:s|ed|ing)?|appears? to\b|appeared to|appears? that|appears? (?:un)?likely|suggest(?:s|ed|ing|ive)?(?= (?:that|of|the|it|a|an|by|this|he|she|there|they|some|otherwise|as)\b)|(?:has|have|been|was|were) suggested|impl(?:y|ies|ied|ying) (?:that|the|a|an|it)\b|impl(?:y|ies)|indicat(?:es?|ed|ing) (?:that|the|a|an|some|it|otherwise)\b)/,
    /\b(?:it (?:is|was|may be|seems|remains|would be) (?:also |entirely |quite |highly |very |not )?(?:possible|probable|likely|conceivable|plausible|arguable)|possible that|(?:a|another|one|the most|several|many|other|some) (?:\w+ )?(?:possible|probable|plausible) (?:reason|explanation|cause|origin|source|interpretation|date|candidate|solution|etymology|identification|answer)s?|possibilit(?:y|ies)|speculat(?:e|es|ed|ing|ive)|speculations?|rumou?r(?:s|ed)?|presumed|suspected|putative|purported|suspects? (?:that|of)|unclear|uncertain(?:ty)?|unsure|unconfirmed|unproven|inconclusive|not (?:entirely |fully |completely |yet |well )?(?:known|clear|certain|sure|understood)|no (?:\w+ )?evidence|in all (?:likelihood|probability)|no one (?:knows|can say)|cannot be (?:ruled out|excluded|certain)|open to (?:question|debate|doubt)|in doubt|doubtful|questioned (?:whether|if|the)|could (?:have been|also (?:be|mean|have)|be (?:said|seen|argued|interpreted|explained|considered|used|regarded|described|viewed|due|a|an|the|made|more|because|caused|related)|potentially|possibly|conceivably|mean|refer|imply|indicate|lead|result|explain|cause|affect|well be|still be|become|take|damage|threaten|reach))\b/,
  ],
  belief: [
    /\b(?:(?:is|are|was|were|be|been|being|often|widely|generally|commonly|usually|sometimes|still|now|also|long|and|traditionally|currently|once) considered|considered (?:to|a|an|the|as|by|one|it|him|her|them|that|himself|itself|themselves|this|his|its|among|in|for|too|more|very|not|part|some|so)|considers?(?= (?:it|him|her|them|himself|herself|itself|themselves|that|the|this|his|a|an|to be)\b)|(?:is|are|was|were|been|be|widely|generally|often|also) regarded|regard(?:s|ed|ing)? (?:\w+ ){0,3}as|regarded (?:by|as)|view(?:s|ed|ing)? (?:\w+ ){0,4}as|viewed (?:by|as)|seen (?:by \w+ )?as|sees? (?:it|him|her|them|this|the \w+|himself|themselves) as)\b/,
    /\b(?:believ(?:e|es|ed|ing)(?! in\b)|beliefs? that|in the belief|thinks?(?: that| it| he| she| they| of| the| this| about)|thought (?:to|that|of|it|he|she|they|by|the)|(?:is|are|was|were|been) (?:\w+ )?thought|assum(?:e|es|ed|ing) (?:that|to|it|the|a|an|he|she|they)|(?:is|are|was|were|been|often|generally|widely) (?:\w+ )?(?:assumed|presumed|supposed)|assumptions? that|the assumption|supposed(?: to)?|alleg(?:e|es|ed|ing)|allegations?|accus(?:e|es|ed|ing)|accusations?|hypothes(?:is|es|i[sz]e|i[sz]ed|i[sz]es)|hypothetical|expected (?:to|that)|(?:is|are|was|were|been) expected|expects? (?:that|to)|predicts? that|the idea that|idea that|(?:the|his|her|their) view that|of the (?:view|opinion) that|forecast to|predicted to|suspicions?)\b/,
  ],
  condition: [
    /\b(?:if(?! and only if)|unless|even if|so long as|provided that|assuming|whether or not|in the event (?:of|that)|would (?:have (?:been|had|\w+ed)|be (?:able|required|necessary|possible|considered|more|a)|likely|probably|otherwise)|were (?:he|she|it|they) to)\b/,
  ],
  'open-question': [
    /\b(?:whether|(?:see|know|determine|ask|asked|asks|wonder|wondered|test|check|tell|question|decide) if|to determine (?:how|what|why)|remains to be (?:seen|determined)|under investigation|investigat(?:e|es|ed|ing) (?:the (?:possibility|cause|role)|how|why|whether))\b/,
  ],
};

const compiled = Object.entries(cuePatterns).flatMap(([kind, patterns]) =>
  patterns.map((pattern) => ({ kind: kind as CueKind, pattern: new RegExp(pattern.source, 'g') })),
);

/**
 * Finds every cue of doubt, whoever is speaking: no guard for sources, quotations or headings is applied.
 * @param text as `plain` gives it, with the month of May blanked out
 */
export function uncertaintyCues(text: string): Cue[] {
  const cues: Cue[] = [];
  for (const { kind, pattern } of compiled) {
    for (const match of text.matchAll(pattern)) {
      cues.push({ start: match.index, end: match.index + match[0].length, kind });
    }
  }
  return cues.sort((a, b) => a.start - b.start || a.end - b.end);
}
