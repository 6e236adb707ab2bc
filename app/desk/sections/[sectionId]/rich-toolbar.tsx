'use client';

import type { Editor } from '@tiptap/core';
import { type KeyboardEvent, type ReactNode, useEffect, useReducer, useRef, useState } from 'react';

type Asking = 'link' | 'image' | null;

/**
 * What can be made of the chosen words. One stop for Tab; the arrow keys go from button to button.
 * @param files how often an image was given as a file: its address is asked for instead
 */
export function RichToolbar({ editor, files }: { editor: Editor; files: number }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [asking, setAsking] = useState<Asking>(null);
  const [told, setTold] = useState(0);
  useEffect(() => {
    // Once in a frame: a held key moves the caret more often than that.
    let frame = 0;
    const later = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        redraw();
      });
    };
    editor.on('transaction', later);
    return () => {
      cancelAnimationFrame(frame);
      editor.off('transaction', later);
    };
  }, [editor]);
  useEffect(() => {
    if (files > 0) setAsking('image');
  }, [files]);

  const run = (command: (chain: ReturnType<Editor['chain']>) => ReturnType<Editor['chain']>) => () => {
    command(goOn(editor)).run();
  };
  const answered = () => {
    setTold(files);
    editor.view.focus();
    setAsking(null);
  };
  const level = [1, 2, 3, 4, 5, 6].find((level) => editor.isActive('heading', { level }));
  const isTable = editor.isActive('table');
  return (
    <>
      <div role="toolbar" aria-label="Formatting" className="formatting" onKeyDown={rove}>
        <Tool name="Undo" disabled={!editor.can().undo()} onPress={run((chain) => chain.undo())}>
          ↶
        </Tool>
        <Tool name="Redo" disabled={!editor.can().redo()} onPress={run((chain) => chain.redo())}>
          ↷
        </Tool>
        <select
          aria-label="Kind of paragraph"
          tabIndex={0}
          value={level ? String(level) : ''}
          disabled={isTable}
          onChange={({ target: { value } }) => {
            const chain = goOn(editor);
            if (value) chain.setHeading({ level: Number(value) as 1 }).run();
            else chain.setParagraph().run();
          }}
        >
          <option value="">Paragraph</option>
          {[1, 2, 3, ...(level && level > 3 ? [level] : [])].map((each) => (
            <option key={each} value={each}>
              Heading {each}
            </option>
          ))}
        </select>
        <Tool name="Bold" active={editor.isActive('bold')} onPress={run((chain) => chain.toggleBold())}>
          <b>B</b>
        </Tool>
        <Tool name="Italic" active={editor.isActive('italic')} onPress={run((chain) => chain.toggleItalic())}>
          <i>I</i>
        </Tool>
        <Tool name="Link" active={editor.isActive('link')} onPress={() => setAsking('link')}>
          Link
        </Tool>
        <Tool
          name="List"
          active={editor.isActive('bulletList')}
          onPress={run((chain) => chain.toggleBulletList())}
        >
          • List
        </Tool>
        <Tool
          name="Numbered list"
          active={editor.isActive('orderedList')}
          onPress={run((chain) => chain.toggleOrderedList())}
        >
          1. List
        </Tool>
        <Tool
          name="Quote"
          active={editor.isActive('blockquote')}
          onPress={run((chain) => chain.toggleBlockquote())}
        >
          “ ”
        </Tool>
        <Tool name="Footnote" onPress={() => addFootnote(editor)}>
          Note
        </Tool>
        <Tool name="Image" onPress={() => setAsking('image')}>
          Image
        </Tool>
        {!isTable && (
          <Tool name="Table" onPress={run((chain) => chain.insertTable({ rows: 3, cols: 2 }))}>
            Table
          </Tool>
        )}
        {isTable && (
          <>
            <Tool name="Add a row above" onPress={run((chain) => withHead(chain.addRowBefore()))}>
              + Row ↑
            </Tool>
            <Tool name="Add a row below" onPress={run((chain) => withHead(chain.addRowAfter()))}>
              + Row ↓
            </Tool>
            <Tool name="Add a column before" onPress={run((chain) => chain.addColumnBefore())}>
              + Column ←
            </Tool>
            <Tool name="Add a column after" onPress={run((chain) => chain.addColumnAfter())}>
              + Column →
            </Tool>
            <Tool name="Remove this row" onPress={run((chain) => withHead(chain.deleteRow()))}>
              − Row
            </Tool>
            <Tool name="Remove this column" onPress={run((chain) => chain.deleteColumn())}>
              − Column
            </Tool>
            <Tool name="Remove the table" onPress={run((chain) => chain.deleteTable())}>
              − Table
            </Tool>
          </>
        )}
      </div>
      {asking === 'link' && <AskLink editor={editor} onDone={answered} />}
      {asking === 'image' && <AskImage key={files} editor={editor} isFile={files > told} onDone={answered} />}
    </>
  );
}

function Tool({
  name,
  active,
  disabled,
  onPress,
  children,
}: {
  name: string;
  active?: boolean;
  disabled?: boolean;
  onPress: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={name}
      title={name}
      aria-pressed={active}
      aria-disabled={disabled}
      onClick={() => !disabled && onPress()}
    >
      {children}
    </button>
  );
}

function rove(event: KeyboardEvent<HTMLDivElement>) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tools = [...event.currentTarget.querySelectorAll<HTMLElement>('select, button')];
  const at = tools.indexOf(event.target as HTMLElement);
  event.preventDefault();
  tools.at((at + step) % tools.length)?.focus();
}

