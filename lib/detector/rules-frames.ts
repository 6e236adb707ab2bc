import type { Rule } from './model.ts';
import { fixedMeasure } from './rules-unverifiable.ts';

/**
 * Rules for how a sentence is built around an opinion or a mind rather than for who is named in it: a view that is held
 * somewhere, by nobody; and what somebody wants, fears or can afford, which only they could tell.
 */

/** What is thought or felt. */
const opinion =
  '(?:view|reading|opinion|wisdom|thinking|assumption|expectation|belief|perception|verdict|narrative|interpretation|suspicion|consensus|sentiment|mood|impression|instinct|diagnosis|assessment|judge?ment|hunch|bet|argument|accusation|charge|complaint|theory|explanation|objection|criticism|worry|fear|hope|concern|feeling|sense|conclusion|advice|answer|attitude|stereotype|image|picture|fashion|story|line|understanding|position|refrain|cliché|myth|misconception)s?';
/** That it is what people in general think. */
const general =
  '(?:prevailing|dominant|general|conventional|common|commonest|accepted|received|usual|orthodox|mainstream|popular|majority|working|standard|unspoken|overriding|overwhelming|emerging|growing|widespread|traditional|old|classic|official|polite|current|collective|broad|broader|wider|shared|unanimous|near-unanimous|lingering|nagging|perennial|stock|textbook|favou?rite|favou?red|likeliest|simplest|cynical|charitable|uncharitable|kindest|romantic|modern|western|local|national|public|most common|most popular|most likely|most widespread|less charitable|more charitable|widely held|long-held|commonly held)';
const among = '(?:in|on|among|amongst|across|within|around|at|inside|from|of)';
const holds =
  '(?:is|was|has|had|holds?|held|remains?|remained|seems?|seemed|runs?|ran|goes|went|now|says?|tells?|credits?|blames?|puts?|places?|favou?rs?|tends?|leans?|shifted|turned|hardened|soured|changed|persists?|persisted|lingers?|points?|involves?|suggests?|sees?|are|were)';

/** Who is said to want or feel it need not be known: the verb is enough where nothing else takes it. */
const wants = [
  '(?:has|have|had) (?:\\w+ly |also |now |always |long )?(?:every|little|no|no real|scant|ample|good|strong|clear|a clear|a strong|an obvious|a powerful|much|more|less|some) (?:\\w+ )?(?:interest|incentive|appetite|desire|wish|intention|motive|inclination|stomach|reason|cause|illusions?|time|patience|qualms|scruples|regrets|ambitions?) (?:in|to|for|about|of)\\b',
  "(?:can|could)(?: ?not|n't| ill| hardly| scarcely| barely| no longer) (?:really |well )?(?:afford (?:to|a|an|the|another|not)|bear (?:to|the)|bring (?:himself|herself|itself|themselves)|resist (?:the|a|an)|be seen|stomach|accept (?:that|the)|believe (?:his|her|its|their)|wait (?:to|for))",
  "(?:would|'d) (?:(?:dearly|much|rather|gladly|happily|surely|no doubt|also|very much|probably|have) ){0,3}(?:(?:like|liked|love|loved|prefer|preferred|welcome|relish|hate|hated) (?:to(?! see\\b)|nothing|a|an|the|this|that|it|its|his|her|their|more|less)|(?:rather|sooner) (?:not |see|have|be|go|lose|let|do|keep|die|wait|pay)|think twice|be (?:loath|delighted|happy|glad|foolish|mad|wise) to)",
  '(?:is|was|are|were) (?:also |clearly |plainly |evidently |now |still |certainly |\\w+ly )?(?:in no (?:hurry|mood|position|rush|doubt)|under no illusions?|keen (?:to|on|for)|afraid (?:of|that|to)|fearful of|hungry for|hell-bent on|intent on|bent on|dead set|adamant|jealous of|envious of|suspicious of|nervous (?:about|that)|uneasy (?:about|with)|uncomfortable with|obsessed (?:with|by)|convinced (?:that|of|by)|certain that|confident (?:that|of|in)|out (?:to|for) (?:\\w+)|sick of|tired of|weary of|frustrated (?:by|with|at|that)|furious (?:at|with|that|about)|livid|delighted (?:to|by|with|that)|itching to|dying to|longing (?:to|for)|wary of|torn between|reluctant to|unwilling to|prepared to (?:go|risk|pay|sacrifice|fight|accept|wait)|ready to (?:strike|talk|compromise|deal|pounce|fight))\\b',
];
const feels =
  '(?:fear(?:s|ed)?|dread(?:s|ed)?|covet(?:s|ed)?|relish(?:es|ed)?|resent(?:s|ed)?|env(?:y|ies|ied)|crave(?:s|d)?|yearn(?:s|ed)? (?:for|to)|long(?:s|ed) (?:for|to)|sense[sd]|suspect(?:s|ed)?|distrust(?:s|ed)?|mistrust(?:s|ed)?|despise(?:s|d)?|loathe(?:s|d)?|worr(?:y|ies|ied)|feel(?:s)?|felt|want(?:s|ed)?|hope(?:s|d)?|know(?:s)?|knew|reali[sz]e(?:s|d)?|bank(?:s|ed)? on|bet(?:s)? (?:on|that)|count(?:s|ed)? on|gambl(?:es?|ed) (?:on|that)|prefer(?:s|red)?|care(?:s|d)? (?:about|little|deeply|more|nothing)|regret(?:s|ted)?|forg(?:ave|ives?)|never (?:forgave|forgives|forgot|forgets|trusted|trusts|liked|likes|wanted|recovered|doubted)|lost (?:patience|faith|heart|nerve|interest|confidence)|saw (?:an?|his|her|its|their|the) (?:chance|opportunity|opening|threat)|see[sn]? (?:itself|himself|herself|themselves|an opportunity|a chance|an opening|a threat|the \\w+ as|it as|this as|\\w+ as)|view(?:s|ed) (?:itself|himself|herself|themselves|the \\w+ as|it as|this as|\\w+ as)|would do anything|thinks? (?:of|nothing|that|it)|thought (?:of|nothing|that|it))';

