/** A word of an article, known by its number through every edit; `text` includes the signs written next to it. */
type Piece = { id: number; text: string };
/** Paragraphs of sentences of words. */
export type Draft = Piece[][][];

/** A flag: the numbers of its words, in order, and how they were written. */
export type Marked = { ids: number[]; start: number; end: number };

/** What became of a flag's words: `start` is set when they stand as they stood. */
export type Truth = { start: number | null; neighboursStand: boolean };

/** Random numbers in [0, 1) that are the same in every run (mulberry32, by Tommy Ettinger). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Reads plain text; sentences are found by the runtime's own segmenter, not by the code under measurement. */
export function draftOf(text: string): Draft {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  let id = 0;
  return text
    .split(/\n+/)
    .map((paragraph) =>
      [...segmenter.segment(paragraph)]
        .map(({ segment }) => (segment.match(/\S+/g) ?? []).map((word) => ({ id: id++, text: word })))
        .filter((sentence) => sentence.length > 0),
    )
    .filter((paragraph) => paragraph.length > 0);
}

type Placed = Piece & { start: number; sentence: Piece[] };

/** The draft as a section's text, and where each word stands in it. */
export function layOut(draft: Draft): { text: string; placed: Placed[] } {
  const placed: Placed[] = [];
  let text = '';
  for (const paragraph of draft) {
    if (text) text += '\n';
    for (const [n, sentence] of paragraph.entries()) {
      for (const [m, piece] of sentence.entries()) {
        if (n + m > 0) text += ' ';
        placed.push({ ...piece, start: text.length, sentence });
        text += piece.text;
      }
    }
  }
  return { text, placed };
}

/** Marks a number of flags: some of one word or two, some of a phrase, some of a whole sentence. */
export function markFlags(draft: Draft, count: number, random: () => number): Marked[] {
  const { placed } = layOut(draft);
  const startOf = new Map(placed.map((piece) => [piece.id, piece.start]));
  const sentences = draft.flat();
  return Array.from({ length: count }, () => {
    const sentence = sentences[Math.floor(random() * sentences.length)] as Piece[];
    const kind = random();
    const size =
      kind < 0.25
        ? 1 + Math.floor(random() * 2)
        : kind < 0.8
          ? 3 + Math.floor(random() * 8)
          : sentence.length;
    const from = Math.floor(random() * Math.max(1, sentence.length - size + 1));
    const pieces = sentence.slice(from, from + size);
    const last = pieces.at(-1) as Piece;
    const bare = last.text.replace(/[.,;:!?]+$/, '');
    return {
      ids: pieces.map(({ id }) => id),
      start: startOf.get((pieces[0] as Piece).id) as number,
      end: (startOf.get(last.id) as number) + (bare || last.text).length,
    };
  });
}

/** What became of a flag in a later draft, told from the numbers of the words. */
export function truthOf(flag: Marked, before: Placed[], after: Placed[]): Truth {
  const at = after.findIndex(({ id }) => id === flag.ids[0]);
  const was = before.findIndex(({ id }) => id === flag.ids[0]);
  const stands =
    at >= 0 &&
    flag.ids.every((id, n) => after[at + n]?.id === id && after[at + n]?.text === before[was + n]?.text);
  const inOneLine = after[at]?.sentence.includes(
    after[at]?.sentence.find(({ id }) => id === flag.ids.at(-1)) as Piece,
  );
  if (!stands || !inOneLine) return { start: null, neighboursStand: false };
  const size = flag.ids.length;
  const around = (placed: Placed[], index: number, side: number) => {
    const own = placed[index];
    const next = placed[index + side];
    return own && next && own.sentence.some(({ id }) => id === next.id) ? next.text : '';
  };
  const neighboursStand =
    around(before, was, -1) === around(after, at, -1) &&
    around(before, was + size - 1, 1) === around(after, at + size - 1, 1);
  return { start: (after[at] as Placed).start, neighboursStand };
}

