export { excerpt } from '#lib/notices/words.ts';

/** "1 flag", "3 flags". */
export function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}
