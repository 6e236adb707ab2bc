import type { Rule } from './model.ts';

/**
 * Rules for how a text turns to its reader, made of word classes rather than phrases: an order is a verb in its base
 * form at the head of a sentence before a word that can only follow a verb there; a leading question is one that asks
 * without a question word, or asks why one should not.
 */

/** Base forms that are no nouns, so that hardly anything but an order begins with them. */
const verbs =
  'ask|apply|become|begin|book|bring|browse|build|buy|choose|claim|click|come|compare|consider|create|cut|decide|discover|ditch|download|earn|eat|elevate|embark|embrace|empower|enjoy|enquire|enrol|enroll|enter|escape|expect|explore|feel|fill|find|follow|forget|get|give|go|grab|harness|hear|immerse|imagine|improve|increase|indulge|inquire|invite|join|keep|kick|know|lace|learn|leave|lean|let|listen|log|lose|make|maximi[sz]e|meet|mention|navigate|opt|own|pamper|pick|pop|prepare|protect|pull|put|quote|reach|read|receive|redeem|register|relax|rely|remember|request|reserve|ring|save|say|scan|scroll|secure|see|select|send|settle|share|sip|sit|skip|slip|soak|sound|speak|spend|spread|start|stay|step|stick|stop|stroll|submit|subscribe|surround|swap|take|tap|tell|think|throw|treat|tuck|try|tune|turn|type|unleash|unlock|unwind|upgrade|use|venture|wait|wake|wander|watch|wear|win|write';
/** Those that are also the participle of what a sentence may begin with: "Set in 1920, the film". */
const alsoParticiples =
  '(?!(?:cut|put|read|let|spread|become|come|quote) (?:in|on|at|by|from|into|to|for|as|with|between)\\b)';
/** Base forms that are nouns too: "Trust in the bank fell". */
const nounVerbs =
  'balance|boost|call|challenge|change|chat|check|contact|design|donate|dream|drink|drive|drop|email|exchange|experience|focus|help|hire|hope|host|invest|link|list|live|look|love|mail|mark|measure|mix|move|name|note|order|pack|park|pay|phone|picture|plan|play|promise|push|quiz|rate|rent|rest|ride|run|search|set|shop|show|sign|sleep|split|stop by|store|study|support|switch|talk|taste|test|text|tour|track|travel|trust|visit|vote|walk|work|bank|face|stock|top|top up|wrap|gift|bid|note down|trial';

/** Base forms that nothing else begins a sentence with, so that any object may follow. */
const plainVerbs =
  'bring|wear|eat|avoid|choose|carry|ask|follow|consult|preheat|rinse|simmer|whisk|knead|peel|grate|sprinkle|drizzle|marinate|combine|remove|dissolve|discard|refrigerate|chop|slice|dice|mince|toss|fry|bake|garnish|pour|squeeze|blend|stir|soak|wash|wipe|scrub|prune|sow|dig|inspect|install|insert|attach|fasten|tighten|loosen|bend|inhale|exhale|collect|gather|verify|confirm|determine|identify|calculate|evaluate|assess|analy[sz]e|beware|maintain|manage|prioriti[sz]e|minimi[sz]e|maximi[sz]e|refrain|resist|weigh|refuse|accept|allow|ensure|establish|examine|familiari[sz]e|notify|obtain|organi[sz]e|provide|purchase|recycle|reflect|remind|renew|replace|rotate|sanitize|separate|tackle|tidy|unplug|forget|remember|keep|learn|expect|enjoy|consider|prepare|protect|pay attention|steer clear|opt|stick|switch off|add|apply|seek|speak up|show up|grab|ditch|embrace|nurture|cultivate|practise|appreciate|celebrate|respect|cherish|savou?r|wander|sip|admire|marvel|explore';
/** After which a first word was no order: “Save the Children is”, “Try scoring was”. */
const finite =
  '(?:is|are|was|were|has|have|had|by|of|and|or|rates?|prices?|levels?|costs?|scoring|bans?|traders?|writers?|makers?|trade|hours?|patterns?|from)\\b';

