import type { Rule } from './model.ts';

const selfMessage = 'The article speaks for its publisher here. Cut it, or move it to the site’s own pages.';
const everywhere: Rule['blocks'] = ['heading', 'paragraph', 'item', 'cell', 'header-cell', 'caption'];

/** Not headings: “What Our Patients Say” announces, what comes under it sells. */
const spoken: Rule['blocks'] = ['paragraph', 'item', 'cell', 'header-cell', 'caption'];

const weOrOur = /\b(?:we|our|us)\b/;

/** Rules for text in which the publisher speaks for itself, or to the reader as a customer. */
export const promotionalRules: Rule[] = [
  {
    id: 'self-we',
    kind: 'promotional',
    category: 'self-promotion',
    severity: 'must',
    blocks: spoken,
    needs: weOrOur,
    patterns: [
      /\bwe(?: are|'re) (?:\w+ly )?(?:committed|dedicated|proud|passionate|devoted|delighted|excited|thrilled|pleased|here (?:to|for)|your)\b/,
      /\bwe (?:\w+ly )?(?:strive|pride ourselves|speciali[sz]e|aim to (?:empower|provide|offer|bring|help|deliver|give|make|be)|believe in (?:providing|offering|delivering)|understand (?:the (?:challenges|importance|struggle|value|need)|that your|your|how (?:important|hard|difficult|frustrating))|rely on (?:credible|trusted|reliable)|fact-check|(?:offer|provide|deliver|curate|feature|bring|give|guarantee|promise|serve|help|support|empower|assist|guide|connect) (?:you|your|our|a (?:wide|full|range|comprehensive)|an (?:extensive|unrivalled)|the (?:best|most|highest|finest)|comprehensive|expert|in-depth|clear|accurate|insightful|reliable|customi[sz]ed|tailored|personali[sz]ed|high-quality|top-quality))\b/,
      /\bwe (?:\w+ly )?(?:verify|double-check|handpick|hand-pick|curate|invite you|encourage you|take (?:great )?pride|go the extra mile|believe (?:that )?(?:everyone|every|in|that)|put (?:our|your|you|quality|customers|safety)|work (?:hard|tirelessly|closely with|around the clock)|care about|know (?:that you|how|what you)|love (?:to|what|helping)|hope (?:you|this|that you)|have helped|make (?:sure|it easy)|ensure|guarantee)\b/,
      /\bwe(?:'ll| will| can|'ve| have|'re| are)? (?:\w+ly )?(?:make|help|show|take|bring|give|send|keep|find|answer|explain|cover|prepare|compare|recommend|share|tell|teach|let|want|build|create|design|deliver|handle|arrange|welcome|treat) [^.;!?\n]{0,60}\b(?:you|your)\b/,
      /\bwe (?!(?:all |can |could )?(?:see|know|think|call|breathe|live|eat|feel|use|look|hear|perceive|understand|find|found|experience|tested|measured|asked|weighed|counted|say)\b)\w+ (?:[\w'-]+ ){0,8}your?\b/,
      /\bour (?:[\w-]+ ){0,2}(?:team|experts?|specialists|professionals|editors|writers|consultants|advisers|advisors|chefs|engineers|therapists|instructors|craftsmen|staff|mission|goals?|aims?|purpose|promise|philosophy|approach|values|story|offices?|clinic|firm|agency|company|hotel|resort|restaurant|panel|services?|products?|collections?|packages?|platform|website|site|store|shop|showroom|newsletter|library|customers|clients|readers|guides?|app|blog|community of|commitment|dedication|content)\b/,
      /\bour (?:[\w-]+ ){0,2}(?:researchers|analysts|journalists|reporters|authors|contributors|advisers|agents|artisans|coaches|trainers|dentists|doctors|lawyers|attorneys|drivers|hosts|partners|technicians|developers|designers|pick|picks|favou?rites?|top tip|capsules|creams?|tours?|rooms?|menu|courses?|programmes?|programs?|workshops?|offers?|deals?|prices?|page|channel|podcast|faq)\b/,
      /\bour (?:seasoned|award-winning|best-selling|bestselling|expert|experienced|dedicated|friendly|passionate|professional|skilled|trusted|exclusive|premium|signature|flagship|unique|innovative|cutting-edge|state-of-the-art|world-class|extensive|comprehensive|knowledgeable|proven|unrivalled|very own|latest|full range)\b/,
    ],
    unless:
      /\bour (?:\w+ )?team (?:found|measured|analysed|analyzed|tested|collected)|\bour (?:national|armed|security|public|health) services?\b/,
    message: selfMessage,
    matches: [
      'We are committed to the highest standards.',
      'Our team of experts works around the clock.',
      'We strive to be a partner in your journey.',
      'We’re here to help.',
    ],
    misses: [
      'We measured rainfall at twelve stations.',
      'The mayor said: “We are committed to the new line.”',
      'They are committed to a ceasefire, the ministry said.',
    ],
  },
  {
    id: 'self-pitch',
    kind: 'promotional',
    category: 'self-promotion',
    severity: 'must',
    patterns: [
      /^(?:since \d{4}|for (?:over|more than|nearly|almost|well over)? ?[\w' -]{3,40}?(?:years|decades|generations|a century)),? (?:the |our )?[^,.;!?\n]{2,50}? (?:has|have) (?:\w+ly |always |also )?(?:stood (?:for|by)|been (?:serving|helping|making|bringing|providing|offering|crafting|delivering|trusted|a byword|synonymous|looking after|there for|the (?:home|go-to|first choice))|served|helped|set the standard|led the way|looked after|relied|trusted|turned to)\b/,
      /\b(?:is|are) here to (?:help|explore|guide|answer|explain|assist|show you|tell you|provide|offer|serve|break)\b/,
      /\b(?:is|are|be|being|as|become) your (?:[\w-]+ ){0,3}(?:source|partner|companion|destination|resource|provider|guide|hub|ally|gateway|choice|home for|shop|platform|place)\b/,
      /\b(?:your|the) (?:\w+ )?(?:go-to|one-stop|trusted|ultimate|number one|preferred) (?:\w+ ){0,2}(?:source|partner|shop|destination|resource|provider|guide|place|choice|platform|companion|hub|solution)\b/,
      /\b(?:that's|that is|this is|here's|here is) where [\w.' -]{2,40} (?:comes?|steps?) in\b/,
      /(?:^(?:at|here at|with|from) (?:[\w'-]+\.)+(?:com|org|net|io|co|edu|info|blog|app|vn|uk|de|us)\b|\b(?:at|here at|with|from) (?:[\w'-]+\.)+(?:com|org|net|io|co|edu|info|blog|app|vn|uk|de|us)\b(?! (?:with|in|on|by|of|and|between|from|found|showed|that|which)\b))/,
      /\b(?:to|can|will) (?:empower|equip) (?:you|our readers|readers)\b/,
      /\b(?:provid|offer|giv|bring)ing you (?:with )?(?:the|a|an|all|everything|clear|accurate)\b/,
    ],
    message: selfMessage,
    matches: [
      'Since 1994, Hartwell & Sons has stood for quality.',
      'Acme is your go-to source for reliable answers.',
      'That’s where Acme Travel comes in.',
      'At example.com, quality comes first.',
    ],
    misses: [
      'A trial at Trip.com with 1,612 staff began in 2021.',
      'Since 1994, the bridge has carried two lanes.',
      'The river is the source of most drinking water.',
      'This is where the treaty was signed in 1648.',
    ],
  },
  {
    id: 'visit-us',
    kind: 'promotional',
    category: 'call-to-action',
    severity: 'must',
    patterns: [
      /(?:^|[.!?:,;] |\b(?:and|or|to|please|simply|just|today|so) )(?:visit|browse|check out|head (?:over )?to|go to|log on to|explore|follow) (?:our|us\b|(?:the|their) (?:official )?(?:website|site|page|store|shop)|(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|co|edu|info|blog|app|vn|uk|de|us)\b)/,
      /(?:^|[.!?:,;] |\b(?:and|or|to|please|simply|just|today|so) )(?:contact|call|email|e-mail|message|text|reach out to|get in touch with|join|ask|book with|shop with|follow|like) (?:us\b|our (?:\w+ )?(?:team|experts?|staff|office|specialists|consultants|newsletter|community|mailing list))/,
      /\b(?:get in touch|sign up (?:now|today|for (?:our|free|a free))|subscribe (?:to our|now|today)|(?:don't|do not) (?:hesitate to|miss (?:out|this|your chance|the chance))|feel free to (?:contact|reach|ask|email|call|submit|leave)|(?:order|buy|book|shop|register|enrol|enroll|download|donate|apply|act|call|join|start|subscribe|sign up|contact us|get started|learn more|find out more) (?:now|today)(?=[.!,;:]|$| (?:and|to|for|at|on|with)\b)|click (?:here|the (?:link|button)|below)|limited[- ]time offer|while (?:stocks|supplies) last|leave a comment|share this (?:article|post)|submit your (?:question|enquiry|inquiry)s?|request a (?:free )?(?:quote|demo|consultation)|book your (?:\w+ ){0,2}(?:now|today|trip|stay|tour|appointment|room|seat|tickets?)|(?:start|begin) your (?:\w+ ){0,2}(?:journey|free trial|adventure)|(?:why wait|what are you waiting for)|(?:reach|find|follow|message|write to) us (?:at|on|via|by)|drop us a|get back to you|while it lasts|before (?:it|they) sells? out|before it's too late|(?:grab|get|claim|reserve|secure|try|treat yourself to) (?:yours|your (?:\w+ ){0,2}(?:copy|spot|seat|place|tickets?|discount|free|future|today|now))|try it (?:today|now|for free)|for free today|free trial|money-back|(?:use|enter) (?:the |our )?(?:promo |discount )?code|at (?:the )?checkout|come and see)\b/,
      /^(?:so )?(?:don't|do not|never) (?:leave|let|forget to|wait|settle for|risk|overlook|underestimate|take our word)\b/,
      /^(?:get|grab|try|choose|trust|enjoy|experience|save|shop|buy|order|claim|pamper|relax|step into|come|start|join|imagine|head (?:over|to|for|down|out|straight)|let us|let our|make the most|take advantage|take the first step|keep reading|stay (?:informed|ahead|up to date|connected)|give (?:yourself|your)) (?!(?:to|and|or|of|is|was|rid)\b)\w+/,
      /^(?:speak|talk|chat) (?:to|with) (?:one of )?(?:our|a|an|us)\b/,
    ],
    message: 'A call to the reader to act. Cut it; a link that serves the text can stay as a link.',
    matches: [
      'Visit example.com to explore our library.',
      'Sign up today and save.',
      'If you cannot find it, don’t hesitate to ask.',
      'Please contact us for a quote.',
      'Order now!',
    ],
    misses: [
      'Presidents visit the summit each year.',
      'He told them to contact the police.',
      'She called it a victory today.',
    ],
  },
  {
    id: 'reader-pitch-question',
    kind: 'promotional',
    category: 'call-to-action',
    severity: 'must',
    needs: /\?/,
    patterns: [
      /(?:^|[.!?:] )(?:got (?:a|any|more|something)\b|(?:have you )?ever wonder(?:ed)?\b|wondering\b|still (?:have|got|unsure|confused|not|wondering|looking)\b|not sure\b|thinking (?:of|about)\b|why not (?:try|ask|give|join|see|book|visit|take|come|drop|start|call|treat|make|let|pop|check|get|be|download|share|order|subscribe|one)\b|sounds? (?:good|familiar|interesting)\b|do you have (?:(?:more|any|other|further|a) questions?|(?:an?|any|your|some) (?:[\w-]+ ){0,2}(?:theory|stor(?:y|ies)|tips?|ideas?|comments?|favou?rites?|memor(?:y|ies)|suggestions?|opinions?|views?|recipes?|topics?|experiences?|problems?|trips?|projects?|passion|dreams?|goals?|events?|doubts?|thoughts|concerns)\b)|do you want to (?:learn|know|find out|discover|see|stay|make|improve|get)|are you (?:curious|ready|looking|tired of|interested|searching|struggling|planning|dreaming)|(?:looking|searching|ready) (?:for|to)\b|want to (?:learn|know|find|see|get|try|stay|make)|curious (?:about|to)|(?:do you )?(?:still )?have (?:a |more |any |other |further )?(?:questions?|doubts?)\b|need (?:help|advice|assistance|more information))[^.?!\n]{0,160}\?/,
    ],
    message: 'A question put to the reader to lead them on. Cut it.',
    matches: [
      'Do you want to learn more about trade?',
      'Are you curious about the impact?',
      'Looking for a better mattress?',
    ],
    misses: [
      'Do you need a visa for Peru?',
      'What do you want from the summit, he asked.',
      'Are you allowed to swim in the lake?',
    ],
  },
  {
    id: 'discover',
    kind: 'promotional',
    category: 'call-to-action',
    severity: 'must',
    patterns: [
      /^(?:come and |read on to |so |now |join us (?:as we|to) )?(?:discover|explore|uncover|unlock|embark on|dive into|delve into|immerse yourself|indulge|treat yourself|elevate your|transform your|experience the|find out (?:how|why|what|more)|learn (?:how|why|more|about)|read on|stay tuned|get ready|join us|look no further|don't miss)\b/,
      /\b(?:read on (?:to|for)|stay tuned|look no further|join us (?:as we|on|for)|let's (?:dive|explore|delve|take a (?:closer )?look|examine|discover|break)|this (?:article|guide|post|blog) (?:will|explores|delves|dives|covers|provides you|aims|unpacks)|in this (?:article|guide|post|blog)(?: post)?, (?:we|you)|we(?:'ll| will) (?:explore|delve|dive|discuss|look|examine|cover|walk you|show you|take you|break down|uncover))\b/,
    ],
    message:
      'The article invites the reader in instead of telling them something. Cut it or say the thing itself.',
    matches: [
      'Discover the reasons behind the strike.',
      'In this article, we will explore the causes.',
      'Stay tuned!',
    ],
    misses: ['Engineers discover a leak about once a year.', 'Learning to read takes two years.'],
  },
  {
    id: 'imperative',
    kind: 'promotional',
    category: 'call-to-action',
    severity: 'should',
    patterns: [
      /^(?:please |so |just |simply |now |then |also |and |today |for more [^.;!?\n]{1,50}, )?(?:plan|share|let|tell|tag|check|see|view|read|watch|listen to|rate|vote|leave|post|comment|send|register|enter|win|sign|log|search|browse|learn|contact|ask|meet|work with|partner with|switch|upgrade|add|pick|make|turn|say|bid|forget|imagine|picture|think of|look|stop|stay|keep|go|drop|stop by|come by|swing by|find|follow|dive|begin|create|build|design|boost|improve|protect|prepare|pack|pamper|surprise|spoil|schedule|reserve|request|compare|learn from) (?:[\w'-]+ ){0,4}(?:you|your|yourself|our|us|now|today|here|below)\b/,
      /\b(?:drop|stop|come|swing) by\b(?! the (?:end|time))/,
    ],
    message: 'Tells the reader what to do. Cut it, or say what is the case.',
    matches: ['Share your thoughts in the comments.', 'Plan your trip with us.', 'Come by any time.'],
    misses: ['Share prices fell.', 'Plans for the bridge were drawn in 1890.'],
  },
  {
    id: 'own-voice',
    kind: 'promotional',
    category: 'self-promotion',
    severity: 'consider',
    blocks: spoken,
    needs: weOrOur,
    patterns: [
      /\b(?:we've|we'll|we're|we'd|we)\b(?! (?:all )?(?:see|know|think of|call|breathe|live|eat|feel|use|look at|hear|perceive|understand|find|found|experience|tested|measured|asked|weighed|counted|compared|analysed|analyzed|observed|collected)\b)(?: [^.,;:!?\n]{1,60}(?![\w'’-]))?/,
      /\bour (?!(?:own )?(?:planet|world|lives|life|society|bod(?:y|ies)|brains?|solar system|galaxy|species|ancestors|understanding|knowledge|climate|daily|time|age|minds?|eyes|skin|hearts?|health|country|nation|democracy|cit(?:y|ies)|oceans?|atmosphere|sun|star|universe|history|culture|future|children|genes|cells|senses|perception|memory|attention|homes?|food|diet|water|air|economy|language|ability|need|test|tests|measurements|sample|results)\b)\w+(?: [^.,;:!?\n]{1,60}(?![\w'’-]))?/,
      /\b(?:contact|join|follow|tell|ask|call|email|visit|trust|choose|with|from|by|about|for|at) us\b(?! (?:all|army|navy|dollars?|president|senate|congress|government|embassy|troops|house|forces|officials|companies|state|states|department|supreme|treasury|citizens?|foreign|policy|influence|election))/,
    ],
    message: 'Who is “we”? In an article the publisher should not be a party.',
    matches: ['We run two shops in Leeds.', 'Sales rose at our outlets.'],
    misses: [
      'We tested it for six weeks.',
      'Our planet has one moon.',
      'Relations with US companies cooled.',
    ],
  },
  {
    id: 'reader-you',
    kind: 'promotional',
    category: 'call-to-action',
    severity: 'should',
    patterns: [
      /\bwhether you(?:'re| are)\b/,
      /\b(?:you(?:'ll| will| are sure to) (?:not (?:regret|be)|love|find (?:everything|something)|never|enjoy|discover|want to|be (?:amazed|glad|surprised|blown))|you (?:deserve|won't (?:want|regret|find|be disappointed)|can trust|can rely on|need to make)|something for everyone|to suit (?:every|all) (?:taste|budget|need)s?|for all your (?:\w+ ){0,3}needs|make (?:informed|smarter|better) (?:\w+ )?(?:decisions|choices)|peace of mind|hassle-free|at (?:an )?(?:affordable|unbeatable|competitive) prices?|value for money|free of charge today)\b/,
    ],
    message: 'Speaks to the reader as a customer. Say what is the case instead.',
    matches: ['Whether you’re a student or a retiree, there is something for everyone.'],
    misses: ['The tax applies to residents, whether they work or not.'],
  },
  {
    id: 'landscape-filler',
    kind: 'promotional',
    category: 'importance-filler',
    severity: 'should',
    patterns: [
      /\bin (?:today's|the modern|our modern|this day and) [^.,;!?\n]{0,40}?\b(?:landscape|world|age|era|environment|economy|society|market)\b/,
      /\bin (?:today's|an increasingly|our|this|a|the) (?:\w+-?){0,3} ?(?:fast-paced|ever-changing|ever-evolving|interconnected|digital) (?:\w+ )?(?:world|age|landscape|era)\b/,
      /\bnavigating the (?:complex|complicated|intricate|ever-changing|confusing|murky)/,
      /\b(?:flooded|awash|inundated|saturated|overflowing) with (?:\w+ )?(?:information|options|choices|content|advice|products)\b/,
      /\b(?:the (?:complex|fascinating|ever-changing|exciting|wonderful|intricate) world of|when it comes to|it(?:'s| is) no secret that|it goes without saying|needless to say|the fact of the matter|at the end of the day|in a world (?:full of|where|of)|can (?:be|feel|seem) (?:quite |very |a bit |truly )?(?:challenging|overwhelming|daunting|confusing|tricky|intimidating)|the truth is|look no further|the possibilities are endless|the sky is the limit|take(?:s|n)? [\w' ]{0,20}to the next level|a game[- ]changer)\b/,
    ],
    message: 'Filler that sets up a pitch and says nothing. Cut it.',
    matches: ['The internet is flooded with information.', 'In today’s digital landscape, trust is rare.'],
    misses: ['The valley was flooded with sea water in 1953.'],
  },
  {
    id: 'contact-block',
    kind: 'promotional',
    category: 'contact',
    severity: 'must',
    cased: true,
    blocks: everywhere,
    patterns: [
      /(?:^|[.!?] |\| )(?:[Cc]ontact(?: us| [Ii]nformation| [Dd]etails)?|[Aa]ddress|[Ww]hats[Aa]pp|[Pp]hone|[Tt]el(?:ephone)?|[Hh]otline|[Ee]-?mail|[Mm]ail|[Ww]ebsite|[Ff]ax|[Oo]pening hours|[Ff]acebook|[Ii]nstagram|[Tt]elegram) ?: ?[^\n]{0,200}/,
      /^Contact [Uu]s\b[^\n]{0,40}/,
      /(?<![\w+])\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,4}){2,4}\b/,
      /(?<!\d)(?:1-)?(?:\(\d{3}\) ?|\d{3}-)\d{3}-\d{4}\b/,
      /\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b/,
      /\b(?:[Cc]all|[Pp]hone|[Tt]ext|[Dd]ial|[Rr]ing|[Ww]hats[Aa]pp|[Tt]el(?:ephone)?\.?|[Mm]obile|[Hh]otline|[Ff]ax)(?: us)?(?: at| on)?:? ?\+?[\d(][\d ()./-]{6,20}\d/,
    ],
    message: 'Contact details. They belong on the site’s own pages, not in an article.',
    matches: [
      'Website: example.com',
      'Write to sales@example.com for details.',
      'Call us at 020 7946 0000',
      'Address: 12 High Street',
    ],
    misses: ['The address was read out in court.', 'She wrote an email to the minister.'],
  },
  {
    id: 'contact-line',
    kind: 'promotional',
    category: 'contact',
    severity: 'must',
    cased: true,
    blocks: everywhere,
    patterns: [
      /(?:^|\| )(?:[A-Z][\w’'-]*(?: [\w&’'-]+){0,3}) ?: ?(?:\+|\(?0)[\d ()/.-]{6,20}\d/,
      /(?:^|\| |[.!?] )(?:(?:[Mm]ailing|[Pp]ostal|[Oo]ur|[Vv]isiting|[Oo]ffice|[Ss]treet|[Bb]usiness|[Ee]mail|[Ww]eb|[Bb]illing) [Aa]ddress|[Cc]ustomer (?:care|service|support)|[Hh]ead (?:office|quarters)|[Hh]eadquarters|[Oo]ffice(?: hours)?|[Ss]howroom|[Ss]upport|[Ee]nquiries|[Ii]nquiries|[Hh]elp ?(?:line|desk)|[Bb]ookings?|[Rr]eservations|[Ww]here to find us|[Ff]ind us|[Ff]ollow us|[Mm]obile|[Cc]ell|[Ll]inked[Ii]n|[Tt]witter|[Yy]ou[Tt]ube|[Tt]ik[Tt]ok|[Ss]kype|[Ss]ignal|[Ww]e[Cc]hat|[Qq]uestions\?|[Pp]ress(?: office| contact)?|[Ss]ales|[Oo]nline|[Ww]eb|[Hh]ours|[Vv]isit us|[Rr]each us|[Tt]oll[- ]free)(?: ?:|(?<=\?)) [^\n]{0,40}?(?:[\d@/]|www|\.com|\.org|\.net)[^\n]{0,80}/,
      /\b\d{1,5}[A-Za-z]? (?:[A-Z][\w’'.-]+ ){1,3}(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Lane|Ln\.?|Drive|Dr\.?|Boulevard|Blvd\.?|Way|Square|Court|Place|Terrace|Parkway|Plaza|Row|Quay|Close|Crescent|Gardens|Hill|Mews|Wharf|Highway|Circle|Loop|Trail|Alley|Park)\b,? (?:Suite|Ste|Floor|Unit|Apt|\d{4,6} [A-Z]|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}, ?[A-Z]{2}\b)/,
      /\b[A-Z][\w’'-]*(?:strasse|straße|str\.|gasse|platz|allee|straat|laan|gade|gatan|vej|weg) \d{1,4}[a-z]?,? \d{4,5} [A-Z]|\b(?:[Oo]pen )?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Mo|Di|daily)(?:day|s|nes|rs|ur)*\.?(?: ?[–-] ?| to )(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Fr|Sa|So)[a-z]*\.?,? \d{1,2}/,
      /(?<![\d+])(?:0|1-)8\d{2}[ -]\d{3}[ -]\d{3,4}\b/,
      // A line of names and numbers with a comma between, which is an address in whatever country.
      /^(?=[^\n]*,)(?=[^\n]*(?<![\w.])(?!(?:1[5-9]|20)\d\d\b)\d)(?![^\n]*(?:\b(?:January|February|March|April|June|July|August|September|October|November|December|Part|Step|Chapter|Day|Days|Article|Section|Table|Figure)\b|[.!?:;|]$))(?:\d{1,6}(?!(?:st|nd|rd|th)\b)[\w/-]{0,4}|[A-Z][\w’'.&/-]{0,30}|d[ei]l?|della|d[iae]|der|la|le|les|am|an|of|the|and|und|y|e|v|c\/o)(?:,? (?:\d{1,6}(?!(?:st|nd|rd|th)\b)[\w/-]{0,4}|[A-Z][\w’'.&/-]{0,30}|d[ei]l?|della|d[iae]|der|la|le|les|am|an|of|the|and|und|y|e|v|c\/o)){2,12}$/,
      /(?<![\w.,-])0\d{1,4}[ /-]\d{2,4}(?:[ -]\d{2,4}){1,3}(?![\w-]|[.,]\d)|(?<![\w.,-])0\d{2,5}[ /-]\d{5,8}(?![\w-]|[.,]\d)|(?<![\w.@])@[a-z_]\w{2,30}\b/,
      /\b[A-Z]{2}\d{2}(?: ?[\dA-Z]{4}){3,7}(?: ?[\dA-Z]{1,3})?\b|\b(?:IBAN|BIC|SWIFT|[Ss]ort code|[Aa]ccount (?:no\.?|number)|[Vv]AT (?:no\.?|number|ID)|[Cc]ompany (?:no\.?|number)):? ?[A-Z]{0,3}\d[\d -]{4,}/,
      // A street with its number before a postcode, as on the Continent, in Britain and in America.
      /\b[A-Z][\w’'.-]+(?: [\w’'.-]+){0,4} (?<!\b(?:January|February|March|April|May|June|July|August|September|October|November|December) )\d{1,4}[a-z]?, ?(?:[A-Z]{1,3}-)?\d{4,6}(?:-\d{3,4})? [A-Z]\w+|, (?:[A-Z][\w’'-]+ ){1,3}[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|, [A-Z]{2} \d{5}(?:-\d{4})?\b|\b(?:Unit|Suite|Level|Floor|PO Box|P\.O\. Box) #?\d[\w-]*, /,
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
