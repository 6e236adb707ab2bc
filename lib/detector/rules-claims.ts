import type { Rule } from './model.ts';
import { fixedMeasure } from './rules-unverifiable.ts';

const amount =
  '(?:\\d[\\d,.]{0,12}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|several)';
const approximately =
  '(?:about|around|roughly|approximately|nearly|almost|over|more than|less than|fewer than|close to|upwards of|well over|just over|just under|at least|an estimated|as (?:many|much|little|few) as|some)';

/** Rules for claims that sound exact or final and name no source. */
export const claimRules: Rule[] = [
  {
    id: 'round-figure',
    kind: 'unverifiable',
    category: 'unsourced-figure',
    severity: 'consider',
    patterns: [
      new RegExp(
        String.raw`\b${approximately} (?:a |an |one |half )?(?:${amount}[- ])?(?:dozen|hundred|thousand|million|billion|trillion|century|centuries|decades?|generations?)\b(?! years ago)`,
      ),
      /\bup to \d[\d,.]{0,12} (?!in\b|of\b|on\b|at\b|and\b|or\b|per)\w+/,
      /\b(?:(?:two|three|four|five|six|seven|eight|ten|twelve|twenty|hundred|\d{1,4})[- ]?fold|manifold|(?:trillions|billions|millions|hundreds|thousands|tens|scores|dozens) of \w+|(?:a|one|half a|several|many|two|three|four|five|ten|twenty|fifty) (?:hundred|thousand|million|billion|trillion)\b|(?:one|two|three|\d{1,2}) [a-z]+ (?:in|out of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred|\d{1,3})\b|\d{1,3} (?:out of|in) (?:every )?\d{1,3}\b|(?:a|one) (?:third|quarter|fifth|half|tenth|fraction) (?:of|as)|half of \w+|(?:two|three|four|five|six|seven|eight|nine|ten|\d[\d,.]{0,12}) times (?:as|more|the|faster|higher|lower|larger|bigger|less|better|stronger|greater|longer|cheaper)|(?:the (?:vast |overwhelming |great )?majority of|a (?:large|significant|substantial|considerable|sizeable|tiny|small|growing|fair) (?:share|proportion|portion|percentage|number|part|amount) of|most of the (?:world|country|population|money|profits?|people)))/,
      /\b\d[\d,.]{0,12} (?:more |fewer )?(?:minutes|hours|days|weeks|months|years|points|times|degrees|calories|euros|dollars|pounds|people|users|customers|jobs) (?:faster|slower|longer|shorter|more|less|fewer|cheaper|older|younger|earlier|later|higher|lower|better|extra|per (?:year|day|person|head|household|week|month)|a (?:year|day|head|week|month)|each (?:year|day|month|week))\b/,
      /(?<![\d/.])\d(?:[.,]\d)? ?(?:\/|out of) ?(?:5|10|100)\b(?![\d/]| (?:\w+ )?(?:january|february|march|april|may|june|july|august|september|october|november|december))|\b\d(?:\.\d)?[- ]star(?:s)?\b|\b(?:on average|an average of|averag(?:es|ed|ing) \d)/,
    ],
    guards: ['sourced', 'figured'],
    unless: fixedMeasure,
    message: 'Whose count, and of when? A round figure needs a source too.',
    matches: [
      'Sales grew tenfold.',
      'By 1930 one household in four owned a kettle.',
      'The festival dates back more than six centuries.',
      'Users fall asleep 17 minutes faster.',
      'The set is rated 4.8/5.',
      'Over a million people come each year.',
    ],
    misses: ['The wall is about 90 metres long.', 'He was nearly ten.', 'It opened on 4/5 March.'],
  },
  {
    id: 'table-measure',
    kind: 'unverifiable',
    category: 'unsourced-figure',
    severity: 'should',
    blocks: ['cell'],
    patterns: [
      /(?<![\w.])\d[\d,.]{0,12}(?: ?[-–] ?\d[\d,.]{0,12})? ?(?:years?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|km|kilomet\w+|miles?|met(?:re|er)s?|feet|ft|cm|mm|kg|g|grams?|mg|ml|lit(?:re|er)s?|tonnes?|tons|lbs?|pounds?|euros?|dollars?|cents?|pence|francs?|kroner|kronor|yen|people|users?|members?|jobs|points?|stars?|x|k|mAh|watts?|w|kwh|mw|gw|db|pa|pascals?|°c|°f|degrees?|calories|kcal|ppm|units?|countries|cases|deaths|patients|visitors|seats|votes)\b/,
      /(?<![\w/.])\d(?:[.,]\d)? ?(?:\/|out of) ?(?:5|10|100)\b(?!\/)|\b(?:two|three|four|five|six|ten|hundred|\d+)-?fold\b|\b(?:doubled|tripled|halved)\b|\b(?:fewer|more|less) than (?:half|a (?:third|quarter|fifth|tenth|dozen|hundred|thousand|million)|one in \w+)\b|(?:^|\| ?)(?:the rest|most|the (?:vast )?majority|about half|half|few|many)(?= ?(?:\||$))|\b(?:very )?(?:high|low|excellent|good|poor|best|superior|unlimited|free|fast|slow) ?(?=\||$)/,
      /(?<![\w.,:/-])(?!(?:1[0-9]|20)\d\d(?![\d,.]))\d{3,9}(?![\w.,:/-])|(?<![\w.,:/-])\d{1,3}\.\d{1,2}(?![\w.:/-])|\b\d{1,2}:\d\d:\d\d\b|(?<![\w.,:])(?!(?:1[0-9]|20)\d\d\b)\d[\d,.]{0,12} (?:to|in|out of) (?!(?:1[0-9]|20)\d\d\b)\d[\d,.]{0,12}\b|(?<![\w.,:])(?!(?:1[0-9]|20)\d\d\b|\d ?[–-] ?\d\b)\d[\d,.]{0,12} ?[–-] ?\d[\d,.]{0,12}\b(?! (?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b)|\d{1,3}(?:,\d{3})+|\b(?:two|three|four|five|six|seven|eight|nine|ten|one)[- ](?:thirds?|quarters?|in|out)\b|\b(?:one|two|three|several|half a) (?:million|billion|trillion|hundred|thousand)\b/,
      /\b(?:(?:up|down|plus|minus)(?: by)? (?:a |an |one |two )?(?:half|thirds?|quarters?|fifths?|tenths?)|by half|dozens|hundreds|thousands|millions|billions|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty) (?:years?|months?|weeks?|days?|hours?|minutes?|people|times|points?))\b/,
    ],
    guards: ['sourced'],
    message: 'Source? Name it under the table or link it in the row, with the date of the count.',
    matches: [
      '| Robot | Lasts |\n| --- | --- |\n| R9 | 5-7 years |',
      '| Robot | Rating |\n| --- | --- |\n| R9 | 4.8/5 |',
      '| What | How |\n| --- | --- |\n| Growth | threefold |',
    ],
    misses: [
      '| Year | Goals |\n| --- | --- |\n| 1998 | 12 |',
      '| When | What |\n| --- | --- |\n| 14–22 March | Talks |',
      '| Robot | Lasts |\n| --- | --- |\n| R9 | [5-7 years](https://example.org/r9) |',
    ],
  },
  {
    id: 'table-count',
    kind: 'unverifiable',
    category: 'unsourced-figure',
    severity: 'consider',
    blocks: ['cell'],
    patterns: [/(?:^|\| ?)\d{1,2}(?= ?(?:\||$))/],
    guards: ['sourced'],
    message: 'Source? Name it under the table or link it in the row, with the date of the count.',
    matches: ['| Port | Berths |\n| --- | --- |\n| Lamu | 32 |'],
    misses: [
      '| Port | Opened |\n| --- | --- |\n| Lamu | 2021 |',
      '| Port | Berths |\n| --- | --- |\n| Lamu | [32](https://example.org/lamu) |',
    ],
  },
  {
    id: 'health-effect',
    kind: 'unverifiable',
    category: 'causal',
    severity: 'should',
    blocks: ['heading', 'paragraph', 'item', 'caption'],
    patterns: [
      /\b(?:boosts?|strengthens?|stimulates?|flush(?:es)?|detox(?:es|ifies)?|cleanses?|purif(?:y|ies)|erases?|melts?|burns?|balances?|speeds? up|supercharges?|kick-?starts?|fights?) (?:(?:your|the|our|away|off|out|body|all|belly|excess|stubborn|natural|overall|blood) ){0,3}(?:immun\w+|collagen|metabolism|toxins?|digestion|circulation|belly fat|energy levels|wrinkles|signs of (?:ag|fatigue|tiredness)\w*|inflammation|hormones|gut health|brain function|ageing|aging)\b/,
    ],
    guards: ['sourced'],
    message: 'An effect on the body. Which study found it?',
    matches: ['Vitamin C stimulates collagen.', 'It flushes toxins from the liver.', '# They Boost Immunity'],
    misses: ['Thomsen’s 2019 trial found that it boosts immunity.', 'The liver breaks alcohol down.'],
  },
  {
    id: 'beyond-compare',
    kind: 'promotional',
    category: 'superlative',
    severity: 'should',
    patterns: [
      /\b(?:no (?:other )?(?:[\w-]+ ){1,5}(?:can|could|will|would|comes?|offers?|gives?|has|have|matches|moves?|does|works?|delivers?|lets|makes?|gets?|protects?|understands?|cares?|knows?|feels?|tastes?|sounds?|looks?|is) (?:\w+ ){0,3}(?:more|better|faster|closer|as (?:good|well|close|much|long|far|fast|many|little|deep|hard)|like (?:it|this|us|that|no)|hold a candle|close|compare|match|beat|rival|touch|come close|keep up|compete|faster|cheaper|easier|safer|harder|deeper|longer|further|nearer)\b|nothing (?:else )?(?:\w+ ){0,3}(?:comes close|beats|compares|matches|like|feels|tastes|works|is as)\b|no(?:body|where| one| one else|body else|where else) (?:else )?(?:\w+ ){0,3}(?:better|like|comes close|quite|does it|gives you|matches)\b|there(?:'s| is) (?:simply |really |just )?(?:no|nothing|nowhere) (?:\w+ ){0,3}(?:better|like|quite like|lovelier|finer|easier|safer|nicer|faster|substitute|comparison|match|equal|greater|more \w+)\b|(?:can't|cannot|couldn't|won't|will never|never) (?:be )?(?:\w+ )?(?:beat|beaten|wrong|matched|rivall?ed|surpassed|go wrong|disappoint|let you down|fail|go out of (?:style|fashion)|regret|want to (?:leave|go back))\b|without (?:a |any )(?:shadow of a )?doubt|pays? for (?:itself|themselves)\b)/,
    ],
    guards: ['name', 'sourced'],
    message: 'Beyond compare? With what was it compared, by whom, and how?',
    matches: [
      'No other bike in its class can hold a candle to it.',
      'There is simply no lovelier place to wake up.',
      'Nobody does it better.',
      'Four thousand teams can’t be wrong.',
    ],
    misses: ['No other ship could leave the port.', 'Nobody was hurt.', 'There is no bridge.'],
  },
  {
    id: 'share-of-all',
    kind: 'unverifiable',
    category: 'unsourced-figure',
    severity: 'must',
    patterns: [
      /^(?:(?:today|now|indeed|in fact|overall|by \d{4}|worldwide|globally|nationwide|on average|in truth|and|but|yet|still|some|about|around|roughly|nearly|almost|over|more than|up to|at least|an estimated|a full|fully|only|just),? ){0,3}(?:\d[\d.,]{0,8} ?(?:%|percent|per cent)(?: of)?|(?:one|two|three|four|five|six|seven|eight|nine|\d{1,2}) (?:[\w-]+ ){0,2}?(?:in|out of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,3})|half of (?:all|the|them|these|those|us)|(?:a|one) (?:third|quarter|fifth|half|tenth) of (?:all|the|them|these|those|us)|(?:two|three) (?:thirds|quarters|fifths) of) [\w' -]{2,60}/,
      /\b(?:(?:every|each) (?:single )?(?:(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|few|fifteen|twenty|thirty|forty|sixty|other) )?(?:seconds?|minutes?|hours?|days?|weeks?)(?:,|\b(?= (?:an?|one|another|someone|somebody|\d[\d,.]*|more than|over|some|about|around|nearly|almost|two|three|thousands|millions|hundreds) ))|\d[\d,.]{0,8} (?:cents|pence|percent|%|euros?|dollars?|pounds?) (?:of|in|on|from) every|(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine) (?:people|men|women|children|adults|users|customers|patients|households|families|firms|companies|drivers|workers|students|readers|of us|of them) (?:in|out of) (?:every )?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred))\b/,
      /\b(?:up|down|rises?|rose|risen|falls?|fell|fallen|drops?|dropped|grows?|grew|grown|shr(?:ink|ank|unk)s?|cuts?|reduces?|reduced|lowers?|lowered|raises?|raised|increases?|increased|boosts?|boosted|slash(?:es|ed)?|climbed|climbs?|plunged|soared|jumped) (?:[\w'’-]+ ){0,6}?by (?:about |around |nearly |almost |more than |over |up to |as much as |roughly |at least |well over )?(?:an? |one |two |three )(?:half|thirds?|quarters?|fifths?|tenths?)\b|\b\d[\d,.]{0,12} (?:square (?:met(?:re|er)s|feet)|lit(?:re|er)s|kilos?|kilograms|tonnes|tons|cups|bottles|bikes|cars|trees|books|hours|euros|dollars|pounds) (?:of [\w -]{2,40}? )?per (?:resident|person|head|capita|inhabitant|household|citizen|employee|child|pupil|visitor)\b/,
    ],
    guards: ['sourced', 'figured'],
    unless: fixedMeasure,
    message: 'Source? A share needs whose count it is, of how many and of when.',
    matches: [
      'By 1930, one household in four owned a kettle.',
      '90 percent of wrinkles come from the sun.',
      'Nine in ten guests come back.',
      'Every two minutes a child dies of it.',
      'Blue is the favourite colour of four people in ten.',
    ],
    misses: [
      'According to Eurostat, 40% of adults smoked in 2019.',
      'One of the men was hurt.',
      'The ferry leaves every two hours.',
    ],
  },
  {
    id: 'absolute',
    kind: 'promotional',
    category: 'superlative',
    severity: 'consider',
    patterns: [
      /\b(?:works? for (?:everyone|everybody|all|any\w*)|(?:every|any) (?:single|last|possible|conceivable|imaginable) \w+|for (?:everyone|every (?:\w+ )?(?:taste|budget|need|occasion|skin type|family|traveller|home))|all (?:ages|skin types|budgets|levels|tastes)|no (?:side[- ]effects?|risks?|downsides?|drawbacks?|safe (?:level|amount|dose)|better|need to (?:worry|look)|match for|limits?|turning back|substitute for|shortcuts?|compromises?|wonder|other (?:\w+ ){1,5}(?:can|comes?|offers?|has|matches|compares?|does))|without (?:any |the )?(?:risks?|side[- ]effects?|compromise|question|fail|equal|effort|hassle|breaking the bank|a doubt)|(?:cannot|can't|can never|will never|you'll never|won't ever) (?:fail|go wrong|overdose|be (?:beaten|matched|overstated|ignored|replaced)|beat|regret|look back|let you down|find|get|run|lose|need|have to)|for ever|forever|once and for all|hands down|bar none|by any (?:measure|standard)|the (?:clear|undisputed|obvious|undoubted|real|true|outright|overall) (?:winner|choice|favou?rite|leader|champion|star|king|queen|answer)|nothing (?:else )?(?:comes close|beats|compares|can|will|quite)|the (?:gold standard|holy grail|real deal|cream of the crop|go-to|be-all)|number one|(?:no\.|#) ?1\b|unbeatable|guarantee[sd]?|miracle|100 ?(?:%|percent|per cent)|risk-free|foolproof|fail-?safe|completely|totally|absolutely|perfectly|entirely (?:safe|natural|free|painless|new)|instantly|in no time|overnight|effortless(?:ly)?|proven|all you need|everything you need|never been (?:easier|better|more)|a must\b|must-(?:have|see|read|try)|the one (?:and only|\w+ (?:that|you|which))|(?:the )?only (?:\w+ ){1,3}(?:that|you|which|to (?:offer|combine))|like no other|unlike any(?:thing)?(?: other)?|unmatched|unrivall?ed|second to none|world-?beating|without (?:parallel|precedent|rival))\b/,
      /\b(?:the |its |his |her |their |our |one of the |among the |some of the |'s )(?:\w+ )?(?:largest|smallest|longest|tallest|oldest|highest|lowest|earliest|deepest|heaviest|richest|poorest|fastest|youngest|newest|most \w+) (?:[\w-]+ ){1,5}?(?:in|on) (?:the (?:world|planet|country|market|region|city|continent|nation|state|industry|business|northern|southern|western|eastern)|earth|europe|asia|africa|america|history|town|existence|its class)\b/,
    ],
    guards: ['name', 'sourced'],
    message: 'Without exception? Say how many of how many, or by whose count.',
    matches: [
      'It works for everyone.',
      'It picks up every last crumb.',
      'It is the oldest wine region in the world.',
      'There is no safe level.',
      'The Sweepo is the clear winner for families.',
    ],
    misses: [
      'The bridge was never found.',
      'It is the oldest mill in the world, UNESCO says.',
      'The west bank is wide.',
    ],
  },
];
