import type { Rule } from './model.ts';

const everywhere: Rule['blocks'] = ['heading', 'paragraph', 'item', 'cell', 'header-cell', 'caption'];

/** Rules for what stands around an article on its site and comes along with the text: badges, buttons, addresses. */
export const furnitureRules: Rule[] = [
  {
    id: 'badge',
    kind: 'promotional',
    category: 'self-promotion',
    severity: 'must',
    blocks: everywhere,
    patterns: [
      /^(?:proudly )?(?:trusted|loved|used|chosen|recommended|endorsed|backed|powered|sponsored|supported|presented|brought to you|hand-?picked|fact[- ]checked|medically reviewed|expert[- ]reviewed|reviewed|verified) by (?!\d{4}\b)[^.!?\n]{2,60}[.!]?$|^(?:written|edited|compiled|curated|prepared|created|brought to you|put together) by (?:the|our) [^.!?\n]{2,40}\b(?:team|editors|experts|staff|desk|community|writers|specialists)[.!]?$/,
      /^(?:as )?(?:seen|featured|heard|mentioned|quoted) (?:on|in|by) (?:the )?[^.!?\n]{2,40}[.!]?$/,
      /^(?:rated|voted|ranked|named|awarded|crowned|winner of|winners of) (?:the )?(?:\d(?:[.,]\d)?|excellent|outstanding|five|four|number|no\.|#|best|top|one of)[^.!?\n]{0,60}[.!]?$|^(?:\d(?:[.,]\d)?|four|five)[- ]stars?\b[^.!?\n]{0,60}$/,
      /^in (?:partnership|association|collaboration|cooperation) with [^.!?\n]{2,40}[.!]?$|^(?:©|\(c\) (?:\d{4}|copyright)|copyright (?:©|\d))[^\n]{0,80}|\ball rights reserved\b|^the [\w'’&-]+ (?:difference|promise|guarantee|advantage)$/,
    ],
    guards: ['cited'],
    message: 'Stands around an article, not in it. Cut it.',
    matches: [
      'Trusted by 5,000 schools',
      'As seen on BBC Two',
      'Rated 4.9 on Trustpilot',
      'In partnership with Hillcrest Bank',
      '© 2025 BrightPath. All rights reserved.',
      '# The BrightPath Difference',
    ],
    misses: [
      'Reviewed by 1990, the law was changed again.',
      'Seen from the hill, the town is small.',
      'The ship, in partnership with the crew of the Vega, found it.',
      'Ranked third, he went home.',
    ],
  },
  {
    id: 'button',
    kind: 'promotional',
    category: 'call-to-action',
    severity: 'must',
    blocks: everywhere,
    patterns: [
      /^(?:view|see|show|shop|browse|compare|load|read|watch|explore|discover|get|download|order|buy|add|try|find|start|learn|sign|log|check|join|book|claim|apply) (?:all(?: \w+){0,2}|more|now|our [\w -]{2,30}|plans|prices|options|details|the (?:full|whole|complete) (?:range|collection|menu|list|story|article|guide)|to (?:basket|cart|bag|wish ?list|favou?rites)|yours?|started|directions|up|in|out|here|today|online)$/,
      /^(?:only|just) (?:\d+|one|two|three|four|five|six|a few) (?:left|remaining|places|seats|rooms|spots|spaces|tickets|more)\b[^.!?\n]{0,30}[.!]?$|^(?:selling fast|low stock|back in stock|out of stock|in stock|pre-?order|new in|sale|bestseller|add to \w+|share this|related (?:posts|articles|reading)|you may also like|advertisement|sponsored|comments?|leave a (?:reply|comment)|skip to \w+|table of contents|subscribe|newsletter|read time:?.{0,12}|\d{1,2} min(?:ute)?s? read)$/,
    ],
    message: 'A button of the page that it came from. Cut it.',
    matches: ['View all products', 'Compare plans', 'Only 3 left in stock', 'Add to basket', '5 min read'],
    misses: ['View of the harbour', 'Only three left the room alive that night in May.', 'Sale of the Bank'],
  },
  {
    id: 'contact-more',
    kind: 'promotional',
    category: 'contact',
    severity: 'must',
    blocks: everywhere,
    patterns: [
      /^open (?:daily|every day|7 days|seven days|mon|tue|wed|thu|fri|sat|sun|weekdays|weekends|year[- ]round|all (?:day|year))\b[^.!?\n]{0,40}\d[^.!?\n]{0,20}[.!]?$/,
      /\btext [a-z0-9]{2,12} to \d{4,6}\b|[[(]at[\])] ?[\w.-]{2,40}|^(?:skype|line|wechat|viber|signal|discord|slack|zalo|kakaotalk|snapchat|pinterest|threads|bluesky|mastodon|twitter|x) ?: ?@?[\w./-]{3,40}$|^vat (?:reg(?:istration)?|no|number|id|[a-z]{2})\b[ .:]{1,3}[\da-z][\d a-z]{6,}$/,
      /^(?:https?:\/\/)?(?:[\w-]{2,40}\.){1,3}(?:com|org|net|io|co|edu|info|blog|app|vn|uk|de|us|eu|fr|au|ca|in|wiki|guide|site|online|store|shop|example)(?:\/[\w/?=&%#.-]{0,80})?[.!]?$/,
      /^\d{1,4}(?: ?(?:bis|ter|[a-d]))?,? (?:rue|avenue|av\.|boulevard|bd|place|quai|chemin|allée|cours|impasse|route|via|calle) [^\n]{3,40},? \d{4,5} \p{L}/u,
    ],
    guards: ['cited'],
    message: 'Contact details. They belong on the site’s own pages, not in an article.',
    matches: [
      'Open daily from 10 to 6',
      'Text JOIN to 60777',
      'info [at] brightpath [dot] example',
      'Skype: bright.path',
      'VAT GB 123 4567 89',
      'brightpath.example/contact',
      '14 Rue des Lilas, 69003 Lyon',
    ],
    misses: [
      'Open daily papers were printed there.',
      'The text is due to be read.',
      'He wrote to example.com in May.',
      'Line: 4',
    ],
  },
  {
    id: 'testimonial',
    kind: 'promotional',
    category: 'self-promotion',
    severity: 'must',
    cased: true,
    blocks: everywhere,
    patterns: [
      /^["“][^"”\n]{3,300}["”],? ?[–—-] ?(?:Mrs?\.? |Ms\.? |Dr\.? )?[A-Z][a-z]+(?: [A-Z]\.(?=$|,)|(?: [A-Z][a-z]+)?(?:, (?:[A-Z][a-z]+|\d{2}|verified|owner|parent|mum|guest|customer)| from [A-Z]))[^.\n]{0,30}$/,
    ],
    message: 'What a customer says speaks for the publisher. Cut it.',
    matches: ['“Best decision we ever made.” – Paul, Derby', '“Loved every minute!” — Anna K.'],
    misses: ['“Give me liberty.” – Patrick Henry', '“It is late,” she said.'],
  },
  {
    id: 'customer-words',
    kind: 'promotional',
    category: 'self-promotion',
    severity: 'should',
    cased: true,
    blocks: everywhere,
    patterns: [
      /^["“](?=[^"”\n]{0,300}\b(?:I|I['’]m|I['’]ve|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|[Uu]s|[Yy]ou)\b)[^"”\n]{3,300}["”]\s?\([A-Z][a-z]+(?: [A-Z]\.?)?, [A-Z][a-z.'’-]{1,30}(?: [A-Z][a-z.'’-]{1,30})?\)$/,
    ],
    message: 'Who is this, and what has it to do with the publisher? Cut it where a customer praises.',
    matches: ['“The best knife I have ever owned.” (Helen, Leeds)'],
    misses: ['“To be or not to be.” (Shakespeare, Hamlet)', '“We knew.” (p. 12)'],
  },
];
