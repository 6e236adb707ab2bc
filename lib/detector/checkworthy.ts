/** A feature of a sentence and what it adds for each time it occurs, up to `most` times. */
type Feature = { pattern: RegExp; weight: number; most: number };

const features: Feature[] = [
  // Something that can be counted.
  {
    pattern: /\d[\d,.]{0,15}(?: ?%| per ?cent\b)|\bpercent\b|[$€£]|\b(?:million|billion|trillion)s?\b/,
    weight: 2.2,
    most: 2,
  },
  { pattern: /\b\d[\d,.]{0,15}\b/, weight: 0.8, most: 2 },
  {
    pattern:
      /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|half|third|quarter|double[ds]?|tripled?|twice|majority)\b/,
    weight: 0.8,
    most: 2,
  },
  // Something that is compared or has moved.
  {
    pattern:
      /\b(?:more|less|fewer|higher|lower|larger|greater|smaller|better|worse|faster|bigger)\b(?: \w+){0,4} than\b/,
    weight: 0.9,
    most: 1,
  },
  {
    pattern:
      /\b(?:highest|lowest|largest|biggest|worst|fastest|slowest|smallest|record|first time|only (?:president|country|state|one)|in history|of any|every (?:single|other)|than ever|ever had|since (?:the|19|20)|in the world)\b/,
    weight: 0.9,
    most: 2,
  },
  {
    pattern:
      /\b(?:increas|decreas|declin|reduc|grew|grow(?:n|ing)|rose|risen|fell|fallen|dropp|went (?:up|down)|gone (?:up|down)|lost|gained|cut|shrunk|slash|expand|doubl)\w*/,
    weight: 0.7,
    most: 2,
  },
  // Something that was done, and by whom.
  {
    pattern:
      /\b(?:voted|signed|passed|vetoed|opposed|supported|introduced|sponsored|appointed|proposed|raised|spent|created|built|closed|shipped|killed|invaded|attacked|sold|gave|gives|paid|sent|took|brought|won|balanced|added|received|refused|blocked|ended|stopped|promised|called for|said|says|testified|admitted|lied|failed|approved|rejected|repealed|deregulated|nationali[sz]ed|funded|donated|arrested|deported|imported|exported)\b/,
    weight: 0.55,
    most: 2,
  },
  {
    pattern:
      /\b(?:he|she|they|senator|governor|president|secretary|opponent|administration|congress|republicans?|democrats?|obama|his|her|their|the (?:united states|government|states?|court|fed|pentagon|russians|chinese|soviets?))\b/,
    weight: 0.35,
    most: 2,
  },
  {
    pattern:
      /\b(?:has|have|had|'ve|'s) (?:been|already|now|not|never|\w+ed|lost|cut|gone|grown|had|made|got|taken|given|spent|put|become|seen)\b/,
    weight: 0.4,
    most: 1,
  },
  { pattern: /\b(?:was|were|been)\b/, weight: 0.25, most: 1 },
  {
    pattern:
      /\b(?:years? ago|last (?:year|month|week|decade)|this year|in (?:19|20)\d\d|(?:past|last|first) (?:\w+ )?(?:years|months|decades?)|a year|a day|a month|per (?:year|capita)|today|right now|under (?:president|my|his|the))\b/,
    weight: 0.35,
    most: 2,
  },
  // The matters over which figures exist.
  {
    pattern:
      /\b(?:unemployment|employment|jobs?|taxe?s|taxed|deficits?|debts?|budget|spending|income|wages?|poverty|inflation|rates?|trade|exports?|imports?|oil|gas|energy|crime|murder|prison|insurance|insured|uninsured|medicare|medicaid|social security|health ?care|premiums|schools?|troops|nuclear|weapons|missiles?|military|border|immigra\w+|illegal\w*|emissions|steel|factories|manufacturing|economy|bills?|law|amendment|treaty|tariffs?|companies|corporations|banks?|families|workers|children|population|students|study|studies|report|minimum wage|middle class|welfare|farm(?:ers)?)\b/,
    weight: 0.4,
    most: 3,
  },
  { pattern: /\b[a-z]{3,}ed\b/, weight: 0.4, most: 1 },
  { pattern: /\b(?:was|were|had|did)\b/, weight: 0.4, most: 1 },
  {
    pattern:
      /\b(?:russia|china|iran|iraq|soviet|vietnam|cuba|korea|israel|nato|mexico|california|texas|germany|japan|ukraine|syria|afghanistan|saudi)\w*/,
    weight: 0.35,
    most: 1,
  },
  // Not a statement of fact: a question, a wish, a promise, a thank-you, an opinion of the speaker.
  { pattern: /\?/, weight: -1.4, most: 1 },
  {
    pattern:
      /\bi (?:think|believe|feel|hope|want|wish|would|will|'ll|know|guess|suppose|mean|agree|care|love|like|just|can|don't|do|am|'m)\b|\bi(?:'ll|'d|'m)\b/,
    weight: -0.7,
    most: 2,
  },
  {
    pattern:
      /\b(?:we|you|they|he|she|it|america|government) (?:need|needs|must|should|ought|have to|has to|can|could|shall)\b|\b(?:we've|you've) got to\b|\blet's\b|\blet me\b|\blet us\b/,
    weight: -0.8,
    most: 2,
  },
  { pattern: /\b(?:will|'ll|going to|would|gonna)\b/, weight: -0.5, most: 2 },
  {
    pattern:
      /\b(?:thank|thanks|please|welcome|good (?:evening|night|morning)|god|honou?r(?:ed)?|friends?|pray|proud|grateful|sorry|excuse|question|answer|debate|tonight)\b/,
    weight: -0.7,
    most: 2,
  },
  {
    pattern:
      /\b(?:important|values?|leadership|freedom|dreams?|believe in|vision|future|strong|strength|hope|heart|character|trust|moral|faith|right thing|great|opportunity|challenges?|wrong|peace)\b/,
    weight: -0.3,
    most: 2,
  },
  { pattern: /\b(?:maybe|perhaps|might|may|if)\b/, weight: -0.3, most: 1 },
  { pattern: /\bi\b/, weight: -0.4, most: 1 },
  { pattern: /\byou\b/, weight: -0.4, most: 1 },
  { pattern: /\b(?:try|trying|make sure|wants?)\b/, weight: -0.4, most: 1 },
];

const compiled = features.map((feature) => ({
  ...feature,
  pattern: new RegExp(feature.pattern.source, 'g'),
}));

/**
 * How much a sentence is worth checking against facts: higher for counts, comparisons, events and who did them, lower
 * for questions, wishes and opinions. For ordering sentences; the number itself has no unit.
 * The features and weights are set by hand.
 * @param text one sentence, as `plain` gives it
 */
export function checkworthiness(text: string): number {
  let score = 0;
  for (const { pattern, weight, most } of compiled) {
    let times = 0;
    pattern.lastIndex = 0;
    while (times < most && pattern.test(text)) times++;
    score += weight * times;
  }
  const words = text.split(' ').length;
  return score + 0.9 * Math.log2(Math.min(words, 40) / 12 + 0.25);
}
