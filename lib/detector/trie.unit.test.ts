import { expect, test } from 'vitest';
import { Trie } from './trie.ts';

const trie = new Trie(['a', 'an', 'and', 'the', 'the mood', 'to', 'tx', 'tea', 'ti', 'ty', 'tv', '^to']);

test.each(['a', 'an', 'and', 'the', 'th', 'the mood', 'the ', 'tv', 'ty', '^to'])('%s is a path', (word) => {
  expect(trie.find(word)).toBeGreaterThan(0);
});

test.each(['b', 'at', 'ande', 'the moo!', 'tz', 'té', '^a'])('%s is none', (word) => {
  expect(trie.find(word)).toBe(0);
});

test('different paths lead to different nodes', () => {
  const words = ['a', 'an', 'and', 't', 'to', 'tx', 'te', 'ti', 'ty', 'tv', 'th', '^', '^t', '^to'];
  expect(new Set(words.map((word) => trie.find(word))).size).toBe(words.length);
});
