import type { Rule } from './model.ts';

/**
 * Rules for voices without a name: people in the plural, bodies that are everybody, and what is said of a thing as if
 * the whole world had said it. Who speaks and what they do are lists of their own, so that any of the one goes with any
 * of the other.
 */

/** People in the plural that no ending gives away, and those that share one with things. */
const people =
  'tenants|applicants|participants|accountants|assistants|migrants|immigrants|merchants|consultants|inhabitants|peasants|claimants|defendants|militants|entrants|restaurateurs|entrepreneurs|eyewitnesses|witnesses|colleagues|contemporaries|peers|friends|relatives|acquaintances|landlords|households|millennials|boomers|seniors|adults|teens|youngsters|kids|children|girls|boys|mums|moms|dads|mothers-in-law|husbands|wives|widows|youths|pilots|captains|generals|mps|lawmakers|judges|jurors|priests|monks|clerics|poets|artists|bands|bosses|chiefs|heads|ceos|magnates|tycoons|billionaires|startups|start-ups|individuals|professionals|nationals|intellectuals|liberals|conservatives|progressives|moderates|hawks|doves|radicals|loyalists|rivals|allies|backers|friends and foes|newcomers|beginners|purists|die-hards|regulars|followers|subscribers|shoppers|diners|hikers|cyclists|drivers|commuters|gamers|growers|farmers|fishermen|craftsmen|businessmen|businesswomen|salespeople|businesses|employers|companies|firms|brands|retailers|insurers|lenders|banks|markets|traders|bookmakers|punters|watchers|leaders|figures|veterans|humanitarians|islanders|villagers|townspeople|townsfolk|countrymen|landowners|homeowners|owners|hosts|guests|users|customers|buyers|sellers|tourists|travellers|travelers|visitors|guides|reviewers|readers|viewers|listeners|writers|bloggers|influencers|journalists|columnists|editors|commentators|pundits|analysts|economists|forecasters|strategists|historians|archaeologists|scholars|academics|scientists|researchers|engineers|doctors|physicians|nurses|therapists|psychologists|dietitians|nutritionists|lawyers|attorneys|jurists|teachers|educators|parents|families|students|pupils|residents|locals|neighbours|neighbors|citizens|voters|taxpayers|consumers|patients|clients|investors|shareholders|workers|employees|staffers|managers|executives|officials|diplomats|politicians|ministers|senators|soldiers|activists|campaigners|protesters|environmentalists|conservationists|opponents|supporters|proponents|advocates|critics|cynics|sceptics|skeptics|detractors|admirers|enthusiasts|fans|aficionados|connoisseurs|experts|specialists|insiders|observers|sources|survivors|victims|organi[sz]ers|volunteers|donors|designers|builders|developers|programmers|athletes|players|coaches|runners|gardeners|cooks|chefs|bakers|mechanics|breeders|handlers|riders|skippers|divers|anglers|sailors|surfers|climbers|collectors|americans|mexicans|koreans|germans|africans|kenyans|europeans|britons|brits|londoners|parisians|scots|danes|swedes|finns|poles|czechs|serbs|croats|turks|greeks|kurds|arabs|spaniards|australians|canadians|brazilians|indians|russians|ukrainians|italians';

/** Bodies that are everybody, and capitals that stand for their governments. */
const everybody =
  'voices|rank and file|grass ?roots|(?:large|whole|wide|some|other|many) (?:parts|sections|swathes|quarters)|unions|groups|powers|allies|governments|capitals|states|nations|countries|(?:state |local |national |foreign |western )?(?:media|press|newspapers|tabloids)|organi[sz]ations|associations|charities|watchdogs|bodies|circles|ngos|think[- ]tanks|communities|community|establishment|elites?|diaspora|intelligentsia|the (?:general |wider |broader |travelling |british |american |french |german |reading )?(?:public|press|media|tabloids|internet|electorate|industry|opposition|markets?|locals|west|faithful|west|streets?|terraces?|stands|dressing room|boardroom|crowds?|shop floor|blogosphere|fan ?base|fandom|trade|profession|congregation|back benches|rest of us|neighbou?rs|young|old|elderly|rich|poor)|public opinion|popular opinion|civil society|social media|academia|wall street|silicon valley|(?:western|european|neighbou?ring|foreign|many|other|several) (?:capitals|governments|countries|nations|powers|states)';

