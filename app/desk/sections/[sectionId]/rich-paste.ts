import type { Editor } from '@tiptap/core';
import { Fragment, Node, Slice } from '@tiptap/pm/model';
import { Selection, type Transaction } from '@tiptap/pm/state';
import { richBlocksOf } from '#lib/sections/rich.ts';
import { withOwnNotes } from './rich-notes.ts';

/**
 * Takes in what was copied in another program: its words at once, and in their place what the server makes of them, with
 * its headings, lists and emphasis, as soon as it answers. So nobody waits, what is typed meanwhile stands behind it, and
 * the words are there whether the server answers or not. Where somebody has worked on them by then, they stay.
 * @param slice what the editor itself would make of it
 */
export function takePaste(editor: Editor, data: DataTransfer | null, slice: Slice): boolean {
  const html = data?.getData('text/html');
  if (!html || html.includes('data-pm-slice') || editor.isActive('codeBlock')) return false;
  const { content } = slice;
  const isCell = editor.isActive('table');
  // Cells go into cells, which the table itself sees to.
  if (isCell && content.firstChild?.type.name === 'table') return false;
  const plain = data?.getData('text/plain') || content.textBetween(0, content.size, '\n', ' ');
  const lines = isCell ? [plain] : plain.split(/[\r\n]+/);
  const { schema, selection, tr } = editor.state;
  const paragraphs = lines
    .map((line) => line.replaceAll(/[^\S\u00a0]+/g, ' ').trim())
    .filter(Boolean)
    .map((line) => schema.node('paragraph', null, schema.text(line)));
  // An image alone has no words.
  const put = paragraphs[0]
    ? tr.replaceSelection(new Slice(Fragment.from(paragraphs), 1, 1))
    : tr.deleteSelection();
  const place = { from: selection.from, to: put.mapping.map(selection.to, 1) };
  editor.view.dispatch(put.scrollIntoView().setMeta('paste', true));
  if (!isCell) putInstead(editor, html, place, put);
  return true;
}

/** Whether there is nothing in it but an image that is a file: Galley knows images by their address alone. */
export function isImageFile(data: DataTransfer | null): boolean {
  const files = [...(data?.files ?? [])];
  return (
    !data?.getData('text/html') && files.length > 0 && files.every(({ type }) => type.startsWith('image/'))
  );
}

/** Has what the server makes of it stand in the place of the plain words, unless these are not the same any more. */
async function putInstead(
  editor: Editor,
  html: string,
  place: { from: number; to: number },
  put: Transaction,
) {
  const words = () => editor.state.doc.textBetween(place.from, place.to, '\n');
  const before = words();
  const follow = ({ transaction: { mapping } }: { transaction: Transaction }) => {
    // What is typed at either end is not of it.
    place.from = mapping.map(place.from, 1);
    place.to = mapping.map(place.to, -1);
  };
  editor.on('transaction', follow);
  const markdown = await cleaned(html);
  editor.off('transaction', follow);
  if (editor.isDestroyed || !markdown || place.from > place.to || words() !== before) return;
  const { schema, tr } = editor.state;
  const blocks = withOwnNotes(
    Fragment.from(richBlocksOf(markdown).map((block) => Node.fromJSON(schema, block))),
  );
  const { $from } = Selection.near(editor.state.doc.resolve(place.from));
  const inItem = $from.node(-1)?.type.name === 'listItem';
  // A paragraph goes on in the one where the caret is, and items of a list in the list where it is.
  const opens = (block: Node | null) =>
    block?.type.name === 'paragraph' ? 1 : inItem && block?.type.name.endsWith('List') ? 3 : 0;
  const most = Slice.maxOpen(blocks);
  const [start, end] = [opens(blocks.firstChild), opens(blocks.lastChild)];
  const slice = new Slice(blocks, Math.min(start, most.openStart), Math.min(end, most.openEnd));
  // One with the plain words, for whoever takes it back.
  tr.replaceRange(place.from, place.to, slice).setMeta('paste', true).setMeta('appendedTransaction', put);
  editor.view.dispatch(tr);
}

async function cleaned(html: string): Promise<string | null> {
  try {
    const body = JSON.stringify({ html });
    const response = await fetch('/desk/sections/paste', {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(10_000),
    });
    const answer = await response.json();
    return answer.ok ? answer.markdown : null;
  } catch {
    return null;
  }
}
