import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyBlocks } from '#lib/import/body-blocks.ts';
import { correct, type DraftItem } from '#lib/import/model.ts';
import { parse } from '#lib/import/parse.ts';
import { actionsAt, type Place, placeAfter, walked } from './draft-actions.ts';

const source = '# T\n\n## One\n\nFirst.\n\nSecond.\n\n### Of one\n\nText.\n\n## Two\n\n## Three?\n\nText.\n';
const parsed = parse(source);
if (!parsed.ok) throw new Error(parsed.problem.message);
const { draft } = parsed;
const blocks = ({ body }: DraftItem) => (body ? bodyBlocks(body).length : 0);
const at = (id: string, block: number | null = null): Place => ({ id, block });

describe('the arrow keys', () => {
  test('go through every item and every block that shows, and back', () => {
    const down: Place[] = [at('i1')];
    for (let next = walked('ArrowDown', draft.items, at('i1'), blocks); next; ) {
      down.push(next);
      next = walked('ArrowDown', draft.items, next, blocks);
    }
    expect(down.map(({ id, block }) => `${id} ${block ?? ''}`.trim())).toEqual(
      'i1,i1 0,i1 1,i2,i2 0,i3,i4,i4 0'.split(','),
    );
    const up: Place[] = [at('i4', 0)];
    for (let next = walked('ArrowUp', draft.items, at('i4', 0), blocks); next; ) {
      up.push(next);
      next = walked('ArrowUp', draft.items, next, blocks);
    }
    expect(up).toEqual(down.toReversed());
  });

  test('go into a text and out of it, and to either end', () => {
    expect(walked('ArrowRight', draft.items, at('i1'), blocks)).toEqual(at('i1', 0));
    expect(walked('ArrowRight', draft.items, at('i1'), () => 0)).toBeUndefined();
    expect(walked('ArrowLeft', draft.items, at('i1', 1), blocks)).toEqual(at('i1'));
    expect(walked('End', draft.items, at('i1', 1), blocks)).toEqual(at('i4'));
    expect(walked('Home', draft.items, at('i4'), blocks)).toEqual(at('i1'));
    expect(walked('ArrowUp', draft.items, at('i1'), blocks)).toBeNull();
    expect(walked('q', draft.items, at('i1'), blocks)).toBeUndefined();
  });
});

describe('what can be done at a place', () => {
  const possible = (place: Place) =>
    actionsAt(draft.items, place).flatMap(({ key, correction }) => (correction ? [key] : []));

  test('is offered there and nowhere else', () => {
    expect(possible(at('i1'))).toEqual(['f', 'i', 'Alt+ArrowDown', 'x']);
    expect(possible(at('i1', 1))).toEqual(['f', 's', 'i', 'Alt+ArrowDown', 'x']);
    expect(possible(at('i2'))).toEqual(['f', 'm', 'o', 'i', 'Alt+ArrowUp', 'Alt+ArrowDown', 'x']);
    expect(possible(at('i4'))).toEqual(['f', 'm', 'i', 'Alt+ArrowUp', 'x']);
    expect(possible(at('gone'))).toEqual([]);
  });

  test('does something, and the focus is on what is there then', () => {
    const step = fc.record({ item: fc.nat(20), block: fc.option(fc.nat(3)), action: fc.nat(7) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        let now = draft;
        for (const { item, block, action } of steps) {
          const chosen = now.items[item % Math.max(1, now.items.length)];
          if (!chosen) return;
          const place = at(chosen.id, block !== null && block < blocks(chosen) ? block : null);
          const correction = actionsAt(now.items, place)[action]?.correction;
          if (!correction) continue;
          const next = correct(now, correction);
          expect(next).not.toBe(now);
          const after = placeAfter(now.items, next.items, place);
          expect(next.items.length === 0 || next.items.some(({ id }) => id === after.id)).toBe(true);
          now = next;
        }
      }),
      { seed: 3 },
    );
  });
});
