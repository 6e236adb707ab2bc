import { cuePatterns } from './cues.ts';
import type { Rule } from './model.ts';
import { courtesy } from './rules-hearsay.ts';

/** Groups that may be anybody. */
const groups =
  'people|experts?|critics|observers|analysts|commentators|scholars|scientists|researchers|historians|economists|doctors|fans|users|customers|locals|insiders|sources|reports|studies|supporters|opponents|officials|voters|investors|residents|travellers|travelers|visitors|readers|patients|parents|diplomats|lawmakers|politicians|countries|nations|americans|europeans';

const ofWhat = String.raw`(?: (?:of|in|within|behind|on) (?:the |this |such |these |both )?[\w-]+(?: [\w-]+)?)?`;
const adverbs = '(?: (?:have|has|had|also|even|still|now|often|widely|long|do|strongly)){0,3} ';

/** Verbs of holding and saying. */
const opinion =
  'say|said|believe|believed|argue|argued|claim|claimed|think|thought|feel|felt|suggest|suggested|contend|contended|consider|considered|regard|regarded|view|viewed|see it|see this|see the|point out|point to|pointed to|pointed out|maintain|maintained|speculate|speculated|agree|agreed|note|noted|fear|feared|worry|worried|warn|warned|criticized|criticised|question|questioned|wonder|wondered|swear by|rave about|recommend|recommended|report|reported|trace|credit|credited|attribute|attributed|blame|blamed|cite|cited|hail|hailed|praise|praised|describe|described|call it|call this|dismiss|doubt|predict|predicted|expect|estimate|insist|insisted|hope|link|tout|urge|complain|complained';

/** Figures that are set by law or nature rather than counted. */
export const fixedMeasure =
  /\b(?:tax(?:es|ed|ation)?\b|vat|levy|tariffs?|threshold|under (?:section|article|number|annex)|years? ago|by weight|by volume|square (?:kilomet|miles|feet|met)|alcohol|at least \d+ percent of (?:the|its) votes?|needs? \d+ percent|(?:cuts?|cutting|raises?|raised|raising|lowers?|lowered|lowering|keeps?|kept|leaves?|left|holds?|held) (?:(?:its |the |their )?(?:(?:key|base|bank|policy|interest|benchmark|main|lending|deposit|target|repo|discount|federal|funds) ){1,4}|its |their )(?:rates?|range)\b)/;