/** What such a voice does that only a person who asked them could know. */
export const does =
  "(?:tell|told) (?:a|an|of|the same|another|stories|visitors|us|tales)|sp(?:eak|oke) (?:highly|of|warmly|out|about|fondly|volumes)|recall(?:ed)?|jok(?:e|ed)|like(?:d)? to|love(?:d)? to|look(?:ed)? (?:for|forward|to|askance|on|down on|up to)|valu(?:e|ed) (?!of\\b)|demand(?:ed)? (?!for\\b)|priz(?:e|ed) (?!for\\b)|crav(?:e|ed)|car(?:e|ed) (?:about|little|deeply)|know (?:that|how|what|this|it|the|all|better)|understand|reali[sz](?:e|ed)|recogni[sz](?:e|ed)|(?:call|called|calling|clamou?r|clamou?red|push|pushed|press|pressed) for|react(?:ed)?|respond(?:ed)? (?:with|by|coolly|positively|negatively|well|enthusiastically|angrily)|greet(?:ed)?|sound(?:ed)? (?:the|an) alarm|raised? (?:the alarm|objections|questions|concerns|doubts|eyebrows|hopes)|push(?:ed)? back|reject(?:ed)?|resist(?:ed)?|anticipat(?:e|ed)|pric(?:e|ed) in|weigh(?:ed)? in|condemn(?:ed)?|denounc(?:e|ed)|decr(?:y|ied)|deplor(?:e|ed)|bemoan(?:ed)?|counter(?:ed)? that|retort(?:ed)?|point(?:ed)? (?:to|out|the finger)|put (?:the|it|this|that) [^.;!?\\n]{0,30}(?:higher|lower|down)|document(?:ed)?|(?:'d|would) rather|gravitat(?:e|ed)|dislik(?:e|ed)|resent(?:ed)?|yearn(?:ed)?|long(?:ed)? for|dream(?:t|ed)? of|turn(?:ed)? (?:to|on|against|away|their backs?|a blind eye|up their noses|out in)|had a field day|(?:dub|christen|brand|label|nicknam|hail|lampoon|vilif|ridicul|celebrat|pillor|sav(?:ag)|mock)(?:bed|ed|led|ied|ge|ged|e|s|es)?|(?:g[ia]ve|given) (?:him|her|it|them) (?:the cold shoulder|short shrift|a (?:cool|warm|frosty|rough|standing|hero's) \\w+)|grumbl(?:e|ed)|mutter(?:ed)?|cheer(?:ed)?|rejoic(?:e|ed)|despair(?:ed)?|winc(?:e|ed)|shrug(?:ged)?|never (?:quite |really |fully )?(?:made (?:its|their) peace|got over|forgave|accepted|warmed|took to|believed|trusted|recovered)|smel(?:ls?|led|t) (?:a|an|blood|weakness|trouble)|t(?:ake|ook) (?:fright|umbrage|flight|cover|up arms|stock|to social media|to the streets|issue|a dim view|a (?:more )?\\w+ view|comfort|pride|note|heart|offence|it for granted)|p(?:ay|aid) (?:little|scant|close|great) (?:attention|heed)|(?:had|have|has) (?:little|few|no|every|long|mixed|high|great|grave|serious|good|fond|strong|much) (?:trust|faith|confidence|patience|time for|appetite|interest|illusions?|doubts?|reason|reservations|concerns?|hopes?|feelings|views|opinions|memories|sympathy|love|respect|misgivings)|(?:had|have|has) (?:sounded|learned|learnt|noticed|called|grown|become|come to|taken to|lost (?:patience|faith|trust|interest|confidence)|warmed|had enough|voiced|expressed|raised|welcomed|embraced|condemned|condoned|questioned|taken (?:note|notice|issue|to|up|aim|exception)|signalled|signaled|accused|portrayed|paid the price|singled out|been (?:left|kept|quick|slow|reluctant|eager|keen|vocal|calling|asking|saying|warning|waiting|critical|sceptical|skeptical|wary|unimpressed|impressed|unanimous))|(?:is|are|was|were|remain|remained|remains|seem|seemed|grow|grew) (?:not |\\w+ly |far |still |more |less |very |quite |so |all )?(?:fed up|up in arms|quick|slow to|eager|keen|wary|sceptical|skeptical|unimpressed|impressed|unhappy|happy with|divided|split|torn|undecided|baffled|puzzled|hopeful|fearful|afraid|anxious|nervous|furious|angry|upset|outraged|thrilled|delighted|overjoyed|dismayed|disappointed|shocked|stunned|horrified|alarmed|worried|concerned|uneasy|unsettled|cautious|cautiously optimistic|optimistic|pessimistic|convinced|unconvinced|persuaded|adamant|unanimous|confident|doubtful|dubious|suspicious|hostile|indifferent|enthusiastic|lukewarm|ambivalent|resigned|tired|weary|sick of|bored|drawn to|attracted by|obsessed|fascinated|captivated|charmed|enamou?red|smitten|hooked|sold on|willing to|unwilling|reluctant|hesitant|ready to|prepared to|watching|waiting|asking|wondering|saying|calling|demanding|clamou?ring|crying out|turning|flocking|looking (?:for|to|forward)|beginning to|starting to|increasingly|used to (?:it|this|that|the)|left (?:in the dark|behind|wondering|reeling|cold)|kept in the dark|abuzz|understood to|thought to|aware|unaware|under no illusion|at odds|of two minds|in two minds|on edge|on board|on the fence|in favou?r|against (?:it|the|this)|mindful|familiar with|grateful|sad to|sorry to|glad to|happy to|proud of|ashamed)|roll(?:ed)? their eyes|nod(?:ded)?|sigh(?:ed)?|w(?:i|a)nce(?:d)?|chuckle(?:d)?|laugh(?:ed)? (?:at|off)|beg to differ|begged to differ|used to (?:say|think|believe|dismiss|laugh|see|call|joke|mock|fear)|will (?:recogni[sz]e|remember|know|tell|be (?:familiar|aware|glad|pleased|disappointed|relieved)|not be surprised|recall|agree|argue|say|point|appreciate|love|enjoy|want|notice)|may (?:argue|object|disagree|balk|wonder|find|feel|think)|might (?:argue|object|disagree|balk|wonder|find|feel|think|say)|would (?:argue|object|disagree|say|agree|rather|beg|dispute|deny)|could be forgiven|can attest|live in fear|feel|felt|want(?:ed)? (?:him|her|them|the|to|more|less|a)|praise|see|saw|say|said|think|thought|believ(?:e|ed)|expect(?:ed)?|fear(?:ed)?|hop(?:e|ed)|worr(?:y|ied)|warn(?:ed)?|argu(?:e|ed)|insist(?:ed)?|agree(?:d)?|disagree(?:d)?|doubt(?:ed)?|suspect(?:ed)?|prefer(?:red)?|appreciat(?:e|ed)|complain(?:ed)?|consider(?:ed)?|regard(?:ed)?|view(?:ed)?|describ(?:e|ed)|rememb(?:er|ered)|report(?:ed)?|applaud(?:ed)?|welcom(?:e|ed)|critici[sz](?:e|ed)|oppos(?:e|ed)|not(?:e|ed) (?:that|the|a|how)|enjoy(?:ed)?|struggl(?:e|ed)|rav(?:e|ed)|swear|swore|debat(?:e|ed)|tend(?:ed)? to|continu(?:e|ed) to|watch(?:ed)? (?:closely|with)|rall(?:y|ied)|protest(?:ed)?|portray(?:ed)?|accus(?:e|ed)|accept(?:ed)? that|singl(?:e|ed) out|signal(?:led)? (?:interest|support|concern|readiness|openness|unease)|pa(?:y|id) the price|c(?:ome|ame) back|return year after|shar(?:e|ed) (?:the|this|these|his|her|their|that)|spread the|fac(?:e|ed) (?:a |an )?(?:uncertain|growing|mounting|difficult|agonising|stark|impossible)|maintain(?:ed)? that|contend(?:ed)?|claim(?:ed)?|acknowledg(?:e|ed)|conced(?:e|ed)|admit(?:ted)?|embrac(?:e|ed)|favou?r(?:ed)?|mock(?:ed)?|scoff(?:ed)?|testif(?:y|ied)|attest(?:ed)?|vouch(?:ed)?";

