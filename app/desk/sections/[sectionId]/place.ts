/**
 * A place in a text that is shown in two ways, to be read and to be written in: in which of its blocks, how that begins,
 * after how many signs, and how far below the top of the window the block stands.
 */
export type Place = { block: number; words: string; offset: number; top: number };

/** Where a text was pressed; null beside its blocks. */
export function pressedPlace(
  text: Element,
  { target, clientX, clientY }: Pick<MouseEvent, 'target' | 'clientX' | 'clientY'>,
): Place | null {
  const blocks = [...text.children];
  const block = blocks.findIndex((child) => target instanceof Node && child.contains(target));
  const pressed = blocks[block];
  if (!pressed) return null;
  const top = pressed.getBoundingClientRect().top;
  const caret = document.caretPositionFromPoint?.(clientX, clientY);
  if (!caret || !pressed.contains(caret.offsetNode))
    return { block, words: wordsOf(pressed), offset: 0, top };
  const before = new Range();
  before.setStart(pressed, 0);
  before.setEnd(caret.offsetNode, caret.offset);
  return { block, words: wordsOf(pressed), offset: before.toString().length, top };
}

/** The first block that is seen below the masthead; null when none is. */
export function seenPlace(text: Element): Place | null {
  const top = document.querySelector('.masthead')?.getBoundingClientRect().bottom ?? 0;
  const blocks = [...text.children];
  const block = blocks.findIndex((child) => {
    const box = child.getBoundingClientRect();
    return box.bottom > top + 8 && box.top < innerHeight;
  });
  const seen = blocks[block];
  return seen ? { block, words: wordsOf(seen), offset: 0, top: seen.getBoundingClientRect().top } : null;
}

/** Scrolls so that the block of a place stands where it did; false when there is none. */
export function holdPlace(text: Element, place: Place): boolean {
  const block = blockOf(text, place);
  if (!block) return false;
  scrollBy({ top: block.getBoundingClientRect().top - place.top, behavior: 'instant' });
  return true;
}

/** Where a place is in the document; null when its block has no words. */
export function spotOf(text: Element, place: Place): { node: Node; offset: number } | null {
  const root = blockOf(text, place);
  if (!root) return null;
  const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let left = place.offset;
  let last: { node: Node; offset: number } | null = null;
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const { length } = node.textContent ?? '';
    if (left <= length) return { node, offset: left };
    left -= length;
    last = { node, offset: length };
  }
  return last;
}

/** The block of a place; a caption, which is one with its table to a reader, moves those behind it by one. */
function blockOf(text: Element, { block, words }: Place): Element | undefined {
  const blocks = [...text.children];
  const near = (element: Element) => Math.abs(blocks.indexOf(element) - block);
  const [alike] = blocks.filter((element) => wordsOf(element) === words).sort((a, b) => near(a) - near(b));
  return alike ?? blocks[block];
}

/** How a block begins, in letters and digits, which both ways of showing it have. */
function wordsOf(block: Element): string {
  return (block.textContent ?? '')
    .slice(0, 200)
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 80);
}
