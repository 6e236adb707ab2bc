/** A number or mark that stands before a heading's words. */
export type Mark = {
  style: 'decimal' | 'roman' | 'letter' | 'named';
  /** Its numbers: `[1, 2]` for "1.2"; for a Roman number, a letter or "Step 3" the one number it stands for. */
  parts: number[];
  /** The words behind it. */
  rest: string;
};

/** "Q:" before a question, and "A:" before its answer. */
export const QUESTION_MARK = /^Q(?:uestion)?\s*\d{0,3}\s*[:.)]\s+/i;
export const ANSWER_MARK = /^A(?:ns(?:wer)?)?\s*\d{0,3}\s*[:.)]\s+/i;

const ROMAN = /^(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/;
const NAMED =
  /^(?:step|part|chapter|section|tip|reason|phase|rule|lesson|day|week|method)\s+(\d{1,3}|[IVXLC]+)\b\s*[:.)–—-]?\s*/i;

/** Reads the number or mark before a heading's words, if there is one. */
export function readMark(text: string): Mark | undefined {
  const decimal = /^(\d{1,3}(?:\.\d{1,3})*)([.):]?)\s+(?=\S)/.exec(text);
  if (decimal) {
    const parts = (decimal[1] as string).split('.').map(Number);
    const rest = text.slice(decimal[0].length);
    const isNumber = parts.length > 1 ? !startsAsMeasure(rest) : decimal[2] !== '';
    return isNumber ? { style: 'decimal', parts, rest } : undefined;
  }
  const named = NAMED.exec(text);
  if (named) {
    const number = /^\d/.test(named[1] as string) ? Number(named[1]) : romanNumber(named[1] as string);
    return number ? { style: 'named', parts: [number], rest: text.slice(named[0].length) } : undefined;
  }
  const mark = /^([IVXLC]+|[A-Z])[.)]\s+(?=\S)/.exec(text);
  if (!mark) return undefined;
  const rest = text.slice(mark[0].length);
  const roman = romanNumber(mark[1] as string);
  if (roman) return { style: 'roman', parts: [roman], rest };
  return { style: 'letter', parts: [(mark[1] as string).charCodeAt(0) - 64], rest };
}

function startsAsMeasure(rest: string): boolean {
  const unit =
    /^(?:(?:hundred|thousand|million|billion|trillion|percent|per|times|years?|days?|hours?|miles?)\b|[%°€$£×])/i;
  return unit.test(rest);
}

function romanNumber(text: string): number {
  const match = ROMAN.exec(text);
  if (!match) return 0;
  const tens: Record<string, number> = { XC: 90, XL: 40 };
  const ones: Record<string, number> = { IX: 9, IV: 4 };
  const count = (part: string, five: string, unit: string, value: number) =>
    (part.includes(five) ? 5 * value : 0) + part.split(unit).length * value - value;
  const [, c = '', x = '', i = ''] = match;
  return c.length * 100 + (tens[x] ?? count(x, 'L', 'X', 10)) + (ones[i] ?? count(i, 'V', 'I', 1));
}

/** Whether a text can be a heading by its looks: short, one phrase or question, no sentence's end, no sentence's middle. */
export function looksLikeHeading(text: string, longest = 110): boolean {
  if (text.length > longest || !/\p{L}/u.test(text)) return false;
  if (/^\p{Ll}(?!\p{Lu})/u.test(text) || /^[,;:.)\]}!?&/|]/.test(text)) return false;
  if (/[,;]$/.test(text) || (text.endsWith('.') && !endsInAbbreviation(text))) return false;
  return !/\p{L}{4,}[.]["”’)]?\s+\p{Lu}/u.test(text);
}

function endsInAbbreviation(text: string): boolean {
  return /(?:\b\p{Lu}\.|\.\.\.|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|vs|etc|No|Vol|pp?)\.)$/u.test(text);
}

/** Whether most longer words begin with a capital, as in "The Role of Spanish-Speaking Diplomats". */
export function isTitleCase(text: string): boolean {
  const words = text.match(/\p{L}[\p{L}’']*/gu)?.filter((word) => word.length >= 4) ?? [];
  const capital = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  return words.length === 0 || capital / words.length >= 0.8;
}

/** Whether a text is all capitals. */
export function isCapitals(text: string): boolean {
  return (text.match(/\p{Lu}/gu)?.length ?? 0) >= 4 && !/\p{Ll}/u.test(text);
}

const PARTS_OF_ARTICLES =
  /^(?:introduction|overview|background|conclusions?|in conclusion|final thoughts|summary|key takeaways?|takeaways?|the bottom line|references|sources|further reading|notes|acknowledge?ments|appendix|methodology|disclaimer|glossary)\b/i;

/** Whether a text is the name that a part of an article commonly has, such as "Conclusion: What Comes Next". */
export function isCommonHeading(text: string): boolean {
  return (
    PARTS_OF_ARTICLES.test(text) && text.length <= 80 && !/[.,;]$/.test(text) && text.split(' ').length <= 8
  );
}

/** Whether a heading opens a list of questions and answers. */
export function isFaqHeading(text: string): boolean {
  const words = readMark(text)?.rest ?? text;
  if (
    words.length > 160 ||
    /[.!]$/.test(words) ||
    /^(?:here|these|this|below|the following|see|read)\b/i.test(words)
  )
    return false;
  const name =
    '(?:f\\.?a\\.?q\\.?s?|(?:frequently|commonly|often)[ -]asked questions|(?:common|popular|reader) questions|questions (?:and|&) answers|q ?(?:&|and) ?as?)';
  return new RegExp(
    `^(?:the |your |top \\d+ |\\d+ )?${name}(?![\\p{L}\\p{N}])|(?<![\\p{L}\\p{N}])${name}\\)?:?$`,
    'iu',
  ).test(words);
}

/** Whether a text is one question, and not a paragraph that ends in one. */
export function isQuestion(text: string): boolean {
  return (
    text.length <= 300 &&
    /[?？]["”’)*]*$/.test(text) &&
    !/[.!]\s+\p{Lu}/u.test((readMark(text)?.rest ?? text).replace(/\b(?:vs|St|Dr|Mr|Mrs|Ms|U\.S|No)\./g, ''))
  );
}

/** Whether a short line names a picture, table or source. */
export function isCaptionLine(text: string): boolean {
  return (
    text.length <= 250 &&
    /^\(?(?:photo(?:graph)?|image|picture|figure|fig|table|chart|graph|map|infographic|illustration|caption|photo by|(?:photo|image) (?:credit|source|courtesy)|source|credit)s?\s*(?:\d+[a-z]?)?\s*[:.–—-]\s*\S|^\(?(?:photo|image|illustration)s? (?:by|courtesy of|via)\s/i.test(
      text,
    )
  );
}