/**
 * Goes on in the text. At once: Tiptap's own `focus` waits for the next frame, and what is typed until then, while the
 * browser is at work, would go to the button that was pressed and be lost.
 */
function goOn(editor: Editor): ReturnType<Editor['chain']> {
  editor.view.focus();
  return editor.chain().scrollIntoView();
}

/** The first row of a table is its head, in Markdown, whichever row that is by now. */
function withHead(chain: ReturnType<Editor['chain']>): ReturnType<Editor['chain']> {
  return chain.command(({ tr, state: { schema } }) => {
    tr.doc.descendants((node, at) => {
      if (node.type.name !== 'table') return node.isBlock && !node.isTextblock;
      node.forEach((row, rowAt, index) => {
        const type = schema.nodes[index === 0 ? 'tableHeader' : 'tableCell'];
        row.forEach((cell, cellAt) => {
          if (cell.type !== type) tr.setNodeMarkup(at + rowAt + cellAt + 2, type, cell.attrs);
        });
      });
      return false;
    });
    return true;
  });
}

/** Puts a footnote's mark where the caret is, and its text at the end, to be written at once. */
function addFootnote(editor: Editor) {
  let highest = 0;
  editor.state.doc.descendants(({ type, attrs }) => {
    if (type.name.startsWith('footnote')) highest = Math.max(highest, Number.parseInt(attrs.label, 10) || 0);
  });
  const attrs = { identifier: String(highest + 1), label: String(highest + 1) };
  goOn(editor)
    .command(({ state }) => !state.selection.$to.parent.type.spec.code)
    .setTextSelection(editor.state.selection.to)
    .insertContent({ type: 'footnoteReference', attrs })
    .insertContentAt(editor.state.doc.content.size + 1, {
      ...{ type: 'footnoteDefinition', attrs, content: [{ type: 'paragraph' }] },
    })
    .focus('end')
    .run();
}

/** An address as people write it, without what stands before it. */
const isBare = (value: string) =>
  /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?:[:/?#]\S*)?$/u.test(value);
const isAddress = (value: string) => /^(?:https?:\/\/|mailto:)\S+$/i.test(value);
const addressNeeded = 'Give a full address, beginning with https:// or mailto:.';

function AskLink({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const [href, setHref] = useState<string>(editor.getAttributes('link').href ?? '');
  const [wrong, setWrong] = useState('');
  const set = () => {
    const asked = href.trim();
    const link = { href: isBare(asked) ? `https://${asked}` : asked };
    if (!isAddress(link.href)) return setWrong(addressNeeded);
    const { empty } = editor.state.selection;
    const chain = goOn(editor);
    if (empty && !editor.isActive('link'))
      chain.insertContent({ type: 'text', text: link.href, marks: [{ type: 'link', attrs: link }] }).run();
    else chain.extendMarkRange('link').setLink(link).run();
    onDone();
  };
  const remove = () => {
    goOn(editor).extendMarkRange('link').unsetLink().run();
    onDone();
  };
  return (
    <Ask name="Link" wrong={wrong} onSet={set} onCancel={onDone}>
      <label>
        Address of the link
        <input type="url" value={href} onChange={({ target }) => setHref(target.value)} />
      </label>
      {editor.isActive('link') && (
        <button type="button" className="small" onClick={remove}>
          Remove the link
        </button>
      )}
    </Ask>
  );
}

function AskImage({ editor, isFile, onDone }: { editor: Editor; isFile: boolean; onDone: () => void }) {
  const own = editor.isActive('image') ? editor.getAttributes('image') : {};
  const [src, setSrc] = useState<string>(own.src ?? '');
  const [alt, setAlt] = useState<string>(own.alt ?? '');
  const [wrong, setWrong] = useState('');
  const set = () => {
    if (!/^https?:\/\/\S+$/i.test(src.trim()))
      return setWrong('Give the image’s address, beginning with https://.');
    if (!alt.trim()) return setWrong('Say what the image shows, for those who do not see it.');
    const attrs = { title: null, ...own, src: src.trim(), alt: alt.trim() };
    goOn(editor).insertContent({ type: 'image', attrs }).run();
    onDone();
  };
  return (
    <Ask name="Image" wrong={wrong} onSet={set} onCancel={onDone}>
      {isFile && (
        <p role="status">
          Galley keeps no image files. Give the address at which this one stands on the web.
        </p>
      )}
      <label>
        Address of the image
        <input type="url" value={src} onChange={({ target }) => setSrc(target.value)} />
      </label>
      <label>
        What it shows, in words
        <input value={alt} onChange={({ target }) => setAlt(target.value)} />
      </label>
    </Ask>
  );
}

/** Fields below the toolbar. They stand in the form of the section, so Enter must not send it. */
function Ask({
  name,
  wrong,
  onSet,
  onCancel,
  children,
}: {
  name: string;
  wrong: string;
  onSet: () => void;
  onCancel: () => void;
  children: ReactNode;
}) {
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      // It closes these fields, not the section around them.
      event.stopPropagation();
      onCancel();
    }
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    onSet();
  };
  return (
    <fieldset ref={box} className="asking" onKeyDown={onKeyDown}>
      <legend>{name}</legend>
      {wrong && (
        <p role="alert" className="alert">
          {wrong}
        </p>
      )}
      {children}
      <div className="buttons">
        <button type="button" className="small" onClick={onSet}>
          Set
        </button>
        <button type="button" className="small" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </fieldset>
  );
}
