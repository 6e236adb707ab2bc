import type { Rule } from './model.ts';
import { does } from './rules-voices.ts';

/** How many, without saying who. */
const crowd =
  'many|some|most|several|numerous|various|countless|few|plenty of|lots of|all sorts of|more and more|almost everyone|nearly everyone|everyone|everybody|nobody|no one|not everyone|' +
  'an? (?:growing|large|small|fair|good|significant|substantial|vast|sizeable|considerable|overwhelming|increasing)? ?(?:number|majority|minority|handful|lot|chorus|host|share|section) of|(?:an )?increasing numbers? of|the (?:vast )?majority of';

/** Plural nouns of people, by their endings, and some that have none. */
const peopleNouns =
  '(?:[\\w-]{2,}(?:ers|ors|ists|ians|eurs|ees|ogues|icians|cates|nents|dents|sultants|ticipants|itants|nauts)|experts|critics|cynics|pundits|athletes|sceptics|skeptics|diplomats|locals|fans|parents|patients|agents|students|scholars|guests|clients|tourists|families|women|men|couples|mothers|fathers|folk|people|vets|foodies|techies|newbies|junkies|chefs|coaches|nurses|officials|veterans|aficionados|professionals|specialists|academics|executives|activists|neighbours|neighbors|delegates|candidates|sources|observers)(?<!numbers|orders|papers|matters|letters|members|factors|sensors|motors|doors|floors|colors|errors|computers|offers|powers|centers|rivers|waters|towers|borders|quarters|flowers|chapters|servers|trees|degrees|fees|committees|others)';

/** Verbs of holding, feeling and saying, with the past where it is spelt differently. */
const holds =
  'sa(?:y|id)|think|thought|believed?|fe(?:el|lt)|f(?:ind|ound)|saw|see (?:it|this|that|the|a|him|her|in)|notic(?:e|ed)|prefer(?:red)?|lov(?:e|ed)|hat(?:e|ed)|favou?r(?:ed)?|fear(?:ed)?|worr(?:y|ied)|hop(?:e|ed)|expect(?:ed)?|(?:dis)?agreed?|argued?|claim(?:ed)?|suspect(?:ed)?|suggest(?:ed)?|consider(?:ed)?|regard(?:ed)?|view(?:ed)?|swear|swore|rav(?:e|ed)|prais(?:e|ed)|critici[sz]ed?|welcom(?:e|ed)|oppos(?:e|ed)|doubt(?:ed)?|question(?:ed)?|wonder(?:ed)?|report(?:ed)?|recommend(?:ed)?|advis(?:e|ed)|complain(?:ed)?|assum(?:e|ed)|insist(?:ed)?|maintain(?:ed)?|predict(?:ed)?|warn(?:ed)?|credit(?:ed)?|blam(?:e|ed)|describ(?:e|ed)|call(?:ed)? (?:it|this|him|her|them|the)|hail(?:ed)?|dismiss(?:ed)?|remember(?:ed)?|admir(?:e|ed)|appreciat(?:e|ed)|trust(?:ed)?|relied|rely on|point(?:ed)? (?:to|out)|not(?:e|ed) that|not(?:e|ed) how|conced(?:e|ed)|contend(?:ed)?|caution(?:ed)?|speculat(?:e|ed)|attribut(?:e|ed)|trac(?:e|ed)|cit(?:e|ed)|tout(?:ed)?|urg(?:e|ed)|deem(?:ed)?|label(?:led|ed)?|accus(?:e|ed)|mock(?:ed)?|lament(?:ed)?|celebrat(?:e|ed)|rank(?:ed)?|rat(?:e|ed)|cherish(?:ed)?|savou?r(?:ed)?|vouch|testif(?:y|ied)|attest(?:ed)?|interpret(?:ed)?|estimat(?:e|ed)|acknowledg(?:e|ed)|admit(?:ted)?|stress(?:ed)?|emphasi[sz]ed?|highlight(?:ed)?|draw a|drew a|liken(?:ed)?|compared? (?:it|him|her|them)|underestimated?|overlook(?:ed)?|struggl(?:e|ed)|seek|sought|want(?:ed)?|wish(?:ed)?|take issue|took issue|remain(?:ed)? (?:sceptical|skeptical|unconvinced|convinced|doubtful|wary|divided|concerned)|express(?:ed)?|voic(?:e|ed)|debat(?:e|ed)|disput(?:e|ed)|rais(?:e|ed) (?:the|questions?|concerns?|doubts?|alarm|eyebrows)|float(?:ed)?|bristl(?:e|ed)|balk(?:ed)?|grumbl(?:e|ed)|shrug(?:ged)?|scoff(?:ed)?|sneer(?:ed)?|groan(?:ed)?|cheer(?:ed)?|applaud(?:ed)?|embrac(?:e|ed)|shun(?:ned)?|flock(?:ed)?|gush(?:ed)?|puzzl(?:e|ed)|foresee|foresaw|envisage|(?:is|are|was|were) (?:\\w+ly )?(?:convinced|sceptical|skeptical|worried|concerned|critical|unconvinced|divided|pessimistic|optimistic|quick to|keen to|certain that|sure that|of the opinion|adamant|unhappy|unimpressed|delighted|surprised|satisfied|alarmed|wary|torn|reluctant)';