/** Rules for text that nobody can check: no source, no name, no date, or no claim at all. */
export const unverifiableRules: Rule[] = [
  {
    id: 'speculation-past',
    kind: 'unverifiable',
    category: 'speculation',
    severity: 'must',
    patterns: [
      /\b(?:likely|probably|presumably|perhaps|possibly|conceivably|undoubtedly|doubtless|no doubt|arguably) (?:\w+ly )?(?:included|involved|discussed|covered|addressed|focused|centred|centered|touched|explored|featured|prompted|influenced|encouraged|contributed|helped|led|caused|played|reflected|intended|aimed|sought|wanted|hoped|felt|knew|thought|considered|served|resulted|stemmed|drew|made|took|had|was|were|came|began|started|saw|went|met|talked|spoke|raised|signalled|signaled)\b/,
      /\b(?:likely|probably|presumably|perhaps|possibly|undoubtedly|doubtless) (?:\w+ly )?(?!(?:need|need(?:ed)|based|related|called|named|red|hundred|indeed)\b)\w{2,}ed\b/,
      /\bit is (?:also |quite |highly |very |entirely )?(?:possible|likely|probable|conceivable|plausible) that [^.;!?\n]{0,60}\b(?:was|were|had|did|\w+ed)\b/,
      /\b(?:was|were|had) (?:likely|probably|presumably|perhaps|possibly|undoubtedly) (?:\w+ed|been|made|driven|seen|due|the|a|an|because|in|on|to|brought|taken|given|built|sold|written|found|known|sent|held|kept|lost|won|left|led|put|set|cut|drawn|born|begun|chosen|grown|meant|paid|taught|thought|bought|caught|spread|hit|shown|told|hidden|stolen|spent)\b/,
      /\b(?:may|might|could) (?:also |well |even |perhaps |possibly |not |very well ){0,3}have (?:also |even |well |still |\w+ly ){0,2}(?!(?:unexpected|unintended|undesired|undesirable|limited|mixed|varied|need)\b)(?:\w+ed|been|had|made|led|begun|taken|given|felt|found|seen|known|come|gone|brought|driven|sought|thought|meant|met|drawn|held|played|set|put|cut|sold|bought|told|said|kept|left|lost|won|run|paid|sent|spent|built|become|grown|spoken|written|chosen|broken|stolen|fallen|risen|heard|hit|hurt|let|read|shown|sat|stood|understood|spread|taught|caught|fought|got|gotten|done|eaten|flown|hidden|learnt|slept|struck|swung|thrown|worn)\b/,
      /\b(?:likely|probably|presumably) (?:to )?have (?:\w+ed|been|had|made|led|taken|given)\b/,
    ],
    guards: ['sourced', 'conditional'],
    message: 'A guess at what happened. Who was there, or which record says so? Otherwise cut it.',
    matches: [
      'The visit likely included discussions on trade.',
      'It is possible that he was there.',
      'Talks may have encompassed tax.',
      'The decision was probably driven by cost.',
    ],
    misses: [
      'The talks included trade, the ministry said.',
      'The strike may have cost 3m euros, the Bank of Italy estimated.',
      'The agreement ends in May. Have talks begun?',
    ],
  },
  {
    id: 'speculation-future',
    kind: 'unverifiable',
    category: 'speculation',
    severity: 'should',
    patterns: [
      /\b(?:may|might|could) (?:also |well |even |potentially |soon |eventually |further |thus |then |not |in turn ){0,2}(?:be|spur|involve|include|elevate|alienate|lead|help|mean|bring|make|become|undermine|push|cause|create|prove|result|affect|increase|reduce|improve|change|open|encourage|provide|offer|shift|strengthen|weaken|boost|hinder|pose|signal|trigger|reshape|drive|give|take|have|face|lose|gain|see|serve|contribute|require|need|allow|enable|play|end|force|mark|turn|hurt|harm|limit|prevent|promote|foster|transform|threaten|benefit|suffer|fall|rise|emerge|come|go|follow|set|cost|save|add|raise|lower|expand|disappear|collapse|vanish|die|kill|destroy|damage|devastate|worsen|escalate|spark|fuel|accelerate|slow|speed|delay|disrupt|derail|deter|backfire|erode|jeopardi[sz]e|overtake|exceed|reach|last|return|resume|happen|occur|remain|continue|spill|spell|double|triple|shrink|plunge|soar|surge|climb|drop|decline|stem|bring about|pave|usher|prompt|persuade|convince|attract)\b/,
      /\b(?:is|are|seems?|appears?|look|looks) (?:likely|unlikely|set|poised|expected|bound|destined) to\b(?! (?:the|an?|its|their)\b)/,
    ],
    guards: ['sourced'],
    unless: courtesy,
    message: 'A guess in the article’s own voice. Who expects it, and on what ground?',
    matches: ['The appointment could elevate US messaging.', 'This may spur talks on tariffs.'],
    misses: [
      'It could rain by Friday, the Met Office said.',
      'In May be sure to look up.',
      'It is bound to the acid.',
    ],
  },
  {
    id: 'vague-attribution',
    kind: 'unverifiable',
    category: 'vague-attribution',
    severity: 'must',
    patterns: [
      /\b(?:perceived|seen|viewed|regarded|considered|described|criticised|criticized|praised|hailed|interpreted|cited|known|believed|thought|called|dubbed) (?:\w+ly )?by (?:some|many|most|several|others|experts|critics|observers|analysts|commentators|scholars|historians|locals|fans|insiders|people)\b/,
      new RegExp(
        String.raw`(?<!\bat least |\bthan )\b(?:some|many|most|several|few|various|numerous|certain|other) (?:of (?:the|his|her|its|their) )?(?:\w+ )?(?:${groups})${ofWhat}${adverbs}(?:${opinion})\b`,
      ),
      new RegExp(
        String.raw`(?:^|[;:,] |\b(?:but|and|while|as|that|although|though|because|which) )(?:some|many|several|others|few|most)(?: of (?:them|these|those|the \w+))?${adverbs}(?:${opinion})\b(?! (?:cases|deaths|incidents|crimes|instances|levels)\b)`,
      ),
      /(?:^|[.;:,] |\b(?:but|and|while|as|that|although) )(?:(?:industry|political|medical|health|legal|security|financial|market|travel|nutrition|wellness|beauty|policy|foreign-policy|military|business|tech|technology|leading|top|local|regional|international|western|independent|outside|tourism|property|education|environmental|economic|sleep|fitness|parenting|long-time|former|unnamed|anonymous) )?(?:experts|critics|observers|analysts|commentators|scholars|scientists|researchers|historians|economists|insiders|sources|locals|fans|supporters|opponents|doctors|pundits|proponents|detractors|sceptics|skeptics|people|others)(?: (?:of|in|within|behind|on) (?:the |this |such |these |both )?[\w-]+(?: [\w-]+)?)? (?:have |had |also |often |widely |generally |now |still |long |all ){0,3}(?:say|said|believe|believed|argue|argued|claim|claimed|think|thought|feel|felt|suggest|suggested|contend|contended|consider|considered|regard|regarded|view|viewed|see it|see this|see the|point out|point to|pointed to|pointed out|maintain|maintained|speculate|speculated|agree|agreed|note|noted|fear|feared|worry|worried|warn|warned|criticized|criticised|question|questioned|wonder|wondered|swear by|rave about|recommend|recommended|report|reported|trace|credit|credited|attribute|attributed|blame|blamed|cite|cited|hail|hailed|praise|praised|describe|described|call it|call this|dismiss|doubt|predict|predicted|expect|estimate|insist|insisted|hope|link|tout|urge|complain|complained)\b/,
      /\b(?:it is|it's|it was|is|are|was|were|has been|have been) (?:also )?(?:widely|generally|commonly|often|frequently|sometimes|largely|universally|popularly|broadly) (?:\w+ly )?(?:believed|thought|said|considered|regarded|seen (?:as|by)|viewed|held (?:to|that|as)|assumed|accepted|acknowledged|recogni[sz]ed|understood|rumou?red|claimed|described|called|referred|credited|perceived|hailed|known|praised)\b/,
      /\b(?:it is|it's|it was|it has been) (?:said|believed|thought|claimed|rumou?red|alleged|argued|suggested|reported|speculated|assumed|understood|hoped|feared)(?: by (?:some|many))? that\b/,
      /\bthere (?:is|are|were|was|has been|have been) (?:\w+ )?(?:rumou?rs|speculation|claims|reports|concerns|fears|a belief|a feeling|a perception)\b/,
    ],
    guards: ['cited'],
    message: 'By whom? Name who says it, or cut it.',
    matches: [
      'The visit was perceived by some as belated.',
      'Experts say the bridge is sound.',
      'It is widely believed that he left early.',
      'Many observers argue that it failed.',
    ],
    misses: [
      'The minister was seen by 300 people.',
      'Frederick Kempe said critics were wrong.',
      'Researchers at the University of Oslo found 12 species.',
    ],
  },
  {
    id: 'unnamed-group',
    kind: 'unverifiable',
    category: 'vague-attribution',
    severity: 'should',
    patterns: [
      /^(?:the )?(?:experts|critics|observers|analysts|commentators|insiders|pundits|sceptics|skeptics|detractors|proponents|naysayers|purists) (?!(?:of|from|at|in|for|with|who|on|and|or|were|was|like|such|to|by|are)\b)\w+/,
      /\b(?:sources (?:close to|familiar with|inside|within)|in the eyes of (?:many|some|critics|most)|(?:legend|rumou?r|word|tradition) has it|according to (?:legend|rumou?rs?|popular belief|tradition)|(?:growing|general|broad|widespread) (?:consensus|belief|agreement|view|sense|perception|feeling)|conventional wisdom|(?:popular|common) (?:belief|perception|wisdom|misconception)|(?:to|for) (?:many|some|most)(?: people| observers)?,|many in the)/,
      /\b(?:has|have) (?:also |often |long |been |widely ){0,2}been (?:\w+ly )?(?:criticized|criticised|praised|hailed|accused|linked to|blamed|lauded|condemned|questioned|celebrated|credited|dubbed|described as|likened|compared)\b(?! (?:by|in) (?:the )?\w)/,
    ],
    guards: ['cited'],
    message: 'Which ones? Name somebody who says it, or say how many were asked.',
    matches: ['Critics remain unimpressed.', 'Legend has it that he drowned.'],
    misses: ['Resident Anna Bell said the noise was worse.'],
  },
  {
    id: 'vague-research',
    kind: 'unverifiable',
    category: 'vague-attribution',
    severity: 'should',
    patterns: [
      /\b(?:studies|research|science|evidence|surveys|polls|reports|statistics|data|a study|one study|experience|history|experts?|literature|findings|trials|reviews|tests|figures|numbers|estimates|scans|the facts) (?:(?:have|has|had|also|clearly|consistently|repeatedly|long|now|all|strongly|overwhelmingly|seems? to|tends? to|appears? to|continues? to|[a-z]+ly) ){0,3}(?:show[ns]?|suggest(?:s|ed)?|indicat(?:es?|ed)|finds?|found|prov(?:es?|en|ed)|confirm(?:s|ed)?|reveal(?:s|ed)?|demonstrat(?:es?|ed)|weighed in|points? (?:to|the|in|out)|support(?:s|ed)?|backs?|backed|link(?:s|ed)|ties|tied|agrees?|teach(?:es)?|tells?|leaves? no|leaves? little|speaks?|establish(?:es|ed)?|associat(?:es|ed)|underlines?|bears? (?:this|that|it) out|bear out|is (?:clear|unanimous|overwhelming|mixed|in)|are (?:clear|unanimous|mixed|in))\b/,
      /\b(?:in (?:one|a|some|recent|several) (?:\w+ )?(?:surveys?|stud(?:y|ies)|polls?|tests?)(?! (?:of|by|for) (?:the|its|\d))|according to (?:some|many|most|experts|reports|studies|sources|critics|observers|analysts|research|surveys|one study|a study|a recent)|(?:clinically|scientifically) (?:proven|tested)|reportedly|allegedly|supposedly|purportedly|so-called|rumou?red)\b/,
      /\b(?:rais(?:e|es|ed|ing)|spark(?:s|ed|ing)?|fuell?(?:s|ed|ing)?|prompt(?:s|ed|ing)?|draw(?:s|n|ing)?|drew|caus(?:e|es|ed|ing)) (?:an? )?(?:\w+ ){0,2}(?:concerns?|questions|fears|criticism|controversy|eyebrows|alarm|speculation|debate|outrage|worries|doubts)\b(?! from \w)/,
      /\b(?<!\bas |\bthan |\bof )(?:several|some|many|most|various|numerous|leading|other) (?:\w+ )?(?:experts|scientists|researchers|critics|observers|analysts|economists|historians|commentators|scholars|specialists|insiders)\b/,
    ],
    guards: ['cited', 'attributed'],
    message: 'Whose? Name and link the study, the report or the people.',
    matches: ['Studies show that tea helps.', 'China invested in telecoms, raising concerns about privacy.'],
    misses: ['A 2021 study by Lund University found no effect.', 'Data are stored in Oslo.'],
  },
  {
    id: 'unsourced-figure',
    kind: 'unverifiable',
    category: 'unsourced-figure',
    severity: 'should',
    patterns: [
      /(?:[~≈<>±]|\b(?:about|around|roughly|approximately|nearly|almost|over|more than|some|up to|at least|an estimated|as (?:many|much) as) )?(?:[$€£¥] ?)?\b\d[\d,.]{0,15}(?: ?%| per ?cent\b| percent(?:age points)?\b| (?:million|billion|trillion|thousand|bn|mn)\b)/,
      /[$€£¥] ?\d[\d,.]{0,15}(?: ?(?:million|billion|trillion|bn|mn|m|k)\b)?/,
      /\b\d{1,3}(?:,\d{3})+ (?!(?:km|metres|meters|feet|miles|years)\b)\w+|\bbetween \d[\d,.]{0,15} and \d[\d,.]{0,15}(?: %| percent| per cent|%)/,
      /\b(?:hundreds|thousands|millions|billions|tens of thousands|dozens) of \w+/,
      /\b(?:(?:one|two|three|four|six|seven|eight|nine|\d{1,3}) (?:out of|in) (?:every )?(?:two|three|four|five|ten|\d{1,3}\b)|one in (?:two|three|four|five|six|seven|eight|nine|ten|\d+)|(?:two|three|four)[- ](?:thirds|quarters|fifths)|half of (?:all|the)|(?:a|one|an) (?:quarter|third|fifth|tenth|half|eighth) of (?:all|the|its|their|every)|(?:double|triple|twice|\d+ times) (?:the|as|more)|(?:doubled|tripled|quadrupled|halved))\b/,
      /\b(?:is|are|was|were|costs?|takes?|lasts?|earns?|pays?|has|have|stands?|runs?|grew|rose|fell|gets?|needs?|uses?|makes?) (?:only |just |about |roughly |nearly |almost |barely )?(?:(?:a|one) (?:third|quarter|fifth|half|tenth|fraction)|half|twice|double|triple|(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,4}) times) (?:of|as|that|the|those|what)\b/,
      /\b(?:takes?|gives?|gets?|saves?|earns?|brings?|buys?|keeps?|lasts?|wins?|costs?) (?:you|users|customers|clients|families|people|teams|owners|drivers|patients|guests|readers) (?:\w+ ){0,4}\d/,
      /\b(?:\d[\d,.]{0,12}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty) (?:[\w-]+ )?(?:more|fewer|less|later|earlier|longer|shorter|faster|slower|cheaper|dearer|older|younger|higher|lower|better|heavier|lighter|hotter|cooler|warmer) (?:\w+ ){0,2}than\b/,
    ],
    guards: ['sourced', 'figured'],
    unless: fixedMeasure,
    message: 'Source? A figure needs whose count it is and of when.',
    matches: [
      'About 40% of adults sleep badly.',
      'The drug cut infection rates by 40 percent.',
      'The plant cost $3 billion.',
      'One in five firms closed.',
    ],
    misses: [
      'According to Eurostat, 40% of adults smoked in 2019.',
      'The bank cut its base rate to 4%.',
      'The talks took 3 days.',
    ],
  },
  {
    id: 'table-figure',
    kind: 'unverifiable',
    category: 'unsourced-figure',
    severity: 'must',
    blocks: ['cell'],
    patterns: [
      /[~≈<>±]? ?[$€£¥]? ?\d[\d,.]{0,15}(?: ?%| ?percent| ?per cent| ?(?:million|billion|trillion|bn|mn))/,
      /[~≈] ?[$€£¥]? ?\d[\d,.]{0,15}/,
      /[$€£¥] ?\d[\d,.]{0,15}/,
    ],
    guards: ['sourced'],
    message: 'Source? Name it under the table or link it in the row, with the date of the count.',
    matches: ['| Oil | Share |\n| --- | --- |\n| Peru | ~20% |'],
    misses: [
      '| Oil | Share |\n| --- | --- |\n| Peru | [20%](https://example.org/oil) |',
      '| Year | Goals |\n| --- | --- |\n| 1998 | 12 |',
    ],
  },
  {
    id: 'causal',
    kind: 'unverifiable',
    category: 'causal',
    severity: 'consider',
    patterns: [
      /\b(?:can|will|helps?|could|would) (?:\w+ly |also |often |help |help to ){0,2}(?:make a (?:\w+ )?difference|deter|drive|save|cause|trigger|slow|speed up|worsen|relieve|treat|damage|protect|support|create|transform|lead to|result in|make it|enhance|ensure|improve|strengthen|undermine|hinder|boost|reduce|drive|foster|push|promote|contribute|increase|prevent|alleviate|cure|lower)\b/,
      /\b(?:leads? to|led to|results? in|resulted in|resulting in|because of this|thanks to|due to the|is caused by|stems? from|is driven by|driv(?:es?|ing) (?:up|down|economic|growth|demand)|pushes (?:up|down)|contributes? to|(?:triggers|fuels|sparks|boosts|deters|weakens|strengthens|enhances|fosters|promotes|encourages|discourages|empowers) (?:\w+)|(?:can|will|could|would|has|have|had) (?:also )?(?:have )?an? (?:\w+ ){0,2}(?:effect|impact|influence) on|makes? it (?:easier|harder|possible)|undermines|hinders|posing a|poses? a|allowing \w+ to|underscored|symboli[sz]es)\b/,
    ],
    guards: ['sourced'],
    message: 'Cause and effect in the article’s own voice. Who has shown it?',
    matches: ['Cultural exchange can significantly enhance trade.', 'Corruption undermines growth.'],
    misses: ['The minister said the tax will reduce smoking.'],
  },
  {
    id: 'prediction',
    kind: 'unverifiable',
    category: 'prediction',
    severity: 'should',
    patterns: [
      /\bst(?:and|ands|ood) to (?:gain|benefit|lose|profit|win|inherit)\b|\b(?:the (?:coming|next) (?:years|months|weeks|days|decades?|generation)|time|history|the future|only time) (?:will|would|may|might) (?:\w+ )?(?:show|tell|decide|judge|prove|bring|be (?:decisive|crucial|interesting))\b/,
      /\b(?:will|would) (?:\w+ly )?(?:likely|probably|undoubtedly|certainly|inevitably|continue to|depend on|remain|become|change|transform|shape|lead to|play|revolutioni[sz]e|never|always|soon|eventually)\b/,
      /\b(?:is|are) (?:expected|projected|predicted|forecast|anticipated|likely|going|poised|set|sure|certain|bound|destined|slated|guaranteed) to\b/,
      /\b(?:the future of [\w -]{2,40} (?:will|is|looks|depends)|it remains to be seen|only time will tell|in the years to come|risks (?:ceding|losing|becoming))\b/,
      /\bwill (?:also |\w+ly )?(?:breathe|bring|boost|create|help|make it|make the|drive|give|open|attract|benefit|improve|suffer|struggle|fall|rise|grow|decline|determine|decide|define|test|face|need|require|feel|see|usher|spell|cement|pave|set the)\b/,
    ],
    guards: ['sourced'],
    message: 'A prediction in the article’s own voice. Whose forecast is it, and of what date?',
    matches: [
      'Towns on both shores stand to gain.',
      'The ban will likely transform the market.',
      'Prices are expected to fall.',
    ],
    misses: ['Prices are expected to fall by 2%, the central bank said.'],
  },
  {
    id: 'prescription',
    kind: 'unverifiable',
    category: 'prescription',
    severity: 'should',
    patterns: [
      /\b(?:needs? to|must|ought to|(?:we|you|they|he|she|parents|leaders|politicians|governments|people|everyone|all of us|society) (?:\w+ )?ha(?:s|ve) to|should|more needs to be done|is needed to|are needed to|requires? (?:a |an )?(?:substantial|concerted|comprehensive|urgent|sustained))\b(?! be (?:at least|between|no more))(?: [\w'’-]+){0,4}/,
      /\b(?:it is|it's) (?:time|important|vital|necessary|critical|high time) (?:to|that|for)\b/,
      /^(?:always|never|be sure to|make sure|remember to|avoid|ensure|keep in mind|consider|be careful|be aware|bear in mind|take care)\b/,
      /\bit(?:'s| is) (?:\w+ )?(?:crucial|essential|important|vital|wise|advisable|best) to\b/,
    ],
    guards: ['sourced', 'conditional'],
    unless:
      /\bwithin \w+ (?:days|weeks|months|hours)\b|\bby (?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b(?:has|have|need|needs) to be \w+(?:ed|en|wn|lt|id|de|ut|nt) (?:before|to the|to an?|within|by|at|with|in|on|from|under|when|if)\b|\b(?:laws?|rules?|regulations?|directive|acts? of|the act|statute|court|contract|treaty|constitution|licen[cs]e|permit|applicants?|by law|from (?:\w+ )?20\d\d|under (?:the|article|section)|eligible|terms)\b/,
    message: 'The article says what ought to be done. Whose demand is it?',
    matches: ['The United States needs to develop a strategy.', 'Congress must act.'],
    misses: ['Applicants, the ministry says, must be at least 18.', 'A muster of troops.'],
  },
  {
    id: 'undated',
    kind: 'unverifiable',
    category: 'undated',
    severity: 'consider',
    patterns: [
      /\b(?:recent(?:ly)?|in recent (?:years|months|weeks|decades|times)|currently|nowadays|these days|at present|presently|right now|soon|upcoming|lately|the (?:week|month|year|day) (?:prior|before|earlier)|last (?:week|month|year|summer|winter|spring|autumn)|this (?:week|month|year)|next (?:week|month|year)|earlier this (?:week|month|year)|in the (?:near future|past few \w+|last few \w+|coming (?:years|months|weeks))|to date|today's|for (?:decades|years|centuries|generations)|growing|increasingly|long-standing)\b/,
    ],
    guards: ['dated'],
    message: 'As of when? Give the date.',
    matches: ['It followed losses the week prior.', 'The firm recently moved.'],
    misses: ['In March 2021 the firm moved.', 'The firm recently (June 2023) moved.'],
  },
  {
    id: 'hedge',
    kind: 'unverifiable',
    category: 'hedge',
    severity: 'consider',
    patterns: [...cuePatterns.hedge, ...cuePatterns.belief, /\b(?:tends?|tended) to\b/],
    unless: courtesy,
    guards: ['sourced'],
    message: 'Hedged. What is known, and from whom?',
    matches: ['It is possibly the oldest mill.', 'It was thought to be lost.'],
    misses: ['The fair opens on 3 May.', 'They met in May 1990.'],
  },
];