const afterAny = '(?:the|a|an|our|your|yours|us|you|yourself|yourselves|this|these|those|it|them|one of)\\b';
const afterVerb = `(?:${afterAny}|(?:that|in|on|to|for|with|at|from|into|onto|through|out|up|over|down|back|off|by|here|there|now|today|tonight|more|some|any|every|each|all|how|what|why|where|when|who|whether|about|around|away|ahead|along|before|until|only|straight|directly|online|early|free|as|between|like|no|plenty|both|once|beyond|under|which|if|better|less|within|and|or)\\b|[.!]|$)`;

const lead =
  "(?:please,? |just |simply |so,? |then,? |now,? |today,? |first,? |next,? |finally,? |instead,? |better still,? |and |or |but |go ahead and |be sure to |feel free to |don't |do not |never |always |(?:if|when|once|before|whether|for|to|with|after|until|whatever|wherever|however|not|new|ready|prefer|curious|hungry|unsure|still|need|want)\\b[^,.;:!?\\n]{1,70}[,:] )?";

/** Rules for orders, leading questions, greetings and terms of sale. */
export const addressRules: Rule[] = [
  {
    id: 'reader-order',
    kind: 'promotional',
    category: 'call-to-action',
    severity: 'should',
    patterns: [
      new RegExp(
        String.raw`(?:^|[:;–—] |, so )${lead}(?:${alsoParticiples}(?:${verbs}) ${afterVerb}|(?:${nounVerbs}) ${afterAny})[^.;:!?\n]{0,60}`,
      ),
      /^(?:be (?:sure|prepared|inspired|amazed|bold|brave|kind|our|part|the first|one of|among|ready|quick|smart|safe)|have (?:a look|fun|a go|your|no fear|a great|a question)|go for|call now|act fast|hurry|pay no|look no|no need to|time to|here's to|cheers to)\b[^.;:!?\n]{0,60}/,
    ],
    unless:
      /^(?:see (?:also|the (?:annex|appendix|table|figure|map|footnote|note)|annex|table|figure|section|page)|let [a-z] be|come (?:spring|summer|autumn|winter)|go-)\b|^(?:read|let|put|set) (?:[\w'-]+ ){0,8}(?:was|were|is|has|had)\b/,
    message: 'Tells the reader what to do. Cut it, or say what is the case.',
    matches: [
      'Pop in for a chat.',
      'Ring the front desk for a table at sunset.',
      'If you prefer quiet, ask for a room at the back.',
      'Places are few, so put your name down early.',
      'Type your question into the bar.',
      'Never settle for less.',
    ],
    misses: [
      'Trust in the bank fell.',
      'Set in 1920, the film tells of two sisters.',
      'Work on the bridge began in May.',
      'Read by millions, the paper closed in 1990.',
      'Call centres opened in the north.',
    ],
  },
  {
    id: 'bare-order',
    kind: 'promotional',
    category: 'call-to-action',
    severity: 'should',
    blocks: ['paragraph', 'item'],
    patterns: [
      new RegExp(`^${lead}(?:${plainVerbs}) (?!${finite})[\\w'-]+`),
      new RegExp(`^${lead}(?:${verbs}) (?!${finite})(?:[\\w'-]+ ?){1,3}[.!]$`),
      new RegExp(
        `^${lead}(?:negotiate|relax|breathe|plan ahead|look (?:for|out|at|after|into|beyond|around|closely|carefully)|watch (?:for|out)|shop (?:around|local|early)|call (?:ahead|around|in)|turn (?:off|on|down|up|to)|ask (?:about|around|for)|walk away|persevere|practi[sc]e|stay (?:safe|calm|hydrated|active|informed|curious|alert|tuned|focused|positive|put|warm|cool|dry|patient)|work (?:out|hard|smart)|think (?:twice|again|big|ahead|carefully|long)|measure twice|start (?:small|early|now|slowly|low)|go (?:slow|easy|slowly|big|early|green)|talk to (?:your|a|an|the|one)|speak to (?:your|a|an|the|one)|hold (?:the|your|it|still|on)|limit (?:your|screen|alcohol|caffeine|sugar|salt|the|how)|aim (?:for|to|at)|swap \\w+ for|trade \\w+ for|set (?:yourself|aside|a|an|the|your|realistic|clear) |cut (?:back|down|out)|lay|place (?:the|a|your|it)|press (?:the|down|it)|cover (?:with|the|it)|heat (?:the|a|some)|cook (?:the|for|over|until)|season (?:with|to)|serve (?:with|hot|warm|cold|the|immediately|over|at)|top with|layer|line (?:the|a)|grease|roll out|let (?:it|the|them|stand|cool|rest|your)|water (?:the|it|them|your)|plant (?:the|them|it)|stretch|lift (?:the|your)|lower (?:the|your)|rest (?:for|your|the)|repeat|document|record (?:the|your|every)|file (?:a|your|the)|report (?:it|any|the)|review (?:your|the)|research|budget for|track|test (?:the|your)|compare (?:at least|several|the|your)|reduce (?:the|your|stress)|check (?:the|your|that|whether|with|if|for))\\b(?: [^.;:!?\\n]{1,60})?`,
      ),
      new RegExp(
        `^(?:please,? )?(?:(?:do not|don't) (?:even |just |ever )?[a-z]+|(?:never|always) (?:${verbs}|${plainVerbs}))\\b[^.;:!?\\n]{0,60}`,
      ),
      /^(?:please )?(?:do |just |always |never )?be (?:\w+ly |very |as |a little )?(?:honest|wary|careful|mindful|aware|patient|realistic|cautious|consistent|specific|flexible|open|polite|respectful|gentle|generous|creative|proactive|yourself|on time|on guard|on the lookout|vigilant|clear|confident|calm|curious|firm|thorough|skeptical|sceptical|warned|advised|selective|strategic|present|grateful|good to|nice to)\b/,
    ],
    unless:
      /^(?:research|repeat|stretch|track|grease|layer|document|lay|practi[sc]e) (?:is|was|has|had|were|are|by|of|in|at|on|from|into|shows?|showed|suggests?|found|finds|offenders?)\b/,
    message: 'Tells the reader what to do. Cut it, or say what is the case.',
    matches: [
      'When shopping, look for the mark.',
      'Take breaks.',
      'Bring cash, since few stalls take cards.',
      'Preheat the oven to 200 degrees.',
      'Be wary of deals that look too good.',
      'Plan ahead.',
    ],
    misses: [
      'Carry trade losses were high.',
      'Report writers met in Bath.',
      'Research has a budget of its own.',
      'Placed in the oven, it swells.',
    ],
  },
  {
    id: 'leading-question',
    kind: 'promotional',
    category: 'call-to-action',
    severity: 'should',
    needs: /\?/,
    blocks: ['paragraph', 'item'],
    patterns: [
      /^(?:so,? |and |but )?why (?:not (?:try|ask|give|join|see|book|visit|take|come|drop|start|call|treat|make|let|pop|check|get|be|download|share|order|subscribe|one)\b|(?!(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|shall|may|might|must|the|a|an|it|its|it's|this|that|these|those|some|many|most|so|he|she|they|we|you|i|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|can't|won't|no|not)\b|\w+s\b)(?:suffer|wait|pay|settle|risk|spend|waste|struggle|bother|choose|buy|hire|keep|put|take|stay|rent|fight|guess|look|stop|trust|worry|compromise|hesitate|leave|let|make|get|give|work|drive|book|join|switch|carry|do|run|search|study|learn|invest|shop|sell|try)\b)[^.?!\n]{0,80}\?/,
      /^(?:so,? |and |but )?(?:what (?:if (?:you|we|your|there were|it were)|better|could be (?:better|easier|more|nicer))|how about|who (?:doesn't|wouldn't|hasn't|says|needs|has the time)|isn't it|wouldn't (?:it|you)|don't (?:you|we)|haven't you|can't (?:you|we)|aren't you|couldn't you|shouldn't (?:you|we)|did you know|have you|can you imagine|remember (?:when|the)|ever\b|fancy\b|feel(?:ing)?\b|tired\b|sick of|bored\b|worried\b|confused\b|unsure\b|hungry\b|thirsty\b|stuck\b|struggling\b|dreaming\b|planning\b|feel like|in need of|in search of|on the hunt|in two minds|ready\b|interested\b|convinced\b|intrigued\b|tempted\b|excited\b|lost\b|worth it)[^.?!\n]{0,100}\?/,
      /^(?!(?:what|who|whom|whose|which|when|where|why|how|is|are|was|were|am|do|does|did|can|could|will|would|should|shall|may|might|must|has|have|had)\b|(?:and|but|or|so|in|at|by|for|from|on|to|with|under|until|since|if|about|through) (?:what|who|whom|whose|which|when|where|why|how|is|are|does|do|did|can)\b)(?:[\w'’-]+,? ){0,9}(?:you|your|we|us|our|something|anything|more|help|advice|doubts?|questions?|a hand|missing|missed|left)\b[^.?!:\n]{0,40}\?/,
    ],
    message: 'A question put to the reader to lead them on. Cut it.',
    matches: [
      'Why suffer any longer?',
      'Something we missed?',
      'Tired of sleepless nights?',
      'Who doesn’t love a bargain?',
    ],
    misses: [
      'Why did the bridge fall?',
      'In which countries is it legal?',
      'Who pays for it?',
      'Does it hurt?',
    ],
  },
  {
    id: 'exclamation',
    kind: 'promotional',
    category: 'call-to-action',
    severity: 'should',
    blocks: ['paragraph', 'item'],
    needs: /!/,
    patterns: [/\b[\w'’-]{1,20}![”"’)]?$/],
    guards: ['attributed'],
    message: 'The article raises its voice. Say it with a full stop, or cut it.',
    matches: ['Sound off in the comments!', 'What a goal that was!'],
    misses: ['“Stop!” she said.', 'Yahoo! was founded in 1994.'],
  },
  {
    id: 'slogan',
    kind: 'promotional',
    category: 'self-promotion',
    severity: 'should',
    blocks: ['paragraph', 'item'],
    patterns: [
      /^(?:real|no|zero|pure|simple|simply|honest|better|every|fresh|just|your|our|same|true|always|never|total|smart(?:er)?|safe(?:r)?|fast(?:er)?|eas(?:y|ier)|big(?:ger)?|clean|clear|only|guaranteed|100%|anytime|anywhere|everywhere|life|made|built|designed|crafted|naturally|proudly|together|because you(?:'re)?|it's that|problem|job|mission|done|sorted|sold|period|you're|you) (?:[\w'-]+ ?){1,2}[.!]$/,
      /^(?:real|no|zero|pure|simple|honest|better|more|less|fresh|smarter|safer|faster|easier) [\w'-]+(?:, (?:and )?(?:real|no|zero|pure|simple|honest|better|more|less|fresh|smarter|safer|faster|easier|just) [\w' -]+){1,3}[.!]?$/,
    ],
    message: 'A slogan. Cut it, or say in a sentence what is meant.',
    matches: ['Real advisers. Real answers.', 'No stress, no surprises.', 'Simple as that.'],
    misses: ['No.', 'Yes, both do.', 'It burnt down.', 'Nobody knows.'],
  },
  {
    id: 'self-introduction',
    kind: 'promotional',
    category: 'self-promotion',
    severity: 'must',
    blocks: ['heading', 'paragraph', 'item', 'cell', 'header-cell', 'caption'],
    patterns: [
      /^(?:lovingly |proudly |carefully |freshly )?(?:hand-?)?(?:raised|made|built|baked|grown|brewed|designed|crafted|roasted|born|bred|sourced|sewn|woven|picked|cooked|written|reviewed|tested|curated|printed|bottled|produced|prepared|cured|packed|delivered|run|owned)\b[^.!?\n]{0,40}\b(?:in|by|with|from|on|at|for) (?:our|us|you)\b/,
      /^(?:a (?:very |warm )*)?(?:welcome to|introducing\b|(?:say )?(?:hello|goodbye)\b|hi,|hey,|greetings from|hello from|(?:about us|who we are|what we do|our (?:story|mission|vision|values|promise|team|services))(?=[ :–-]+\w)|meet (?:the team|our|your)|thank you for (?:reading|visiting|choosing|stopping)|thanks for (?:reading|visiting|stopping|tuning))[^.;!?\n]{0,60}/,
      /\b(?:on|by|of|to|from|for|with|about|across|using|behind|why) (?:this|our|the present) (?:web ?site|site|blog|portal|platform|newsletter|web page|channel|online (?:shop|store|magazine))\b/,
      /^(?:this|our) (?:web ?site|site|blog|portal|newsletter|web page|channel|online (?:shop|store|magazine)) (?:is|was|has|offers?|gives?|brings?|helps?|covers?|explains?|aims?|exists?|will|can|does|makes?|provides?|lists?|answers?|keeps?)\b/,
      /^(?:and |so )?(?:that's|here's) (?:exactly |precisely |just )?(?:why|where|what|how|when|the (?:thinking|idea|promise|difference|secret))\b[^.;!?\n]{0,60}/,
      /\b(?:(?:that's|that is|which is|this is) (?:exactly |precisely )?why (?:[\w.'’&-]+ ){1,4}(?:was (?:born|founded|created|built|set up|launched|made)|exists?|came (?:about|to be))|what (?:sets|makes) (?:us|this (?:site|platform|app|clinic|school|hotel|firm|brand)|[\w.'’&-]+) (?:apart|different|special|unique)|to (?:bring|give|show|tell|offer|walk|guide|serve|take|get|keep|save|teach|help|answer) you\b|(?:is|are|right|stands?|always) (?:by|at|on) your side|has you covered|have you covered|got you covered|in (?:safe|good|the best|caring|expert) hands|think of (?:us|it|this site) as (?:your|the|that|a)\b|you're (?:never|not) alone|you are (?:never|not) alone|your \w+ (?:is|are|comes?) (?:our|first|in)\b)/,
      /\b(?:affiliate (?:links?|programme?s?|partners?|commissions?)|sponsored (?:posts?|content|links?|article)|earn (?:us )?(?:a |an )?(?:small |modest )?(?:affiliate )?commissions?|paid (?:partnership|promotion)|amazon associate|advertorial|brand ambassador|(?:this|the) (?:post|article|page|site|review|video) (?:contains|may contain|is sponsored|was (?:sponsored|created|made|written|produced) (?:by|in (?:partnership|cooperation|collaboration))))\b/,
    ],
    unless: /\bwhy (?:it|he|she|they|the|this|that|a) /,
    guards: ['attributed'],
    message:
      'The publisher greets the reader or speaks of its own site. Cut it, or move it to the site’s own pages.',
    matches: [
      'Raised underfoot in our farmhouse kitchen.',
      'Welcome to Villa Serafina, where every sunrise is a promise',
      'More than two million readers turn to this site each month.',
      'That is why Lantern was born.',
      'Harrow Mutual is by your side.',
      'The editors have laced up to bring you the full story.',
      'This post contains affiliate links.',
    ],
    misses: [
      'The king was welcomed to Lima.',
      '# Our Story\n\nIt began in 1921.',
      'The site was excavated in 1921.',
      'That is why the treaty was founded on trust.',
      'The platform has 40 metres of roof.',
    ],
  },
  {
    id: 'title-to-you',
    kind: 'promotional',
    category: 'self-promotion',
    severity: 'should',
    blocks: ['heading'],
    patterns: [
      /\b(?:we|our|i|my)\b[^.?!\n]{0,60}\byou(?:r|'re|'ll)?\b|\byour?\b[^.?!\n]{0,60}\b(?:we|our|us)\b/,
    ],
    guards: ['asking'],
    message: 'A title in which the publisher turns to the reader. Say what the text tells.',
    matches: ['# Our Plan for Homes You Can Afford', '# Your Home Is Our Passion'],
    misses: ['# What Our Patients Say', '# How You Apply'],
  },
  {
    id: 'offer-terms',
    kind: 'promotional',
    category: 'call-to-action',
    severity: 'must',
    blocks: ['heading', 'paragraph', 'item', 'cell', 'header-cell', 'caption'],
    patterns: [
      /^[^.!?:|\n]{2,50}(?:[,:–—-] ?(?:from |only |just |now )?| from )[$€£] ?\d[\d,.]{0,9}(?: (?:a|per|each|all|pp|pm)\b[^.!?\n]{0,20})?$/,
      /\bfor the price of (?:one|two|three|four|five|six|eight|ten)\b|\bbuy (?:one|two|three)\b[^.;!?\n]{0,20}\bfree\b|\b(?:half price|two[- ]for[- ]one|kids (?:go|eat|stay) free)\b/,
      /^(?:from |only |just |now |all for )?[$€£] ?\d[\d,.]{0,9}(?:,| per\b| a\b| each\b| for\b| all\b| [–-] |$)/,
      /\b(?:no (?:credit cards?|strings(?: attached)?|obligations?|hidden (?:fees|costs|charges|extras)|questions asked|commitments?|sign-?up|registration|contracts?|set-?up fees?|cancellation fees?|booking fees?|small print|fine print|fluff|catch|fuss|nonsense|hassle|gimmicks?|jargon|waiting lists?|middlemen?)(?=[.,!;:]|$| (?:required|needed|necessary|attached|whatsoever|at all|to)\b)|no-(?:obligation|strings|fuss|hassle|risk)|obligation-free|(?:free|complimentary) (?:\w+ )?(?:consultations?|quotes?|shipping|delivery|returns|demos?|assessments?|estimates?|samples?|downloads?|e-?books?|webinars?|guides?|checklists?|newsletters?|viewings?|valuations?|check-?ups?|lessons?|tastings?|upgrades?|cancellation|trials?|members|bottle|breakfast|parking|wi-?fi)|free for (?:members|subscribers|readers|everyone|life|\d{1,3} days)|[\d.]{1,6} ?(?:%|percent|per cent) (?:off|discount)\b|\d{1,3} (?:days?|months?) free\b|(?:discount|promo|voucher|coupon|gift) (?:codes?|cards?|vouchers?)|satisfaction guaranteed|your money back|(?:places|seats|spots|rooms|tickets|spaces|dates|slots|stocks?|supplies|units|copies) (?:is|are|will be|go|sell|fill|run|get|going|filling|selling) (?:up |out )?(?:\w+ )?(?:limited|fast|quickly|quick|soon|out|low|few|scarce|going|filling|snapped)\b|limited (?:places|seats|spots|availability|number of (?:places|seats|spots))|early[- ]bird (?:prices?|discounts?|offers?|rates?|tickets?|deals?)|(?:from|for) (?:just|only|as little as) (?:[$€£] ?)?\d|(?:for )?(?:just|only) [$€£] ?\d|on (?:the house|us)(?=[.,!;]|$)|at no (?:extra |additional )(?:cost|charge)|won't cost you|for free(?=[.!]|$)|gratis|(?:pay|split|spread) (?:it |the cost )?(?:in|over|by) (?:instal\w+|\d{1,3})|interest-free|\b0 ?% (?:interest|finance|apr)|book(?:ing)? (?:online|direct)|all major (?:credit )?cards|terms (?:and conditions )?apply|t&cs)\b/,
      /\b(?:\d[\d,.]{0,8}|five|ten|fifteen|twenty|twenty-five|thirty|forty|fifty|a hundred|one) ?(?:euros?|dollars?|pounds?) (?:(?:a|per|each|every) (?:day|week|month|year) )?(?:can |will |is enough to |already )?(?:gives?|buys?|feeds?|provides?|saves?|pays? for|protects?|helps?|changes?|keeps?|sends?|supports?|makes? (?:a|the) difference)\b|[$€£] ?\d[\d,.]{0,8} (?:(?:a|per|each|every) (?:day|week|month|year) )?(?:can |will |is enough to |already )?(?:gives?|buys?|feeds?|provides?|saves?|protects?|helps?|changes?|keeps?|sends?)\b|\b(?:donate (?:now|today|online|to us|here)|your (?:donation|gift|support|contribution|help|generosity)|with your (?:help|support)|every (?:penny|cent|euro|dollar|pound|donation|gift) counts|make a (?:donation|gift)(?= (?:today|now|to us)|[.!]|$)|leave a (?:legacy|gift)|fundraise|chip in)\b/,
    ],
    guards: ['attributed'],
    // A price alone is a figure, which has rules of its own.
    unless: /^[$€£] ?\d[\d,.]{0,9}$/,
    message: 'Terms of an offer. They belong on the site’s own pages, not in an article.',
    matches: [
      'Boutique home kit, £295',
      'Ten classes for the price of eight',
      '£1,950, which includes a lifetime of advice',
      'No credit card required.',
      'Free delivery from 40 euros.',
      'Places are limited.',
      'Get 15% off.',
    ],
    misses: [
      'Ten phones under £300',
      '| Year | Price |\n| --- | --- |\n| 2020 | €3 |',
      'No contract was signed.',
      'The port is open to ships.',
      'No questions were asked in parliament.',
    ],
  },
];
