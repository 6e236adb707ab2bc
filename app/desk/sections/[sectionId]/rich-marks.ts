import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { WritingSuggestion } from '#lib/detector/writing.ts';

type Told = { suggestions?: WritingSuggestion[]; pointed?: string | null };
type Marked = { set: DecorationSet; pointed: string | null };

export const marksKey = new PluginKey<Marked>('suggested words');

/** Underlines the words that the detector points at. They move with what is typed; edited ones lose their line. */
export const SuggestedWords = Extension.create({
  name: 'suggestedWords',
  addProseMirrorPlugins() {
    return [
      new Plugin<Marked>({
        key: marksKey,
        state: {
          init: () => ({ set: DecorationSet.empty, pointed: null }),
          apply(tr, before) {
            const told: Told | undefined = tr.getMeta(marksKey);
            const set = tr.docChanged ? before.set.map(tr.mapping, tr.doc) : before.set;
            if (!told) return { ...before, set };
            const pointed = told.pointed === undefined ? before.pointed : told.pointed;
            const places = told.suggestions
              ? placesIn(tr.doc, told.suggestions)
              : set
                  .find()
                  .map(({ from, to, spec }) => ({ from, to, ...(spec as { id: string; kind: string }) }));
            return {
              set: DecorationSet.create(
                tr.doc,
                places.map((place) => underline(place, pointed)),
              ),
              pointed,
            };
          },
        },
        props: { decorations: (state) => marksKey.getState(state)?.set },
      }),
    ];
  },
});

type Place = { from: number; to: number; id: string; kind: string };

function underline({ from, to, id, kind }: Place, pointed: string | null): Decoration {
  const attrs = {
    nodeName: 'mark',
    'data-mark': id,
    'data-kind': kind,
    'data-pointed': String(id === pointed),
  };
  return Decoration.inline(from, to, attrs, { id, kind });
}

/** Where the words stand in the document, by the text of their blocks: what was edited meanwhile is not found. */
function placesIn(doc: Node, suggestions: WritingSuggestion[]): Place[] {
  const blocks = new Map<string, number[][]>();
  doc.descendants((node, start) => {
    if (!node.isTextblock) return true;
    const { text, places } = visibleOf(node, start + 1);
    if (text) blocks.set(text, [...(blocks.get(text) ?? []), places]);
    return false;
  });
  return suggestions.flatMap(({ id, kind, place }) => {
    const places = place && blocks.get(place.block)?.[place.nth];
    const from = places?.[place?.from ?? 0];
    const last = places?.[(place?.to ?? 0) - 1];
    return from === undefined || last === undefined ? [] : [{ id, kind, from, to: last + 1 }];
  });
}

/** A block's text as a reader sees it (lib/sections/text.ts), and where each of its code units stands. */
function visibleOf(block: Node, start: number): { text: string; places: number[] } {
  let text = '';
  const places: number[] = [];
  block.forEach((node, offset) => {
    if (node.marks.some(({ type }) => type.name === 'strike')) return;
    const value = node.isText ? (node.text ?? '') : /Break$/.test(node.type.name) ? ' ' : '';
    text += value.replaceAll(/[\n\r\t]/g, ' ');
    for (let i = 0; i < value.length; i++) places.push(start + offset + i);
  });
  return { text, places };
}