/** First words that are no orders although they look like a verb in its base form. */
const noOrder =
  'in|on|at|by|for|with|from|to|of|as|if|when|while|after|before|since|until|till|although|though|because|once|unless|whether|where|whereas|wherever|whenever|what|how|why|who|whom|which|that|this|these|those|such|and|but|or|nor|so|yet|not|only|even|both|all|half|like|unlike|under|over|about|above|across|against|along|amid|among|around|behind|below|beneath|beside|between|beyond|despite|down|during|except|inside|into|near|off|onto|out|outside|past|per|through|throughout|toward|underneath|up|upon|via|within|without|than|do|did|had|have|can|could|will|would|shall|should|may|might|must|perhaps|maybe|then|now|today|tomorrow|tonight|here|there|meanwhile|instead|still|thus|hence|given|considering|quite|rather|more|most|much|many|few|less|least|later|soon|never|ever|almost|also|too|again|often|far|either|neither|whatever|whichever|whoever|however|albeit|otherwise|said|told|left|lost|made|built|sold|held|kept|found|led|met|paid|put|sent|set|cut|hit|let|read|won|went|came|saw|took|gave|got|born|torn|worn|drawn|known|grown|shown|thrown|blown|flown|sworn|became|began|bought|brought|caught|fought|taught|thought|felt|fell|grew|knew|rose|ran|sat|spent|stood|struck|understood|wrote|yes|no|well|last|next|first|second|third|add up|be|am|it|he|she|we|you|they|i|one|two|three|four|five|six|seven|eight|nine|ten|twice|double|worse|better|best|true|sure|hardly|barely|nearly|day|night|year|notwithstanding|save the|opposite|enter|granted|atop|aboard|alongside|versus|plus|minus|circa|round|regarding';

