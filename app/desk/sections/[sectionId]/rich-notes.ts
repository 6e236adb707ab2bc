import { Extension } from '@tiptap/core';
import { Fragment, type Node, Slice } from '@tiptap/pm/model';
import { type EditorState, Plugin, type Transaction } from '@tiptap/pm/state';
import { ReplaceAroundStep, ReplaceStep, type Step } from '@tiptap/pm/transform';

const MARK = 'footnoteReference';
const NOTE = 'footnoteDefinition';

/**
 * A note goes where its mark goes. A mark that is copied takes what its note says along; where it is put in, that is its
 * note again, under a number of its own when another note has its number there.
 */
export const CarriedNotes = Extension.create({
  name: 'carriedNotes',
  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          transformCopied: ({ content, openStart, openEnd }, { state: { doc } }) =>
            new Slice(withNotes(content, doc.content), openStart, openEnd),
          transformPasted: bareSlice,
        },
        appendTransaction: (made, _, state) =>
          made.some(({ steps }) => steps.some(bringsNotes)) ? settle(state) : null,
      }),
    ];
  },
});

/** Whether a step puts in marks with what their notes say. It looks at what is put in alone: it is asked at each key. */
function bringsNotes(step: Step): boolean {
  if (!(step instanceof ReplaceStep || step instanceof ReplaceAroundStep)) return false;
  let brings = false;
  step.slice.content.descendants(({ type, attrs }) => {
    brings ||= type.name === MARK && Boolean(attrs.note);
  });
  return brings;
}

/** Text from elsewhere, whose marks have their notes with them and not beside them. */
export function withOwnNotes(content: Fragment): Fragment {
  return bareSlice(new Slice(withNotes(content, content), 0, 0)).content;
}

/** @param notes where the notes stand */
function withNotes(content: Fragment, notes: Fragment): Fragment {
  const said = new Map<string, string>();
  notes.descendants(({ type, attrs, content }) => {
    if (type.name === NOTE && !said.has(attrs.identifier))
      said.set(attrs.identifier, JSON.stringify(content.toJSON()));
  });
  return said.size === 0 ? content : mapped(content, said);
}

function mapped(content: Fragment, said: Map<string, string>): Fragment {
  const nodes: Node[] = [];
  content.forEach((node) => {
    const note = node.type.name === MARK && said.get(node.attrs.identifier);
    if (note) nodes.push(node.type.create({ ...node.attrs, note }, null, node.marks));
    else nodes.push(node.isLeaf ? node : node.copy(mapped(node.content, said)));
  });
  return Fragment.fromArray(nodes);
}

/** Without the notes that marks bring along; one that no mark brings is text like any other. */
function bareSlice({ content, openStart, openEnd }: Slice): Slice {
  const brought = new Set<string>();
  content.descendants(({ type, attrs }) => {
    if (type.name === MARK && attrs.note) brought.add(attrs.identifier);
  });
  const nodes: Node[] = [];
  let [start, end] = [openStart, openEnd];
  for (const [index, node] of content.content.entries()) {
    const isNote = node.type.name === NOTE;
    if (isNote && index === 0) start = Math.max(0, start - 1);
    if (isNote && index === content.childCount - 1) end = Math.max(0, end - 1);
    if (!isNote) nodes.push(node);
    else if (!brought.has(node.attrs.identifier)) nodes.push(...node.content.content);
  }
  const made = Fragment.fromArray(nodes);
  const most = Slice.maxOpen(made, true);
  return new Slice(made, Math.min(start, most.openStart), Math.min(end, most.openEnd));
}

/** Gives marks that brought their notes along these notes, at the end of the text. */
function settle({ doc, schema, tr }: EditorState): Transaction | null {
  const marks: { node: Node; at: number }[] = [];
  const notes = new Map<string, string>();
  let highest = 0;
  doc.descendants((node, at) => {
    if (node.type.name === MARK && node.attrs.note) marks.push({ node, at });
    if (node.type.name === NOTE && !notes.has(node.attrs.identifier))
      notes.set(node.attrs.identifier, JSON.stringify(node.content.toJSON()));
    if (node.type.name === MARK || node.type.name === NOTE)
      highest = Math.max(highest, Number.parseInt(node.attrs.label, 10) || 0);
  });
  if (marks.length === 0) return null;
  const names = new Map<string, string>();
  for (const { node, at } of marks) {
    const { identifier, note } = node.attrs as { identifier: string; note: string };
    const own = `${identifier} ${note}`;
    const there = notes.get(identifier);
    if (!names.has(own)) {
      const name = there === undefined || there === note ? identifier : String(++highest);
      names.set(own, name);
      const made = there === note ? null : noteOf(schema, name, note);
      if (made) tr.insert(tr.doc.content.size, made);
      notes.set(name, note);
    }
    const name = names.get(own);
    const attrs = name === identifier ? node.attrs : { identifier: name, label: name };
    tr.setNodeMarkup(at, null, { ...attrs, note: null }, node.marks);
  }
  return tr;
}

/** Null for what is no note: the clipboard holds whatever other pages put there. */
function noteOf(schema: EditorState['schema'], name: string, said: string): Node | null {
  try {
    const content = Fragment.fromJSON(schema, JSON.parse(said));
    const note = schema.nodes[NOTE]?.createChecked({ identifier: name, label: name }, content) ?? null;
    note?.check();
    return note;
  } catch {
    return null;
  }
}
