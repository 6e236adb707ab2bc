import type { Link } from '#lib/sections/text.ts';

/** Verbs that hand a statement to whoever said it. */
const reporting =
  'said|says|told|tells(?! (?:you|your|a story)\\b)|wrote|writes|reported|reports|estimated|estimates|found|finds(?! out\\b)|noted|notes|warned|warns|argued|argues|' +
  'claimed|claims|stated|states(?! (?:such|like|along|around|with|whose|which|look|must|should|will|can|could|would|do|did)\\b)|announced|announces|concluded|concludes|showed|shows(?! (?:up|off|you|its)\\b)|confirmed|confirms|added|adds(?= that\\b|:)|testified|' +
  'recorded|records|calculated|calculates|measured|counted|listed|lists|described|describes|acknowledged|acknowledges|denied|' +
  'denies|suggested|suggests|predicted|predicts|expects|forecast|forecasts|projected|projects|explained|explains(?= that\\b|:)|' +
  'hopes|wants|promised|pledged|replied|answered(?! (?:by|in (?:one|two|three|four|five|six|under|less|a))\\b)|objected|countered|remarked|commented|observed|admitted|conceded|advises|advised|agreed|thinks|reckons|reckoned|recommended|recommends|published|called|calls|believes|believed|emphasi[sz]ed|emphasi[sz]es|highlighted|insisted|insists|' +
  'pooled|surveyed|interviewed|analysed|analyzed|sequenced|reviewed|examined|proposed|proposes|ruled|ordered|sets (?:the|no|targets?|limits?|how|when|which|what|(?:an? )?(?:[a-z]+ )?(?:limits?|levels?|fees?|maximum|minimum|ceiling|threshold|fine|rates?|deadline|standards?))\\b|requires|caps|limited|approved|adopted|passed|blamed|blames|disputes|disputed|awarded|fined|valued|published|pointed out|points out|quoted|cited|alleged|alleges|accused|accuses|declared|declares|asked|urged|urges';

/** What more than one person does. */
const together = 'say|estimate|argue|warn|conclude|predict|recommend|write|suggest';

/** What looks like a verb of saying but is a noun: “the Gulf states are”. */
const asNoun = '(?! (?:are|were|have|had|was|is)\\b)';

/** Groups that are nobody in particular, and what stands before such groups. */
const nobody =
  'some|many|most|several|few|others|nothing|everything|little|much|all|experts|critics|observers|analysts|people|researchers|scientists|scholars|studies|' +
  'research|sources|insiders|commentators|supporters|opponents|fans|locals|historians|economists|officials|this|that|' +
  'these|those|it|they|there|here|however|but|and|which|who|what|we|you|i|reports|surveys|polls|evidence|data|statistics|figures|numbers|findings|science|history|' +
  'tradition|folklore|legend|experience|insiders|friends|colleagues|eyewitnesses|witnesses|neighbours|neighbors|parents|residents|patients|' +
  'unnamed|anonymous|anecdotal|early|recent|unconfirmed|various|numerous|countless|certain|different|local|leading|senior|top|modern|contemporary|' +
  'political|medical|legal|constitutional|military|industry|health|security|financial|market|nutrition|environmental|industrial|educational|' +
  'nobody|no|everyone|everybody|anyone|whoever|thousands|millions|contemporaries|regulars|guests|coaches|diplomats|athletes|' +
  'brands|companies|firms|countries|governments|teams|states|insurers|spectators|clinical|academic|economic|technical|digital|foreign|international|national|regional|public|private|independent|outside|business|tech|aviation|art|opposition|ordinary|key|state|reviewers|online|past|previous';

/** A capitalised word that is a name, and not the first word of a sentence about nobody. */
const kindOfPeople =
  '(?!Reuters|Rogers|Peters|Sanders|Walters|Waters|Powers|Myers|Meyers|Rivers|Chambers|Winters|Ayers|Sellers|Summers|' +
  'Vickers|Sayers|Anders|Flowers)[A-Z][a-z]+(?:ists|ers|ors|ians|ents|ants|als)';
