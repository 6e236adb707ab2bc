import type { Rule } from './model.ts';

const everywhere: Rule['blocks'] = ['heading', 'paragraph', 'item', 'cell', 'header-cell', 'caption'];
const prose: Rule['blocks'] = ['paragraph', 'item'];

/** Rules for how a seller speaks of itself when it does not say “we”, and for figures of daily life. */
export const pitchRules: Rule[] = [
  {
    id: 'vouching',
    kind: 'promotional',
    category: 'self-promotion',
    severity: 'must',
    blocks: prose,
    patterns: [
      /\b(?:you can (?:always |safely |fully |truly )?(?:count|rely|depend|bank) on (?:[\w&’'-]+ ){1,4}(?:for|to|when|whenever|in)\b|your (?:[\w-]+ )?(?:trust|satisfaction|comfort|happiness|success|safety|security|health|privacy|smile|peace of mind|feedback|opinion|support|dreams?|goals?|journey|story|wellbeing|well-being|needs?) (?:means?|matters?|comes? first|is (?:our|everything|what|the (?:only|first)|at the)|are (?:our|what)|drives?|inspires?|keeps?|deserves?)|because (?:you|your|every) (?:[\w-]+ )?(?:\w+ )?(?:matters?|deserves?|counts?|come first|comes first)|(?:is|are|stands?|waits?|always) (?:on hand|standing by|at your service|at your disposal|only a (?:call|click|message|phone call|text) away|just a (?:call|click|message|phone call|text) away|never far away|one call away|a (?:call|click|tap) away|ready to (?:help|assist|answer|welcome|serve|guide)|there for you|with you (?:at|every|all))|(?:has|have) been (?:[\w-]+ ){0,3}(?:a|an|the|your) (?:[\w-]+ ){0,2}(?:trusted|leading|household|go-to|reliable|respected|preferred|recogni[sz]ed) (?:[\w-]+ ){0,3}(?:for|since|in|of|to)\b|(?:is|are) (?:so much |much |far )?more than (?:just )?(?:an?|your) (?:[\w-]+ ){1,4}(?:; |, |: |– |— )(?:it|we|they|this)\b|(?:in|into) (?:our|its|their) dna)\b/,
      /^(?:because (?:you|your|we|every|life|nobody)\b[^.;!?\n]{2,60}[.!]?$|(?:as )?(?:featured|seen|heard|recommended|reviewed) (?:in|on|by) (?=[a-z])|(?:proudly|lovingly|carefully|thoughtfully|responsibly|ethically|locally|exclusively) (?:made|crafted|designed|built|brewed|baked|grown|sourced|produced|roasted|assembled|independent|family-owned|serving)\b|(?:trusted|loved|chosen|used|recommended|approved|rated|backed|preferred|supported|powered|endorsed) by (?:[\w-]+ ){0,3}(?:\d|thousands|millions|hundreds|experts|professionals|doctors|dentists|families|parents|leading|industry|teams|people|customers|users|chefs|athletes|the)|(?:every|each) (?:purchase|order|booking|sale|bottle|box|cup|pair|ticket|subscription|donation|stay) (?:\w+ )?(?:supports?|helps?|funds?|plants?|counts?|gives?|makes?|comes? with|includes?|goes))/,
      /\b(?:my|our) (?:\w+ )?(?:readers|followers|subscribers|clients|students|customers|guests|patients|community|viewers|listeners|fans|members) (?:\w+ly |often |always |keep |kept |have |all |just )*\w+|\bi(?:'ve| have) (?:\w+ )?(?:been|spent|tested|tried|helped|worked|lived|visited|used|cooked|baked|taught|learned|learnt|found|loved)\b|\bi(?:'m| am) (?:\w+ )?(?:obsessed|in love|a (?:big|huge|firm|total)|so excited|thrilled|passionate|hooked|here to|happy to|often asked|proud)|\bthis (?:guide|article|post|list|review|recipe|page|comparison) (?:was|is|has been) (?:\w+ly )?(?:written|compiled|put together|curated|researched|reviewed|created|prepared|checked|fact-checked|updated|brought to you) (?:by|with|to|for)\b|\bour verdict\b|\bour (?:top|favou?rite|first|number one|honest|editors') \w+/,
      /^(?:here )?at (?:the )?(?:[\w&’'-]+ ){0,2}[\w&’'-]+, (?:\w+ ){1,3}(?:never|always|comes? first|is (?:a way of life|everything|our|what|more than|in the details|not just|personal)|means?|matters|begins?|starts?)\b/,
    ],
    guards: ['attributed', 'dated'],
    message: 'The publisher vouches for itself. Cut it, or move it to the site’s own pages.',
    matches: [
      'You can count on Marlow for a fair price.',
      'Because your smile matters.',
      'The Marlow team is on hand to answer.',
      'My readers keep asking me for this.',
      'Proudly made in Vermont.',
      'At Brightpath, learning never stops.',
    ],
    misses: [
      'Because he was ill, the talks were put off.',
      'The bank is more than a century old.',
      'I have never met him, the mayor said.',
      'At Verdun, the lines did not move.',
    ],
  },
  {
    id: 'beckoning',
    kind: 'promotional',
    category: 'call-to-action',
    severity: 'must',
    blocks: prose,
    patterns: [
      /^(?:your|the|a|an) (?:[\w'-]+ ){1,5}(?:awaits?|is waiting|are waiting|starts? here|begins? here|starts? (?:now|today)|begins? (?:now|today)|is (?:just )?(?:a (?:click|call|tap) away|around the corner)|is calling)\b/,
      /^(?:please |just |simply |and |so |don't forget to |be sure to |remember to |make sure to |feel free to )?(?:bookmark|pin|keep (?:reading|scrolling|exploring|in touch|an eye)|read (?:more|on|our|the full|next)|scroll (?:down|on|to)|swipe|tap (?:here|the|below|to)|tag (?:us|me|a|your)|dm|ping|click|subscribe|download|sign up|log in|log on|register|enrol|enroll|rsvp|pre-?order|dig (?:in|deeper|into)|jump (?:in|to|straight)|dive (?:in|deeper|into)|delve|step (?:inside|into|up)|say (?:hello|goodbye|hi|yes) to|treat yourself|fall in love|hurry|don't (?:delay|wait|hesitate|miss|be shy|take our word)|watch this space|spread the word|tell (?:a|your) (?:friend|friends|family)|find (?:out|your)|see (?:why|how|what|for yourself|more|our)|hear (?:from|what)|meet (?:the|our|your)|explore|discover|uncover|unlock|check out|check (?:back|availability|it out)|drop (?:us|me|by|in)|shoot us|give us|pop (?:in|by|over)|swing by|get (?:in touch|started|yours|your|the app|a quote|inspired|involved|ready)|go (?:ahead|explore|on)|help (?:us|yourself)|join (?:us|the|our|thousands|over|more than|me)|follow (?:us|me|along|our|@)|share (?:this|your|it|the)|rate (?:this|us)|leave (?:a|us|your)|let us|let me know|submit|apply|enquire|inquire|order|shop|browse|compare|claim|redeem|reserve|secure|save your|start (?:your|now|today|a|exploring|planning|saving)|take (?:the (?:first|next|quiz|plunge|tour)|our|a (?:peek|tour|closer look)|advantage|action|control)|try (?:it|our|us|for|one|them)|visit (?:us|our)|write (?:to us|in)|call (?:us|now|today)|book (?:now|your|a|today|online|early|direct)|schedule (?:a|your)|request (?:a|your)|ask (?:us|our|a)|speak (?:to|with) (?:us|our|one|an?)|talk to (?:us|our|one|an?)|chat (?:to|with) (?:us|our|an?)|contact (?:us|our)|reach out)\b[^.;!?\n]{0,60}/,
    ],
    unless:
      /^(?:shop|order|submit|apply|click|tap|register|download|pin|share|claim|compare|reserve|request)\w* (?:prices?|of|was|were|is|are|owners?|steward|number|form|floor|assistants?|rates?|water|to (?:leave|appeal))\b|^(?:see (?:how|what|why)[^.]*\bbelow|start (?:of|in)|call (?:it|centres?)|find out)|^order (?:was|in|and)\b/,
    message: 'Beckons the reader on. Cut it; a link that serves the text can stay as a link.',
    matches: [
      'Your next adventure is waiting.',
      'Bookmark this page for later.',
      'Keep reading to learn the five steps.',
    ],
    misses: [
      'Your passport has to be valid for six months.',
      'Order was restored by nightfall.',
      'Claims were paid within a month.',
      'Explorers found the wreck in 1985.',
    ],
  },
  {
    id: 'contact-bare',
    kind: 'promotional',
    category: 'contact',
    severity: 'must',
    cased: true,
    blocks: everywhere,
    patterns: [
      /^(?:https?:\/\/)?www\.[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?:\/\S{0,80})?$/,
      /\b(?:[Tt]el|[Pp]h|[Ff]ax|[Mm]ob|[Cc]all|[Pp]hone|[Tt]ext|[Rr]ing|[Dd]ial)\b\.?:?\s?\(?\+?\d[\d ()./-]{6,20}\d/,
    ],
    message: 'Contact details. They belong on the site’s own pages, not in an article.',
    matches: ['www.queryhub.example', 'Tel. (020) 7946 0018'],
    misses: ['The site www.example.org went down in May.', 'Call 112 in an emergency.'],
  },
  {
    id: 'figure-of-life',
    kind: 'unverifiable',
    category: 'unsourced-figure',
    severity: 'consider',
    patterns: [
      /\b(?:adds?|spends?|drinks?|eats?|wastes?|consumes?|emits?|burns?|loses?|gains?|saves?|earns?|lives?|sleeps?|walks?|replaces?|renews?|sheds?|averages?|blinks?|breathes?|checks?|receives?|cuts?|lowers?|raises?|reduces?|increases?|boosts?|improves?|shortens?|extends?|slash(?:es)?|adults need|people need|women need|men need|children need|takes?(?= (?:[\w'’-]+ ){1,8}to\b)) (?:[\w'’-]+ ){0,6}?(?:\d[\d,.]{0,8}(?: (?:to|or|and|-|–) \d[\d,.]{0,8})?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|a hundred|a dozen|half an?) (?:[\w-]+ )?(?:times|seconds|minutes|hours?|days|weeks|months|years|lit(?:re|er)s|glasses|cups|steps|calories|kilos?|pounds|grams?|words|emails|points|people|heartbeats)\b/,
      /\b\d[\d,.]{0,12} (?:[\w-]+ ){1,6}(?:per|for every|for each|to every) (?:resident|person|head|capita|inhabitant|household|citizen|employee|child|pupil|patient|visitor|guest|worker|user|customer|family|dollar|euro|pound|man|woman|acre|hectare)\b|\b(?:a single|the average|an average|one|each|every) (?:[\w-]+ ){1,3}(?:absorbs?|produces?|emits?|drinks?|eats?|uses?|burns?|generates?|costs?|kills?|feeds?|needs?|stores?|saves?|consumes?|supports?|attracts?|lays?|catches|pollinates?|visits?) (?:[\w-]+ ){0,3}\d|\bevery (?:second|third|fourth|fifth|tenth) (?!of\b|floor|january|february|march|april|may|june|july)[\w-]+ \w+|\bhalf (?:the|of the|its|our|all) (?:[\w-]+ ){1,3}(?:is|are|was|were|have|has|live|lives|go|goes|come|comes|say|own)\b|\b(?:invest(?:ed|s)?|spen[dt]s?|pour(?:ed|s)?|pump(?:ed|s)?|lost|loses?|cost(?:s)?|rais(?:ed|es)|worth|earn(?:ed|s)?) (?:\w+ )?(?:billions|millions|trillions|a fortune)\b|\bonly a (?:handful|fraction|few|tiny \w+) of\b|\blasts? (?:for )?(?:a (?:decade|lifetime|century|year|month|week)|decades|years|generations)\b/,
      /\bby (?:up to |about |around |more than |almost |nearly |over |roughly |at least |as much as )?(?:an? |one |two |three )?(?:half|thirds?|quarters?|fifths?|tenths?|factor of|\d[\d,.]{0,8} (?:days|weeks|months|years|hours|minutes|degrees|points|times)|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty) (?:days|weeks|months|years|hours|minutes|degrees|points|times))\b(?! of)|\b(?:every|each) (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,4}) (?:seconds|minutes|hours|days|weeks|months|years)\b|\b(?:one|two|three|four|five|six|seven|eight|nine|\d{1,3}) (?:[\w-]+ )?(?:out of|in) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred|\d{1,3})\b(?! (?:january|february|march|april|may|june|july|august|september|october|november|december))|\b(?:hundreds|thousands|tens|dozens|scores) of (?:thousands|millions|billions|\w+)|\b(?:the )?(?:average|typical|normal|ordinary) (?:[\w-]+ ){1,3}(?:is|takes|spends|needs|earns|costs|wastes|uses|lasts|pays|loses|eats|drinks|owns|has|gets|walks|sleeps|works|waits|stands|now)\b/,
    ],
    guards: ['sourced', 'figured', 'dated'],
    message: 'Whose count is it, and of how many? A figure of daily life needs a source too.',
    matches: [
      'It takes 21 days to form a habit.',
      'The human body replaces its cells every seven years.',
      'Exercise lowers the risk by a third.',
      'The average wait is now eleven weeks.',
    ],
    misses: [
      'The average wait was eleven weeks, the trust said.',
      'In 1921 the walk took 21 days.',
      'The river is long.',
    ],
  },
];