const between =
  "(?: (?:have|has|had|also|even|still|now|often|widely|long|do|did|don't|didn't|strongly|generally|rightly|privately|openly|quietly|rarely|usually|all|sometimes|always|never|already|largely|simply|just|soon|once|both|alike|of all ages|[a-z]+ly)){0,3} ";

/** That a clause begins here, or up to three words before. */
const clauseBegins =
  '(?<=(?:^|[;:,–—] |\\b(?:but|and|while|as|that|although|because|what|which|where|how|yet|so|whereas|though|since|if|when) )(?:(?:but|and|yet|so) )?(?:(?:the|its|his|her|their|some|many|most|few|more|several|other) )?(?:[a-z][\\w-]*(?<!\\b(?:the|of|in|and|with|by|for|to|from|at|on)) ){0,2})';

const where =
  "(?: (?:of|in|within|behind|on|across|around|from|with|along|near|at|outside|inside|abroad|alike|worldwide|everywhere)(?: (?:the |this |such |these |both |all |his |her |its |their |a )?[\\w'-]+(?: [\\w'-]+)?)?)?";

/** Rules for what is said and felt by people who have no name, in every shape that this takes. */
export const voiceRules: Rule[] = [
  {
    id: 'voices',
    kind: 'unverifiable',
    category: 'vague-attribution',
    severity: 'should',
    patterns: [
      new RegExp(`\\b${clauseBegins}(?:${people})${where}${between}(?:${does})\\b`),
      new RegExp(`\\b${clauseBegins}(?:${everybody})${where}${between}(?:${does})s?\\b`),
    ],
    guards: ['cited', 'attributed', 'dated'],
    unless: /\b(?:united states|member states)\b/,
    message: 'Which ones, and who asked them? Name somebody who says it.',
    matches: [
      'Yes, and tenants report good experiences.',
      'Trade unions greeted the plan with dismay.',
      'Voters are fed up with promises.',
      'Local residents are up in arms over the tower.',
      'The international community has condemned it.',
    ],
    misses: [
      'Drivers need a licence.',
      'Farmers grow maize in the valley.',
      'On 4 May residents protested in the square.',
      'The unions and the ministry met twice.',
    ],
  },
  {
    id: 'nameless-source',
    kind: 'unverifiable',
    category: 'vague-attribution',
    severity: 'should',
    patterns: [
      /\b(?:people|persons|officials|sources|executives|diplomats|bankers|lawyers|someone|somebody|those|(?:one|two|three|four|several) (?:people|sources|officials)) (?:familiar with|close to|briefed on|with (?:direct )?knowledge of|in the know|acquainted with|privy to)\b/,
      /\b(?:who|which) (?:asked|wished|preferred|chose|declined|did not want|spoke|insisted) (?:to (?:remain|stay|be)|not to be|on (?:condition|the condition)|to be) ?(?:anonymous|anonymity|named|identified|of anonymity)?\b|\bon (?:the )?condition of anonymity\b|\b(?:unnamed|anonymous|unidentified|undisclosed|well-connected|well-informed|high-ranking|senior|top|former) (?:[\w-]+ )?(?:officials?|sources?|executives?|insiders?|aides?|diplomats?|advis[eo]rs?|figures|ministers|members of the \w+) (?:who|told|say|said|says|confided|hinted|suggested|claimed|believed?|described|called|admit|admitted|warned|fear|feared)\b/,
      /\bas (?:one|another|a (?:\w+ )?) ?(?:[\w-]+ )?(?:observer|critic|commentator|analyst|expert|insider|wag|reviewer|writer|fan|visitor|resident|local|official|diplomat|veteran|scholar|historian|customer|user|guest|client|patient|parent|teacher|student|farmer|fisherman|columnist|blogger|author|source) (?:put|puts|has put|said|says|noted|notes|remarked|observed|told|called|described|once)\b|\b(?:one|more than one|many an?|another|an occasional|the odd|any|an?) (?:(?:well-known|famous|former|senior|leading|prominent|top|western|local|unnamed|anonymous|retired|veteran|noted|respected|close|long-time|government|high-ranking|junior|young|old|recent|frequent|serious) ){0,2}(?:observer|employee|economist|scientist|colleague|friend|neighbou?r|official|source|aide|lawyer|doctor|psychologist|witness|participant|passenger|manager|critic|commentator|analyst|expert|insider|reviewer|visitor|traveller|traveler|resident|diplomat|veteran|scholar|historian|customer|user|guest|columnist|blogger|pundit|sceptic|skeptic|cynic|purist|fan) (?:(?:in|at|from|inside|close to|with|of) (?:the |a |an )?(?:[\w-]+ ){1,3}?)?(?:once |later |also |even |has |have |had |will |would |may |might |could )?(?:noted|notes|said|says|called|calls|described|describes|remarked|observed|joked|quipped|wrote|put|puts|pointed|argues|argued|claims|claimed|complained|wondered|likened|likens|compared|compares|confirmed|confirms|told|tells|warned|warns|believes|believed|thinks|thought|recalled|recalls|admitted|suggested|suggests|explained|explains|predicted|predicts|expects|agree|disagree|recommends|insists|insisted|denied|spoke|speaks|summed|dismissed|hailed|praised|deny|dispute|doubt|object|argue|claim|say|call)\b/,
      /\b(?:anecdotal|early|initial|preliminary|unconfirmed|conflicting|recent|contemporary|eyewitness|first-hand|various|numerous|persistent|local|some|historical|popular|traditional|later|oral) (?:reports?|accounts?|evidence|findings|data|studies|research|figures|surveys?|polls?|estimates|indications|signs|tales|stories|legends?|traditions?|results|trials|sources) (?:(?:have|has|had|also|now|even|all|strongly|often|\w+ly) ){0,2}(?:points?|pointed|suggest\w*|indicat\w+|shows?|showed|shown|paints?|painted|tells?|told|speaks?|spoke|hint\w*|revea\w+|confirm\w*|link\w*|claim\w*|differ\w*|vary|varies|conflict\w*|put|puts|agree\w*|found|finds?|says?|said|abound|suggest|demonstrat\w+|highlight\w*|underlin\w+|back\w*|support\w*|describe\w*|mention\w*|credit\w*|attribut\w+|place|places|placed)\b/,
      /\b(?:evidence|proof|research|data) (?:is|are|keeps?|has been|have been|continues? to be) (?:\w+ly )?(?:mounting|growing|piling up|accumulat\w+|building|overwhelming|compelling|clear|thin|scant|mixed|emerging)\b|\b(?:tradition|custom|folklore|legend|lore|myth|superstition|etiquette|protocol|common sense|popular memory|local memory|hearsay|rumou?r|gossip|conventional wisdom|received wisdom|history|posterity|science|nature|logic|the story|the tale|the legend|the consensus|the literature|the record|the evidence|the data|the research|the science) (?:has it|dictates?|holds?|attributes?|attributed|says?|tells?|teaches|suggests?|demands?|maintains?|claims?|credits?|credited|blames?|remembers?|goes|went|shows?|proves?|favou?rs?|points?|places?|is clear|is unequivocal)\b/,
      /\b(?:word|rumou?r|talk|the word|the rumou?r|the talk|the betting|the hope|the fear|the worry|the thinking|the assumption|the expectation|the feeling|the sense|the argument|the complaint|the charge|the accusation|the theory|the idea|the received view|the question on everyone's lips) (?:is|was|has been|went|goes|runs|ran) (?:that|on|of|around)\b|\bthere (?:have|has|had) (?:also |long |even )?been (?:\w+ ){0,2}(?:calls?|talk|rumou?rs?|speculation|criticism|complaints?|concerns?|suggestions?|allegations?|accusations?|reports?|whispers?|fears?|expectations?|pressure|discontent|unease|debate|controversy|resistance|opposition|scepticism|skepticism|disquiet|murmurs?|hopes?|protests?)\b|\b(?:a|the) (?:widely|commonly|long|firmly|generally) (?:held|shared|accepted|believed) (?:\w+ )?(?:view|belief|opinion|assumption|idea|notion|theory|perception|conviction|myth|misconception|consensus)\b/,
      /\b(?:(?:a|one|another) (?:\w+ )?(?:landmark|recent|new|major|large|large-scale|leading|famous|well-known|influential|ground-?breaking|harvard|oxford|cambridge|stanford|american|british|german|japanese|swedish|danish|dutch|chinese|scientific|clinical|small|comprehensive|long-term|government|peer-reviewed|international) (?:\w+ )?(?:study|survey|poll|report|trial|experiment|paper|analysis|review|research|investigation|meta-analysis) (?:has |have |also |once |recently |even ){0,2}(?:found|finds|showed|shows|shown|proved|proves|proven|suggested|suggests|revealed|reveals|confirmed|confirms|concluded|concludes|indicated|indicates|discovered|demonstrated|demonstrates|linked|links|estimated|estimates|put|puts|claims|claimed|warns|warned|reported|reports|says|said)|a (?:team|group) of (?:\w+ )?(?:scientists|researchers|experts|doctors|economists|academics|scholars|engineers|volunteers)(?! (?:at|from|of|led|in) (?:the )?[\w-]+) (?:has|have|had|found|discovered|showed|developed|says|said|believes?)|experts at (?:a|an|some|several|leading|top|one) [\w -]{3,40}? (?:have|has|say|said|confirm|found|believe|warn))\b/,
      /^(?:[\w-]+ )?(?:reports|rumou?rs|claims|whispers|stories|speculation|allegations|suggestions|murmurs|hints|leaks|gossip|talk) (?:\w+ ){0,2}?that\b/,
    ],
    guards: ['cited'],
    message: 'Who is it? A source without a name settles nothing; name one, or cut it.',
    matches: [
      'People familiar with the matter said so.',
      'As one observer put it, the age of cheap money is over.',
      'Anecdotal reports point to a rise in cases.',
      'Evidence is mounting that it is harmful.',
      'Folklore attributes the ruin to a curse.',
      'There have been calls for his resignation.',
      'A landmark study found that optimists live longer.',
    ],
    misses: [
      'Officials who work at the port were paid.',
      'The data are kept in Oslo.',
      'The legend on the map is in Latin.',
      'History is taught from the fifth year.',
    ],
  },
  {
    id: 'standing-in-the-world',
    kind: 'unverifiable',
    category: 'vague-attribution',
    severity: 'should',
    patterns: [
      /\b(?:has|have|had|enjoys?|enjoyed|retains?|is not without|are not without|was not without|not without) (?:its|his|her|their|an? (?:\w+ )?(?:cult|loyal|devoted|fervent|passionate|wide|huge|dedicated|faithful|global)) (?:fair share of )?(?:critics|sceptics|skeptics|detractors|admirers|fans|supporters|defenders|doubters|opponents|advocates|champions|followers|proponents|following|followings|fan ?base|readership|audience|clientele)\b/,
      /\b(?:divided|divides|split|splits|polari[sz]ed|polari[sz]es|won over|wows|wowed|delighted|delights|shocked|stunned|appalled|charmed|enraged|infuriated|alarmed|dismayed|unsettled|unnerved|puzzled|baffled|reassured|spooked|rattled|surprised|outraged|angered|thrilled|disappointed|underwhelmed|impressed|captivated|galvani[sz]ed|vexed|fascinated|intrigued|haunted|eluded|perplexed|dogged|electrified|scandali[sz]ed|horrified|irked|annoyed) (?:the |many |some |most |both |all )?(?:[\w-]+ )?(?:audiences?|critics|fans|readers|viewers|experts|observers|commentators|public opinion|the public|public|the nation|nation|the world|locals|residents|voters|scholars|historians|scientists|philosophers|generations|mathematicians|doctors|linguists|experts|investors|markets|purists|crowds?|critics and audiences|opinion|the country|conservatives|liberals|allies|rivals|opponents|supporters|customers|users|neighbou?rs|the community|community|industry|establishment)\b/,
      /\b(?:mixed|positive|negative|favou?rable|unfavou?rable|lukewarm|rave|glowing|scathing|enthusiastic|tepid|cool|warm|muted|hostile|frosty|chilly|rapturous) (?:reviews?|reactions?|receptions?|responses?|feedback|press|reception)\b(?! (?:of|in) \d)|\breactions? (?:was|were|has been|have been|is|are|remain(?:s|ed)?|ranged?|varied|varies) (?:\w+ly )?\w+|\b(?:raised eyebrows|raised more than a few eyebrows|eyebrows were raised|(?:did|does|do|has|have) not (?:gone|go|sat|sit) (?:down )?well|(?:went|gone|go|goes) down (?:well|badly|poorly)|sat (?:un)?easily|(?:struck|strikes) a (?:chord|nerve)|(?:touched|touches) a (?:chord|nerve)|fell (?:flat|on deaf ears)|fallen on deaf ears|met (?:a|with a) (?:wall|cool|frosty|warm|mixed)|(?:in|under) the public eye|a public outcry|popular (?:anger|discontent|demand|support|imagination)|public (?:anger|opinion (?:has|had|is|was)|confidence|sentiment|discontent|outrage|outcry|mood|pressure|unease|trust) (?:in|over|at|has|had|is|was|about|towards?))\b/,
      /\b(?:in|to) (?:the )?(?:eyes|minds|hearts|view|opinion|estimation|ears|judge?ment) of (?:his|her|its|their|the|those|most|many|some|both|ordinary|western|foreign|outside|local) (?:[\w-]+ )?[\w-]+|\b(?:to|for) (?:its|his|her|their) (?:critics|detractors|admirers|supporters|fans|opponents|enemies|defenders|followers|contemporaries|champions|devotees|peers),|^among (?:the |most |many |some )?(?:[\w-]+(?:ers|ists|ians|ans|ors|ents|ants)|fans|locals|experts|critics|faithful|young|old|rich|poor|initiated)\b|\b(?:to|for|among) (?:many|some|most|some of|a certain|generations of|countless) (?:[\w-]+ ){0,2}(?:people|fans|locals|critics|readers|residents|voters|viewers|travellers|families|parents|users|experts|observers|generations?|[\w-]+(?:ers|ists|ians|ans)),/,
      /\b(?:is|are|was|were|be|been|being) (?:\w+ly |also |still |now )?(?:(?:known(?! as\b)|famous|famed|noted|notorious|infamous|renowned|legendary|loved|respected|feared|celebrated|remembered)) (?:for|as|among|in|throughout|across|around|the world over|worldwide)\b(?! (?:an?|the) [A-Z])|\b(?:is|are|was|were) seen (?:\w+ ){0,4}as\b|\b(?:can|could|may|might|must|should|has to) (?:also |only |best |perhaps |easily |well )?be (?:read|seen|interpreted|understood|viewed|regarded|construed|taken|described) as\b|\b(?:earned|earns|gained|gains|built|builds|acquired|developed|enjoys?|enjoyed|cemented) (?:itself |himself |herself |themselves )?(?:a|an|its|his|her|their) (?:\w+ ){0,2}(?:reputation|name|standing|following)\b|\bit (?:would be|is|was|may be) (?:no (?:exaggeration|overstatement|stretch)|fair|safe|not too much|hardly an exaggeration|not unfair|no secret|common knowledge|well known|an open secret|well documented|beyond dispute|undeniable|often argued|no surprise)\b/,
    ],
    guards: ['cited', 'attributed', 'dated'],
    message: 'Who sees it so? Name one who does, or say what happened instead.',
    matches: [
      'The plan has its sceptics.',
      'The film divided audiences.',
      'It drew mixed reviews.',
      'To its detractors, the law is a licence to spy.',
      'The visit was seen in Delhi as a snub.',
      'It would be fair to say that relations have cooled.',
    ],
    misses: [
      'The country has its own army.',
      'The river divided the town.',
      'The eyes of the fish are large.',
      'She built her house in 1921.',
    ],
  },
  {
    id: 'told-by-nobody',
    kind: 'unverifiable',
    category: 'vague-attribution',
    severity: 'should',
    patterns: [
      /\bit (?:is|was|(?:has|had)(?= (?:\w+ )?been\b)|came to be|can be|could be|may be|must be) (?:\w+ly |also |often |long |not |now |been |sometimes |then |even |once |since ){0,3}(?:known|noted|felt|pointed out|observed|remarked|agreed|said|argued|suggested|claimed|contended|alleged|reported|believed|thought|assumed|understood|held|accepted|recogni[sz]ed|acknowledged|established|demonstrated|proven|shown|proposed|speculated|hoped|feared|expected|estimated|supposed|assured|hailed|welcomed|praised|dismissed|mocked|criticised|criticized|condemned|seen|regarded|celebrated|told|rumou?red|whispered)\b(?! (?:by|in|at|on|from|to) (?:the |an? )?(?:[A-Z]|\d))/,
      /\b(?:claims?|charges?|case|arguments?|suggestions?|allegations?|accusations?|comparisons?|parallels?|conclusions?|lessons?|fingers?|questions?|doubts?|objections?|concerns?|criticisms?|complaints?|explanations?|theories|hypotheses|reasons?|stories|tales|tale|story|legends?|jokes|rumou?rs|hopes|fears|voices|eyebrows|expectations|comments|calls)(?: (?:about|over|that|of|with|between|to|for) [\w' -]{2,40}?)? (?:have|has|had|are|is|were|was) (?:also |often |long |now |since |even |\w+ly )?(?:been )?(?:made|drawn|pointed|raised|asked|voiced|expressed|cast|offered|put forward|proposed|advanced|suggested|floated|told|levell?ed|heard|aired|inevitable|rife|legion|common|commonplace|plentiful|high|low|mixed|unavoidable|frequent|widespread|loud|numerous)\b|\b(?:theories|conspiracy theories|rumou?rs|stories|tales|legends|opinions|jokes|memes|myths|claims|accounts|anecdotes|misconceptions|suspicions|complaints) (?:have |has |still |also |\w+ly )?(?:abound(?:ed)?|flourish(?:ed)?|circulat(?:e|ed)|proliferat(?:e|ed)|persist(?:ed)?|differ(?:ed)?|spread|swirl(?:ed)?|flew|flooded|leaked|trickled|diverge(?:d)?|vary|varied|mount(?:ed)?|multipl(?:y|ied)|surfaced?|emerged?|surround|followed|linger(?:ed)?)\b/,
      /\bmuch (?:ink )?(?:has|had) been (?:written|made|said|spilled|spilt|speculated|debated)\b|\b(?:results?|findings|figures?|claims?|motives|methods|accounts?|version|story|theory|decision|ruling|ability|impartiality|authenticity|conclusions?|numbers|estimates?|view|interpretation|policy|reform|law|record|legacy|study|report|clip|video|post|image|photo|quote|speech) (?:has|have|had) (?:\w+ly |also |long |often |since ){0,2}(?:been )?(?:disputed|questioned|challenged|contested|called into question|rejected|refuted|debunked|discredited|ridiculed|mocked|widely \w+ed|gone viral|proved (?:controversial|divisive|popular|unpopular)|come under fire|fuell?ed|sparked)\b|\b(?:proved|proven|proves|is|was|are|were|remains?|became|become) (?:\w+ly |so |as |very |quite |highly |deeply |hugely |wildly |particularly |especially |still )*(?:divisive|contentious|controversial|unpopular|popular (?:with|among|in)|polari[sz]ing|(?:a )?(?:\w+ )?(?:hit|favou?rite) (?:with|of|among|for)|contested|much[- ](?:discussed|debated|loved|maligned|criticised|criticized)|hotly (?:debated|contested|disputed)|talked about|misunderstood|(?:the )?(?:subject|object|butt|source|target) of (?:\w+ )?(?:debate|controversy|speculation|ridicule|jokes|criticism|rumou?rs?|much \w+|fascination|concern))\b/,
      /\b(?:by (?:common|general|universal|popular) (?:consent|agreement|acclaim|demand|reckoning)|(?:you|one|we) (?:often|sometimes|frequently|always|constantly|regularly|usually) (?:hears?|reads?|sees?|told)|(?:we|you) (?:are|were) (?:often|always|constantly|frequently|repeatedly|sometimes) told|what (?:few|many|most|some|critics|people|nobody|no one|everyone|everybody|\w+ists|\w+ers) (?:people |tourists |users )?(?:\w+ly |often |rarely |seldom )?(?:forget|realise|realize|know|overlook|miss|don't|do not|ignore|fail to|remember|want|notice|say)|(?:stories|tales|a tale|the tale|the story) (?:is|are|was|were) (?:often |still )?told|an? (?:old|popular|common|well-known|local|familiar|ancient|persistent|famous|russian|chinese|german|french|arab|african) (?:saying|proverb|adage|joke|myth|rumou?r|legend|story|belief|misconception|complaint|criticism|objection|superstition|maxim)|not for nothing|small wonder|little wonder|no wonder|hardly a (?:day|week|month|year) (?:goes|passes)|the verdict of history|posterity (?:has|will)|history (?:has|will)|running joke|word (?:\w+ly )?(?:spread|got out|has it|soon|went)|(?:a )?chorus of|little love (?:is )?lost|all (?:sides|parties) (?:agree|accept|recogni[sz]e|acknowledge|know|want)|no (?:serious|sane|sensible|self-respecting|reasonable|honest|credible) \w+ (?:would|could|can|will|doubts|denies|disputes|believes)|an open (?:question|secret)|to this day it (?:is|remains))\b/,
      /\b(?:the|a|an) (?:general |prevailing |public |popular |overall |national )?(?:mood|atmosphere|feeling|sentiment|tone|climate|temperature|sense) (?:in|among|on|of|across|at|inside|within) (?:the |this )?[\w' -]{2,40}? (?:is|was|has|had|remains?|grew|turned|became|seems?|darkened|soured|shifted|changed)\b|\b(?:anger|frustration|resentment|disappointment|outrage|discontent|anxiety|optimism|hope|hopes|fear|fears|excitement|enthusiasm|nostalgia|feelings?|tempers|tensions?|emotions|passions|patience|unease|distrust|mistrust|jealousy|grief|relief|nervousness|confidence|trust) (?:(?:over|at|about|with|among|in|towards?|between|within|on) [\w' -]{2,50}? )?(?:(?:is|are|was|were|has|have|had) (?:\w+ly |been |also )?(?:growing|mounting|rising|running|high|palpable|spilled|spilt|boiled|boiling|building|grown|turned|palpable|flaring|flared|fading|faded|simmering|brewing|widespread|wearing|worn|thin|waning|ebbing|soaring|rife|evident|low|deep|deepening|strong|understandable|real)|simmers?|simmered|boil(?:s|ed) over|runs? (?:high|deep)|ran (?:high|deep)|abounds?|flared|mounts?|mounted|lingers?|spilled|persists?)\b/,
    ],
    guards: ['cited', 'attributed'],
    message: 'Told by whom? Name who says it, or cut it.',
    matches: [
      'It has long been known that the tower leans.',
      'Parallels have been drawn with the crisis.',
      'Much has been made of the handshake.',
      'The mood in the capital is tense.',
      'The reform has proved divisive.',
      'By common consent she was the better player.',
    ],
    misses: [
      'The claims were paid by the insurer.',
      'It was decided in May 1990 that the line should close.',
      'The team of six built the boat.',
      'The record was broken in Oslo.',
    ],
  },
  {
    id: 'inner-life',
    kind: 'unverifiable',
    category: 'speculation',
    severity: 'should',
    patterns: [
      /\b(?:will|would|must|may|might|could) (?:\w+ly |also |now |no doubt |surely )?(?:have )?be(?:en)? (?:hoping|betting|banking|counting|wondering|thinking|praying|wishing|calculating|dreading|relieved|rubbing|smiling|fuming|kicking (?:himself|herself|themselves)|breathing|sleeping|feeling|aware|mindful|keen|desperate|tempted|hard pressed|forgiven)\b|\b(?:is|are|was|were) (?:\w+ly |also |now |no doubt |surely )?(?:hoping|betting|banking on|counting on|gambling|playing for|biding|angling|jockeying|posturing|bluffing|hedging|keen to|eager to|anxious to|desperate to|determined to|at pains to|loath to|reluctant to|unwilling to|happy to|content to|tempted to|mindful of|wary of|conscious of|haunted by|tormented by|driven by|motivated by|fuelled by|fueled by|embarrassed|humiliated|blindsided|caught off guard|under no illusion|well aware|acutely aware) /,
      /\b(?:was|were|is|are|seems?|appears?) (?:\w+ly |also |clearly |no doubt |partly |mainly |probably )?(?:intended|designed|meant|calculated|timed|crafted|aimed|staged|orchestrated|engineered|chosen|planned|supposed|made) (?:to (?:reassure|send|signal|show|appease|placate|please|impress|intimidate|provoke|humiliate|distract|divert|deflect|mislead|deceive|soften|sway|woo|win|embarrass|undermine|outflank|deter|pressure|press|force|lure|convey|project|convince|persuade|avoid|pre-empt|calm|quell|silence|discredit|isolate|divide|weaken|buy|save|evoke|flatter|shore|remind)|as a (?:message|signal|warning|snub|rebuke|gesture|distraction|provocation|threat|show|sign|deterrent|concession)|for (?:domestic|home|maximum|public) (?:consumption|effect|audiences))\b/,
      /\b(?:(?:hints?|hinted) at|(?:points?|pointed) to|(?:speaks?|spoke|smacks?|smacked|reeks?|reeked) of|bespeaks?|betrays?|betrayed|suggests?|suggested|signals|signalled|signaled) (?:an?|the|some|something|deep|deeper|growing|serious) (?:\w+ )?(?:rift|split|unease|tension|division|disagreement|anxiety|desperation|panic|weakness|confidence|fear|change of heart|shift|crisis|cover-up|deal|conspiracy|agenda|motive|resentment|frustration|insecurity|nervousness|strategy|power struggle|malaise|more)\b|\b(?:it|that|this) (?:looks|looked|seems|seemed|appears|appeared|feels|felt|sounds|sounded|was|is) as (?:if|though)\b|\b(?:reads?|sounds?|sounded|looks?|looked|feels?|felt) (?:\w+ )?like (?:the (?:work|act|words|mark|beginning|end)|an? (?:attempt|act|admission|excuse|threat|warning|plea|plan|plot|move|bid|ploy|gamble|panic\w*|desperate \w+|carefully \w+|deliberate \w+))\b|\b(?:has|had|have|bears?|bore) (?:all )?the (?:hallmarks?|fingerprints?|makings|air|whiff|look) of\b|\b(?:there is|there's|there was|with) (?:every|a good|a fair|a strong|a real|little|a slim|a distinct|a high) (?:chance|likelihood|possibility|probability|prospect) (?:that|of)\b|\b(?:no one|nobody|no-one|none) (?:really |quite |seems to |truly |can |will ever |yet )?(?:knows?|know|can say|be sure|is certain|is sure|remembers?|recalls?) (?:for (?:sure|certain)|exactly|precisely|why|who|how|where|when|what|whether|if)\b/,
      /\b(?:arguably|(?:is|was) any(?:one|body)'s guess|(?:this|that|which|it) (?:would|might|could|may) (?:also |well |partly |perhaps )?(?:explain|account for|be why|be because|help (?:to )?explain)|(?:would|should) not (?:be surprising|surprise anyone|come as a surprise) if|(?:smacks?|smacked|reeks?|reeked) of \w+|deep down|in private|behind the (?:smiles|scenes|façade|facade|curtain|rhetoric|numbers|headlines|bravado|mask)|(?:knew|knows|know) (?:full|perfectly|very|only too|all too) well|ha(?:s|d|ve) (?:its|his|her|their) (?:own )?reasons|sensed|senses (?:blood|an? \w+|weakness|danger)|a chance to (?:burnish|show|prove|shine|win|mend|repair|reset|polish|project)|(?:hardly|scarcely) have been (?:better|worse|more)|(?:allow(?:s|ed)?|enabl(?:es|ed)) (?:the )?(?:[\w'-]+ ){1,3}to (?:show|signal|project|burnish|demonstrate|present (?:himself|herself|itself)|claim|save face|appear)|for (?:whatever|obvious|understandable|unknown|unclear) reasons?|(?:was|is|were|are) no (?:accident|coincidence|surprise)|by (?:accident or design|no means certain)|the (?:real|true|hidden|unspoken|underlying|unstated|ulterior) (?:reason|motive|aim|goal|purpose|agenda|target|message|intention|story|explanation)s?|may (?:lie|explain|account|hold|have to do)|might (?:lie|explain|account|hold|have to do)|could (?:explain|account for|lie|hold the)|probably|presumably|in hindsight|with hindsight|had (?:he|she|it|they|the \w+|this|that) (?:not )?(?:\w+ed|been|known|had|won|lost|gone|come|taken|made|given|survived)[^.;!?\n]{0,60}\bwould (?:not |never )?have|without (?:it|him|her|them|this|that|the \w+|his|her|their)[^.;!?\n]{0,50}\bwould (?:not |never |surely |probably )?have)\b/,
    ],
    guards: ['attributed', 'cited'],
    message:
      'How does the article know what they meant, hoped or felt? Who says so, or which record shows it?',
    matches: [
      'Moscow will be hoping that the alliance cracks.',
      'The gesture was intended to reassure investors.',
      'The absence of the minister hints at a rift.',
      'It looks as if the owners have given up.',
      'The decision was arguably a mistake.',
      'Without the loan, the firm would have collapsed.',
    ],
    misses: [
      'The dam was designed to hold 4 million tonnes.',
      'The lamp is driven by a spring, the maker says.',
      'It was intended for two crews.',
    ],
  },
  {
    id: 'everybody-universal',
    kind: 'promotional',
    category: 'superlative',
    severity: 'should',
    patterns: [
      /\b(?:everyone|everybody|nobody|no one|anyone|anybody) (?:\w+ly |can |could |will |would |really |ever |who \w+ )?(?:loves?|likes?|wants?|needs?|deserves?|knows?|enjoys?|resists?|dreams?|hates?|understands?|remembers?|expects?|wins?|benefits?|appreciates?|regrets?|leaves? (?:disappointed|hungry|empty)|goes home|should (?:see|try|visit|own|have)|agrees?|forgets?|escapes?)\b/,
      /\b(?:every|each) (?:single |modern |busy |serious |young |good |new |true |great |self-respecting )?[\w-]+ (?:deserves?|dreams? of|loves?|should (?:see|try|visit|own|have|know|be)|knows? (?:that|how|what|the)|wants? (?:to|a|an|the)|can benefit|stands to|remembers? (?:the|his|her|their)|tells? a story|counts|matters)\b|\ball (?:parents|children|women|men|families|travellers|people|of us|businesses|owners|customers) (?:want|need|love|deserve|know|dream|hope|seek)\b|\bno (?:[\w'-]+ ){1,4}(?:is|would be|are) (?:ever )?complete without\b|\bit(?:'s| is) (?:almost |nearly |simply |all but )?impossible (?:not to|to resist|to overstate|to ignore|to imagine)\b|\byou(?:'ll| will| would)? (?:not|won't|never|hardly) (?:find|see|meet|taste|hear|forget|regret|need)\b|\byou'd be hard[- ]pressed\b|\b(?:never|not) (?:before|since|in (?:history|living memory)) (?:has|have|had|was|were)\b/,
    ],
    guards: ['name', 'sourced', 'dated'],
    message: 'Everybody, or nobody? Say how many of how many, or by whose count.',
    matches: [
      'Everyone loves a bargain.',
      'Every child deserves a garden.',
      'No trip to Lisbon is complete without a tart.',
      'It is impossible not to fall in love with the place.',
    ],
    misses: ['Nobody was hurt.', 'Every child over six has to go to school.', 'No bridge is longer.'],
  },
];