const nameStart = `(?!\\p{Lu}\\p{Ll}+s have\\b)(?!(?:${kindOfPeople}|${nobody.replaceAll(/(?<=^|\|)\w/g, (first) => first.toUpperCase())})\\b)`;
const name = String.raw`(?:\b${nameStart}|(?<=[\p{L}\p{N},;)–-] )(?!I\b))\p{Lu}[\p{L}\p{N}.'’&-]*`;
/** Behind a name such a verb needs somebody beside it; a plural noun alone is nobody in particular. */
const ofSeveral =
  "(?<=\\b(?:(?:and|&) (?:the )?[\\p{L}.’'-]+(?: [\\p{L}.’'-]+){0,4}|figures|data|officials|researchers|scientists|economists|analysts|engineers|reports|records|estimates|statistics|documents|accounts|lawyers|[Pp]olice|doctors|staff) )";
const saidByName = new RegExp(
  String.raw`${name}(?:,(?! (?:it|one|we|so it|no doubt|perhaps|apparently)\b)[^,.;!?\n]{1,90},|,)?(?: \([^()\n]{1,40}\))?(?: (?:of|for) \d{4})?(?: (?:and (?:colleagues|others|co-authors|her team|his team)|filings?|figures|data|officials?|researchers|scientists|economists|analysts|engineers|spokes\w+|reports?|records|estimates|statistics|documents|accounts|lawyers|police|doctors|staff))?(?: (?:has|have|had|also|later|once|since|then)){0,2} (?:${reporting}|${ofSeveral}(?:${together})|puts? (?:[^,.;!?\n]{1,50} )?at)\b${asNoun}`,
  'u',
);
/** People of a body that is named. */
const peopleOf = new RegExp(
  String.raw`\b(?:[Oo]fficials|[Ss]cientists|[Rr]esearchers|[Ee]conomists|[Ll]awyers|[Cc]ampaigners|[Aa]nalysts|[Ee]ngineers|[Dd]octors|[Pp]olice) (?:at|from|of|for|(?<=olice )in) (?:the )?${name}(?: (?:of |the |for |and )*\p{Lu}[\p{L}.’'-]*){0,5} (?:${together}|${reporting})\b`,
  'u',
);
const pronounSaid = new RegExp(
  String.raw`\b[Hh]e (?:has |had |also |later ){0,2}(?:${reporting})\b|\b[Ss]he (?:has |had |also |later ){0,2}(?:${reporting})\b|\bIt (?:also |later )?(?:says|said|finds|found|counts|counted|estimates|estimated|puts|gives|gave|reports|reported|lists|listed|names|named|(?:adds|added)(?! up\b)|expects|warns|warned|notes|noted|states|stated|shows|showed|recorded|reckons|concludes|concluded|traced|blames|blamed)\b`,
);
const saidInverted =
  /\b(?:said|says|wrote|writes|told|adds|added|according to)(?: (?:the|a|an|its|his|her|their))?(?: [\p{Ll}-]+){0,3} \p{Lu}/u;
const body =
  'report|study|survey|census|review|audit|inquiry|ministry|department|agency|bank|company|firm|commission|committee|council|' +
  'court|government|authority|authors|institute|university|police|regulator|bureau|office|union|association|operator|' +
  'filing|statement|paper|trial|team|researchers|organi[sz]ation|spokesman|spokeswoman|spokesperson|mayor|minister|judge|' +
  'chair|chairman|director|secretary|newspaper|magazine|data|figures|statistics|accounts|records|documents|law|regulation|act|bill|treaty|' +
  'directive|contract|constitution|budget|plan|' +
  'clerk|officer|official|chief|head|president|professor|owner|founder|manager|lawyer|prosecutor|coroner|leader|patrol|service|' +
  'registry|group|panel|project|programme|initiative|centre|center|laboratory|observatory|academy|society|alliance|station|broadcaster|tribunal|inspectorate|directorate|councillor|archive|museum|hospital|railway|airline|club|network|foundation|charity|federation|parliament|senate|chamber';