/** Rules for opinions that hang in the air and minds that nobody has looked into. */
export const frameRules: Rule[] = [
  {
    id: 'held-view',
    kind: 'unverifiable',
    category: 'vague-attribution',
    severity: 'should',
    patterns: [
      new RegExp(
        `\\bthe (?:\\w+ly )?${general} (?:\\w+ )?${opinion}(?: ${among} [\\w'’ -]{2,40}?| about [\\w'’ -]{2,40}?| that [\\w'’ -]{2,60}?)?,? ${holds}\\b`,
      ),
      new RegExp(
        `\\bthe (?:\\w+ )?${opinion}(?: now)? (?:in|on|among|amongst|across|within|around) [\\w'’ -]{2,40}? ${holds} (?:that|to|is|on|clear|mixed|split|divided|one of|of|unanimous|has|been|always|largely|mostly|still|now|moved|shifted|soured|hardened|darkened|turned|changed|as|much|well)\\b`,
      ),
      new RegExp(
        `\\bthe (?:\\w+ )?${opinion} of (?:the |most |many |some )?(?:\\w+ )?(?:press|critics|public|markets?|audience|industry|crowds?|experts|world|street|fans|voters|locals|day|time|age|profession|community|majority|elite|establishment|country|nation|city|people|west|east) (?:is|was|are|were|has|had|remains?|turned|seems?)\\b`,
      ),
      new RegExp(
        `\\b(?:the|one|another|a) (?:\\w+ ){0,2}(?:${opinion}) (?:is|was|runs|ran|goes|went|being) (?:that|this:)`,
      ),
      /\b(?:other|rival|competing|later|earlier|further|many|several|most|independent|some|certain|various|different) (?:\w+ )?(?:teams|groups|labs|laboratories|researchers|scholars|scientists|authors|voices|camps|schools|experts|commentators|observers|analysts|accounts|readings|economists|historians|doctors|lawyers|critics|interpretations|theories|explanations|countries|cities|clubs|firms|parties)(?: (?:\w+ly|have|has|had|are|were|remain(?:ed)?|do|did|not|also|still|been|yet|always|since|never|however)){0,4} (?:persuaded|convinced|sceptical|skeptical|cautious|doubtful|disagree[d]?|disput(?:e|ed)|prefer(?:red)?|doubt(?:ed)?|question(?:ed)?|argu(?:e|ed)|reckon(?:ed)?|point(?:ed)?|see it|saw it|think|thought|blame[d]?|favou?r(?:ed)?|suspect(?:ed)?|object(?:ed)?|scoff(?:ed)?|followed suit|took note|hold|held|stress(?:ed)?|warn(?:ed)?|maintain(?:ed)?|suggest(?:ed)?|contend(?:ed)?|credit(?:ed)?|differ(?:ed)?|abound(?:ed)?)\b/,
      /\b(?:the )?smart money (?:is|was|has|says?|bets?)\b|^(?:but |yet |still,? )?not (?:all|everyone|everybody) (?:is|are|was|were|agrees?|agreed|shares?|shared|likes?|liked|sees?|saw|buys?|bought|thinks?|thought|welcomes?|welcomed|wants?|believes?)\b|\b(?:few|none|nobody|no one|no-one|hardly anyone|hardly anybody|scarcely anyone|almost no one|virtually nobody) (?:really |now |seriously |still |truly |would |will |can |could )?(?:doubts?|doubted|deny|denies|denied|disputes?|disputed|disagree|believes?|believed|expects?|expected|saw|see|foresaw|predicted|imagined|noticed|thought|cares?|cared|wants?|wanted|mourned?|remembers?|took|takes)\b/,
    ],
    guards: ['cited', 'attributed'],
    message: 'Whose view is it? Name somebody who holds it, or cut it.',
    matches: [
      'The prevailing view on Wall Street is that the bank will blink first.',
      'The dominant reading in Brussels is that the deal was rushed.',
      'The mood among growers has soured.',
      'Another theory is that the stones were carried by ice.',
      'The smart money is on a cut in June.',
      'Other teams were not persuaded.',
      'Few doubt that the bridge will be built.',
    ],
    misses: [
      'The official answer of the ministry came on 4 May.',
      'The view from the tower is of the sea.',
      'The court gave its opinion in June.',
      'Not all trains stop at Ely.',
    ],
  },
  {
    id: 'wants-and-fears',
    kind: 'unverifiable',
    category: 'speculation',
    severity: 'should',
    patterns: [
      new RegExp(`\\b(?:${wants.join('|')})`),
      /\b(?:lies?|lay|is|was|are|were) (?:\w+ly |also |what |partly )?(?:at the (?:root|heart|core|origin|bottom(?= of (?:it|this|that|the (?:matter|quarrel|affair|trouble|problem|row))\b))|the (?:root|main|chief|driving|deeper|underlying|root) (?:cause|reason|driver|force)s?)(?: (?:of|behind)\b)?/,
      /\bwith (?:mounting|growing|increasing|rising|deep|great|evident|obvious|undisguised|some|barely concealed|ill-concealed|thinly veiled|open|quiet|grim|genuine|a mixture of|a mix of|understandable|palpable|considerable|visible) (?:alarm|unease|concern|relief|satisfaction|suspicion|dismay|delight|interest|horror|envy|pride|scepticism|skepticism|anxiety|impatience|enthusiasm|bitterness|anger|resentment|contempt|conviction|reluctance|regret|fascination|trepidation|amusement|irritation|bemusement|disbelief)\b/,
      /\bit(?:'s| is| was| would be| seems) (?:not |hardly |only |quite |too |perhaps |\w+ly )?(?:far-fetched|tempting|hard|difficult|easy|reasonable|natural|plausible|fair|safe|logical|possible|impossible|unthinkable|conceivable|inconceivable|foolish|naive|fanciful|premature) (?:not )?to (?:suppose|imagine|believe|see (?:why|how|what|the|a|this|that|it)|guess|assume|suspect|conclude|think|say|predict|deny|infer|picture|avoid the (?:conclusion|impression)|escape the)\b|\bwhether [^.;:!?\n]{3,80} (?:is|was|remains) (?:another|a different|quite another|an open|anyone's|a moot|up for|open to|doubtful|unclear|debatable|moot|in doubt|questionable|far from clear)\b/,
      /\b(?:had|has|have|was|were|is|are|did|does|would|could|must|will) (?:clearly|plainly|obviously|evidently|undoubtedly|undeniably|unquestionably|doubtless|surely|manifestly|patently|unmistakably) (?!(?:visible|marked|stated|defined|labelled|labeled|written|printed|legible|audible)\b)\w|\bon a (?:collision course|knife[- ]edge|slippery slope|war footing)\b|\bat a crossroads\b/,
      /\b(?:seem(?:s|ed)?|look(?:s|ed)?|appear(?:s|ed)?|sound(?:s|ed)?|grew|grow|became) (?:\w+ly |rather |almost |somewhat |quite |less than |more |ever more |a little )?(?:uneasy|nervous|relaxed|confident|tired|weary|angry|surprised|relieved|reluctant|keen|determined|unmoved|unimpressed|uncomfortable|embarrassed|eager|happy|unhappy|pleased|displeased|worried|puzzled|annoyed|rattled|shaken|bored|resigned|calm|frustrated|content|hesitant|unsure|sceptical|skeptical|desperate|aloof|torn|suspicious|restless|impatient|bitter|jealous|disillusioned|unconvinced)\b/,
      /\b(?:was|is|were|are|seems?|seemed|looks?|looked) (?:\w+ly |hardly |quite |clearly |all |just |only |merely |mostly )?(?:deliberate|intentional|calculated to|premeditated|by design|an? (?:\w+ )?(?:gamble|bluff|ploy|trap|snub|ruse|charade|façade|facade|smokescreen|distraction|power play|publicity stunt|dress rehearsal|marriage of convenience|cry for help)|for show|posturing)\b|\b(?:takes?|took|taking) (?:a|an) (?:calculated|big|huge|bold|enormous) (?:risk|gamble)\b|\bor so (?:it|the|he|she|they|we)\b|\b(?:built|made|dressed|out|chosen) to (?:impress|intimidate|please|shock|deceive|dazzle|provoke|confuse|charm)\b/,
      /\b(?:loath\w*|hates?|hated|despis\w+|distrust\w*|mistrust\w*|detest\w*|ador\w+|admir\w+|respect\w*|fear\w*|need\w*|env\w+|resent\w*|understood|understand|tolerat\w+) (?:each other|one another)\b|\bdays (?:are|were|seem\w*) numbered\b|\bcaught (?:between (?:two|a|the)|in the middle|off guard|unawares|on the hop)\b|\bon borrowed time\b|\bthe writing (?:is|was) on the wall\b|\b(?:run|ran|running) out of (?:time|road|patience|options|steam|ideas|excuses|friends)\b|\bthe tide (?:is|was|has|had) (?:been )?turn\w+/,
      /\b(?:lend|lends|lent|give|gives|gave|grant|grants|granted|confer|confers|conferred) [^.;:!?\n]{3,40} (?:an? (?:\w+ )?(?:authority|legitimacy|respectability|credibility|weight|aura|air|veneer|gloss|prestige|excuse|pretext|foretaste|taste|voice|identity|edge|boost)|legitimacy|respectability|credibility|authority|cover|pause for thought|food for thought)\b/,
      /\bsimply (?:(?:do|does|did|can|could|is|are|was|were|has|have|had|will|would) ?(?:not|n't)|cannot)\b/,
      /\bone (?:can(?:not help but)? |may |might |must |could |cannot )?(?:assumes?|suspects?|imagines?|supposes?|wonders?|presumes?|senses?|gathers?|guesses?|fears?|hopes?|feels?)\b|\b(?:nothing|everything|much|little|all|a lot|plenty) (?:\w+ly |else )?(?:suggests?|suggested|indicates?|indicated|points? (?:to|towards?)|pointed (?:to|towards?)|speaks? (?:for|against)|spoke (?:for|against)|hints? at)\b|\b(?:both|neither|all|either|(?:the )?two) (?:sides?|parties|camps|men|women|leaders|capitals|governments|brothers|sisters) (?:\w+ly |have |had |also |now |still ){0,2}(?:blinked|blinks?|back(?:ed)? down|wants?|wanted|knows?|knew|fears?|feared|hopes?|hoped|claims?|claimed|accuses?|blames?|sees?|saw|insists?|insisted|dug|prefer\w*|feels?|felt|needs?|needed|expects?|expected|realised|realized|understood)\b/,
      /\b(?:is|was|are|were) (?:less|not|never|not only|as much|really|all|partly|mainly|chiefly|ultimately|always) (?:really |so much |just |only )?about\b|\b(?:war|deal|visit|trip|move|strike|fight|dispute|conflict|election|vote|affair|row|quarrel|ban|crisis|gesture|purge) (?:is|was) about\b|\b(?:is|was|are|were) (?:far |much |simply |always )?too (?:proud|weak|busy|afraid|scared|tired|clever|vain|stubborn|cautious|timid|greedy|honest|polite|shrewd|ambitious|frightened|embarrassed|ashamed|naive|canny|cowardly|distracted|invested) to\b/,
      /\b(?:pride|fear|greed|envy|ambition|vanity|jealousy|shame|guilt|desperation|anger|revenge|hatred|curiosity|boredom|loyalty|hubris|panic|nostalgia|spite|caution|pragmatism|fatigue|mistrust|distrust|resentment|arrogance|complacency|ideology|sentiment|politics|self-interest|prestige|frustration|exhaustion|grief|rivalry|opportunism|snobbery|prejudice)(?: (?:of|for|over|about|at|between|among|towards?) (?:[\w'-]+ ){1,4}?| | (?:surely|clearly|also|perhaps|often|still|no doubt|certainly|probably) )(?:drove|drives|kept|keeps|made|makes|led|leads|moved|moves|pushed|pushes|prompted|played|plays|stopped|held|holds|lay|lies|explains?|explained|got the better|won|prevailed|(?:is|was|lay|lies|are|were) (?:behind|at the (?:root|heart|bottom))|colou?red|fuel(?:s|led|ed)?|motivat(?:es|ed)|poison(?:s|ed)?|cloud(?:s|ed)?|blinded|governs?|governed|shap(?:es|ed))\b/,
      /\b(?:s(?:eeks?|ought|eeking)|aim(?:s|ed|ing)?|hop(?:es?|ed|ing)|tr(?:y|ies|ied|ying)|want(?:s|ed)?|wish(?:es|ed)?|intend(?:s|ed)?|set out|looking|attempt(?:s|ed|ing)?|meant|designed|prefer(?:s|red)?|choos(?:e|es)|chose|hasten(?:s|ed)?|desperate|careful) (?:not )?to (?:\w+ly )?(?:underline|underscore|signal|show (?:that|the|its|his|her|off|strength|who)|project|reassert|assert|position|present (?:it|him|her|them)sel\w+|portray|burnish|reassure|woo|court|counter|curb|contain|isolate|distract|deflect|appease|placate|impress|intimidate|provoke|humiliate|flatter|charm|win over|shore up|cement|deepen|bolster|steal|seize|exploit|capitali[sz]e|please|outflank|outbid|leave (?:a|his|her|its) (?:mark|legacy)|be seen|appear|downplay|play down|buy time|save face|hedge|reclaim|regain|reset|mend fences|make (?:a point|an example|amends|up for)|send (?:a|the) (?:\w+ )?(?:message|signal)|strike a balance|tip the|drive a wedge|paper over|rally|galvani[sz]e)\b/,
      new RegExp(
        `\\b(?:(?:the|its|his|her|their) (?:government|ministry|company|firm|board|bank|party|king|queen|emperor|sultan|tsar|pope|president|premier|chancellor|prime minister|minister|general|generals|leader|regime|administration|army|navy|church|palace|court|club|owners?|founders?|builders?|makers?|industry|opposition|union|west|east|north|south|country|nation|city|animals?|dogs?|cats?|birds?|brain|body|market)) (?:also |now |still |clearly |evidently |plainly |no doubt |never |always |has |had |long |often |simply |really |secretly |privately |quietly |openly ){0,3}${feels}\\b`,
      ),
    ],
    guards: ['attributed', 'cited'],
    unless: /\b(?:if|hope to hear)\b/,
    message: 'How does the article know what they want, fear or feel? Who says so, or which record shows it?',
    matches: [
      'The White House would dearly like a cheaper currency.',
      'The bride, one assumes, was not consulted.',
      'Nothing suggests that she meant harm.',
      'Pride kept him from asking for help.',
      'Both sides blinked.',
      'His prizes lent the idea an authority that it lacked.',
      'The bank’s silence was deliberate.',
      'The two rivals loathed each other.',
      'The justices seemed visibly uneasy.',
      'It is not far-fetched to suppose a link.',
      'Whether it was true is another matter.',
      'Its designer had clearly looked at Palladio.',
      'Coastal states such as Togo look on with mounting alarm.',
      'The move is less about security than about votes.',
      'He was too proud to ask.',
      'A quarrel lay at the root of it.',
      'The animals simply do not hear the danger.',
      'By choosing Hanoi first, he sought to underline its weight.',
      'The ministry has every interest in keeping the figures quiet.',
      'The bank could not afford to look weak.',
      'The king never forgave his brother.',
    ],
    misses: [
      'The bank could not open in time.',
      'The ministry has a seat on the board.',
      'The fear of fire was great.',
      'The king knew Latin, his tutor Hagen wrote.',
    ],
  },
  {
    id: 'capital-mind',
    kind: 'unverifiable',
    category: 'speculation',
    severity: 'should',
    patterns: [
      new RegExp(
        `\\b(?:washington|beijing|moscow|the kremlin|the white house|the pentagon|downing street|westminster|brussels|berlin|paris|london|tehran|ankara|tokyo|delhi|seoul|pyongyang|warsaw|kyiv|rome|madrid|cairo|riyadh|canberra|ottawa|jerusalem|islamabad|budapest|hanoi|taipei|havana|caracas|wall street|silicon valley|hollywood|big tech) (?:also |now |still |clearly |evidently |plainly |no doubt |never |always |has |had |long |often |simply |really |secretly |privately |quietly |openly ){0,3}${feels}\\b`,
      ),
    ],
    guards: ['cited'],
    message: 'A capital fears and hopes nothing. Who in it said so?',
    matches: ['Washington fears being left behind.', 'The Kremlin knows that time is short.'],
    misses: ['Washington said it would wait.', 'London has nine million people.'],
  },
  {
    id: 'agentless',
    kind: 'unverifiable',
    category: 'vague-attribution',
    severity: 'should',
    patterns: [
      /\b(?:is|are|was|were|been) (?:often|commonly|widely|generally|popularly|traditionally|usually|frequently|sometimes|still|also|long|variously|rightly|wrongly|mistakenly|\w+ly) (?:attributed|ascribed|traced back|put down|chalked up|spoken|talked|told|sung|whispered|mentioned|invoked|evoked|held up|singled out|held (?:responsible|up)|written off|held in|cited|quoted|pointed to|looked (?:down|up)|thought of|made fun|joked|complained|asked|recalled|lauded|vilified|romanticised|romanticized|idealised|idealized|demonised|demonized|stereotyped|caricatured|pictured|depicted|imagined|conceived|hyped|oversold|undervalued|underrated|overrated|neglected|forgotten|taken (?:as|for|to)|treated as|used as shorthand|given (?:as|credit))\b(?! (?:\w+ ){0,6}?by (?:the |an? )?\w)/,
      /\b(?:has|have|had) (?:an? )?(?:\w+ )?(?:image|credibility|trust|pr|perception|legitimacy) (?:problem|gap|issue|crisis|deficit)s?\b|\b(?:its|his|her|their|['’]s) (?:reputation|fame|image|standing|prestige|popularity|credibility|star|legend|mystique|legacy|charm|appeal) (?:(?:\w+ly|has|had|have|soon|never|only|still) ){0,2}(?:took|takes|suffer(?:s|ed)?|gr[eo]ws?|grown|spreads?|waned?|wanes|faded?|fades|recover(?:s|ed)?|rose|risen|fell|fallen|lives?|endure[sd]?|lies|rests?|sank|sunk|plummeted|soared|dimmed|shines|shone)\b|\bover (?:the|their) heads of\b|\b(?:nobody|no one|few|everyone|everybody|many|most|some) (?:is|are|was|were) (?:really |much |truly |greatly )?(?:fooled|surprised|impressed|convinced|amused|shocked|persuaded|taken in|satisfied|disappointed|in doubt|under any illusion)\b/,
      /\b(?:is|are|was|were|been|being) (?:frowned (?:on|upon)|called into question|looked down (?:on|upon)|written off|held up as|laughed (?:at|off|out)|sneered at|taken for granted|taken seriously|hushed up|spoken of|much discussed|overrated|underrated|a household name|something of a (?:\w+ )?(?:mystery|legend|joke|taboo|myth|cult|institution))\b(?! (?:by|in) (?:the |an? )?\w)|\b(?:remains?|remained|is|was|are|were) (?:still |very much )?an? (?:\w+ly )?(?:touchy|sore|thorny|sensitive|delicate|divisive|contentious|controversial|hot|burning|emotive|taboo|vexed|perennial|prickly|awkward|explosive) (?:subject|topic|issue|question|point|matter|potato|spot|debate)\b/,
      /\b(?:(?:was|is|were|are|has|have|had) (?:not|hardly|scarcely|never)(?: been)? (?:lost on|gone (?:unheard|unnoticed|unanswered|unremarked|unchallenged)|escaped (?:notice|attention)|missed by|overlooked by)|(?:has|have|had|did) not (?:escape[d]?|pass(?:ed)?) (?:the )?(?:notice|attention|unnoticed|unremarked)|(?:raise[sd]?|raising|(?:g[ai]ve|gives|given|giving) (?:rise|birth|fresh life|new life|credence) to|led to|set off|triggers?|triggered|prompt(?:s|ed|ing)?|pos(?:es|ed)|beg(?:s|ged)|spark(?:s|ed|ing)?|invit(?:es|ed)|fuel(?:s|led)?|sow(?:s|ed)) (?:\w+ ){0,2}(?:questions?|doubts?|speculation|concerns?|fears?|hopes?|eyebrows|suspicions?|debate|comparisons?|rumou?rs|talk|theories|gossip|whispers|conjecture|resentment|suggestions|accusations|claims|murmurs))\b|\b(?:(?:takes?|took|taken) (?:[\w'-]+ ){1,4}in (?:its|their|his|her) stride|(?:still |never )?rankle[sd]?|(?:its|his|her|their) (?:fame|reputation|name) (?:precedes|preceded)|(?:the )?(?:idea|habit|trend|fashion|practice|name|phrase|joke|dish|style|craze|look|sport|game) (?:has |soon |quickly |slowly |never |really |also )*(?:caught on|took off|taken off|spread like wildfire|stuck)|rings? hollow|rang hollow|divid(?:e|es|ed) opinion|hits? home)\b|\bit (?:(?:now|also|therefore|thus|then|certainly|sometimes|often|increasingly) )?(?:seem(?:s|ed)|appear(?:s|ed)|would (?:seem|appear)|feels|felt|turns out)(?: to be)?(?: (?:very |quite |most |highly |only |perfectly )?(?:likely|unlikely|clear|obvious|evident|plausible|probable|doubtful|certain|fitting|inevitable))?(?:,| that| as if| as though)(?! (?:by|in|at) )/,
      /\bthe (?:[\w’'-]+ ){1,3}(?<=['’]s |s['’] |the )(?:real|true|actual|ulterior|underlying|unspoken|ultimate|main|hidden|intended|chief) (?:audience|target|addressee|aim|goal|prize|fear|worry|concern|interest|motive|reason|intention|objective|enemy|rival|problem|story|game)s? (?:is|was|are|were|lies?|lay|remains?)\b/,
    ],
    guards: ['cited', 'attributed'],
    message: 'By whom, or to whom? Name who says or sees it so, or cut it.',
    matches: [
      'The phrase is often attributed to Einstein.',
      'The symbolism was not lost on the capitals of the region.',
      'The term is frowned on these days.',
      'The island has an image problem.',
      'Its reputation took a knock.',
      'Wall Street took the news in its stride.',
      'It remains a touchy subject in the capital.',
      'The contract has prompted many questions.',
      'His fall gave rise to talk of a coup.',
      'His name is still spoken with reverence in the valley.',
      'It seems that the minister had not been told.',
      'The prime minister’s real audience was at home.',
    ],
    misses: [
      'The painting was long attributed to Rubens by the museum.',
      'It turns on a shaft of steel.',
      'The real estate was sold in May.',
    ],
  },
  {
    id: 'figure-of-any',
    kind: 'unverifiable',
    category: 'unsourced-figure',
    severity: 'should',
    patterns: [
      /^(?:(?:just|only|even|today|now|on average),? )?(?:a single|one|each|every|an? (?:average|typical|ordinary|standard|normal|good|decent|medium-sized|new|used|healthy|grown|small|large)|the (?:average|typical|ordinary|median)|an? (?:litre|liter|kilo|kilogram|cup|glass|hectare|tonne|ton|gram|pound|bottle|can|pint|slice|teaspoon|tablespoon|minute|hour|night|day|week) of) (?:[\w'-]+ ){1,5}?(?:can |will |may |could |now |still )?(?!(?:is|was|has|had|of|in|on|for|to|with|by|at|from|and|or|than|about|over|under|until|since)\b)[a-z]+s? (?:you )?(?:up to |about |around |roughly |some |nearly |almost |over |more than |as (?:much|many) as |at least |between |an? (?:estimated|average of) )?[$€£]?\d[\d,.]{0,12}\b(?! (?:january|february|march|april|may|june|july|august|september|october|november|december)\b)/,
      /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) (?:hundred|thousand|million|billion|trillion) (?!years?\b)[a-z]+|\bthe (?:highest|lowest|biggest|largest|smallest|worst|best|hottest|driest|wettest|coldest|longest|strongest|weakest) (?:[\w-]+ ){0,3}(?:since (?:records?|measurements?|counting) began|on record|ever (?:recorded|measured|seen|counted))\b/,
      /\b(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|one hundred|two hundred|five|three|two|one|six|seven|eight|nine|fifteen)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))? ?(?:percent|per cent)\b|\b(?:odds|chances?|risk|likelihood|probability) (?:of [\w -]{2,40}? )?(?:is|are|was|were|rises?|rose|falls?|fell|drops?|jumps?|climbs?|stands?|doubles?|doubled|triples?|tripled) (?:\w+ )?(?:to |at |by )?(?:\w+ )?(?:\d|one in|half|even|double|two|three|four|slim|high|low|tiny|minute)/,
      /\b(?:live|last|weigh|take|cost|need|sleep|grow|reach|burn|lose|gain|earn|spend|charge|drink|eat|pay)s? (?:for |about |up to |around |anywhere |from |between |roughly |typically |on average )*[$€£]?\d[\d,.]{0,12} ?(?:to|and|–|-) ?[$€£]?\d/,
      /\bit takes (?:about |around |only |just |roughly |nearly |up to |at least |more than )?\d[\d,.]{0,12} (?:[\w-]+ ){1,3}to\b|\bby (?:one|two|three|four|five|six|seven|eight|nine) (?:tenths?|quarters?|thirds?|fifths?|sixths?|eighths?)\b/,
      /\branks? (?:only |just |as |a lowly |a proud )?\d{1,3}(?:st|nd|rd|th)\b|\bthe (?:world's |country's |nation's |continent's )?(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[- ](?:most (?:common|popular|visited|populous|expensive|frequent)|largest|biggest|highest|lowest|commonest|leading|busiest|richest|poorest)\b|\b\d[\d,.]{0,12} (?:times|hairs|words|steps|hours|minutes|emails|messages|photos|people|cups|cigarettes|calories|litres|decisions|thoughts) (?:a|per|each|every) (?:second|minute|hour|day|night|week|month|year)\b/,
    ],
    guards: ['sourced', 'figured'],
    unless: fixedMeasure,
    message: 'Whose count, and of when? Name the source of the figure.',
    matches: [
      'A single email emits 4 grams of carbon dioxide.',
      'Seven million Britons suffer from it.',
      'It ranks 140th in the world for freedom of the press.',
      'Children laugh 300 times a day.',
      'It takes 10,000 hours to master.',
      'The lake has shrunk by nine tenths.',
      'They live 12 to 15 years.',
      'If both parents do it, the odds rise to sixty percent.',
      'A litre of milk takes 628 litres of water to make.',
      'The rate is the highest since records began.',
    ],
    misses: ['Each team has 11 players.'],
  },
  {
    id: 'part-of-any',
    kind: 'unverifiable',
    category: 'unsourced-figure',
    severity: 'must',
    patterns: [
      /\bup to \d[\d,.]{0,12} [a-z]+ (?:an|a|per) [a-z]+\b|\b(?:hours|days|weeks|months|years) on end\b/,
      /\b(?:several|a few|a couple of|many|countless|untold|tens of|hundreds of|thousands of|dozens of|scores of) (?:dozen|hundred|thousand|million|billion)s?(?: (?:thousand|million|billion))?\b(?! years ago)/,
      /\bas (?!(?:soon|long|far|often|early|late|well|much|many|little|few)\b)[a-z]+ as (?:smoking |drinking |eating |watching )?(?:\d[\d,.]{0,12}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|fifty|a hundred) (?!(?:of|years?|centuries|am|pm|january|february|march|april|may|june|july|august|september|october|november|december)\b)[a-z]+/,
      /\b(?:half|a (?:third|quarter|fifth|tenth)|(?:one|two|three) (?:thirds?|quarters?|fifths?|tenths?)) (?:of )?(?:its|their|our) [a-z]+\b|\b(?:the )?(?:lion's share|bulk|better part|overwhelming majority|vast majority|best part) of\b|\b(?:hundreds|thousands|millions|billions|dozens|scores) (?:more )?(?:died|fled|came|are|were|have|had|lost|left|gathered|marched|live|work|suffer|die|flock(?:ed)?|visit|a (?:day|week|month|year))\b|\b(?:half|a (?:third|quarter|fifth|tenth)|(?:one|two|three) (?:thirds?|quarters?|fifths?|tenths?)|most) (?:of )?(?:the|our|its|all the) (?:country|population|nation|world|city|town|planet|workforce|electorate|public|industry|staff|continent|village|region|adult|adults|market|internet|budget|profits?|cost|price|energy|emissions|damage|work|traffic|trade)\b/,
    ],
    guards: ['sourced', 'figured'],
    unless: fixedMeasure,
    message: 'Source? A share or an amount needs whose count it is, of how many and of when.',
    matches: [
      'The storms last for months on end.',
      'Half the country never votes.',
      'The delay costs several hundred million kroner.',
      'It accounts for the lion’s share of exports.',
      'The river has lost half its fish.',
      'Loneliness is as harmful as 15 cigarettes a day.',
    ],
    misses: ['The tower is as old as two of its bells.', 'Half the bridge fell.'],
  },
  {
    id: 'order-of-any',
    kind: 'promotional',
    category: 'call-to-action',
    severity: 'should',
    blocks: ['paragraph', 'item'],
    patterns: [
      new RegExp(
        `^(?:then |now |first |next |finally |instead,? |simply |just |please |and |or |but |so |(?:if|when|once|before|after|while|until|whenever|wherever|for|to|with) [^,.;:!?\\n]{1,70}, )?(?!(?:${noOrder})\\b)[a-z]{2,}(?<!s|ed|ing|ly|en|ion|ness|ity)(?: (?:up|out|off|down|away|back|aside))? (?:the|your|any|a|an|all|some|every|each) [\\w'-]+(?: [^.;:!?\\n]{1,60}(?![\\w'-]))?`,
      ),
    ],
    guards: ['asking', 'attributed'],
    message: 'Tells the reader what to do. Cut it, or say what is the case.',
    matches: [
      'Trim the wick before each use.',
      'Deadhead the roses in June.',
      'Then unscrew the lid.',
      'If it jams, unscrew the lid.',
    ],
    misses: [
      'Under the bridge runs a path.',
      'Half the town burnt down.',
      'Born the son of a miller, he went to sea.',
      'Says the mayor.',
    ],
  },
  {
    id: 'enough-of-it',
    kind: 'unverifiable',
    category: 'prescription',
    severity: 'should',
    blocks: ['paragraph', 'item'],
    patterns: [
      /^(?:under no circumstances|on no account|at all costs|by all means|whatever (?:you do|happens)|for (?:heaven's|goodness) sake|better safe than sorry|if in doubt|when in doubt)\b[^.;:!?\n]{0,60}/,
      /\b(?:is|are) (?:usually |normally |generally |often |more than |quite |always |simply )?(?:plenty|ample|ideal|a must|a no-no|key|vital|non-negotiable|about right|wise|advisable|best avoided|worth (?:it|a try|every \w+|the (?:effort|wait|money))|the way to go|your (?:friend|best friend)|money well spent|time well spent|a good (?:start|place to start))[.!]$/,
    ],
    guards: ['cited', 'attributed'],
    message: 'By whose rule? Say who recommends it, or state what happens otherwise.',
    matches: ['Under no circumstances use bleach.', 'Two litres a day is plenty.', 'A balanced diet is key.'],
    misses: ['The missing part is a key.', 'Two litres is the limit.'],
  },
];