let nextId = 1_000_000;
const turns = ['not', 'never', 'nearly', 'reportedly', 'up to', 'may', 'hardly'];

/** Makes a number of edits as a desk makes them: mostly small, sometimes a whole sentence or paragraph. */
export function revise(draft: Draft, edits: number, random: () => number): Draft {
  const out = draft.map((paragraph) => paragraph.map((sentence) => sentence.slice()));
  const vocabulary = draft.flat(2).map(({ text }) => text.replace(/[.,;:!?]+$/, ''));
  const pick = (length: number) => Math.floor(random() * length);
  const written = (text: string): Piece => ({ id: nextId++, text });
  const some = (count: number) =>
    Array.from({ length: count }, () => written(vocabulary[pick(vocabulary.length)] as string));
  const aSentence = () => [written('Meanwhile'), ...some(4 + pick(10)), written('today.')];
  for (let n = 0; n < edits; n++) {
    const p = pick(out.length);
    const paragraph = out[p];
    if (!paragraph) break;
    const s = pick(paragraph.length);
    const sentence = paragraph[s] as Piece[];
    const w = pick(sentence.length);
    const word = sentence[w] as Piece;
    const way = random();
    if (way < 0.16) sentence[w] = written(respelt(word.text, pick));
    else if (way < 0.32) reword(sentence, w, 1 + pick(4), some(1 + pick(4)));
    else if (way < 0.42) sentence.splice(w, 0, ...some(1 + pick(3)));
    else if (way < 0.5 && w < sentence.length - 1) sentence.splice(w, 1);
    else if (way < 0.58) sentence.splice(w, 0, written(turns[pick(turns.length)] as string));
    else if (way < 0.7) paragraph.splice(s, 0, aSentence());
    else if (way < 0.76 && paragraph.length > 1) paragraph.splice(s, 1);
    else if (way < 0.86 && paragraph.every(isProse)) {
      const [moved] = paragraph.splice(s, 1);
      const prose = out.filter((other) => other.length > 0 && other.every(isProse));
      const target =
        random() < 0.6 || prose.length === 0 ? paragraph : (prose[pick(prose.length)] as Piece[][]);
      target.splice(pick(target.length + 1), 0, moved as Piece[]);
      if (paragraph.length === 0) out.splice(p, 1);
    } else if (way < 0.92 && paragraph.length > 1)
      out.splice(p + 1, 0, paragraph.splice(1 + pick(paragraph.length - 1)));
    else if (way < 0.96) {
      const next = out[p + 1];
      if (next && [...paragraph, ...next].every(isProse))
        paragraph.push(...(out.splice(p + 1, 1)[0] as Piece[][]));
    } else if (out.length > 2) out.splice(p, 1);
  }
  return out;
}

/** Puts other words in the place of some; the signs after the last one stay, as an editor would leave them. */
function reword(sentence: Piece[], at: number, count: number, words: Piece[]): void {
  const gone = sentence.splice(at, count, ...words);
  const last = words.at(-1) as Piece;
  last.text += signsAfter(gone.at(-1)?.text ?? '');
}

function signsAfter(text: string): string {
  return /[^\p{L}\p{N}]*$/u.exec(text)?.[0] ?? '';
}

/** A sentence that can stand beside another in a paragraph: not a heading, a name or a line of a table. */
function isProse(sentence: Piece[]): boolean {
  return /[.!?…]["”’)]*$/.test(sentence.at(-1)?.text ?? '');
}

/** A number changed, or a letter lost or put in. */
function respelt(text: string, pick: (length: number) => number): string {
  if (/\d/.test(text)) return text.replace(/\d/, (digit) => String((Number(digit) + 1 + pick(8)) % 10));
  const signs = signsAfter(text);
  const bare = text.slice(0, text.length - signs.length);
  const at = 1 + pick(bare.length);
  return (at < bare.length ? bare.slice(0, at) + bare.slice(at + 1) : `${bare}s`) + signs;
}