const bodySaid = new RegExp(
  String.raw`\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?|\p{Lu}[\p{L}.’'-]*['’]s)(?: [\p{L}\p{N}.’'-]+){0,4} (?:${body})(?: (?:by|of|from|in|at|for) [^,.;!?\n]{1,60}?)?,?(?: (?:has|have|had|also)){0,2} (?:${reporting}|${together}|explains|puts? (?:[^,.;!?\n]{1,50} )?at|gives? [^,.;!?\n]{1,50} as|gives? (?=\d))\b${asNoun}`,
  'u',
);
const count =
  '\\b(?:[Ff]igures|[Dd]ata|[Nn]umbers|[Pp]rices|[Vv]alues|[Rr]ates|[Cc]ounts|[Mm]easurements|[Ss]tatistics)';
const accordingTo = new RegExp(
  String.raw`\b(?:[Aa]ccording to|[Ff]igures from|[Dd]ata from|[Rr]eported by|[Pp]ublished by|[Ee]stimated by|[Rr]ecorded by|[Mm]easured by|[Cc]ited by|[Ii]n the words of|[Aa]s noted by|[Ss]ource:|${count}(?: (?:are|is|was|were|come|comes|came|taken|drawn|compiled|below|above|here|given)){1,4} from(?! (?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b))(?: (?:the|a|an|its|his|her|their|official|government))*(?: [\p{Ll}\p{N}-]+){0,3} ${name}|\b[Ss]ource:`,
  'u',
);
const bodyAtTheEnd =
  /, (?:[\p{L}\p{N}.'’-]+ ){0,4}(?:figures|data|records|documents|statistics|accounts|minutes|notes|tables?|lists?|papers|filings|criteria|guidelines|rules|statutes|terms)(?: (?:of|from|by|at|in|for) [^,.;!?\n]{1,60})? (?:shows?|showed|says?|said|reveals?|indicates?|states?)\b|, (?:the|its|their|both|all) (?:authors?|researchers|team|two|three) (?:say|says|said|report|reported|write|wrote|note|noted|found|find|conclude|concluded|estimate|estimated|add|added|warn|warned)\b|\b[Ii]n (?:an?|the|its|his|her|their) (?:[\p{Ll}-]+ ){0,2}(?:poll|survey|study|trial|letter|speech|report|paper|interview|statement|review|census|extension) (?:(?:by|with|for|of|from|in|to|called|named) (?:the )?)?\p{Lu}|\b(?:by|in) the same (?:count|survey|study|report|figures|estimate|source)\b|\bin (?:guidelines?|resolution|decision|judgment|decree|circular|standard|paper) (?:no\.? ?)?[A-Z]{0,4} ?\d|, by (?:the|its|his|her|their) [^,.;!?\n]{1,40}\b(?:plan|count|figures|list|rules|map|timetable|estimate|calculation|records|reckoning)\b|\b(?:[Aa]rticle|[Ss]ection|[Pp]aragraph|[Cc]lause|[Cc]hapter|[Aa]nnex) [\w.()]{1,12}(?: of [^,.;!?\n]{1,60})? (?:says|states|declares|requires|provides|forbids|allows|obliges|sets|defines|guarantees)\b|, (?:an?|the|its|his|her|their|one) (?:[\p{L}\p{N}.'’-]+ ){1,6}(?:said|says|shows?|showed|reported|reports|found|estimated|estimates|stated|wrote|ruled|calculated|records?|noted)\b/u;
