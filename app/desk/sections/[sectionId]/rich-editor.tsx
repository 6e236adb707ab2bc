'use client';

import { Editor, getSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { WritingSuggestion } from '#lib/detector/writing.ts';
import { withoutEdges } from '#lib/sections/markdown.ts';
import { markdownOfStretch, type Rich, richOfTyped, stretchesOf } from '#lib/sections/rich.ts';
import { holdPlace, type Place, seenPlace, spotOf } from './place.ts';
import { marksKey, SuggestedWords } from './rich-marks.ts';
import { isImageFile, takePaste } from './rich-paste.ts';
import { extensions } from './rich-schema.ts';
import { RichToolbar } from './rich-toolbar.tsx';

/** How long after a key the Markdown is written anew, in milliseconds. */
const rest = 250;

/** What the form asks of the editor. */
export type RichHandle = {
  /** The body as it stands at this moment. */
  body: () => string;
  /** Selects the words of a suggestion; false when they are not in the text. */
  select: (id: string) => boolean;
  /** Puts the caret at a place, without moving it on the screen; at the beginning without one. */
  goTo: (place: Place | null) => void;
  /** What is read at the top of the screen. */
  seen: () => Place | null;
};

export type RichEditorProps = {
  /** The body to begin with; another one is another editor (`key`). */
  body: string;
  label: string;
  /** It is behind another view of the text, and `handle` is empty. */
  hidden: boolean;
  handle: RefObject<RichHandle | null>;
  suggestions: WritingSuggestion[] | null;
  pointed: string | null;
  onChange: (body: string) => void;
  onPoint: (id: string | null) => void;
  /** The body cannot be edited here without changing what it says, and why. */
  onUnfit: (why: string) => void;
  /** It can be written in. */
  onReady: () => void;
};

/** A body to be written in as it looks. What was not touched is written back as it was, letter by letter. */
export default function RichEditor(props: RichEditorProps) {
  const { label, hidden, handle, suggestions, pointed } = props;
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const own = useRef<RichHandle>(null);
  /** How often somebody gave an image that is a file. */
  const [files, setFiles] = useState(0);
  const told = useRef(props);
  told.current = props;

  useEffect(() => {
    const { body, onUnfit } = told.current;
    const read = richOfTyped(body);
    const why = read.ok ? unheld(read.doc) : read.why;
    if (!read.ok || why) return onUnfit(why || 'It holds what the rich editor does not know.');
    const takeFile = (data: DataTransfer | null) => {
      if (!isImageFile(data)) return false;
      setFiles((times) => times + 1);
      return true;
    };
    const writer = new Writer();
    const untouched = body;
    let said = body;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const made = new Editor({
      ...{ element: place.current, extensions: [...extensions, SuggestedWords], content: read.doc },
      editorProps: {
        attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, class: 'rich body' },
        handlePaste: (_, event, slice) =>
          takeFile(event.clipboardData) || takePaste(made, event.clipboardData, slice),
        // The browser would leave the page for a file that is dropped.
        handleDrop: (_, event) => takeFile(event.dataTransfer),
        handleDOMEvents: {
          ...{
            keydown: lookAgain,
            beforeinput: lookAgain,
            cut: lookAgain,
            copy: lookAgain,
            paste: lookAgain,
          },
          pointerover: (_, { target }) => {
            const words = target instanceof Element ? target.closest<HTMLElement>('[data-mark]') : null;
            told.current.onPoint(words?.dataset.mark ?? null);
          },
        },
      },
      onUpdate: () => {
        timer ??= setTimeout(tell, rest);
      },
      onSelectionUpdate: ({ editor: { state } }) => {
        const { from, to } = state.selection;
        const [here] = marksKey.getState(state)?.set.find(from, to) ?? [];
        told.current.onPoint((here?.spec as { id: string } | undefined)?.id ?? null);
      },
    });
    const first = made.state.doc;
    const write = () => (made.state.doc.eq(first) ? untouched : writer.write(made.state.doc));
    function tell() {
      clearTimeout(timer);
      timer = undefined;
      const now = write();
      if (now !== said) told.current.onChange(now);
      said = now;
    }
    own.current = {
      body: () => {
        if (timer) tell();
        return said;
      },
      select: (id) => {
        const set = marksKey.getState(made.state)?.set.find();
        const own = set?.filter(({ spec }) => (spec as { id: string }).id === id) ?? [];
        const [words] = own;
        if (!words) return false;
        made.view.focus();
        made.chain().setTextSelection(words).scrollIntoView().run();
        return true;
      },
      goTo: (at) => {
        const { dom } = made.view;
        if (at) holdPlace(dom, at);
        const spot = at && spotOf(dom, at);
        const caret = spot ? made.view.posAtDOM(spot.node, spot.offset) : 'start';
        made.commands.focus(caret, { scrollIntoView: false });
        // That gives it the focus a frame later: what is typed until then would go elsewhere.
        made.view.focus();
      },
      seen: () => seenPlace(made.view.dom),
    };
    handle.current = own.current;
    setEditor(made);
    return () => {
      if (timer) tell();
      own.current = null;
      handle.current = null;
      made.destroy();
      setEditor(null);
    };
  }, [label, handle]);

  // Not taken away with the view of it: the form asks for the last words when it goes itself.
  useLayoutEffect(() => {
    if (own.current) handle.current = hidden ? null : own.current;
  }, [hidden, handle]);
  // Only now: the toolbar above has moved the text down.
  useLayoutEffect(() => {
    if (editor) told.current.onReady();
  }, [editor]);
  useEffect(() => {
    if (editor && suggestions) editor.view.dispatch(editor.state.tr.setMeta(marksKey, { suggestions }));
  }, [editor, suggestions]);
  useEffect(() => {
    if (editor && marksKey.getState(editor.state)?.pointed !== pointed)
      editor.view.dispatch(editor.state.tr.setMeta(marksKey, { pointed }));
  }, [editor, pointed]);

  return (
    <div className="rich-frame" hidden={hidden}>
      {editor && <RichToolbar editor={editor} files={files} />}
      <div ref={place} className="rich-place" />
    </div>
  );
}

/**
 * Has the editor look where the caret is before it acts there. The browser tells it of a caret that was moved by a key
 * a moment later; a busy one only after the next key, which would act where the caret was.
 */
function lookAgain(view: EditorView): false {
  const { domObserver } = view as unknown as { domObserver: { flush: () => void } };
  if (!view.composing) domObserver.flush();
  return false;
}

/** Why the editor's schema does not hold a document; empty when it does. */
function unheld(doc: Rich): string {
  try {
    getSchema(extensions).nodeFromJSON(doc).check();
    return '';
  } catch {
    return 'It nests parts in a way that the rich editor does not know.';
  }
}

/** Writes documents of which most parts stay the same from one time to the next. */
class Writer {
  private readonly written = new WeakMap<Node, string>();

  write(doc: Node): string {
    const stretches = stretchesOf(doc.children, ({ type }) => type.name);
    return withoutEdges(
      stretches
        .map((blocks) => this.writeStretch(blocks))
        .filter(Boolean)
        .join('\n\n'),
    );
  }

  private writeStretch(blocks: Node[]): string {
    const [only, ...others] = blocks;
    const kept = only && others.length === 0 ? this.written.get(only) : undefined;
    if (kept !== undefined) return kept;
    const markdown = markdownOfStretch(blocks.map((block) => block.toJSON()));
    if (only && others.length === 0) this.written.set(only, markdown);
    return markdown;
  }
}
