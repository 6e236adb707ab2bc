/** The most quote and list marks before one line's text, and levels of indentation. */
export const MAX_NESTING = 50;
/** The most marks of one kind in one paragraph: runs of `*`, `_` and `~`; brackets; backticks, tags and addresses. */
export const MAX_MARKS = 1_500;
/** The most lines of one paragraph, and of those in a quote that do not begin with its mark. */
const MAX_LINES = 2_000;
const MAX_LAZY = 250;
/** The most headings that are underlined. */
const MAX_UNDERLINED = 1_000;
/** The most cells of a table: rows shorter than the first are filled up to its width. */
const MAX_CELLS = 200_000;

const LEAD = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*/;
const DELIMITERS = /^[\s>]*(?=[^-]*-)(?=[^|]*\|)[|:\-\s]+$/;

/** What is counted from one blank line to the next. */
type Run = {
  lines: number;
  emphasis: number;
  brackets: number;
  others: number;
  lazy: number;
  isQuote: boolean;
  isList: boolean;
  table: { width: number; rows: number } | undefined;
};

const newRun = (): Run => ({
  lines: 0,
  emphasis: 0,
  brackets: 0,
  others: 0,
  lazy: 0,
  isQuote: false,
  isList: false,
  table: undefined,
});

/**
 * Why Markdown is too intricate to be read, in words for its author; `undefined` if it is not. A parser's time grows with the
 * square of what is counted here, or it runs out of stack: within the limits it reads about 60 kB in a second. Looks
 * at each character once and parses nothing.
 */
export function tooIntricate(markdown: string): string | undefined {
  let run = newRun();
  let fence: string | undefined;
  let underlined = 0;
  for (const [at, line] of markdown.split('\n').entries()) {
    fence = nextFence(line, fence);
    if (fence !== undefined || line.trim() === '') {
      run = newRun();
      continue;
    }
    if (run.lines > 0 && /^ {0,3}(?:=+|-+)\s*$/.test(line)) underlined++;
    const reason =
      underlined > MAX_UNDERLINED
        ? `is too intricate: more than ${MAX_UNDERLINED} headings are underlined. Put # before them`
        : count(line, run);
    if (reason) return `This text ${reason} (line ${at + 1}).`;
  }
  return undefined;
}

/** The fence of a block of code that a line stands in; only fences at the very start of a line are taken for such. */
function nextFence(line: string, fence: string | undefined): string | undefined {
  const own = /^(`{3,})[^`]*$|^(~{3,})/.exec(line);
  const mark = own?.[1] ?? own?.[2];
  if (fence === undefined) return mark;
  const closes = mark?.[0] === fence[0] && (mark?.length ?? 0) >= fence.length && line.trim() === mark;
  return closes ? undefined : fence;
}

function count(line: string, run: Run): string | undefined {
  const lead = LEAD.exec(line.slice(0, 10 * MAX_NESTING))?.[0] ?? '';
  const marks: string[] = lead.match(/>|[-+*]|\d+/g) ?? [];
  const indent = (/^[ \t]*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;
  if (marks.length > MAX_NESTING || (marks.length > 0 && indent > 2 * MAX_NESTING))
    return `nests too deep: there are more than ${MAX_NESTING} quotes and lists in each other`;
  beginItem(marks, run);
  const isQuoted = marks.includes('>');
  if (isQuoted) run.isQuote = true;
  else if (run.isQuote && ++run.lazy > MAX_LAZY)
    return `is too intricate: more than ${MAX_LAZY} lines go on a quote without its mark. Put > before them or a blank line between`;
  if (++run.lines > MAX_LINES)
    return `is too intricate: there is a paragraph of more than ${MAX_LINES} lines. Put a blank line somewhere`;
  const table = countTable(line, run);
  if (table) return table;
  const shown = line.slice(lead.length).replace(/\\[!-/:-@[-`{-~]/g, '');
  run.emphasis += shown.match(/\*+|_+|~+/g)?.length ?? 0;
  run.brackets += shown.match(/[[\]]/g)?.length ?? 0;
  run.others += shown.match(/`+|<|:\/\/|@|www\./g)?.length ?? 0;
  const most = Math.max(run.emphasis, run.brackets, run.others);
  if (most <= MAX_MARKS) return undefined;
  return `is too intricate: there is a paragraph of more than ${MAX_MARKS} marks such as * and [. Part it, or write the marks with a backslash before each`;
}

/** Where an item of a list begins, so does a paragraph; a number other than 1 begins none in the middle of a paragraph. */
function beginItem(marks: string[], run: Run): void {
  const item = marks.find((mark) => mark !== '>');
  if (item === undefined || !(run.lines === 0 || run.isList || !/^\d/.test(item) || Number(item) === 1))
    return;
  const { isQuote, lazy } = run;
  Object.assign(run, newRun(), { isQuote, lazy, isList: true });
}

/** Counts a table's cells; in a table each row is read by itself. */
function countTable(line: string, run: Run): string | undefined {
  const pipes = line.split('|').length - 1;
  if (run.table) {
    run.table.rows++;
    Object.assign(run, { lines: 0, emphasis: 0, brackets: 0, others: 0 });
    if (run.table.width * run.table.rows > MAX_CELLS)
      return `is too intricate: there is a table of more than ${MAX_CELLS} cells`;
  } else if (pipes > 0 && run.lines === 2 && DELIMITERS.test(line)) {
    run.table = { width: pipes + 1, rows: 0 };
  }
  return undefined;
}
