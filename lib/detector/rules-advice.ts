import type { Rule } from './model.ts';

/** Verbs that begin a piece of advice; none that is more often a noun. */
const doThis =
  'add|adopt|aim|allow|apply|arrive|ask|avoid|bear|begin|book|breathe|bring|buy|carry|check|choose|clean|combine|come|consider|consult|cook|cover|create|cut|decide|dip|do|drink|eat|enjoy|ensure|expect|explore|fill|find|follow|forget|get|give|go|grab|have|head|hire|hold|imagine|increase|invest|join|keep|leave|let|limit|listen|look|make|measure|mix|move|opt|order|pack|pay|pick|plan|prepare|prioriti[sz]e|protect|put|read|reduce|remember|remove|rinse|run|save|search|see|seek|select|set|shop|skip|sleep|speak|spend|start|stay|steer|stick|stop|store|swap|take|talk|tell|think|throw|treat|trust|try|turn|use|visit|wait|walk|wander|wash|watch|wear|weigh|work|write';

/** Rules for advice in the article's own voice and for the ways a text turns to its reader. */
export const adviceRules: Rule[] = [
  {
    id: 'advice',
    kind: 'unverifiable',
    category: 'prescription',
    severity: 'consider',
    patterns: [
      new RegExp(
        String.raw`^(?:(?:so|then|first|next|finally|instead|also|just|simply|please|always|never|for [\w -]{2,30},|if [^,.;!?\n]{3,60},|when [^,.;!?\n]{3,60},) )?(?:${doThis}) (?:it|them|the|an?|your|yourself|with|for|to|at|this|these|those|some|in|on|up|out|into|from|off|one|two|three|\d+|all|any|as|only|until|whether|what|how|where|if|enough|plenty|more|less|no|that|early|well|away|down|over|around|about|twice|once|clear|ahead|back|here|there|something|anything|nothing|lots|and)\b`,
      ),
      /\b(?:cannot afford to|can't afford to|can ill afford|would do well to|had better|is (?:long )?overdue|are (?:long )?overdue|it is up to|it's up to|deserves? (?:to|a|an|better|more|our|your)|is (?:strongly |highly |widely |generally )?(?:advisable|recommended|advised|best|preferable|ideal|wise|worth (?:it|\w+ing))|are (?:strongly |highly |widely |generally )?(?:advisable|recommended|advised|best|preferable|ideal|worth (?:it|\w+ing))|the best (?:way|approach|option|thing|place|time|choice|strategy|course|advice) (?:is|to|for)|a good idea|your best bet|(?:ought|supposed) to|should|need(?:s)? to|more (?:needs|has) to be done|the (?:answer|solution|key|trick|secret|lesson) (?:is|lies)|calls? for (?:a|an|more|urgent|stronger|greater)|demands? (?:a|an|urgent|immediate|bold|more)|is needed|are needed|it is (?:time|high time|crucial|imperative|essential|vital|important)|no excuse|do not|don't|you(?:'ll)? (?:will )?(?:want|need|have|must|may want) to|you can't|we (?:must|need|should|cannot|can't)|let us|let's)\b/,
    ],
    guards: ['attributed', 'cited', 'conditional'],
    message: 'Advice in the article’s own voice. Whose is it?',
    matches: [
      'Take it an hour before bed.',
      'The new government cannot afford to wait.',
      'Rules ought to be introduced.',
      'It is best to book ahead.',
    ],
    misses: [
      'Takes are long in this film.',
      'Do I need to tip?',
      'The union said the state cannot afford to wait.',
    ],
  },
  {
    id: 'lead-on',
    kind: 'promotional',
    category: 'call-to-action',
    severity: 'should',
    patterns: [
      /(?:^|[.!?:] )(?:struggling|tired|confused|worried|curious|ready|keen|eager|bored|fed up|stuck|lost|hungry|planning|dreaming|considering|hoping|looking|searching|wondering|thinking|interested|unsure|need|want|hate|love|fancy|feeling|suffering|in a hurry|short on|new to|still|got|ever|what if|why (?:settle|wait|pay|not|choose)|who (?:says|doesn't|wouldn't)|could (?:you|this|it)|have you|do you|are you|would you)\b[^.?!\n]{0,120}\?(?= \w)/,
      /(?:^|[.!?:] )(?:have you|would you like|do you (?:love|want|dream|struggle|hate|feel|find)|are you (?:ready|tired|looking|worried|thinking|sick|still)|who (?:doesn't|wouldn't)|why (?:settle|wait|pay more|not)|what if|ready (?:to|for)|want (?:to|more)|need (?:more|help|a)|tired of|struggling|curious|fancy|love|dreaming of|planning|looking (?:for|to)|wondering|questions)\b[^.?!\n]{0,120}\?/,
      /^(?:come (?:and|on|along|see|to)\b|(?:join|follow|subscribe|sign up|download|register|order|shop|browse|discover|explore|unlock|claim|grab|tap|click|swipe|scroll|enter|enrol|enroll|donate|support|share|bookmark|save|book|reserve|request|redeem|hurry|act|start|become|stay|stop by|drop|pop|call|contact|email|e-mail|ring|text|message|write|reach|meet|ask|tell|send|submit|leave|rate|vote|upgrade|switch|try|experience|treat|celebrate|enjoy|see for yourself|find out|learn more|read (?:more|on|our|the full|also|next)|watch (?:our|the|now)|listen|check out|don't|do not|get (?:your|the|in|started|a|free|instant|access|ready)|let (?:us|our)|give us|visit|head|look no|rest assured|why not) (?:us|our|your|yours|yourself|now|today|here|the|a|an|in|on|to|for|it|and|with|fearless|this|these|up|out|from|via|by|free|miss|forget|wait|hesitate|thousands|over|more|no|off|tuned|ahead|member)\b)/,
      /\b(?:(?:to|and|or|then|simply|just|please|today|now|why not) (?:subscribe|sign up|register|download|join (?:us|our|the|a|thousands)|follow us|book (?:now|your|a|online|with)|contact (?:us|our)|call (?:us|our|now)|get in touch|drop (?:us|by)|reach out|enquire|inquire|order (?:now|yours|online|today)|learn more|find out more|browse (?:our|the)|shop (?:now|our|the))\b|(?:use|enter|with) (?:the |our |this |promo |discount |coupon )*code\b|at (?:the )?checkout|% off\b|free (?:shipping|delivery|returns|consultation|quote|sample|download|e-?book|newsletter|copy|access)|(?:unlock|enjoy|get) (?:exclusive|instant|unlimited|full|free|early) \w+|(?:link|button|form|comments?) below|in (?:our|the) (?:bio|shop|store)|offer (?:ends|expires|valid)|(?:spaces|places|seats|stocks?|supplies) (?:are|is) (?:limited|filling|running)|one of our \w+|member(?:s|ship)? (?:from|today|now)|your (?:first|next) (?:order|purchase|visit|stay|trip|booking)|(?:affiliate|through our) links?)/,
    ],
    message: 'Leads the reader on to do or buy something. Cut it.',
    matches: [
      'Struggling to drift off? Magnesium helps.',
      'Come and see for yourself why people trust the kettle.',
      'Use the code SLEEP15 at checkout.',
      'Support fearless reporting: become a member.',
    ],
    misses: ['Ready meals sold well in 1994.', 'The order came in May.', 'Do you need a visa for Peru?'],
  },
  {
    id: 'own-standing',
    kind: 'promotional',
    category: 'self-promotion',
    severity: 'should',
    patterns: [
      /\bas (?:an? |the )?(?:\w+ )?(?:independent|leading|trusted|experienced|award-winning|certified|licensed|passionate|seasoned|professional|family-run|specialist|dedicated|long-time|accredited|local)[\w ,-]{0,50}, (?:we|our)\b/,
      /\bwe (?:\w+ )?(?:know (?:what|how|that|the|your)|never (?:compromise|cut|stop|settle|forget|rest)|always|also (?:offer|provide)|stand (?:behind|by|for|out)|live (?:by|up)|use only|only (?:use|work|sell)|put (?:both|them|it|each|every|the)|tested (?:dozens|hundreds|over|more|every|all|each|and)|(?:have|'ve) (?:been|got|won|tested|spent|helped|served|built|earned|gathered|compiled|rounded|done|spoken|covered|put|never|always|partnered)|partner|work with|go (?:beyond|further|above)|invest|source|craft|hand-?\w+|bring|dig|explain|break|dive|explore|sift|comb|cut through|tell|cover|report|publish|answer|welcome|serve|sell|make|build|produce|employ|run|operate|ship|deliver|offer|provide|promise|care|listen|believe|value|respect|treat|understand|appreciate|recommend|love|hope|aim|strive|pride|guarantee|ensure|focus|combine|keep|give|help|support|share|select|choose|pick|rank|rate|review|compare|research|update|check|review)\b/,
      /\b(?:(?:have|'ve|has) got you covered|(?:you'?re|you are) in (?:good|safe|the right) (?:hands|place)|in our dna|is in our (?:dna|blood|nature)|(?:at|lies at|is at) the (?:heart|core|centre|center) of (?:everything|what|all) we|everything we do|so (?:that )?you (?:don't|do not|never|won't|needn't|can)|a promise kept|from our family to yours|since (?:day one|1[89]\d\d, we)|your (?:trusted|reliable|friendly|local|personal|faithful|loyal|number one|first) \w+|for (?:people|readers|families|travellers) like you|made (?:easy|simple)\b|by (?:people|travellers|experts|parents|cooks|runners), for|(?:trusted|loved|used|chosen|recommended|read) by (?:\w+ ){0,2}(?:thousands|millions|hundreds|over|more than|families|experts|readers|professionals|customers|people|\d)|(?:helped|served|guided|inspired|trusted by) (?:over |more than |tens of |hundreds of )?(?:thousands|millions|hundreds|\d[\d,.]*) |(?:happy|satisfied|loyal|delighted|valued) (?:customers|clients|readers|guests|members|sleepers|users|families|patients)|(?:count|rely|depend) on (?:us|our)|(?:unbiased|honest|independent|fearless|balanced|jargon-free|in-depth|award-winning|trustworthy|quality|expert) (?:and \w+ )?(?:journalism|coverage|reporting|advice|analysis|reviews?|information|answers|insights?|guides?|content|explainers?)|(?:the stories|what) others (?:miss|won't|don't|overlook)|exactly why \S+ exists|made in our own|our own (?:\w+ )?(?:lab|laboratory|kitchen|workshop|range|brand|line|make|recipe)|proud(?:ly)? (?:to|made|part|supporters?|sponsors?|partners?)|join (?:our|the) (?:\w+ )?(?:community|family|club|team|conversation|movement)|(?:team|panel|network|community) of (?:\w+ ){0,2}(?:experts|specialists|professionals|writers|editors|reviewers|enthusiasts|analysts|doctors|chefs|guides)|hand-?picked|carefully (?:selected|curated|crafted|chosen|researched)|expert-(?:led|backed|reviewed|approved)|insider tips|hidden gems)\b/,
    ],
    unless: /\bwe (?:measured|counted|weighed|asked|compared the|found that|observed)\b/,
    message: 'The article speaks well of whoever publishes it. Cut it.',
    matches: [
      'As independent reviewers, we know what matters.',
      'We never compromise on quality.',
      'From hotels to tips, we’ve got you covered.',
      'Trusted by millions of families.',
    ],
    misses: ['We measured it twice.', 'Trusted by the king, he ruled the province.'],
  },
  {
    id: 'contact-line',
    kind: 'promotional',
    category: 'contact',
    severity: 'must',
    cased: true,
    blocks: ['heading', 'paragraph', 'item', 'cell', 'header-cell', 'caption'],
    patterns: [
      /(?:^|\n|\| )(?:[A-Z][\w’'-]*(?: [\w&’'-]+){0,3}) ?: ?(?:\+|\(?0)[\d ()/.-]{6,20}\d/,
      /(?:^|\n|\| |[.!?] )(?:(?:[Mm]ailing|[Pp]ostal|[Oo]ur|[Vv]isiting|[Oo]ffice|[Ss]treet|[Bb]usiness|[Ee]mail|[Ww]eb|[Bb]illing) [Aa]ddress|[Cc]ustomer (?:care|service|support)|[Hh]ead (?:office|quarters)|[Hh]eadquarters|[Oo]ffice(?: hours)?|[Ss]howroom|[Ss]upport|[Ee]nquiries|[Ii]nquiries|[Hh]elp ?(?:line|desk)|[Bb]ookings?|[Rr]eservations|[Ww]here to find us|[Ff]ind us|[Ff]ollow us|[Mm]obile|[Cc]ell|[Ll]inked[Ii]n|[Tt]witter|[Yy]ou[Tt]ube|[Tt]ik[Tt]ok|[Ss]kype|[Ss]ignal|[Ww]e[Cc]hat|[Qq]uestions\?|[Pp]ress(?: office| contact)?|[Ss]ales|[Oo]nline|[Ww]eb|[Hh]ours|[Vv]isit us|[Rr]each us|[Tt]oll[- ]free)(?: ?:|(?<=\?)) [^\n]{0,40}?(?:[\d@/]|www|\.com|\.org|\.net)[^\n]{0,80}/,
      /\b\d{1,5}[A-Za-z]? (?:[A-Z][\w’'.-]+ ){1,3}(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Lane|Ln\.?|Drive|Dr\.?|Boulevard|Blvd\.?|Way|Square|Court|Place|Terrace|Parkway|Plaza)\b,? (?:Suite|Ste|Floor|Unit|Apt|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}, ?[A-Z]{2}\b)/,
      /\b[A-Z][\w’'-]*(?:strasse|straße|str\.|gasse|platz|allee|straat|laan|gade|gatan|vej|weg) \d{1,4}[a-z]?,? \d{4,5} [A-Z]|\b(?:[Oo]pen )?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Mo|Di|daily)(?:day|s|nes|rs|ur)*\.?(?: ?[–-] ?| to )(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Fr|Sa|So)[a-z]*\.?,? \d{1,2}/,
      /(?<![\d+])(?:0|1-)8\d{2}[ -]\d{3}[ -]\d{3,4}\b/,
    ],
    message: 'Contact details. They belong on the site’s own pages, not in an article.',
    matches: [
      'Customer care: 0800 555 0199',
      'Mailing address: 40 Answer Avenue, Suite 9',
      'Office hours: 9 to 5',
      'They sit at 40 Answer Avenue, Springfield, IL',
    ],
    misses: ['The office opened in 1921.', 'Results: 3 wins', 'Downing Street is closed.'],
  },
];