/** A rule of law that is named is a source of what holds under it. */
const underLaw =
  /\b[Uu]nder (?:(?:the|its|a|an|this|EU|British|American|German) )?(?:[Ss]ections?|[Aa]rticles?|[Pp]aragraphs?|[Rr]ules?|[Rr]egulations?|[Dd]irectives?) \d|\b[Uu]nder the (?:[\p{L}’-]+ ){1,8}?(?:Act|Law|Code|Convention|Directive|Regulation|Treaty|Constitution|Charter|Protocol|Statute|Agreement|Ordinance|Order)\b/u;
/** "According to" anybody in particular. */
const accordingToBody =
  /\b[Aa]ccording to (?!(?:some|many|most|several|experts|reports|studies|sources|critics|observers|analysts|research|surveys|scientists|legend|rumou?rs?|popular|tradition|one|a|an|recent|him|the (?:experts|critics|legend|latest|media|internet))\b)\p{L}/u;
const footnote =
  /\[(?:\d{1,3}|[a-z]|note \d{1,2})\]|\(\p{Lu}[\p{L}’'-]+(?: (?:et al\.|and \p{Lu}[\p{L}’'-]+))?,? \d{4}[a-z]?\)/u;

/** A name or a work in brackets, as the cells of a table name their sources; not a unit. */
export const bracketedSource =
  /\((?!(?:(?:US|HK|A|C)\$|USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|INR|US dollars?|Euros?|Dollars?|Pounds?|Percent|Per|Millions?|Billions?|Thousands?|Celsius|Fahrenheit|MWh?|GWh?|TWh?|GB|TB|MB|M?Hz|GHz|Mbps|Excluding|Including|Excl|Incl|Approximate|Estimate[ds]?|Average|In|Metric|Kilomet\p{L}+|Kilograms?|Square|Tonnes|Tons|Miles|Met(?:re|er)s|Lit(?:re|er)s|Feet|Degrees|Hours|Minutes|Days|Weeks|Months|Years)(?!\p{L}))\p{Lu}[^()]{2,80}\)|\bet al\b/u;

/** Whether somebody named says it in this sentence: a name or a definite body with a reporting verb. */
export function isAttributed(sentence: string): boolean {
  return (
    saidByName.test(sentence) ||
    peopleOf.test(sentence) ||
    bodySaid.test(sentence) ||
    accordingTo.test(sentence) ||
    accordingToBody.test(sentence) ||
    bodyAtTheEnd.test(sentence) ||
    pronounSaid.test(sentence) ||
    saidInverted.test(sentence) ||
    underLaw.test(sentence)
  );
}

/** Whether a sentence cites: a link, a footnote mark or a bracketed reference stands in it. */
export function isCited(sentence: string, start: number, links: Link[]): boolean {
  return hasLink(links, start, start + sentence.length) || footnote.test(sentence);
}

/** Whether a link stands in `[start, end)`; the links are in order, as `sectionText` gives them. */
export function hasLink(links: Link[], start: number, end: number): boolean {
  let low = 0;
  let high = links.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((links[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const link = links[low];
  return link !== undefined && link.start < end;
}

const threads =
  'report|study|survey|census|review|audit|inquiry|paper|trial|authors?|researchers|team|figures?|numbers?|data|agency|' +
  'ministry|company|firm|bank|court|commission|committee|council|institute|university|group|estimate|count|statement';

const takesUp = new RegExp(
  String.raw`^(?:It|They(?! (?:live|last|weigh|cost|grow|eat|sleep|need|contain|love|look|feel|taste|smell|work|offer)\b)|He|She|This|That|These|Those|Its|Their|His|Her|Both|Of (?:these|those|them)|Another|Overall|In (?:all|total)|In (?:the|that|this|its|both|all) (?:${threads}|sample|experiment|analysis|cohort)s?|The same|The (?:other|remaining|rest|most|least)|The (?:${threads})s?)\b`,
);

/** Whether a sentence goes on with the one before, so that a person named there speaks here too. */
export function takesUpThread(sentence: string): boolean {
  return takesUp.test(sentence);
}
