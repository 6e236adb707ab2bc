import { type AnyExtension, Extension, type Mark, markInputRule, markPasteRule, Node } from '@tiptap/core';
import { Code } from '@tiptap/extension-code';
import { ListItem } from '@tiptap/extension-list';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import StarterKit from '@tiptap/starter-kit';
import { CarriedNotes } from './rich-notes.ts';

/** What Markdown says and the editor does not show: kept as it came in. */
const Kept = Extension.create({
  name: 'kept',
  addGlobalAttributes() {
    const kept = (value: unknown) => ({ default: value, rendered: false });
    // Items with space between them, as readers see them.
    const spread = {
      default: false,
      parseHTML: ({ dataset }: HTMLElement) => dataset.spread !== undefined,
      renderHTML: ({ spread }: Record<string, unknown>) => (spread ? { 'data-spread': '' } : {}),
    };
    return [
      {
        types: ['bold', 'italic', 'strike', 'link'],
        attributes: { at: kept(null), of: kept(null), to: kept(null) },
      },
      { types: ['paragraph'], attributes: { spaced: { ...kept(false), keepOnSplit: false } } },
      { types: ['bulletList', 'orderedList', 'listItem'], attributes: { spread } },
      { types: ['listItem'], attributes: { checked: kept(null) } },
      { types: ['codeBlock'], attributes: { meta: kept(null) } },
    ];
  },
});

/** An end of a line in the source that a reader sees as a space. */
const SoftBreak = Node.create({
  name: 'softBreak',
  ...{ group: 'inline', inline: true, selectable: false },
  parseHTML: () => [{ tag: 'span[data-soft-break]' }],
  renderHTML: () => ['span', { 'data-soft-break': '' }, ' '],
  renderText: () => ' ',
});

const Image = Node.create({
  name: 'image',
  ...{ group: 'inline', inline: true, atom: true, draggable: true },
  addAttributes: () => ({ src: { default: '' }, alt: { default: '' }, title: { default: null } }),
  parseHTML: () => [{ tag: 'img[src]' }],
  renderHTML: ({ HTMLAttributes }) => ['img', { ...HTMLAttributes, loading: 'lazy' }],
});

const FootnoteReference = Node.create({
  name: 'footnoteReference',
  ...{ group: 'inline', inline: true, atom: true },
  // What its note says, only while it is carried to another place: see rich-notes.ts.
  addAttributes: () => ({ identifier: { default: '' }, label: { default: '' }, note: { default: null } }),
  parseHTML: () => [
    {
      tag: 'sup[data-footnote]',
      getAttrs: ({ dataset: { footnote, label, note = null } }) => ({ identifier: footnote, label, note }),
    },
  ],
  renderHTML: ({ node: { attrs } }) => [
    'sup',
    {
      ...{ 'data-footnote': attrs.identifier, 'data-label': attrs.label },
      ...(attrs.note && { 'data-note': attrs.note }),
    },
    `[${attrs.label}]`,
  ],
});

const FootnoteDefinition = Node.create({
  name: 'footnoteDefinition',
  ...{ group: 'block', content: 'block+', defining: true, isolating: true },
  addAttributes: () => ({ identifier: { default: '' }, label: { default: '' } }),
  parseHTML: () => [
    {
      tag: 'div[data-footnote]',
      getAttrs: ({ dataset }) => ({ identifier: dataset.footnote, label: dataset.label }),
    },
  ],
  renderHTML: ({ node: { attrs } }) => [
    'div',
    { 'data-footnote': attrs.identifier, 'data-label': attrs.label },
    0,
  ],
  addKeyboardShortcuts() {
    return { Backspace: () => this.editor.commands.command(({ state, tr }) => removeEmptyNote(state, tr)) };
  },
});

/** An empty note in which somebody deletes once more goes, and its marks with it. */
function removeEmptyNote({ selection: { $from, empty }, doc }: EditorState, tr: Transaction): boolean {
  const note = $from.node(-1);
  if (!empty || note?.type.name !== 'footnoteDefinition' || note.content.size > 2) return false;
  const { identifier } = note.attrs;
  tr.delete($from.before(-1), $from.after(-1));
  doc.descendants((node, at) => {
    if (node.type.name !== 'footnoteReference' || node.attrs.identifier !== identifier) return;
    tr.delete(tr.mapping.map(at), tr.mapping.map(at + node.nodeSize));
  });
  return true;
}

/** The signs that mark words when they are typed or pasted around them. */
const signs: Record<string, string[]> = { bold: ['**', '__'], italic: ['*', '_'], strike: ['~~'] };

/** Words between two signs that touch them, as Markdown has it: Tiptap's own also take “5 * 3 * 2” for emphasis. */
function between(sign: string): string {
  const escaped = sign.replaceAll('*', '\\*');
  const other = `[^${escaped.slice(0, escaped.length / sign.length)}]`;
  return `(?:^|\\s)(${escaped}(?!\\s)(${other}*(?!\\s)${other})${escaped})`;
}

/** In Markdown emphasis may stand in emphasis. */
const Kit = StarterKit.extend({
  addExtensions() {
    return (this.parent?.() ?? []).map((each: AnyExtension) => {
      const own = signs[each.name]?.map(between);
      if (!own) return each;
      return (each as Mark).extend({
        excludes: '',
        addInputRules() {
          return own.map((find) => markInputRule({ find: new RegExp(`${find}$`), type: this.type }));
        },
        addPasteRules() {
          return own.map((find) => markPasteRule({ find: new RegExp(find, 'g'), type: this.type }));
        },
      });
    });
  },
});

/** The schema of a body in the rich editor, which is what lib/sections/rich.ts reads and writes, and no more. */
export const extensions = [
  Kit.configure({
    ...{ code: false, listItem: false, underline: false, trailingNode: false, dropcursor: false },
    // What is typed after a link is not of it.
    link: { openOnClick: false, autolink: false, HTMLAttributes: { target: null, rel: null, class: null } },
  }),
  // In Markdown code may stand in emphasis, and an item may begin with anything.
  Code.extend({ excludes: '' }),
  ListItem.extend({ content: 'block+' }),
  // A cell has no second line: Enter leads on, as Tab does.
  Table.extend({
    addKeyboardShortcuts() {
      const keys = this.parent?.() ?? {};
      return { ...keys, Enter: (props) => this.editor.isActive('table') && (keys.Tab?.(props) ?? false) };
    },
  }).configure({ resizable: false }),
  // A cell has one paragraph: Markdown can hold no more.
  ...[TableRow, TableCell.extend({ content: 'paragraph' }), TableHeader.extend({ content: 'paragraph' })],
  ...[Kept, SoftBreak, Image, FootnoteReference, FootnoteDefinition, CarriedNotes],
];
