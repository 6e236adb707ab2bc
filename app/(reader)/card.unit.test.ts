import { afterEach, expect, test, vi } from 'vitest';
import { card, cardSize } from './card.ts';

const fetched = vi.spyOn(globalThis, 'fetch');
afterEach(() => fetched.mockClear());

const letters = Array.from({ length: 0x2700 - 0x20 }, (_, index) =>
  String.fromCodePoint(index + 0x20),
).filter((letter) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(letter));
const drawableWords = letters.filter((letter) => !/\p{L}/u.test(letter)).join('');

test.each([
  ['short', 'Dam'],
  ['in capitals', 'WHY WAS THE GREAT WESTERN DAM BUILT IN THE UPPER VALLEY? '.repeat(2)],
  ['longer than a card', 'Why was the dam built, and who paid for it? '.repeat(9)],
  ['one endless word', 'W'.repeat(300)],
  ['with signs of all kinds', drawableWords],
  ['in Latin letters', letters.filter((letter) => letter < '\u0100').join('')],
  ['in Cyrillic letters', 'Почему построили плотину? Ґрунт і їжа'],
  ['in Vietnamese', 'Vì sao đập được xây dựng? Ưu tiên'],
  ['in Chinese', '为什么建造大坝'],
  ['in Arabic', 'لماذا بني السد'],
  ['with emoji', 'The dam 🏗️ © 2026 ™ 👩‍👩‍👧 ❤️'],
  ['with letters of two characters', 'Cafe\u0301 Z\u0327'],
])('the card of a title %s is a picture of its size, and asks no other server', async (_, title) => {
  const picture = Buffer.from(await card(title, 'Galley', '#0b5394'));
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect({ width: picture.readUInt32BE(16), height: picture.readUInt32BE(20) }).toEqual(cardSize);
  // Its own programs come as data: addresses.
  const asked = fetched.mock.calls
    .map(([address]) => String(address))
    .filter((address) => !address.startsWith('data:'));
  expect(asked).toEqual([]);
  if (process.env.CARDS)
    (await import('node:fs')).writeFileSync(`${process.env.CARDS}/${_.replaceAll(' ', '-')}.png`, picture);
});

test('another title is another picture; the same is made once', async () => {
  const [one, again, other] = await Promise.all([
    card('One', 'Galley', '#0b5394'),
    card('One', 'Galley', '#0b5394'),
    card('Two', 'Galley', '#0b5394'),
  ]);
  expect(again).toBe(one);
  expect(Buffer.compare(one, other)).not.toBe(0);
});
