import type { ListItem, PhrasingContent, RootContent } from 'mdast';
import { MAX_DEPTH } from '#lib/articles/outline.ts';
import { type Block, type ListBlock, type Paragraph, paragraph, plain } from './blocks.ts';
import { ANSWER_MARK, isFaqHeading, isQuestion, type Mark, QUESTION_MARK, readMark } from './heading-text.ts';
import { dropStart } from './inline.ts';
import type { Lines } from './model.ts';
import { lineOf, neighbours, type Piece } from './pieces.ts';
import { type Address, addressesIn } from './words.ts';

/** A question and its answer in one run of text. */
const BOTH = /^.{3,300}?[?？]["”’)]?(?=\s*[:–—-]?\s+\S)/u;

/** Where questions are expected: below a heading such as "FAQ", at this depth. */
type Open = { depth: number; questions: number; inList: boolean };

/**
 * Finds questions with their answers: headings, lines in bold, short lines and list items that end in a question
 * mark below a heading such as "FAQ"; and anywhere pairs marked "Q:" and "A:", and lists in which a question and an
 * answer take turns. The text behind the last answer is a section of its own where it is plain that it answers nothing.
 */
export function findFaqs(pieces: Piece[], known: ReadonlySet<string> = new Set()): Piece[] {
  const { after } = neighbours(pieces);
  const out: Piece[] = [];
  let open: Open | undefined;
  let depth = 1;
  for (const [i, piece] of pieces.entries()) {
    const next = after[i];
    if (piece.role !== 'aside' && known.has(lineOf(piece.block))) {
      const at = piece.role === 'heading' ? piece.depth : (open?.depth ?? depth) + 1;
      out.push(asked(piece.block, lineOf(piece.block), piece.block.lines, at));
    } else if (piece.role === 'heading') {
      const { text } = piece.block;
      depth = piece.depth;
      const isBelow = open && (piece.depth > open.depth || (piece.depth === open.depth && !piece.mark));
      if (isFaqHeading(text)) {
        open = { depth, questions: 0, inList: false };
      } else if (open && isBelow && isQuestion(text)) {
        open.questions++;
        const question = text.replace(QUESTION_MARK, '');
        out.push(asked(piece.block, question, piece.block.lines, open.depth + 1, piece.mark));
        continue;
      } else if (open && piece.depth <= open.depth) {
        open = undefined;
      }
      out.push(piece);
    } else if (piece.role === 'body' && piece.block.kind === 'list') {
      const found = questionsInList(piece.block, (open?.depth ?? depth) + 1, open !== undefined);
      out.push(...(found ?? [piece]));
      if (found)
        open = {
          depth: open?.depth ?? depth,
          questions: (open?.questions ?? 0) + found.length,
          inList: true,
        };
    } else if (piece.role === 'body' && piece.block.kind === 'paragraph') {
      const found = questionInParagraph(piece.block, next, (open?.depth ?? depth) + 1, open, out);
      if (found) {
        out.push(...found);
        open ??= { depth, questions: 0, inList: false };
        if (found.some((part) => part.role === 'question'))
          [open.questions, open.inList] = [open.questions + 1, false];
      } else if (open?.inList && open.questions > 0) {
        out.push({ ...piece, apart: open.depth });
        open = undefined;
      } else {
        out.push(piece);
      }
    } else {
      out.push(piece);
    }
  }
  return withClosings(out);
}

function asked(
  block: Block,
  text: string,
  lines: Lines,
  depth: number,
  mark?: Mark,
  addresses?: Address[],
): Piece {
  const own =
    block.kind === 'heading'
      ? block.addresses
      : block.kind === 'paragraph'
        ? addressesIn(block.children)
        : [];
  return {
    role: 'question',
    text,
    lines,
    block,
    depth: Math.min(depth, MAX_DEPTH),
    mark,
    addresses: addresses ?? own,
  };
}

/** Reads a paragraph that is a question, an answer with its mark, or both. */
function questionInParagraph(
  block: Paragraph,
  next: Piece | undefined,
  depth: number,
  open: Open | undefined,
  out: Piece[],
): Piece[] | undefined {
  const { text, lines } = block;
  const mark = QUESTION_MARK.exec(text)?.[0];
  const nextText = next?.role === 'body' ? lineOf(next.block) : '';
  if (mark) {
    const inner = /\s(A(?:nswer)?\s*[:.]\s)/.exec(text);
    if (inner && text.slice(0, inner.index).endsWith('?')) {
      const rest = dropStart(block.children, inner.index + inner[0].length);
      const question = asked(
        block,
        text.slice(mark.length, inner.index).trim(),
        lines,
        depth,
        undefined,
        dropped(block.children, rest),
      );
      return [question, bodyOf(rest, lines)];
    }
    if (ANSWER_MARK.test(nextText) || isQuestion(text))
      return [asked(block, text.slice(mark.length).trim(), lines, depth)];
  }
  const answer = ANSWER_MARK.exec(text)?.[0];
  const last = out.findLast((piece) => piece.role !== 'aside');
  if (answer && last?.role === 'question') return [bodyOf(dropStart(block.children, answer.length), lines)];
  if (!open) return undefined;
  const hasAnswer = next?.role === 'body' && next.block.kind !== 'heading' && !isQuestion(nextText);
  if (isQuestion(text) && hasAnswer) return [asked(block, text, lines, depth, readMark(text))];
  const strong = block.children[0]?.type === 'strong' ? plain([block.children[0]]) : '';
  if (strong && isQuestion(strong) && strong !== text) {
    const rest = dropStart(block.children, strong.length);
    return [
      asked(block, strong, lines, depth, readMark(strong), dropped(block.children, rest)),
      bodyOf(rest, lines),
    ];
  }
  return undefined;
}

/** The addresses that only the dropped start of inline content has. */
function dropped(children: PhrasingContent[], rest: PhrasingContent[]): Address[] {
  const all = addressesIn(children);
  return all.slice(0, all.length - addressesIn(rest).length);
}

function bodyOf(children: PhrasingContent[], lines: Lines): Piece {
  return { role: 'body', block: paragraph(children, lines) };
}

/**
 * Reads a list of questions, each with its answer in the same item or in the ones behind it.
 * @param isExpected whether it stands below a heading such as "FAQ"; if not, at least two pairs must take turns
 */
function questionsInList(block: ListBlock, depth: number, isExpected: boolean): Piece[] | undefined {
  const items = block.list.children;
  const texts = items.map(firstLine);
  if (!isExpected) {
    const takeTurns =
      texts.length >= 4 &&
      texts.length % 2 === 0 &&
      texts.every((text, i) => isQuestion(text) === (i % 2 === 0));
    if (!takeTurns) return undefined;
  }
  const hasOwnAnswers = items.every((item, i) =>
    isQuestion(texts[i] as string) ? item.children.length > 1 : BOTH.test(texts[i] as string),
  );
  const hasOthers = texts.some((text) => !isQuestion(text));
  if (!isQuestion(texts[0] as string) ? !hasOwnAnswers : !hasOwnAnswers && !hasOthers) return undefined;
  return items.flatMap((item, i): Piece[] => {
    const text = texts[i] as string;
    const lines = block.itemLines[i] ?? block.lines;
    const number = block.list.ordered ? (block.list.start ?? 1) + i : undefined;
    const mark: Mark | undefined =
      number === undefined ? undefined : { style: 'decimal', parts: [number], rest: '' };
    const ask = (question: string, addresses: Address[]) => {
      const numbered = mark && { ...mark, rest: question };
      return asked(
        block,
        number === undefined ? question : `${number}. ${question}`,
        lines,
        depth,
        numbered,
        addresses,
      );
    };
    const first = item.children[0];
    const inline = first?.type === 'paragraph' ? first.children : [];
    if (isQuestion(text)) return [ask(text, addressesIn(inline)), ...answers(item.children.slice(1), lines)];
    const both = hasOwnAnswers ? BOTH.exec(text)?.[0] : undefined;
    if (!both && number !== undefined) return [numberedAnswer(item, number, lines)];
    if (!both) return answers(item.children, lines);
    const rest = dropStart(inline, both.length);
    return [ask(both, dropped(inline, rest)), bodyOf(rest, lines), ...answers(item.children.slice(1), lines)];
  });
}

function firstLine(item: ListItem): string {
  const first = item.children[0];
  return first?.type === 'paragraph' ? plain(first.children) : '';
}

/** An answer that is an item of a numbered list keeps its number. */
function numberedAnswer(item: ListItem, start: number, lines: Lines): Piece {
  const list = { type: 'list' as const, ordered: true, start, spread: false, children: [item] };
  return { role: 'body', block: { kind: 'list', list, itemLines: [lines], lines } };
}

/** An answer's blocks; a list of one item below a question is that item's text. */
function answers(nodes: RootContent[], lines: Lines): Piece[] {
  return nodes.flatMap((node): Piece[] => {
    if (node.type === 'paragraph') return [bodyOf(node.children, lines)];
    if (node.type === 'list' && node.children.length === 1)
      return answers(node.children[0]?.children ?? [], lines);
    return [{ role: 'body', block: { kind: 'other', node, lines } }];
  });
}

/**
 * Where three or more answers in a row are one block each and the last one goes on, what goes on closes the article.
 */
function withClosings(pieces: Piece[]): Piece[] {
  const out = [...pieces];
  let answersSoFar: number[][] = [];
  const close = () => {
    const last = answersSoFar.at(-1);
    const isEven =
      answersSoFar.length >= 4 && answersSoFar.slice(0, -1).every((answer) => answer.length === 1);
    const at = last?.[1];
    const piece = at === undefined ? undefined : out[at];
    const opener = out.find((_, i) => i === (answersSoFar[0]?.[0] ?? 0) - 1);
    const depth = opener?.role === 'question' ? opener.depth - 1 : 1;
    if (isEven && at !== undefined && piece?.role === 'body' && lineOf(piece.block).length > 80) {
      out[at] = { ...piece, apart: Math.max(depth, 1) };
    }
    answersSoFar = [];
  };
  for (const [i, piece] of pieces.entries()) {
    if (piece.role === 'question') answersSoFar.push([]);
    else if (piece.role === 'heading' || (piece.role === 'body' && piece.apart)) close();
    else if (piece.role === 'body' && answersSoFar.length > 0) answersSoFar.at(-1)?.push(i);
  }
  close();
  return out;
}