const often =
  "(?: (?:have|has|had|also|even|still|now|often|widely|long|do|did|don't|strongly|generally|rightly|privately|openly|quietly|rarely|usually|all|would|will|may|might|can|\\w+ly)){0,3} ";

/** Whoever is named after "by" has said it, unless it is nobody in particular. */
const byNobody = `(?![^.;!?\\n]{0,60} by (?!(?:some|many|most|several|others|users|(?:[\\w-]+ )?${peopleNouns})\\b))`;

const softly = '(?:(?:\\w+ly|often|also|now|still|long|once|even|much|well|sometimes|always|in turn) ){0,2}';

/** "May" that allows. */
export const courtesy =
  /\bmay (?:only |not |also )?(?:apply|ask|appeal|request|vote|seek|choose|object|opt|refuse|enter|claim|sue|file|terminate|use|take part|attend|stand|speak|park|smoke|bring|carry|hold)\b/;

/** Rules for what is said, seen and felt by nobody in particular, and for the article's own guesses. */
export const hearsayRules: Rule[] = [
  {
    id: 'hearsay-passive',
    kind: 'unverifiable',
    category: 'vague-attribution',
    severity: 'should',
    patterns: [
      new RegExp(
        String.raw`\b(?:is|are|was|were|been|being) ${softly}(?:said|believed|thought|known|reputed|rumou?red|reported|alleged|presumed|assumed|supposed|understood|claimed|considered|deemed|judged|felt|held|estimated|feared|hoped|suspected|tipped) (?:not )?to (?:\w+)\b${byNobody}`,
      ),
      /\b(?:used to be|(?:was|were) (?:once|long|often)|(?:has|have) (?:often|long) been) (?:told (?:that|of)|(?:said|claimed|rumou?red|whispered) (?:that|to|of|in|by (?:some|many|locals)|among))\b/,
      /\baccording to (?:a|an|one|the) (?:common|popular|widespread|familiar|usual|well-known|old|persistent|received) (?:account|story|theory|view|belief|explanation|tale|version|tradition|wisdom)\b/,
      /\b(?:is|are|was|were) looked (?:up)?on as\b/,
      new RegExp(
        String.raw`\b(?:is|are|was|were|been|being) ${softly}(?:regarded|seen|viewed|perceived|described|hailed|praised|touted|heralded|billed|lauded|branded|portrayed|remembered|interpreted|denounced|criticised|criticized|dismissed|derided|mocked|credited|blamed|feted|celebrated|admired|ridiculed|ranked|rated|characteri[sz]ed|painted|credited)(?: by (?:[\w-]+ ){0,2}${peopleNouns})? (?:as|for|with|among)\b${byNobody}`,
      ),
      new RegExp(
        String.raw`\b(?:is|are|was|were|been) (?:widely|generally|commonly|often|usually|universally|broadly|largely|frequently|still|traditionally|rightly|sometimes|routinely|increasingly|much|highly) (?:appreciated|respected|frowned upon|accepted|preferred|admired|recommended|advised|encouraged|discouraged|overlooked|misunderstood|underestimated|agreed|expected|feared|criticised|criticized|condemned|welcomed|dismissed|mocked|loved|hated|trusted|ignored|touted|quoted|named|mentioned|shared|associated|likened|compared|cited|blamed|credited|debated|disputed|contested|misquoted|deemed|labelled|labeled|dubbed|nicknamed|favou?red|regarded)\b${byNobody}`,
      ),
      new RegExp(
        String.raw`\b(?:is|are|was|were|been) (?:considered|deemed|judged) (?!(?:by|in|at|on|if|when|for|to be (?:in|under))\b)\w+${byNobody}`,
      ),
      /\b(?:(?:was|were|been|is|are) (?:\w+ly )?(?:met|greeted|received|viewed|treated|regarded) with (?:\w+ ){0,2}\w+|(?:came|comes|come|coming) (?:in for|under) (?:\w+ )?(?:fire|criticism|scrutiny|attack|pressure)|(?:caused|causing|causes|created|made|making) (?:a|an|quite a) (?:\w+ )?(?:stir|uproar|splash|backlash|outcry|sensation)|(?:did|does|has) not (?:gone|go) unnoticed|(?:fac(?:e|es|ed|ing)|drawn|drew|draws?|attract(?:s|ed)?|earn(?:s|ed)?|w[io]n|garner(?:s|ed)?|met|invite[sd]?|provok(?:e|es|ed)|stir(?:s|red)?|elicit(?:s|ed)?|generat(?:e|es|ed)) (?:\w+ ){0,2}(?:criticism|fire|ire|flak|praise|backlash|scepticism|skepticism|ridicule|scrutiny|resentment|opposition|outrage|controversy|admiration|condemnation|debate|plaudits|acclaim|attention|unease|suspicion|calls for)\b(?! from (?!(?:all|many|some|various|both|several)\b)(?:the )?\w))/,
      /\b(?:(?:falls?|fallen|falling|fell|goes|gone|going|went) out of (?:favou?r|fashion|style)|(?:gain(?:s|ed|ing)?|lost|los(?:es|ing)) (?:\w+ )?(?:traction|ground|favou?r|popularity|currency|acceptance|momentum|credibility|steam)|(?:those|people) in the know|all the rage|in vogue|the talk of)\b/,
    ],
    guards: ['cited', 'attributed'],
    message: 'By whom? Name who holds it, or cut it.',
    matches: [
      'Drivers there are known to overcharge.',
      'Threonate is said to reach the brain.',
      'The reply was described as furious.',
      'The clause is dismissed by environmentalists as toothless.',
      'Tipping is generally appreciated.',
      'The takeover was met with scepticism.',
    ],
    misses: [
      'The reply was described as furious by Ambassador Lee.',
      'The bill was considered in March.',
      'The town is known as Little Bath.',
    ],
  },
  {
    id: 'hearsay-crowd',
    kind: 'unverifiable',
    category: 'vague-attribution',
    severity: 'should',
    patterns: [
      new RegExp(
        String.raw`(?<!\b(?:at|than|the|for|of|with|in|to|like|by) )\b(?:${crowd})(?: of)?(?: (?!(?:who|which|that|and|or|but|of)\b)[a-z'-]+){1,4}?${often}(?:${holds}|${does})\b`,
      ),
      new RegExp(
        String.raw`(?:^|[;:,] |\b(?:but|and|while|as|that|although|because|what|which|where|how) )(?:the |its |local |his )?(?:[\w-]+ )?${peopleNouns}(?: (?:of|in|within|behind|on|across|around|from|with|along|near) (?:the |this |such |these |both |all )?[\w-]+(?: [\w-]+)?)?${often}(?:${holds}|${does})\b`,
      ),
    ],
    guards: ['cited', 'attributed'],
    unless: /\bcall this (?!an? )/,
    message: 'Which ones, and how many were asked? Name somebody who says it.',
    matches: [
      'Many delegates felt that the text was weak.',
      'Most reviewers prefer the cheaper one.',
      'Connoisseurs rave about the tawny.',
      'Shopkeepers along the route tell a different story.',
      'A growing number of parents worry about screens.',
    ],
    misses: [
      'Most of the ports are small.',
      'Bakers call this proving.',
      'Numbers of voters rose.',
      'Drivers need a licence.',
    ],
  },
  {
    id: 'crowd',
    kind: 'unverifiable',
    category: 'vague-attribution',
    severity: 'consider',
    patterns: [
      new RegExp(
        String.raw`(?:^|[;:,] |\b(?:but|and|while|as|that|although|because|day|today|years) )(?:some|many|most|few|not all|countless|plenty of|more and more|a growing number of) (?:[\w-]+ ){0,2}${peopleNouns} (?:(?:have|has|had|also|even|still|now|often|will|would|may|might|can|do|\w+ly) ){0,2}(?!(?:were|was|are|is|and|or|of|in|from|with|who|to|at|on|for|by|than|as|that|which)\b)\w+`,
      ),
      /\b(?:there are (?:those|some|many|people) who|not (?:everyone|everybody|all of (?:them|us)) (?:is|was|agrees?|likes?|loves?|thinks?|believes?|sees?|wants?|buys?|shares?|welcomes?|welcomed|agreed)|(?:one|a|another|the) (?:[\w-]+ ){0,2}(?:theory|view|school of thought|explanation|reading|interpretation|argument|story) (?:is that|holds|says|goes|has it|claims|suggests|maintains|runs)|those who (?:say|hold|argue|claim|believe|think|maintain|insist|know|doubt|remember)|(?:will|would|can) tell you|if you ask (?:around|anyone|the|any|most)|ask (?:any|anyone|around)|anyone who (?:has|knows|lives)|any(?:one|body) will|so the story goes|so they say|the story goes|remains? (?:split|divided|at odds|contested|disputed|controversial)|opinions? (?:is|are|remains?|remain|differ|varies|vary)|views (?:differ|vary|diverge))\b/,
      /\b(?:widely|generally|broadly|universally|commonly|collectively|roundly) (?:expects?|regards?|considers?|sees?|views?|believes?|accepts?|assumes?|agrees?|acknowledges?|recogni[sz]es?|holds?|thinks?|praises?|condemns?|criticises?)\b/,
    ],
    guards: ['cited', 'attributed'],
    message: 'Who are they, and how many? Name somebody, or say how it is known.',
    matches: [
      'To this day some athletes curse the queen.',
      'There are those who hold that the figures are massaged.',
      'Most skippers will tell you that it is.',
      'The City widely expects a cut.',
    ],
    misses: [
      'Some of the athletes were from Kenya.',
      'Most soldiers were under 30.',
      'Many families from Peru moved here.',
    ],
  },
  {
    id: 'hearsay-noun',
    kind: 'unverifiable',
    category: 'vague-attribution',
    severity: 'should',
    patterns: [
      /\b(?:the (?:general |prevailing |dominant |growing |emerging |broad |common |popular |widespread |received )?(?:consensus|view|verdict|wisdom|perception|impression|feeling|mood|sentiment|narrative|theory|belief|assumption|fear|hope|worry|complaint|criticism|expectation|suspicion|rumou?r|story|legend|talk|word) (?:is|was|has it|goes|went|among|remains|that|seems|holds|on the street)\b|by (?:all|some|most|many) (?:accounts|estimates|reckonings?|measures)|according to (?:legend|tradition|rumou?rs?|insiders|local lore|folklore)|rumou?rs? (?:swirl|persist|abound|circulat|spread|suggest|ha[sv]e|of|that|about)\w*|(?:concerns?|questions?|doubts?|fears?|worries|suspicions?|calls|voices|criticisms?|complaints?|allegations?|accusations?|tensions|speculation|controversy|anger|resentment|frustration|unease) (?:about|over|that|around|regarding|surrounding|for|against) [^.;!?\n]{1,60} (?:(?:have|has|had) (?:\w+ )?(?:grown|mounted|emerged|arisen|surfaced|lingered|persisted|intensified|been (?:raised|voiced|expressed|growing))|remain|remains|persist|persists|linger|lingers|abound|mount|are growing|is growing|grew)\b|(?:concerns?|questions?|doubts?|fears?|suspicions?|speculation|controversy|criticism|unease|scepticism|skepticism|opinions?|views) (?:(?:has|have|had) (?:\w+ )?(?:grown|mounted|emerged|arisen|surfaced|lingered|persisted|been (?:raised|voiced))|remains?|persists?|lingers?|abounds?|surrounds?|differ|differs|diverge|is divided|are divided|swirls?)\b)/,
      /\b(?:(?:there is|there's|there are|there was|amid|despite|given|with) (?:a |an |some |little |much |no |plenty of |any )?(?:growing |widespread |broad |general |increasing |mounting |strong |real |ongoing |considerable |lingering |persistent |renewed |deep )?(?:sense|consensus|belief|agreement|concerns?|fears?|criticism|speculation|debate|disagreement|controversy|anecdotal evidence|evidence|feeling|perception|unease|scepticism|skepticism|unrest|frustration|doubts?|talk|whispers|support|opposition|rumou?rs)\b|(?:growing|mounting|widespread|a growing body of|ample|compelling|strong|emerging|anecdotal|plenty of|increasing) (?:\w+ )?(?:evidence|concerns?|calls|fears?|research|criticism|unease|frustration|discontent|pressure)|in the (?:eyes|minds|view|opinion) of (?:many|some|most|critics|fans|locals|experts)|to (?:many|some|most|critics|outsiders|insiders|supporters|fans|locals|observers|sceptics),|for (?:many|some|critics|fans|locals|supporters|others|sceptics),|(?:many|some|most|others|several|few) (?:have|had) (?:\w+ )?\w+ed\b|legend has it|word has it|word on the street|it's no secret|it is no secret|as (?:the (?:saying|story|legend) goes|everyone knows|is well known|we all know)|so[- ]called (?:experts|insiders)|the (?:jury|verdict) is (?:still )?out|insiders|(?:multiple|several|various|anonymous|unnamed|informed|well-placed|unconfirmed|diplomatic|intelligence|government|police|industry|company|media|press|some|conflicting|early|initial|online) (?:sources|reports|accounts))\b/,
    ],
    guards: ['cited', 'attributed'],
    message: 'Whose view is it? Name somebody who holds it, or cut it.',
    matches: [
      'The prevailing view is that it failed.',
      'Concerns about privacy have grown.',
      'There is a growing sense of unease.',
      'Rumours persist in the town.',
      'By all accounts he was kind.',
    ],
    misses: ['He raised the view from the tower.', 'The jury sat for nine days.'],
  },
  {
    id: 'mind-reading',
    kind: 'unverifiable',
    category: 'speculation',
    severity: 'should',
    patterns: [
      /\b(?:clearly|obviously|plainly|evidently|undoubtedly|surely|secretly|privately|doubtless|no doubt|deep down|inwardly) (?:\w+ly |not |have |did |didn't |does |do |never |also )*(?:want(?:s|ed)?|kn(?:ow|ew|own|ows)|fe(?:el|els|lt)|fear(?:s|ed)?|hop(?:e|es|ed)|wish(?:es|ed)?|sens(?:e|es|ed)|reali[sz](?:e|es|ed)|dream(?:s|t|ed)?|intend(?:s|ed)?|mean(?:s|t) to|car(?:e|es|ed) (?:about|for|little)|regret(?:s|ted)?|resent(?:s|ed)?|despis(?:e|es|ed)|dread(?:s|ed)?|suspect(?:s|ed)?|calculat(?:e|ed) that|lov(?:e|ed) (?:the|his|her|him|it)|(?:been |be |was |were |is |are )(?:\w+ly )?(?:aware|mindful|conscious|relieved|furious|delighted|disappointed|terrified|thrilled|tempted|torn|jealous|keen|afraid|angry|desperate|embarrassed|happy|glad|proud|nervous|surprised|shocked|tired))\b/,
      /\b(?:was|were|is|are) (?:evidently|surely|secretly|privately|no doubt|doubtless|deep down) (?:\w+)\b/,
      /\b(?:in effect|to all intents and purposes|behind (?:closed doors|the curtain|the scenes(?=[.,;]|$))|an open secret|it(?:'s| is| was) no (?:coincidence|accident|secret)|(?:hardly|scarcely|no) (?:a )?coincidence|not by chance|(?:suspiciously|conveniently|curiously|tellingly|strangely|mysteriously|coincidentally|oddly) (?!enough)\w+|one suspects|you can bet|you can be sure|rest assured|make of that what you will|read between the lines|the real reason|the true (?:reason|motive|cost)|what (?:really|truly|actually) happened|has (?:something|a lot|much) to hide|is hiding|are hiding|playing for time|saving face|to save face|a pretext|in the back of (?:his|her|their) mind|(?:is|are|was|were) (?:up to something|on borrowed time|doomed|living on))\b/,
    ],
    guards: ['attributed', 'cited'],
    message: 'Tells what went on in somebody’s head or behind a door. How does the article know?',
    matches: [
      'Somebody clearly did not want it there.',
      'The judges were surely mindful of the protests.',
      'The decision was in effect taken months ago.',
      'The two met behind closed doors.',
    ],
    misses: [
      'She was clearly heard on the tape, the court said.',
      'The decision was taken in May.',
      'He must pay by 4 June.',
    ],
  },
  {
    id: 'guess',
    kind: 'unverifiable',
    category: 'speculation',
    severity: 'should',
    patterns: [
      /\b(?:in all (?:likelihood|probability)|(?:most|very|quite|more than|highly) (?:likely|probably|possibly)|almost (?:certainly|surely)|chances are|the (?:odds|chances) are|it stands to reason|(?:it is|it's|it isn't|it is not) (?:easy|tempting|not hard|hard not|hard|fair|safe|reasonable|natural|difficult) to (?:imagine|think|believe|assume|suspect|say|conclude|see)|one (?:can|could|may|might|has to) (?:only |easily |well )?(?:imagine|assume|guess|speculate|argue|wonder|suppose|suspect|ask)|it (?:would|may|might|could) (?:seem|appear|well|be that|be argued)|(?:we|you) (?:can|may|might) (?:only |safely )?(?:assume|imagine|guess|suppose|speculate|suspect|conclude)|apparently|evidently|seemingly|supposedly|reportedly|allegedly|purportedly|presumably|conceivably|plausibly|doubtless|no doubt|surely|as far as anyone knows|who knows|it's anyone's guess|is anyone's guess|a mystery|may never (?:be )?know|the likeliest|the most likely|the (?:most )?plausible)\b/,
      /\b(?:may|might|could) (?:very )?well (?:\w+)\b|\b(?:could|might|may) (?:soon|potentially|also|even|eventually|easily|still|yet|one day|in turn|further|ultimately|theoretically|conceivably|then|thus|finally|actually|quietly|already|someday) \w+/,
      /\b(?:must|would|should|could|may|might) (?:surely |certainly |no doubt |\w+ly |never |not |hardly |also ){0,2}have (?:been|had|felt|known|seen|made|come|gone|thought|meant|led|given|taken|\w{2,}ed)\b/,
    ],
    guards: ['attributed', 'cited'],
    unless: courtesy,
    message: 'A guess. Who says so, or which record shows it?',
    matches: [
      'Their presence in all likelihood shaped the talks.',
      'The council could well introduce a cap.',
      'The founder must have known.',
      'It is easy to imagine the scene.',
    ],
    misses: ['The council will vote on it, Mayor Anna Bell said.', 'The well could be seen from the road.'],
  },
];
